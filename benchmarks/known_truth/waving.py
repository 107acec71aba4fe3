"""Goods that sell all year and many times as much at its height, so that a season multiplies with a level."""

from collections.abc import Iterator
from datetime import date

from benchmarks.known_truth import rates
from benchmarks.known_truth.shop import Scene

# Day of the year on which they sell most.
TOP = 200
# On its way up and down, at its height and its depth.
DAYS = {"up": date(2025, 5, 5), "at its height": date(2025, 7, 6), "down": date(2025, 9, 8), "low": date(2026, 1, 5)}


def scenes() -> Iterator[Scene]:
    for times in (4, 13):
        for way, last in DAYS.items():
            rate = rates.multiplied_wave(6, TOP, times)
            yield Scene(f"{times} times as much in summer, {way}", rate, last, 800, 28)
            grown = rates.growing(rate, 1.3, last)
            yield Scene(f"{times} times as much in summer and growing, {way}", grown, last, 1200, 28)
    few = rates.multiplied_wave(0.8, TOP, 10)
    for way in ("up", "down"):
        yield Scene(f"few, ten times as much in summer, {way}", few, DAYS[way], 1100, 28)
        yield Scene(f"weeks, ten times as much in summer, {way}", few, DAYS[way], 1092, 28, step_days=7)
