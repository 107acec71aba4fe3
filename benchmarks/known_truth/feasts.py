"""Seasons and rhythms beside those of `times_of_year`: feasts that move, short ones, rare ones, and several at once."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import NOTHING, Scene

TODAY = date(2025, 11, 23)
CLOSED_ON_SUNDAYS = np.array([1.0, 1.0, 1.0, 1.1, 1.3, 1.6, 0.0])
# A season that begins in autumn, and what is sold on Christmas' days beside it.
WINTER = rates.months(10, 10, 11, 12, 1, 2)


def scenes() -> Iterator[Scene]:
    for kind in (moving, short, several, smooth, by_week, rhythms):
        yield from kind()


def moving() -> Iterator[Scene]:
    mothers_day = rates.before_weekday(25, 5, 2, 6, length=14)
    yield Scene("goods before Mother's day", mothers_day, date(2025, 4, 20), window=28)
    more = rates.before_weekday(18, 5, 2, 6, length=10)
    yield Scene("even, and more before Mother's day", rates.plus(6, more), date(2025, 4, 30), window=14)
    yield Scene("after Mother's day", mothers_day, date(2025, 5, 20), compared_with=25, **NOTHING)
    friday = rates.before_weekday(24, 11, 4, 4, length=7)
    yield Scene("even, and more in the week of Black Friday", rates.plus(6, friday), date(2025, 11, 18), window=14)
    thanksgiving = rates.before_weekday(45, 11, 4, 3, length=1)
    one_day = rates.plus(5, lambda days: thanksgiving(days - 1))
    yield Scene("even, and ten times as much on Black Friday", one_day, date(2025, 11, 26), window=7)
    sunday = rates.plus(4, rates.before_weekday(20, 5, 2, 6, length=1))
    yield Scene("even, and six times as much on Mother's day", sunday, date(2025, 5, 9), window=7)
    eid = rates.after_ramadan(25, 10)
    yield Scene("goods after Ramadan", eid, date(2025, 3, 15), window=28)
    yield Scene("even, and more in Ramadan, 7 a week", rates.in_ramadan(3, beside=1), date(2025, 2, 26), 4 * 365, 21)
    yield Scene("Easter and Christmas", _both(), date(2025, 4, 1), window=21)


def _both() -> rates.Rate:
    easter, december = rates.before_easter(20, 21), rates.months(15, 12)
    return lambda days: easter(days) + december(days)


def short() -> Iterator[Scene]:
    yield Scene("three weeks in October", rates.weeks_of_year(20, 10, 10, 21), date(2025, 10, 1), window=28)
    yield Scene("five days a year", rates.weeks_of_year(40, 2, 10, 5), date(2025, 2, 1), window=21)
    yield Scene(
        "one week a year, among a few sales", rates.plus(0.1, rates.weeks_of_year(30, 6, 1, 7)), date(2025, 5, 25)
    )
    yield Scene("a season of few sales", rates.months(0.5, 12), TODAY, window=28)
    yield Scene("a season of large numbers", rates.months(3_000, 12), TODAY, window=28)
    yield Scene("a season with closed Sundays", _closed(rates.months(12, 11, 12)), date(2025, 10, 25), window=28)
    typo = records.typed(9_000, 120)
    yield Scene("a season, with a typo in summer", rates.months(20, 12), TODAY, window=21, spoil=typo)
    grows = rates.growing(rates.months(20, 12), 1.4, TODAY)
    yield Scene("a season that grows by two fifths a year", grows, TODAY, window=28)


def _closed(rate: rates.Rate) -> rates.Rate:
    return rates.times(rate, rates.weekdays(1.0, CLOSED_ON_SUNDAYS))


def several() -> Iterator[Scene]:
    sales = rates.plus(5, rates.months(12, 1, 7))
    yield Scene("even, and more in January and July", sales, date(2025, 6, 28), window=21)
    winter = lambda days: WINTER(days) + rates.weeks_of_year(30, 12, 10, 15)(days)  # noqa: E731
    yield Scene("winter goods, and most before Christmas", winter, date(2025, 12, 8))
    begun = rates.from_day(rates.plus(6, rates.months(18, 12)), date(2023, 7, 1))
    yield Scene("even from a summer on, and more in December", begun, date(2025, 11, 28), window=21)
    begun = rates.from_day(WINTER, date(2022, 12, 10))
    yield Scene("winter goods first sold in the middle of a winter", begun, date(2025, 9, 20), window=28)
    yield Scene("December goods that were not sold last year", _left(), TODAY, compared_with=20, **NOTHING)


def _left() -> rates.Rate:
    return rates.until_day(rates.months(20, 12), date(2024, 1, 15))


def smooth() -> Iterator[Scene]:
    for days in (370, 400, 500, 3 * 365):
        yield Scene(f"a smooth year before its top, {days} days", rates.wave(10, 190, 0.8), date(2025, 4, 10), days, 28)
    for days in (370, 500):
        yield Scene(f"a smooth year after its top, {days} days", rates.wave(10, 190, 0.8), date(2025, 8, 30), days, 28)
    yield Scene("a mild smooth year", rates.wave(10, 20, 0.3), date(2025, 10, 10), window=28)
    yield Scene("a smooth year of a slow seller", rates.wave(0.5, 190, 0.9), date(2025, 4, 10), window=28)


def by_week() -> Iterator[Scene]:
    for name, rate, last in (
        ("summer", rates.months(12, 5, 6, 7, 8), date(2025, 4, 20)),
        ("Christmas", rates.weeks_of_year(15, 11, 15, 40), date(2025, 11, 9)),
        ("Easter", rates.before_easter(25, 21), date(2025, 3, 23)),
        ("winter", rates.months(12, 10, 11, 12, 1, 2), date(2025, 9, 21)),
    ):
        yield Scene(f"weeks before {name}", rate, last, days=3 * 364, window=28, step_days=7)
    for days in (364, 378, 420):
        rate, last = rates.months(12, 5, 6, 7, 8), date(2025, 4, 20)
        yield Scene(f"weeks before summer, seen once, {days} days", rate, last, days=days, window=28, step_days=7)
        rate, last = rates.months(12, 10, 11, 12, 1, 2), date(2025, 9, 21)
        yield Scene(f"weeks before winter, seen once, {days} days", rate, last, days=days, window=28, step_days=7)
    smooth_year = rates.wave(10, 190, 0.8)
    yield Scene("weeks of a smooth year", smooth_year, date(2025, 4, 13), days=2 * 364, window=28, step_days=7)


def rhythms() -> Iterator[Scene]:
    yield Scene("every first Monday of the month", rates.nth_weekday(30, 1, 0), TODAY, window=28)
    yield Scene("twice a month", rates.twice_a_month(20, 1, 15), TODAY, window=28)
    yield Scene("every fifth week", rates.every_weeks(30, 5), TODAY, window=35)
    yield Scene("every eighth week", rates.every_weeks(40, 8), TODAY, window=56)
    yield Scene("every ten days", rates.every_days(30, 10), TODAY, window=30)
    quarter = rates.times(rates.day_of_month(60, 1), rates.months(1, 1, 4, 7, 10))
    yield Scene("every first day of a quarter", quarter, date(2025, 12, 20), window=28)
    yield Scene("every thirteenth week", rates.every_weeks(40, 13), TODAY, window=91)
    yield Scene("a first of the month of small sales", rates.day_of_month(2, 1), TODAY, window=28)
    yield Scene("closed on Sundays", rates.weekdays(12, CLOSED_ON_SUNDAYS * 7 / 6.0), TODAY)
    working = np.array([7, 7, 7, 7, 7, 0, 0]) / 5
    yield Scene("closed at weekends, 60 days", rates.weekdays(8, working), TODAY, days=60)
    yield Scene("a rhythm of few sales", rates.weekdays(0.3, working), TODAY, window=28, draw=draws.clumps(2))
