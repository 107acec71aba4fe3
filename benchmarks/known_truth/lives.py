"""Lives of products: launched, returned, moved to another level, out of stock, shut away, bought in one great order."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import NOTHING, Scene

TODAY = date(2025, 9, 14)
NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}


def scenes() -> Iterator[Scene]:
    for kind in (launched, ended, returned, stepped, priced, empty, shut, great, lost):
        yield from kind()


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def _step(before: float, after: float, days_ago: int) -> rates.Rate:
    return lambda days: np.where(days > np.datetime64(_ago(days_ago)), after, before)


def launched() -> Iterator[Scene]:
    weekend = np.array([0.5, 0.5, 0.5, 0.5, 1.0, 2.5, 1.5])
    for days in (3, 6, 9, 16):
        yield Scene(f"{days} days old, weekends", rates.weekdays(20, weekend), TODAY, days=days, window=21, **NEWCOMER)
    yield Scene("8 days old, one a day", rates.even(1), TODAY, days=8, window=28, **NEWCOMER)
    yield Scene("24 days old, closed on Sundays", _closed_sundays(15), TODAY, days=24, **NEWCOMER)
    for days in (29, 33, 50, 75):
        yield Scene(f"{days} days old, even", rates.even(5), TODAY, days=days, window=28)
    yield Scene("40 days old, slow", rates.even(0.15), TODAY, days=40, window=28, wide=3.0)
    yield Scene("40 days old, in kilograms", rates.even(2), TODAY, days=40, draw=draws.weights)
    yield Scene("weeks, five of them", rates.even(6), TODAY, days=35, step_days=7, window=28, **NEWCOMER)
    for days, ago in ((4, 2), (9, 3), (13, 8), (14, 13), (20, 6)):
        spoil = records.typed(5_000, ago)
        yield Scene(f"{days} days old, a typo {ago} days ago", rates.even(8), TODAY, days=days, spoil=spoil, **NEWCOMER)
    # It may be a great order as well.
    spoil = records.typed(80, 4)
    yield Scene("11 days old, ten times too much", rates.even(8), TODAY, days=11, spoil=spoil, unsure=True, **NEWCOMER)


def _closed_sundays(level: float) -> rates.Rate:
    return rates.weekdays(level, np.array([7, 7, 7, 7, 7, 7, 0]) / 6)


def ended() -> Iterator[Scene]:
    none = {"compared_with": 4, **NOTHING}
    yield Scene("ended 120 days ago, four a day", rates.until_day(rates.even(4), _ago(120)), TODAY, **none)
    one = {"compared_with": 1, **NOTHING}
    yield Scene("ended 150 days ago, one a day", rates.until_day(rates.even(1), _ago(150)), TODAY, **one)
    season = rates.until_day(rates.months(12, 5, 6, 7, 8), date(2023, 9, 1))
    yield Scene("summer goods that ended two years ago", season, date(2025, 4, 25), compared_with=12, **NOTHING)
    fading = lambda days: np.where(days > np.datetime64(_ago(90)), 0.0, 10.0) + 0.02  # noqa: E731
    yield Scene("only leftovers sold for 90 days", fading, TODAY, compared_with=10, **NOTHING)
    for days, level in ((33, 1.5), (20, 5), (15, 40)):
        over = rates.until_day(rates.even(level), _ago(days))
        kept = {"spoil": records.unknown(days, 0), "compared_with": level, "unsure": True}
        yield Scene(f"gone when counted, ended {days} days ago", over, TODAY, **kept, **NOTHING)
        back = rates.even(level)
        yield Scene(f"gone when counted, out for {days} days", back, TODAY, window=28, spoil=records.unknown(days, 0))


def returned() -> Iterator[Scene]:
    for away, back in ((300, 40), (200, 25), (120, 60)):
        spoil = records.silent(away, back)
        yield Scene(f"away from {away} to {back} days ago", rates.even(10), TODAY, spoil=spoil)
    spoil = records.silent(400, 30)
    yield Scene("away for a year, a slow seller", rates.even(0.5), TODAY, window=28, spoil=spoil)
    spoil = records.unknown(240, 14)
    yield Scene("out of stock until two weeks ago, weekdays", rates.weekdays(8), TODAY, spoil=spoil)
    gone = {"draw": draws.packs(24), "window": 28, "unsure": True}
    yield Scene("in lots, most of them for who left 40 days ago", _step(16, 2.4, 40), TODAY, **gone)
    yield Scene("weeks, away and back", rates.even(10), TODAY, step_days=7, spoil=records.silent(280, 70))


def stepped() -> Iterator[Scene]:
    for before, after, days in ((0.4, 1.2, 40), (1.0, 2.5, 30), (2.0, 0.7, 35), (3.0, 1.2, 21), (0.8, 1.6, 25)):
        name = f"from {before:g} to {after:g} a day, {days} days ago"
        yield Scene(name, _step(before, after, days), TODAY, window=28)
    yield Scene("from 15 to 6 a day, a year known", _step(15, 6, 18), TODAY, days=365)
    yield Scene("from 5 to 12 a day, 100 days known", _step(5, 12, 30), TODAY, days=100)
    yield Scene("from 40 to 25 a day", _step(40, 25, 25), TODAY)
    up_and_down = lambda days: _step(10, 30, 120)(days) - 15 * (days > np.datetime64(_ago(30)))  # noqa: E731
    yield Scene("up fourfold months ago, and half of it back", up_and_down, TODAY)
    yield Scene("weeks, from 8 to 20 a day", _step(8, 20, 35), TODAY, step_days=7)
    yield Scene("weeks, from 1 to 3 a week", _step(1 / 7, 3 / 7, 84), TODAY, step_days=7, window=28)
    seasonal = rates.times(rates.wave(10, 190, 0.5), _step(1.0, 2.0, 30))
    yield Scene("doubled on the way down of a smooth year", seasonal, TODAY)
    yield Scene("doubled a year ago", _step(7, 14, 365), TODAY)


def priced() -> Iterator[Scene]:
    raised = _step(1.0, 1.25, 60)
    usual = lambda days: {"price": 8 * raised(days)}  # noqa: E731
    yield Scene("a price raised by a quarter, less sold", _step(12, 9, 60), TODAY, known=usual)
    lowered = lambda days: {"price": 10 * _step(1.0, 0.7, 45)(days)}  # noqa: E731
    yield Scene("a price lowered for good, more sold", _step(8, 14, 45), TODAY, known=lowered)
    ahead = _weeks_from(1, 1.3)
    announced = lambda days: {"price": 10 * ahead(days)}  # noqa: E731
    yield Scene("a price that will rise, never seen before", rates.even(10), TODAY, known=announced)
    weekly = _every_eighth_week(2.0)
    yield Scene(
        "promotions every eighth week, with their price",
        rates.times(rates.weekdays(9), weekly),
        TODAY,
        known=records.promotions(weekly, 0.75),
    )
    yield Scene(
        "promotions every eighth week, a year known",
        rates.times(rates.weekdays(9), weekly),
        TODAY,
        days=365,
        known=records.promotions(weekly),
    )


def _weeks_from(days: int, factor: float) -> rates.Rate:
    return lambda dates: np.where(dates >= np.datetime64(TODAY) + days, factor, 1.0)


def _every_eighth_week(factor: float) -> rates.Rate:
    """The coming week is one of them."""

    def rate(days: np.ndarray) -> np.ndarray:
        week = (days - np.datetime64(TODAY) - 1).astype(int) // 7
        return np.where(week % 8 == 0, factor, 1.0)

    return rate


def empty() -> Iterator[Scene]:
    yield Scene("out of stock at every weekend", rates.even(6), TODAY, spoil=records.weekdays_unknown(5, 6))
    yield Scene("out of stock for three days, four times a year", rates.even(6), TODAY, spoil=records.often_out(3, 90))
    yield Scene("out of stock for half of each month", rates.even(3), TODAY, spoil=records.often_out(15, 30))
    yield Scene("out of stock for a year", rates.even(9), TODAY, spoil=records.unknown(380, 12))
    summer = rates.months(14, 5, 6, 7, 8)
    gap = records.unknown(380, 280)
    yield Scene("last summer out of stock", summer, date(2025, 4, 25), window=28, spoil=gap)
    yield Scene(
        "a slow seller, out of stock for 50 days", rates.even(0.2), TODAY, window=28, spoil=records.unknown(50, 0)
    )
    young = records.unknown(9, 4)
    yield Scene("14 days old, five of them out of stock", rates.even(10), TODAY, days=14, spoil=young, **NEWCOMER)


def shut() -> Iterator[Scene]:
    """Closed weeks, written as nothing sold."""
    august = lambda days: np.where(_in_first_half_of_august(days), 0.0, 10.0)  # noqa: E731
    yield Scene("shut for two weeks of every August, now", august, date(2025, 7, 28), window=28)
    yield Scene("shut for two weeks of every August, weeks", august, date(2025, 7, 27), window=28, step_days=7)
    yield Scene("shut for two weeks, until three days ago", rates.weekdays(10), TODAY, spoil=records.silent(17, 3))
    yield Scene("shut for two months, a year ago", rates.weekdays(10), TODAY, spoil=records.silent(400, 340))
    mondays = np.array([0, 7, 7, 7, 7, 7, 7]) / 6
    yield Scene("shut on Mondays, a slow seller", rates.weekdays(0.6, mondays), TODAY, window=28)


def _in_first_half_of_august(days: np.ndarray) -> np.ndarray:
    month = days.astype("datetime64[M]").astype(int) % 12 + 1
    return (month == 8) & (rates.day_in_month(days) <= 14)


def great() -> Iterator[Scene]:
    for days in (2, 5, 20, 45, 370):
        spoil = records.typed(400, days)
        yield Scene(f"one great order, {days} days ago", rates.weekdays(10), TODAY, window=28, spoil=spoil)
    spoil = records.typed(150, 9)
    yield Scene("one great order of a slow seller", rates.even(0.4), TODAY, window=28, spoil=spoil)
    yield Scene("one great order, weeks", rates.even(4), TODAY, step_days=7, window=28, spoil=records.typed(600, 18))
    yield Scene("one great order, two months known", rates.even(10), TODAY, days=60, spoil=records.typed(400, 12))
    burst = lambda days: 0.1 + 6 * _between(days, 190, 180)  # noqa: E731
    yield Scene("a sparse seller with a burst half a year ago", burst, TODAY, window=56)
    burst = lambda days: 0.1 + 4 * _between(days, 45, 35)  # noqa: E731
    yield Scene("a sparse seller with a burst a month ago", burst, TODAY, window=56, unsure=True)


def _between(days: np.ndarray, first_ago: int, last_ago: int) -> np.ndarray:
    return (days > np.datetime64(_ago(first_ago))) & (days <= np.datetime64(_ago(last_ago)))


def lost() -> Iterator[Scene]:
    """Gaps, and sales that returns have eaten."""
    yield Scene("no data for a month, two months ago", rates.weekdays(7), TODAY, spoil=records.unknown(90, 60))
    yield Scene("no data for half a year, until a month ago", rates.weekdays(7), TODAY, spoil=records.unknown(210, 30))
    yield Scene("every third day lost", rates.even(7), TODAY, spoil=records.often_out(1, 3))
    yield Scene("one sale in ten came back the day after", rates.even(5), TODAY, spoil=records.returned(0.1), least=0.6)
    yield Scene(
        "a day with more returns than sales, each week", rates.even(5), TODAY, spoil=records.eaten(7), least=0.6
    )
