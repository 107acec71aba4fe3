"""What goes over into something else: units, packs, prices, neighbours, rebuilding, crazes, weekdays."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import Draw, Scene, Spoil

TODAY = date(2026, 4, 16)
NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}


def scenes() -> Iterator[Scene]:
    for kind in (units, neighbours, prices, shelves, crazes, days_of_week, orders, gifts, short, weeks, calendars):
        yield from kind()


def _day(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


def _since(days_ago: int, before: float, after: float) -> rates.Rate:
    return rates.changed(rates.even(before), rates.even(after), _day(days_ago))


def _cut(factor: float, first_ago: int, last_ago: int = 1) -> rates.Rate:
    """1, and so many times as much from the one to the other day, both among them."""
    first, last = np.datetime64(_day(first_ago - 1)), np.datetime64(_day(last_ago - 1))
    return lambda days: np.where((days >= first) & (days <= last), factor, 1.0)


def _counted(factor: float, days_ago: int) -> Spoil:
    """Written in another unit until so many days ago."""

    def record(values: np.ndarray) -> np.ndarray:
        values[:-days_ago] *= factor
        return np.round(values, 3)

    return record


def units() -> Iterator[Scene]:
    for factor, ago in ((1000.0, 35), (1 / 12, 40), (6.0, 16), (0.001, 120)):
        name = f"{factor:.3g} times the unit until {ago} days ago"
        yield Scene(name, rates.weekdays(36), TODAY, days=900, spoil=_counted(factor, ago))
    mixed = lambda v: np.where(np.random.default_rng(3).random(len(v)) < 0.05, v * 12, v)  # noqa: E731
    yield Scene("one day in twenty in pieces, not in dozens", rates.even(14), TODAY, days=700, spoil=mixed)
    yield Scene("imported in thousands", rates.weekdays(0.02), TODAY, days=700, draw=_fine(0.001))
    yield Scene("imported in thousands, doubled 40 days ago", _since(40, 0.01, 0.02), TODAY, 700, draw=_fine(0.001))
    yield Scene("in packs of 6, of 10 since 60 days", rates.even(5), TODAY, days=600, draw=_packs_then(6, 10, 60))
    yield Scene(
        "in packs of 4, of 24 since 30 days", rates.even(3), TODAY, days=600, window=28, draw=_packs_then(4, 24, 30)
    )


def _fine(unit: float) -> Draw:
    return lambda random, rate: np.round(random.poisson(rate / unit) * unit, 3)


def _packs_then(before: int, after: int, days_ago: int) -> Draw:
    def draw(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        size = np.where(np.arange(len(rate))[::-1] >= days_ago, before, after)
        # Of days to come, which are fewer than a past, all are in the new packs.
        size = size if len(rate) > 200 else np.full(len(rate), after)
        return size * random.poisson(rate / size).astype(float)

    return draw


def neighbours() -> Iterator[Scene]:
    yield Scene("a variant took half, 25 days ago", _since(25, 18, 9), TODAY, days=700)
    yield Scene("a variant took two thirds, 12 days ago", _since(12, 30, 10), TODAY, days=700)
    yield Scene("a slow one's variant took half, 50 days ago", _since(50, 1.2, 0.6), TODAY, days=900, window=28)
    yield Scene("a variant is gone, 18 days ago", _since(18, 9, 18), TODAY, days=600)
    yield Scene("the second branch opened 8 days ago", _since(8, 15, 30), TODAY, days=800)
    yield Scene("the second branch opened 30 days ago", _since(30, 6, 12), TODAY, days=800)
    branch = rates.changed(rates.weekdays(10), rates.weekdays(20), _day(15))
    yield Scene("the second branch opened 15 days ago, weekdays", branch, TODAY, days=800)
    for ago in (1, 10, 30):
        half = rates.times(rates.even(24), _cut(0.4, ago + 28, ago))
        # That it is over shows in what is sold after it.
        yield Scene(f"rebuilt for four weeks, until {ago} days ago", half, TODAY, days=900, unsure=ago == 1)
    yield Scene("a road dug up since six weeks", rates.times(rates.weekdays(20), _cut(0.5, 42, -200)), TODAY, days=900)


def prices() -> Iterator[Scene]:
    for ago, share in ((20, 0.5), (80, 0.6), (6, 0.5)):
        dearer = lambda days, ago=ago: {"price": _since(ago, 10, 20)(days)}  # noqa: E731
        yield Scene(f"twice as dear since {ago} days", _since(ago, 20, 20 * share), TODAY, days=700, known=dearer)
    soon = lambda days: {"price": _since(-3, 10, 8)(days)}  # noqa: E731
    yield Scene("cheaper in three days, sold as before", rates.even(16), TODAY, days=500, known=soon)
    first = rates.times(rates.even(8), _cut(3.0, 60, 47))
    yield Scene("history begins with an offer, 60 days ago", first, TODAY, days=60)
    early = rates.times(rates.even(8), _cut(3.0, 26, 20))
    yield Scene("history begins with an offer, 26 days ago", early, TODAY, days=26, **NEWCOMER)


def shelves() -> Iterator[Scene]:
    def empty(share: float, mark: float) -> Spoil:
        return lambda v: np.where(np.random.default_rng(4).random(len(v)) < share, mark, v)

    yield Scene("three days in ten out of stock, marked", rates.weekdays(9), TODAY, 700, spoil=empty(0.3, np.nan))
    # What was not in stock and not marked is sold as little ahead.
    yield Scene("three in ten days empty, not marked", rates.even(6.3), TODAY, 700, draw=_empty(0.3))
    yield Scene("out of stock for two days of each week", rates.even(7), TODAY, 400, spoil=_weekly_out)
    yield Scene("out of stock for 25 of 40 days", rates.even(7), TODAY, 40, spoil=empty(0.6, np.nan))


def _weekly_out(values: np.ndarray) -> np.ndarray:
    values[np.isin(np.arange(len(values)) % 7, (2, 3))] = np.nan
    return values


def _empty(share: float) -> Draw:
    def draw(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        return np.where(random.random(len(rate)) < share, 0.0, random.poisson(rate / (1 - share)))

    return draw


def crazes() -> Iterator[Scene]:
    def fading(height: float, ago: int, half: float, level: float) -> rates.Rate:
        def rate(days: np.ndarray) -> np.ndarray:
            since = (days - np.datetime64(_day(ago))).astype(int)
            return level * (1 + np.where(since >= 0, height * 0.5 ** (np.maximum(since, 0) / half), 0.0))

        return rate

    yield Scene("talked of 30 days ago, halved every five", fading(20, 30, 5, 6), TODAY, days=700)
    yield Scene("talked of 60 days ago, halved every ten", fading(15, 60, 10, 6), TODAY, days=700)
    # How long a craze lasts nobody knows in its first days.
    yield Scene("talked of 5 days ago, halved every three", fading(20, 5, 3, 6), TODAY, 700, unsure=True)
    yield Scene("talked of 14 days ago, halved every four", fading(12, 14, 4, 6), TODAY, 700, unsure=True)
    yield Scene("talked of a year ago for a month", fading(20, 380, 7, 9), TODAY, days=700)
    yield Scene("launched 100 days ago, halved every 30", fading(19, 100, 30, 2), TODAY, days=100)
    yield Scene("launched 70 days ago, halved every 20, many", fading(30, 70, 20, 20), TODAY, days=70)
    yield Scene("launched 150 days ago, halved every 50, few", fading(9, 150, 50, 0.2), TODAY, days=150, window=28)
    yield Scene("launched 120 days ago, halved every 15, level since", fading(9, 120, 15, 8), TODAY, days=120)
    weekly = fading(30, 182, 45, 1)
    yield Scene("weeks, launched 182 days ago, halved every 45", weekly, TODAY, days=182, window=28, step_days=7)
    straight = lambda days: 12 - (days - np.datetime64(TODAY)).astype(int) * 0.2  # noqa: E731
    yield Scene("launched 100 days ago, straight down", straight, TODAY, days=100)


def days_of_week() -> Iterator[Scene]:
    def on(*days: int) -> np.ndarray:
        return np.isin(np.arange(7), days) * 7.0 / len(days)

    for ago in (20, 60):
        moved = rates.changed(rates.weekdays(8, on(2, 5)), rates.weekdays(8, on(1, 4)), _day(ago))
        yield Scene(f"a stall on two days, others since {ago} days", moved, TODAY, days=500)
    added = rates.changed(rates.weekdays(4, on(5)), rates.weekdays(8, on(2, 5)), _day(33))
    yield Scene("a stall on Saturdays, on Wednesdays too since 33 days", added, TODAY, days=500)
    late = rates.changed(rates.weekdays(20), rates.weekdays(20, np.roll(rates.WEEKDAYS, 2)), _day(45))
    yield Scene("weekdays that changed places 45 days ago", late, TODAY, days=800, window=7)


def orders() -> Iterator[Scene]:
    def standing(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        """Eight in ten are ordered for good; the rest comes by chance."""
        return np.round(0.8 * rate) + random.poisson(0.2 * rate)

    yield Scene("a standing order and a little more", rates.even(10), TODAY, days=600, draw=standing)
    yield Scene("a standing order is lost, 20 days ago", _since(20, 22, 4), TODAY, days=600, draw=standing)
    bulk = rates.last_of_month(300)
    yield Scene("in bulk on the last of the month", bulk, TODAY, days=700, window=28)
    yield Scene("in bulk on the last of the month, five of them", bulk, TODAY, days=160, window=28)
    last_days = lambda days: np.where(rates.day_in_month(days + 3) <= 3, 40.0, 0.3)  # noqa: E731
    yield Scene("most in the last three days of the month", last_days, TODAY, days=500, window=28)
    paid = lambda days: np.where(_paid(days), 50.0, 2.0)  # noqa: E731
    yield Scene("paid on the 25th, or the Friday before", paid, TODAY, days=900, window=14)


def _paid(days: np.ndarray) -> np.ndarray:
    weekday = (days.astype("datetime64[D]").astype(np.int64) + 3) % 7
    day = rates.day_in_month(days)
    return ((day == 25) & (weekday < 5)) | ((weekday == 4) & ((day == 24) | (day == 23)))


def gifts() -> Iterator[Scene]:
    january = date(2026, 1, 12)
    came_back = rates.plus(9, rates.months(27, 12))

    def returns(values: np.ndarray) -> np.ndarray:
        """Nothing is left of the days from 27 to 4: as much comes back as is sold."""
        days = np.datetime64(january) - np.arange(len(values))[::-1]
        month, day = days.astype("datetime64[M]").astype(int) % 12 + 1, rates.day_in_month(days)
        values[((month == 12) & (day >= 27)) | ((month == 1) & (day <= 4))] = 0.0
        return values

    yield Scene("much of Christmas came back, three years", came_back, january, days=1100, spoil=returns)
    yield Scene("much of Christmas came back, once", rates.even(9), january, days=330, spoil=returns)


def short() -> Iterator[Scene]:
    for days in (21, 24):
        yield Scene(f"all known for {days} days, weekdays", rates.weekdays(9), TODAY, days=days, **NEWCOMER)
        yield Scene(f"all known for {days} days, slow", rates.even(0.6), TODAY, days=days, window=28, **NEWCOMER)
    for days in (30, 45, 75):
        yield Scene(f"{days} days known, growing by a tenth each week", _by_week(1.1, 60), TODAY, days=days, window=7)
    yield Scene("50 days known, a jump up 20 days ago", _since(20, 6, 18), TODAY, days=50)
    yield Scene("50 days known, a typo on the first", rates.even(9), TODAY, days=50, spoil=_first(2_000))
    yield Scene("13 months known, by the weather", rates.even(9), TODAY, days=395, draw=draws.by_weather)
    yield Scene("13 months known, a new level 50 days ago", _since(50, 9, 4), TODAY, days=395)


def _first(units: float) -> Spoil:
    def record(values: np.ndarray) -> np.ndarray:
        values[0] = units
        return values

    return record


def _by_week(factor: float, level: float) -> rates.Rate:
    return lambda days: level * factor ** ((days - np.datetime64(TODAY)).astype(int) / 7)


def weeks() -> Iterator[Scene]:
    missing = records.unknown(35, 28)
    yield Scene("weeks, one of them missing", rates.even(4), TODAY, 700, 28, spoil=missing, step_days=7)
    lacking = records.both(records.silent(14, 7), records.silent(70, 63))
    yield Scene("weeks, two of them not sent", rates.even(4), TODAY, 700, 28, spoil=lacking, step_days=7)
    yield Scene("weeks, the second branch 21 days ago", _since(21, 5, 10), TODAY, 700, 28, step_days=7)
    half = records.silent(4, 0)
    yield Scene("weeks, the last one half", rates.even(6), TODAY, 700, 28, spoil=half, step_days=7)
    yield Scene(
        "weeks, rebuilt until three weeks ago",
        rates.times(rates.even(9), _cut(0.3, 56, 22)),
        TODAY,
        700,
        28,
        step_days=7,
    )
    yield Scene(
        "weeks, twelve times the unit until 70 days ago",
        rates.even(6),
        TODAY,
        700,
        28,
        spoil=_counted(12, 70),
        step_days=7,
    )


def calendars() -> Iterator[Scene]:
    def term(days: np.ndarray) -> np.ndarray:
        week = ((days - days.astype("datetime64[Y]")).astype(int)) // 7
        return np.where(np.isin(week, (6, 7, 14, 15, 28, 29, 30, 31, 32, 33, 43, 51)), 1.0, 9.0)

    yield Scene("in school terms, three years", term, date(2026, 4, 18), days=1100, window=21)
    yield Scene("in school terms, 15 months", term, date(2026, 4, 18), days=460, window=21, unsure=True)
    pension = lambda days: 5 + rates.nth_weekday(40, 2, 2)(days)  # noqa: E731
    yield Scene("pensions on second Wednesdays", pension, TODAY, days=600, window=28)
