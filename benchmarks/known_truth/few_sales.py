"""Sellers of less than a unit a day: seasons of them in other shapes, large orders, and none of all this."""

from collections.abc import Iterator
from datetime import date

from benchmarks.known_truth import draws, rates
from benchmarks.known_truth.shop import Scene

SPRING, SUMMER, AUTUMN, WINTER = date(2025, 3, 10), date(2025, 6, 20), date(2025, 8, 31), date(2025, 12, 28)


def scenes() -> Iterator[Scene]:
    for kind in (in_months, smooth, among_weeks, no_season, large_orders):
        yield from kind()


def in_months() -> Iterator[Scene]:
    school = rates.months(0.3, 8, 9, beside=0.04)
    yield Scene("few, and more before school, 3 years", school, date(2025, 7, 28), 1095, window=42)
    yield Scene("few, and more before school, at its end", school, date(2025, 9, 29), window=28)
    winter = rates.months(0.12, 11, 12, 1, 2, beside=0.02)
    yield Scene("few, and more in winter, 5 years", winter, date(2025, 10, 25), 1825, window=56)
    yield Scene("few, and more in winter, two years", winter, date(2025, 10, 25), 740, window=56)
    yield Scene("few, and more in winter, after it", winter, date(2025, 3, 1), window=56, most=1.6, wide=3.0)
    mostly = rates.months(0.02, 12, 1, 2, beside=0.2)
    yield Scene("few, and less in winter, 3 years", mostly, date(2025, 11, 29), 1095, window=56)
    yield Scene("few, and less in winter, at its end", mostly, date(2025, 2, 25), window=56)
    twice = lambda days: rates.months(0.3, 4, 5)(days) + rates.months(0.3, 10, 11)(days) + 0.03  # noqa: E731
    yield Scene("few, two seasons a year", twice, date(2025, 9, 28), window=42)
    weeks = rates.plus(0.05, rates.weeks_of_year(0.45, 6, 10, 40))
    yield Scene("few, and forty days in June and July", weeks, date(2025, 6, 5), window=42)


def smooth() -> Iterator[Scene]:
    yield Scene("few, a smooth year, before its top", rates.wave(0.15, 190, 0.8), date(2025, 5, 10), window=56)
    yield Scene("few, a smooth year, on its way down", rates.wave(0.15, 190, 0.8), date(2025, 9, 10), window=56)
    yield Scene("few, a smooth year, before winter", rates.wave(0.08, 20, 0.7), date(2025, 10, 20), 1095, window=56)


def among_weeks() -> Iterator[Scene]:
    summer = rates.months(0.06, 5, 6, 7, 8, beside=0.008)
    yield Scene("weeks, few, and more in summer", summer, date(2025, 4, 27), window=56, step_days=7)
    yield Scene("weeks, few, a smooth year", rates.wave(0.05, 190, 0.8), date(2025, 5, 11), window=56, step_days=7)


def no_season() -> Iterator[Scene]:
    for gap, days in ((4, 730), (9, 1460), (25, 1095)):
        for last in (SPRING, AUTUMN, WINTER):
            yield Scene(f"no season, a sale in {gap} days, on {last}", rates.even(1 / gap), last, days, window=28)
    growing = rates.growing(rates.even(0.25), 1.4, SUMMER)
    yield Scene("no season, few, growing by two fifths a year", growing, SUMMER, window=28)


def large_orders() -> Iterator[Scene]:
    yield Scene("few, orders of ten", rates.even(0.4), SUMMER, window=56, draw=draws.clumps(10))
    yield Scene("few, orders of thirty, two years", rates.even(1.0), SUMMER, 730, window=56, draw=draws.clumps(30))
    yield Scene("few, cartons of twelve", rates.even(0.5), SUMMER, window=56, draw=draws.packs(12))
    yield Scene("few, orders of four in summer", _summer(), date(2025, 5, 25), window=42, draw=draws.clumps(4))
    yield Scene("weeks, orders of fifteen", rates.even(1.0), SUMMER, window=56, step_days=7, draw=draws.clumps(15))
    yield Scene(
        "weeks, orders of forty, two years", rates.even(4), SUMMER, 730, window=56, step_days=7, draw=draws.clumps(40)
    )


def _summer() -> rates.Rate:
    return rates.months(1.0, 6, 7, 8, beside=0.12)
