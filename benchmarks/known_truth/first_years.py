"""Shops of 8 to 23 months: ice cream, heating, school goods, gardening, Christmas and guests of a summer, of many
sales and of few, by day, week and month, asked before, in and after a season that was seen once or is seen now."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from benchmarks.known_truth import draws, rates
from benchmarks.known_truth.rates import Rate
from benchmarks.known_truth.records import of_months
from benchmarks.known_truth.shop import Draw, Scene, poisson

DAYS_OF_YEAR, DAYS_OF_MONTH = 365, 30.44


def _course(level: float, *points: tuple[int, int, float]) -> Rate:
    """Straight from point to point through the year; points -- month, day and times the level."""
    first = np.datetime64("2023-01-01")
    at = [(np.datetime64(date(2023, month, day)) - first).astype(int) for month, day, _ in points]

    def rate(days: np.ndarray) -> np.ndarray:
        since = (days - days.astype("datetime64[Y]")).astype(int)
        return level * np.interp(since, at, [times for *_, times in points], period=DAYS_OF_YEAR)

    return rate


# Of so many units a day, or a tenth of a unit.
GOODS: dict[str, Rate] = {
    "ice cream": rates.wave(12, 200, 0.9),
    "heating oil": rates.wave(8, 15, 0.85),
    "school goods": _course(3, (7, 20, 1), (8, 20, 9), (9, 10, 9), (9, 25, 1)),
    "gardening": _course(10, (2, 15, 0.1), (4, 10, 2.0), (5, 25, 2.0), (7, 10, 0.5), (9, 20, 0.6), (10, 31, 0.1)),
    "Christmas goods": _course(6, (10, 20, 0.03), (11, 15, 0.5), (12, 12, 6), (12, 23, 6), (12, 27, 0.03)),
    "guests of a summer": _course(9, (4, 20, 0.15), (6, 25, 1.0), (7, 15, 3), (8, 20, 3), (9, 10, 1.0), (10, 25, 0.15)),
}
FEW = 0.04
# Good, months of history, last day, days ahead that are judged.
ASKED: tuple[tuple[str, int, date, int], ...] = (
    ("ice cream", 8, date(2025, 10, 10), 28),
    ("ice cream", 11, date(2025, 4, 5), 28),
    ("ice cream", 14, date(2025, 7, 1), 28),
    ("ice cream", 17, date(2025, 9, 10), 42),
    ("ice cream", 21, date(2025, 3, 20), 56),
    ("heating oil", 9, date(2025, 5, 15), 28),
    ("heating oil", 12, date(2025, 9, 20), 28),
    ("heating oil", 16, date(2025, 12, 1), 28),
    ("heating oil", 19, date(2025, 3, 5), 42),
    ("heating oil", 23, date(2025, 8, 25), 56),
    ("school goods", 8, date(2025, 9, 20), 21),
    ("school goods", 13, date(2025, 8, 5), 21),
    ("school goods", 15, date(2025, 9, 5), 14),
    ("school goods", 18, date(2025, 8, 1), 28),
    ("school goods", 22, date(2025, 7, 25), 42),
    ("gardening", 10, date(2025, 6, 20), 28),
    ("gardening", 13, date(2025, 3, 10), 28),
    ("gardening", 15, date(2025, 6, 1), 28),
    ("gardening", 20, date(2025, 3, 25), 28),
    ("gardening", 23, date(2025, 2, 15), 56),
    ("Christmas goods", 9, date(2025, 12, 5), 14),
    ("Christmas goods", 13, date(2025, 11, 20), 21),
    ("Christmas goods", 14, date(2025, 12, 15), 21),
    ("Christmas goods", 17, date(2025, 11, 5), 42),
    ("Christmas goods", 22, date(2025, 11, 28), 14),
    ("guests of a summer", 8, date(2025, 8, 25), 28),
    ("guests of a summer", 12, date(2025, 6, 20), 28),
    ("guests of a summer", 14, date(2025, 8, 15), 28),
    ("guests of a summer", 18, date(2025, 6, 5), 42),
    ("guests of a summer", 21, date(2025, 9, 1), 28),
)


def scenes() -> Iterator[Scene]:
    for kind in (days, few, scattered, weeks, months):
        yield from kind()


def _asked(name: str, good: str, months_of_it: int, last: date, window: int, draw: Draw = poisson) -> Scene:
    known = round(months_of_it * DAYS_OF_MONTH)
    return Scene(name, GOODS[good], last, known, window, draw, unsure=known < DAYS_OF_YEAR + window)


def days() -> Iterator[Scene]:
    for good, known, last, window in ASKED:
        yield _asked(f"{good}, {known} months until {last:%-d %B}", good, known, last, window)


def few() -> Iterator[Scene]:
    for good, known, last, window in ASKED[1::3]:
        own = _asked(f"few: {good}, {known} months until {last:%-d %B}", good, known, last, max(window, 28))
        yield replace(own, rate=lambda days, rate=own.rate: FEW * rate(days))


def scattered() -> Iterator[Scene]:
    for good, known, last, window in ASKED[2::5]:
        name = f"scattered: {good}, {known} months until {last:%-d %B}"
        yield _asked(name, good, known, last, window, draws.scattered(1.5))


def weeks() -> Iterator[Scene]:
    for good, known, last, window in ASKED[::4]:
        own = _asked(f"weeks: {good}, {known} months until {last:%-d %B}", good, known, last, max(window, 28))
        yield replace(own, step_days=7)


def months() -> Iterator[Scene]:
    """Asked on the last day of a month."""
    for good, known, last, _ in ASKED[3::4]:
        end = ((np.datetime64(last, "M") + 1).astype("datetime64[D]") - 1).item()
        own = _asked(f"months: {good}, {known} months until {end:%-d %B}", good, known, end, 56)
        yield replace(own, spoil=of_months(end))
