"""Shops whose sales are told by the week or the month: old and growing goods, typos, closures, projects, launches."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from benchmarks.known_truth import rates, records
from benchmarks.known_truth.shop import Scene, Spoil

TODAY = date(2026, 6, 14)
NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}


def scenes() -> Iterator[Scene]:
    yield from weeks()
    yield from months()


def _times(factor: float, first_ago: int, last_ago: int) -> rates.Rate:
    """1, and so many times as much from the one to the other day, both among them, the last day being 1."""
    first, last = np.datetime64(TODAY) - first_ago + 1, np.datetime64(TODAY) - last_ago + 1
    return lambda days: np.where((days >= first) & (days <= last), factor, 1.0)


def weeks() -> Iterator[Scene]:
    def weekly(name: str, rate: rates.Rate, days: int = 700, spoil: Spoil = np.copy) -> Scene:
        return Scene(f"weeks, {name}", rate, TODAY, days=days, window=28, spoil=spoil, step_days=7)

    yield weekly(
        "typos 10 and 30 days ago", rates.even(5), spoil=records.both(records.typed(900, 10), records.typed(700, 30))
    )
    yield weekly("a typo in the last", rates.even(1.5), spoil=records.typed(500, 3))
    yield weekly("eight months, a typo in the last but one", rates.even(6), 240, records.typed(2_000, 9))
    yield weekly("twice as much for six until five weeks ago", rates.times(rates.even(6), _times(2, 77, 36)))
    yield weekly("an old product, a third of each year before", rates.growing(rates.even(2), 0.35, TODAY), 800)
    yield weekly("half as much again each year, eight months", rates.growing(rates.even(6), 1.5, TODAY), 240)
    yield weekly("every other one not sent for two months", rates.even(7), spoil=_every_other_lost)
    yield weekly("closed for two until three weeks ago", rates.even(4), spoil=records.silent(35, 21))
    yield weekly("closed for three until two weeks ago", rates.even(9), spoil=records.silent(35, 14))
    yield weekly("empty for the last two, known", rates.even(3), spoil=records.unknown(14, 0))
    yield weekly("a project of two, five weeks ago", rates.times(rates.even(4), _times(6, 49, 36)))
    for number in (2, 3, 5, 9):
        yield Scene(f"weeks, {number} of them, 4 a day", rates.even(4), TODAY, 7 * number, 28, step_days=7, **NEWCOMER)


def _every_other_lost(values: np.ndarray) -> np.ndarray:
    ago = np.arange(len(values))[::-1]
    values[(ago < 56) & (ago // 7 % 2 == 1)] = 0.0
    return values


def months() -> Iterator[Scene]:
    def monthly(name: str, rate: rates.Rate, number: int) -> Scene:
        spoil = records.shared_out(30)
        return Scene(f"months, {name}", rate, TODAY, days=30 * number, window=28, step_days=7, spoil=spoil)

    yield monthly("half as much again each year, 20", rates.growing(rates.even(8), 1.5, TODAY), 20)
    yield monthly("a third of each year before, 24", rates.growing(rates.even(3), 0.35, TODAY), 24)
    yield monthly("8 of them, 3 a day", rates.even(3), 8)
    yield monthly("half as much since four, 28", lambda days: np.where(days > np.datetime64(TODAY) - 120, 3.0, 6.0), 28)
    yield monthly("one of them five times as much, 26", rates.times(rates.even(5), _times(5, 90, 61)), 26)
