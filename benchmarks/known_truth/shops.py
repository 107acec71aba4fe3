"""Shops of other kinds: school holidays, paydays, ramps and ends, wide moves, weather, histories of a year or two."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import NOTHING, Scene

TODAY = date(2025, 10, 19)
NOVEMBER = date(2025, 11, 23)
# One year, thirteen months, two years.
LENGTHS = (365, 396, 730)
CLOSED_ON_SUNDAYS = np.array([7, 7, 7, 7, 7, 7, 0]) / 6
SCHOOL_HOLIDAYS = ((2, 8, 16), (4, 5, 14), (6, 28, 60), (10, 18, 14), (12, 20, 14))


def scenes() -> Iterator[Scene]:
    for kind in (
        ramps,
        moved,
        ended,
        six_weeks,
        two_seasons,
        holidays,
        paydays,
        lengths,
        weeks,
        noisy,
        out_of_stock,
        few,
    ):
        yield from kind()


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def _step(before: float, after: float, days_ago: int, today: date = TODAY) -> rates.Rate:
    return lambda days: np.where(days > np.datetime64(today) - days_ago, after, before)


def _ramp(before: float, after: float, first_ago: int, length: int) -> rates.Rate:
    """From one level to the other, in so many days."""

    def rate(days: np.ndarray) -> np.ndarray:
        since = (days - np.datetime64(TODAY)).astype(int) + first_ago
        return np.interp(since, (0, length), (before, after))

    return rate


def ramps() -> Iterator[Scene]:
    yield Scene("launched 90 days ago, a ramp of 60 days", _ramp(1, 15, 90, 60), TODAY, days=90)
    yield Scene("launched 45 days ago, a ramp of 30 days", _ramp(1, 15, 45, 30), TODAY, days=45)
    yield Scene("launched 200 days ago, a ramp of 100 days", _ramp(0.2, 4, 200, 100), TODAY, days=200, window=28)
    yield Scene("from 5 to 30 a day in 60 days, ended a month ago", _ramp(5, 30, 90, 60), TODAY)
    yield Scene("from 30 to 5 a day in 60 days, ended two weeks ago", _ramp(30, 5, 74, 60), TODAY)
    yield Scene("weeks, from 5 to 30 a day in 100 days", _ramp(5, 30, 140, 100), TODAY, step_days=7)


def moved() -> Iterator[Scene]:
    for days in (9, 16, 35, 80, 150):
        yield Scene(f"from 5 to 30 a day, {days} days ago", _step(5, 30, days), TODAY)
    yield Scene("from 30 to 5 a day, 20 days ago, closed on Sundays", _closed(_step(30, 5, 20)), TODAY)
    up = ((0.7, 1.4, 28), (0.8, 1.6, 20), (0.7, 1.4, 24), (0.5, 1.5, 30), (0.3, 1.0, 40))
    down = ((2.0, 0.7, 28), (1.5, 0.5, 42), (1.0, 0.3, 50), (2.5, 0.8, 25))
    for before, after, days in (*up, *down):
        name = f"from {before:g} to {after:g} a day, {days} days ago"
        yield Scene(name, _step(before, after, days), TODAY, window=28)
    yield Scene("weeks, from 5 to 30 a day", _step(5, 30, 28), TODAY, step_days=7)
    yield Scene("weeks, from 2 to 5 a week", _step(2 / 7, 5 / 7, 56), TODAY, step_days=7, window=28)


def _closed(rate: rates.Rate) -> rates.Rate:
    return rates.times(rate, rates.weekdays(1.0, CLOSED_ON_SUNDAYS))


def ended() -> Iterator[Scene]:
    """Sold daily, and then no more, with stock on hand."""
    for level, days in ((12, 40), (5, 40), (30, 35), (3, 50), (12, 60), (2, 70)):
        none = {"compared_with": level, **NOTHING}
        name = f"discontinued {days} days ago, {level} a day"
        yield Scene(name, rates.until_day(rates.weekdays(level), _ago(days)), TODAY, **none)
    none = {"compared_with": 8, **NOTHING}
    closed = rates.until_day(_closed(rates.even(8)), _ago(45))
    yield Scene("discontinued 45 days ago, closed on Sundays", closed, TODAY, **none)
    young = rates.until_day(rates.even(8), _ago(45))
    yield Scene("sold for three months, discontinued 45 days ago", young, TODAY, days=135, **none)
    yield Scene("weeks, discontinued 56 days ago", rates.until_day(rates.even(8), _ago(56)), TODAY, step_days=7, **none)
    fading = lambda days: np.where(days > np.datetime64(_ago(42)), 0.0, _fading(days))  # noqa: E731
    yield Scene("fading, and discontinued 42 days ago", fading, TODAY, **none)
    for gap, days in ((10, 60), (25, 90), (4, 25)):
        name = f"a sale in {gap} days, none for {days} days"
        spoil = records.silent(days, 0)
        yield Scene(name, rates.even(1 / gap), TODAY, window=56, spoil=spoil, least=0.3, unsure=True)


def _fading(days: np.ndarray) -> np.ndarray:
    return 12 * 0.5 ** (np.maximum((days - np.datetime64(_ago(140))).astype(int), 0) / 30)


def six_weeks() -> Iterator[Scene]:
    spring, autumn = rates.weeks_of_year(14, 3, 20, 42), rates.weeks_of_year(14, 9, 15, 42)
    yield Scene("six weeks in spring, before them", spring, date(2025, 3, 8), days=3 * 365, window=28)
    yield Scene("six weeks in spring, at their end", spring, date(2025, 4, 21), days=3 * 365, window=28)
    yield Scene("six weeks in spring, after them", spring, date(2025, 5, 12), days=3 * 365, compared_with=14, **NOTHING)
    yield Scene("six weeks in autumn, two years known", autumn, date(2025, 9, 5), days=730, window=28)
    yield Scene("six weeks in autumn, at their end, two years known", autumn, date(2025, 10, 16), days=750, window=28)
    slow = rates.weeks_of_year(0.6, 3, 20, 42)
    yield Scene("six weeks in spring, four a week", slow, date(2025, 3, 8), window=42)
    beside = rates.plus(0.3, rates.weeks_of_year(10, 9, 15, 42))
    yield Scene("six weeks in autumn, few sales beside", beside, date(2025, 9, 5), window=28)
    yield Scene("six weeks in spring, weeks", spring, date(2025, 3, 9), days=3 * 364, window=28, step_days=7)
    yield Scene("six weeks in spring, in their middle, closed on Sundays", _closed(spring), date(2025, 4, 6))


def two_seasons() -> Iterator[Scene]:
    both = rates.months(12, 3, 4, 9, 10)
    yield Scene("spring and autumn goods, in August", both, date(2025, 8, 20), window=28)
    yield Scene("spring and autumn goods, in summer", both, date(2025, 6, 10), compared_with=12, **NOTHING)
    yield Scene("spring and autumn goods, seen once each", both, date(2025, 8, 24), days=400, window=28)
    yield Scene("spring and autumn goods, weeks", both, date(2025, 8, 24), days=3 * 364, window=28, step_days=7)
    unlike = lambda days: rates.months(20, 12)(days) + rates.months(6, 6, 7)(days)  # noqa: E731
    yield Scene("a great season and a small one", unlike, date(2025, 5, 25), window=28)
    yield Scene("even, and more in May and in October", rates.plus(4, rates.months(8, 5, 10)), date(2025, 9, 25))


def _at_school_holidays(times: float) -> rates.Rate:
    def rate(days: np.ndarray) -> np.ndarray:
        on = [rates.weeks_of_year(1, month, day, length)(days) for month, day, length in SCHOOL_HOLIDAYS]
        return 1 + (times - 1) * np.maximum.reduce(on)

    return rate


def holidays() -> Iterator[Scene]:
    twice, half = _at_school_holidays(2.0), _at_school_holidays(0.4)
    known = records.promotions(twice)
    yield Scene("twice as much in school holidays, marked", rates.times(rates.weekdays(8), twice), TODAY, known=known)
    yield Scene("twice as much in school holidays", rates.times(rates.weekdays(8), twice), date(2025, 10, 16))
    yield Scene("half as much in school holidays", rates.times(rates.weekdays(8), half), date(2025, 12, 17))
    yield Scene("half as much in school holidays, in them", rates.times(rates.even(8), half), date(2025, 7, 10))
    none = rates.times(rates.even(6), _at_school_holidays(0.0))
    yield Scene("nothing in school holidays", none, date(2025, 8, 20), window=21)
    leap = rates.plus(5, rates.weeks_of_year(15, 2, 22, 8))
    yield Scene("even, and more at the end of a leap February", leap, date(2024, 2, 20))
    turn = rates.plus(5, rates.weeks_of_year(20, 12, 27, 9))
    yield Scene("even, and more at the turn of the year", turn, date(2025, 12, 24))
    yield Scene("weeks, more at the turn of a year of 53", turn, date(2020, 12, 20), step_days=7)
    black_friday = rates.before_weekday(45, 11, 4, 3, length=1)
    friday = rates.plus(5, lambda days: black_friday(days - 1))
    for years in (2, 3):
        name = f"even, and ten times as much on Black Friday, {years} years"
        yield Scene(name, friday, date(2025, 11, 26), days=365 * years, window=7, unsure=years == 2)
    ramadan = rates.in_ramadan(4, beside=1.5)
    yield Scene("three in two days, and more in Ramadan", ramadan, date(2025, 2, 26), window=21)
    yield Scene("three in two days, and more in Ramadan, in summer", ramadan, date(2025, 7, 20), window=21)


def paydays() -> Iterator[Scene]:
    end = lambda days: np.where(rates.day_in_month(days) >= 26, 15.0, 5.0)  # noqa: E731
    yield Scene("three times as much from the 26th on", end, date(2025, 11, 20))
    yield Scene("three times as much from the 26th on, 13 months", end, date(2025, 11, 20), days=396)
    slow = lambda days: np.where(rates.day_in_month(days) <= 3, 3.0, 0.4)  # noqa: E731
    yield Scene("a slow seller, and more on the first three", slow, date(2025, 11, 28), window=7)
    quarter = lambda days: 5 + 20 * _ends_quarter(days)  # noqa: E731
    yield Scene("even, and more on the last five days of a quarter", quarter, date(2025, 9, 20))
    yield Scene("Saturdays and Sundays", rates.weekdays(6, np.array([0, 0, 0, 0, 0, 4.0, 3.0])), TODAY)
    yield Scene(
        "a payday on closed Sundays as well", _closed(rates.plus(4, rates.day_of_month(30, 1))), NOVEMBER, window=14
    )
    friday = rates.plus(4, rates.every_weeks(20, 2, 4))
    yield Scene("every second Friday a payday, 13 months", friday, TODAY, days=396)


def _ends_quarter(days: np.ndarray) -> np.ndarray:
    ahead = (days + 5).astype("datetime64[M]").astype(int)
    return (ahead % 3 == 0) & (ahead != days.astype("datetime64[M]").astype(int))


def lengths() -> Iterator[Scene]:
    december, peak = rates.months(15, 12), rates.plus(6, rates.months(12, 12))
    for days in LENGTHS:
        yield Scene(f"December goods, {days} days known", december, NOVEMBER, days=days, window=28)
        yield Scene(f"three times as much in December, {days} days known", peak, NOVEMBER, days=days, window=21)
        yield Scene(f"summer goods in April, {days} days known", rates.months(9, 5, 6, 7), date(2025, 4, 20), days, 28)
        yield Scene(f"a smooth year, {days} days known", rates.wave(9, 15, 0.6), date(2025, 9, 10), days, 28)
        yield Scene(f"even, {days} days known", _closed(rates.even(3)), TODAY, days=days)
        yield Scene(f"weeks of December, {days} days known", december, NOVEMBER, days, 28, step_days=7)


def weeks() -> Iterator[Scene]:
    payday = lambda days: np.where(rates.day_in_month(days) <= 5, 20.0, 4.0)  # noqa: E731
    yield Scene("weeks, more in the first days of the month", payday, TODAY, window=28, step_days=7)
    yield Scene(
        "weeks, three times as much in December", rates.plus(6, rates.months(12, 12)), NOVEMBER, step_days=7, window=28
    )
    yield Scene("weeks, a sale in 40 days", rates.even(1 / 40), TODAY, window=56, step_days=7)
    yield Scene("weeks, a sale in 90 days, forecast for a quarter", rates.even(1 / 90), TODAY, window=91, step_days=7)
    yield Scene("weeks, doubling each year", rates.growing(rates.even(8), 2.0, TODAY), TODAY, window=28, step_days=7)
    yield Scene("weeks, large orders", rates.even(3), TODAY, window=56, step_days=7, draw=draws.clumps(20))
    yield Scene("weeks, twelve of them", rates.even(3), TODAY, days=84, window=28, step_days=7)
    yield Scene(
        "a month's total on its first day", rates.even(4), date(2025, 10, 10), window=30, spoil=records.totals(30)
    )


def noisy() -> Iterator[Scene]:
    warm = rates.wave(12, 195, 0.6)
    yield Scene("drinks, by the weather", warm, date(2025, 6, 10), draw=draws.by_weather)
    yield Scene("by the weather, even", rates.weekdays(10), TODAY, draw=draws.by_weather)
    yield Scene("by the weather, slow", rates.even(0.8), TODAY, window=28, draw=draws.by_weather)
    yield Scene("three times as much each year", rates.growing(rates.even(12), 3.0, TODAY), TODAY)
    yield Scene("a tenth less each quarter", rates.growing(rates.weekdays(12), 0.65, TODAY), TODAY, window=28)
    for days, ago in ((30, 25), (45, 40), (60, 55), (25, 15), (90, 80)):
        spoil = records.typed(1_200, ago)
        yield Scene(f"{days} days, a typo {ago} days ago", rates.even(12), TODAY, days=days, spoil=spoil, wide=3.0)
        slow = records.typed(100, ago)
        yield Scene(
            f"{days} days of a slow seller, a typo {ago} days ago", rates.even(1), TODAY, days, 28, spoil=slow, wide=3.0
        )
    spoil = records.returned(0.3)
    yield Scene("three in ten came back the day after", rates.even(6), TODAY, spoil=spoil, least=0.6)


def out_of_stock() -> Iterator[Scene]:
    december, summer = rates.months(20, 12), rates.months(12, 5, 6, 7, 8)
    yield Scene("out of stock in its season, until today", december, date(2025, 12, 14), spoil=records.unknown(5, 0))
    yield Scene("out of stock for most of its season", summer, date(2025, 7, 10), spoil=records.unknown(60, 10))
    yield Scene("a season, out of stock every other week", summer, date(2025, 6, 20), spoil=records.often_unknown)
    yield Scene(
        "a peak out of stock in its last year",
        rates.plus(6, december),
        date(2025, 11, 28),
        window=21,
        spoil=records.unknown(360, 336),
    )
    yield Scene("out of stock, and back at another level", _step(5, 12, 40), TODAY, spoil=records.unknown(70, 30))
    cut = lambda days: 1 + (_step(0, 1, 1)(days) + rates.every_weeks(1, 9)(days) > 0)  # noqa: E731
    known = lambda days: {"price": 10 * (1 - 0.3 * (cut(days) > 1))}  # noqa: E731
    yield Scene("a price cut ahead, as every ninth week", rates.times(rates.even(8), cut), TODAY, known=known)


def few() -> Iterator[Scene]:
    yield Scene("sparse, and more in summer", rates.months(0.25, 6, 7, 8, beside=0.03), date(2025, 5, 28), window=42)
    yield Scene("sparse, and less in summer", rates.months(0.03, 6, 7, 8, beside=0.25), date(2025, 5, 28), window=42)
    yield Scene("sparse, and ten times as much in December", rates.months(0.5, 12, beside=0.05), NOVEMBER, window=28)
    yield Scene("a sale in 60 days, 13 months", rates.even(1 / 60), TODAY, days=396, window=56)
    yield Scene("a unit every ten days, doubled 90 days ago", _step(0.1, 0.2, 90), TODAY, window=56)
    yield Scene("half a unit a day, kilograms", rates.even(0.5), TODAY, window=28, draw=draws.weights)
