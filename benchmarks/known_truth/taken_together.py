"""Levels that no single week shows: moves of a third or a half, of who sells much, or whose days scatter; by the week;
and seasons that have come to another level in the months in which they sell little."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from benchmarks.known_truth import draws, rates
from benchmarks.known_truth.rates import Rate
from benchmarks.known_truth.shop import Scene

TODAY, WEEKLY = date(2026, 4, 10), date(2025, 10, 13)
THREE, TWO = 1150, 728


def scenes() -> Iterator[Scene]:
    for kind in (by_half, by_the_week, seasons, none):
        yield from kind()


def by_half() -> Iterator[Scene]:
    for level, times, ago, shape in (
        (150, 1.5, 16, 10),
        (70, 1.4, 24, 8),
        (25, 1.6, 18, 6),
        (6, 2.2, 26, 5),
        (110, 0.65, 13, 8),
        (40, 0.6, 22, 6),
    ):
        moved = _since(rates.weekdays(level), TODAY, ago, times)
        draw = draws.scattered(shape)
        yield Scene(f"{level} a day, scattered, {times} times since {ago} days", moved, TODAY, THREE, 28, draw=draw)
    young = _since(rates.weekdays(30), TODAY, 20, 1.5)
    yield Scene("30 a day, 1.5 times since 20 days, 14 months", young, TODAY, 430, 28)


def by_the_week() -> Iterator[Scene]:
    for level, times, ago, days in ((5, 2.4, 28, TWO), (14, 0.45, 35, TWO), (9, 2.0, 42, 910)):
        moved = _since(rates.weekdays(level), WEEKLY, ago, times)
        name = f"weeks, scattered, {level} a day, {times} times since {ago} days"
        yield Scene(name, moved, WEEKLY, days, 28, draw=draws.scattered(3), step_days=7)


def seasons() -> Iterator[Scene]:
    for level, top, times, ago in ((0.9, 200, 0.4, 75), (6, 195, 0.4, 80), (3, 15, 2.2, 60)):
        wave = _since(rates.wave(level, top, 0.7), TODAY, ago, times)
        yield Scene(f"a year of {level} a day, {times} times since {ago} days", wave, TODAY, 1460, 42)


def none() -> Iterator[Scene]:
    yield Scene("no move, 30 a day, scattered", rates.weekdays(30), TODAY, THREE, 28, draw=draws.scattered(5))
    yield Scene("no move, 7 a day", rates.weekdays(7), TODAY, THREE, 28)
    yield Scene("no move, a summer of 12 a day", rates.wave(12, 195, 0.5), TODAY, THREE, 28)
    scattered = draws.scattered(3)
    yield Scene("no move, weeks, 9 a day", rates.weekdays(9), WEEKLY, TWO, 28, draw=scattered, step_days=7)


def _since(rate: Rate, today: date, ago: int, times: float) -> Rate:
    """So many times as much in the last so many days, and ahead."""
    first = np.datetime64(today) + 1 - ago
    return lambda days: rate(days) * np.where(days >= first, times, 1.0)
