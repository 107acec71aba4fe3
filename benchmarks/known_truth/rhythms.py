"""Seasons, feasts and rhythms of other places: summers in January, feasts of other calendars, paydays and meetings."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import NOTHING, Scene

TODAY = date(2025, 11, 23)
SOUTHERN_SUMMER, SOUTHERN_WINTER = (12, 1, 2), (6, 7, 8)


def scenes() -> Iterator[Scene]:
    for kind in (southern, feasts, peaks, by_month, by_week, pauses, rare):
        yield from kind()


def southern() -> Iterator[Scene]:
    summer, winter = rates.months(14, *SOUTHERN_SUMMER), rates.months(9, *SOUTHERN_WINTER)
    yield Scene("before a summer in January", summer, date(2025, 11, 15), window=28)
    yield Scene("before a summer in January, two years", summer, date(2025, 11, 15), days=750, window=28)
    yield Scene("before a summer in January, seen once", summer, date(2025, 11, 15), days=420, window=28)
    yield Scene("at the end of a summer in January", summer, date(2026, 2, 18), window=21)
    yield Scene("after a summer in January", summer, date(2026, 3, 25), compared_with=14, **NOTHING)
    yield Scene("weeks before a summer in January", summer, date(2025, 11, 16), days=3 * 364, window=28, step_days=7)
    yield Scene("before a winter in July", winter, date(2025, 5, 20), days=850, window=28)
    wave = rates.wave(8, 15, 0.8)
    yield Scene("a smooth year with its top in January", wave, date(2025, 10, 20), window=28)


def feasts() -> Iterator[Scene]:
    new_year = rates.before_days(25, rates.CHINESE_NEW_YEARS, 15)
    yield Scene("goods before the Chinese New Year", new_year, date(2025, 1, 8), window=28)
    yield Scene("goods before the Chinese New Year, early and late", new_year, date(2026, 1, 28), window=28)
    diwali = rates.before_days(20, rates.DIWALIS, 14)
    yield Scene("goods before Diwali", diwali, date(2025, 10, 1), window=28)
    more = rates.plus(6, rates.before_days(24, rates.CHINESE_NEW_YEARS, 10))
    yield Scene("even, and more before the Chinese New Year", more, date(2026, 2, 4), window=14)
    passover = rates.before_days(18, rates.PASSOVERS, 14)
    yield Scene("goods before Passover", passover, date(2025, 3, 25), window=28)
    thanksgiving = rates.before_weekday(20, 11, 4, 3, length=10)
    yield Scene("goods before Thanksgiving", thanksgiving, date(2025, 11, 10), window=21)
    fathers_day = rates.before_weekday(15, 6, 3, 6, length=12)
    yield Scene("goods before Father's day, five years", fathers_day, date(2025, 6, 1), days=5 * 365, window=21)
    halloween = rates.weeks_of_year(22, 10, 12, 20)
    yield Scene("goods before Halloween, two years", halloween, date(2025, 10, 5), days=760, window=28)


def peaks() -> Iterator[Scene]:
    """Of who sells all year."""
    december = rates.plus(0.7, rates.months(1.4, 12))
    yield Scene("a peak of three times as much, five a week", december, date(2025, 11, 28), window=28)
    yield Scene(
        "a peak of three times as much, every second day",
        rates.plus(0.5, rates.months(1.0, 12)),
        date(2025, 11, 28),
        window=28,
    )
    week = rates.plus(0.2, rates.weeks_of_year(12, 3, 10, 7))
    yield Scene("a week a year, among two sales in ten days", week, date(2025, 3, 4), window=14)
    fortnight = rates.plus(0.05, rates.weeks_of_year(8, 9, 1, 14))
    yield Scene("a fortnight a year, among few sales", fortnight, date(2025, 8, 28), window=21)
    valentine = rates.plus(3, rates.weeks_of_year(20, 2, 10, 5))
    yield Scene("even, and more on five days in February", valentine, date(2025, 2, 5), window=14)
    singles = rates.plus(8, rates.weeks_of_year(60, 11, 11, 1))
    yield Scene("even, and one great day a year", singles, date(2025, 11, 8), window=7)
    summer = rates.times(rates.weekdays(10), lambda days: 1 + rates.months(1.5, 7, 8)(days))
    yield Scene("more in two months of summer, weekdays", summer, date(2025, 6, 25), window=21)


def by_month() -> Iterator[Scene]:
    yield Scene("every 25th of the month", rates.day_of_month(20, 25), date(2025, 11, 12), window=28)
    yield Scene("the first and the 15th, small", rates.twice_a_month(5, 1, 15), TODAY, window=28)
    yield Scene("the last Friday of the month", rates.last_weekday(25, 4), date(2025, 11, 12), window=28)
    yield Scene("the first working day of the month", rates.first_working_day(30), date(2025, 10, 20), window=28)
    week = lambda days: np.where(rates.day_in_month(days) <= 7, 8.0, 0.0)  # noqa: E731
    yield Scene("the first week of the month", week, TODAY, window=28)
    middle = rates.plus(4, rates.twice_a_month(20, 15))
    yield Scene("even, and more on the 15th, half a year", middle, date(2025, 11, 5), days=300, window=14)
    yield Scene("the last of the month, weekdays beside", _last_beside, date(2025, 11, 20), window=14)


def _last_beside(days: np.ndarray) -> np.ndarray:
    return rates.weekdays(6)(days) + rates.last_of_month(30)(days)


def by_week() -> Iterator[Scene]:
    yield Scene("every second Monday, small", rates.every_weeks(4, 2, weekday=0), TODAY, window=28)
    yield Scene("every third Friday, a year of them", rates.every_weeks(25, 3, 4), TODAY, days=365, window=21)
    yield Scene("every third Friday, some sales beside", rates.plus(0.3, rates.every_weeks(20, 3, 4)), TODAY, window=42)
    whole = lambda days: np.where((days.astype(np.int64) + 3) // 7 % 2 == 0, 6.0, 0.0)  # noqa: E731
    yield Scene("every second week, all of it", whole, TODAY, window=28)
    yield Scene("weeks, every second", whole, TODAY, window=28, step_days=7)
    yield Scene("weeks, every fourth", rates.every_weeks(40, 4), TODAY, window=56, step_days=7)
    yield Scene("every other day", rates.every_days(9, 2), TODAY)
    yield Scene("Tuesdays and Thursdays", rates.weekdays(6, np.array([0, 3.5, 0, 3.5, 0, 0, 0])), TODAY)
    yield Scene("Saturdays, twenty of them", rates.weekdays(4, np.array([0, 0, 0, 0, 0, 7, 0])), TODAY, days=140)
    skipped = records.silent(2 * 365 - 20, 2 * 365 - 40)
    yield Scene("every second week, once left out", rates.every_weeks(30, 2), TODAY, window=28, spoil=skipped)


def pauses() -> Iterator[Scene]:
    """A team plays every second Saturday, but for June and July."""
    played = rates.times(rates.every_weeks(20, 2, 5), rates.months(1.0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 12))
    back = date(2025, 9, 14)
    yield Scene("every second Saturday, after its pause, 560 days", played, back, days=560, window=28)
    yield Scene("every second Saturday, after its pause, 3 years", played, back, days=3 * 365, window=28)
    before = date(2025, 5, 25)
    once = Scene("every second Saturday, before a pause seen once", played, before, days=560, window=42, unsure=True)
    yield replace(once, compared_with=20 / 14)
    yield Scene("every second Saturday, amid its season, 14 months", played, TODAY, days=420, window=28)


def rare() -> Iterator[Scene]:
    yield Scene("a season of two sales a week", rates.months(0.3, 6, 7, 8), date(2025, 5, 25), window=42)
    lumpy = draws.clumps(4)
    yield Scene("a season of large orders", rates.months(4, 3, 4, 5), date(2025, 2, 20), window=42, draw=lumpy)
    yield Scene("a season in kilograms", rates.months(1.5, 5, 6), date(2025, 4, 25), window=28, draw=draws.weights)
    shrinking = rates.growing(rates.months(20, 12), 0.7, TODAY)
    yield Scene("a season that shrinks by a third a year", shrinking, TODAY, window=28)
