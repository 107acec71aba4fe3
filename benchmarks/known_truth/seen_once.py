"""Feasts and seasons of shops of 13 to 25 months, seen once or twice, from just before them to just after."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from benchmarks.known_truth import rates
from benchmarks.known_truth.shop import NOTHING, Scene
from benchmarks.known_truth.shops import CLOSED_ON_SUNDAYS

MOTHERS_DAY = (5, 2, 6)
# Three times as much in December.
DECEMBER = rates.plus(6, rates.months(12, 12))
# Days by which a season of sixty days is late, from 2020 on.
LATE = np.array([0, 9, -6, 5, -8, 4])


def scenes() -> Iterator[Scene]:
    for kind in (great_days, feasts, december, slow, seasons, new_last_season, shut):
        yield from kind()


def _black_friday(level: float, length: int = 1) -> rates.Rate:
    """And so many days from it on."""
    thanksgiving = rates.before_weekday(level, 11, 4, 3, length=1)
    return rates.plus(5, lambda days: sum(thanksgiving(days - behind) for behind in range(1, length + 1)))


def great_days() -> Iterator[Scene]:
    for days in (396, 425, 545, 760):
        yield Scene(f"ten times on Black Friday, {days} days", _black_friday(45), date(2025, 11, 26), days, 7)
    to_monday = _black_friday(35, 4)
    for name, last in (("before", 24), ("in", 28)):
        yield Scene(f"from Black Friday to Monday, {name} it, 13 months", to_monday, date(2025, 11, last), 400, 7)
    yield Scene("from Black Friday to Monday, after it, 13 months", to_monday, date(2025, 12, 4), days=400)
    for days in (427, 730):
        weeks = _black_friday(45, 4)
        yield Scene(f"weeks, Black Friday, {days} days", weeks, date(2025, 11, 23), days, step_days=7)
    singles = rates.plus(8, rates.weeks_of_year(60, 11, 11, 1))
    for days in (396, 740):
        yield Scene(f"one great day in November, {days} days", singles, date(2025, 11, 8), days, 7)
    fair = rates.plus(5, rates.weeks_of_year(40, 6, 14, 2))
    yield Scene("a fair in June, seen twice", fair, date(2025, 6, 10), days=800, window=7)
    yield Scene("a fair in June, seen once", fair, date(2025, 6, 10), days=420, window=7, unsure=True)


def feasts() -> Iterator[Scene]:
    mother = rates.plus(4, rates.before_weekday(20, *MOTHERS_DAY, length=1))
    week = rates.plus(4, rates.before_weekday(20, *MOTHERS_DAY, length=7))
    yield Scene("six times as much on Mother's day, 15 months", mother, date(2025, 5, 9), days=460, window=7)
    yield Scene("six times as much up to Mother's day, 15 months", week, date(2025, 5, 2), days=460)
    valentine = rates.plus(4, rates.weeks_of_year(20, 2, 12, 3))
    yield Scene("six times as much at Valentine's, 13 months", valentine, date(2025, 2, 8), days=396)
    for days in (425, 750):
        easter = rates.before_easter(25, 14, beside=5)
        yield Scene(f"five times as much before Easter, {days} days", easter, date(2025, 4, 2), days)
    for days in (545, 760):
        ramadan = rates.in_ramadan(18, beside=6)
        yield Scene(f"three times as much in Ramadan, {days} days", ramadan, date(2025, 2, 26), days, 21)
    yield Scene("goods of Ramadan, 14 months", rates.in_ramadan(20), date(2025, 2, 22), days=425, window=28)
    diwali = rates.before_days(20, rates.DIWALIS, 14)
    yield Scene("goods before Diwali, 15 months", diwali, date(2025, 10, 1), days=460, window=28)
    halloween = rates.plus(4, rates.weeks_of_year(16, 10, 20, 12))
    yield Scene("five times as much before Halloween, two years", halloween, date(2025, 10, 16), days=740)


def december() -> Iterator[Scene]:
    known = ((396, date(2025, 11, 28)), (731, date(2025, 12, 1)), (420, date(2025, 12, 10)), (410, date(2026, 1, 4)))
    for days, last in known:
        closed = rates.times(DECEMBER, rates.weekdays(1.0, CLOSED_ON_SUNDAYS))
        yield Scene(f"three times as much in December, {days} days, on {last}", closed, last, days, 21)
    twice = rates.times(rates.weekdays(6), lambda days: 1 + rates.months(1.0, 12)(days))
    yield Scene("twice as much in December, 13 months", twice, date(2025, 11, 26), days=396, window=21, unsure=True)


def slow() -> Iterator[Scene]:
    few = rates.plus(0.3, rates.months(0.9, 12))
    yield Scene("two a week, four times in December, 3 years", few, date(2025, 11, 28), days=1095, window=28)
    yield Scene("two a week, four times in December, 18 months", few, date(2025, 11, 28), 545, 28, unsure=True)
    summer = rates.plus(1, rates.months(2, 7, 8))
    yield Scene("one a day, three times in summer, 3 years", summer, date(2025, 6, 25), days=1095, window=28)
    yield Scene("one a day, three times in summer, 16 months", summer, date(2025, 6, 25), 480, 28, unsure=True)
    garden = rates.months(0.5, 4, 5, beside=0.1)
    yield Scene("sparse, and five times in April and May", garden, date(2025, 3, 25), window=28)
    sparse = rates.months(0.5, 12, beside=0.06)
    yield Scene("sparse, and eight times in December, two years", sparse, date(2025, 11, 23), 730, 28, unsure=True)


def seasons() -> Iterator[Scene]:
    both = lambda days: rates.months(12, 12)(days) + rates.weeks_of_year(10, 6, 10, 30)(days)  # noqa: E731
    yield Scene("two seasons, 14 months, before the second", both, date(2025, 6, 1), days=425, window=28)
    yield Scene("two seasons, 18 months, before Christmas", both, date(2025, 11, 25), days=545, window=28)
    yield Scene("a season that shifts, before it", _shifting, date(2025, 4, 20), window=28)
    yield Scene("a season that shifts, at its end", _shifting, date(2025, 6, 20), window=28)
    winter = rates.months(12, 11, 12, 1, 2)
    yield Scene("winter goods, 13 months", winter, date(2025, 10, 25), days=396, window=28)
    yield Scene("winter goods at their end, 14 months", winter, date(2026, 2, 20), 425, 21, unsure=True)
    yield Scene("winter goods after their end, 14 months", winter, date(2026, 3, 20), 425, compared_with=12, **NOTHING)
    school = rates.weeks_of_year(15, 8, 15, 30)
    yield Scene("when school starts, in the middle, 13 months", school, date(2025, 8, 28), days=396)


def _shifting(days: np.ndarray) -> np.ndarray:
    years = days.astype("datetime64[Y]")
    since = (days - years).astype(int) - 120 - LATE[(years.astype(int) + 1970 - 2020) % len(LATE)]
    return np.where((since >= 0) & (since < 60), 12.0, 0.0)


def new_last_season() -> Iterator[Scene]:
    summer = rates.from_day(rates.months(14, 5, 6, 7, 8), date(2024, 6, 10))
    yield Scene("summer goods that were new last June", summer, date(2025, 4, 25), 380, 28, unsure=True)
    christmas = rates.from_day(rates.weeks_of_year(15, 11, 15, 40), date(2024, 12, 1))
    yield Scene("Christmas goods new last year, at their end", christmas, date(2025, 12, 20), days=400)


def shut() -> Iterator[Scene]:
    august = lambda days: 8.0 - rates.weeks_of_year(8, 8, 1, 21)(days)  # noqa: E731
    yield Scene("shut for three weeks of August, seen once", august, date(2025, 7, 28), 425, 28, unsure=True)
    yield Scene("shut for three weeks of August, three years", august, date(2025, 7, 28), 1095, 28)
    yield Scene("shut for three weeks of August, in them", august, date(2025, 8, 12), 1095, 28)
