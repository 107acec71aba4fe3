"""Seasons of every kind, forecast before, in, at the end of and after them, with one to five years of history."""

from collections.abc import Iterator
from datetime import date

from benchmarks.known_truth import rates
from benchmarks.known_truth.rates import Rate
from benchmarks.known_truth.shop import NOTHING, Scene

CHRISTMAS = rates.weeks_of_year(15, 11, 15, 40)
WINTER = rates.months(12, 10, 11, 12, 1, 2)
SUMMER = rates.months(12, 5, 6, 7, 8)
VALENTINE = rates.weeks_of_year(25, 2, 1, 14)
SCHOOL = rates.weeks_of_year(15, 8, 15, 30)
EASTER = rates.before_easter(25, 21)
RAMADAN = rates.in_ramadan(20)
# A season, and a little of it all year: in who sells little, and in who sells much.
SUMMER_AND_BESIDE = rates.months(9, 5, 6, 7, 8, beside=0.2)
MUCH_IN_SUMMER = rates.months(60, 5, 6, 7, 8, beside=1.4)

# Name, rate, last day that is known, days to forecast.
COMING: tuple[tuple[str, Rate, date, int], ...] = (
    ("before Christmas", CHRISTMAS, date(2025, 11, 10), 21),
    ("at Christmas", CHRISTMAS, date(2025, 12, 1), 14),
    ("at the end of Christmas", CHRISTMAS, date(2025, 12, 20), 14),
    ("before winter", WINTER, date(2025, 9, 20), 28),
    ("at the end of winter", WINTER, date(2026, 2, 20), 21),
    ("before summer", SUMMER, date(2025, 4, 20), 28),
    ("at the end of summer", SUMMER, date(2025, 8, 20), 21),
    ("before Valentine's", VALENTINE, date(2025, 1, 20), 28),
    ("before school starts", SCHOOL, date(2025, 8, 10), 21),
    ("before Easter", EASTER, date(2025, 3, 25), 28),
    ("before Ramadan", RAMADAN, date(2025, 2, 22), 28),
    ("in Ramadan", RAMADAN, date(2025, 3, 10), 14),
)
# And what is sold in it, of which nothing is to be left.
OVER: tuple[tuple[str, Rate, date, float], ...] = (
    ("after Christmas", CHRISTMAS, date(2026, 1, 5), 15),
    ("after winter", WINTER, date(2026, 3, 25), 12),
    ("after Valentine's", VALENTINE, date(2025, 2, 20), 25),
    ("after Easter", EASTER, date(2025, 4, 22), 25),
)
PEAKS: tuple[tuple[str, Rate, date, int], ...] = (
    ("even, and more in December", lambda days: 6 + rates.months(18, 12)(days), date(2025, 11, 28), 21),
    ("even, and more before Easter", rates.before_easter(25, 14, beside=5), date(2025, 4, 2), 14),
    ("even, and more in Ramadan", rates.in_ramadan(18, beside=6), date(2025, 2, 26), 21),
)
# Days beyond the years, so that the season that ends them is whole.
MARGIN = 20


def scenes() -> Iterator[Scene]:
    for step_days in (1, 7):
        yield Scene(
            f"before a summer, a little beside it, by {step_days}",
            SUMMER_AND_BESIDE,
            date(2025, 4, 20),
            days=3 * 365,
            window=42,
            step_days=step_days,
        )
    yield Scene("before a large summer, a little beside it", MUCH_IN_SUMMER, date(2025, 4, 20), 3 * 365, 42)
    for years in (2, 3, 5):
        days = 365 * years + MARGIN
        for name, rate, last, window in (*COMING, *PEAKS):
            yield Scene(f"{name}, {years} years", rate, last, days=days, window=window)
        for name, rate, last, level in OVER:
            yield Scene(f"{name}, {years} years", rate, last, days=days, window=14, compared_with=level, **NOTHING)
    yield from _seen_once()


def _seen_once() -> Iterator[Scene]:
    """With one season: it may not be silent and sure of it."""
    for name, rate, last, window in COMING:
        if name.startswith("before") and rate is not RAMADAN:
            yield Scene(f"{name}, seen once", rate, last, days=500, window=window)
    yield Scene("at Christmas, for the second time", CHRISTMAS, date(2025, 12, 1), days=385)
    yield Scene("at the end of Christmas, for the second time", CHRISTMAS, date(2025, 12, 20), days=405)
    yield Scene("weeks before summer, seen once", SUMMER, date(2025, 4, 20), days=385, window=28, step_days=7)
    yield Scene("even, and more in December, seen once", PEAKS[0][1], date(2025, 11, 28), days=500, window=21)
