"""Records that nobody else has: typed wrong again and again, imported twice, written late, told as other totals."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from benchmarks.known_truth import rates, records
from benchmarks.known_truth.shop import Scene, Spoil

TODAY = date(2026, 3, 19)


def scenes() -> Iterator[Scene]:
    for kind in (typed_wrong, imported, totals, unknown):
        yield from kind()


def typed_wrong() -> Iterator[Scene]:
    both, typed = records.both, records.typed
    yield _kept("a typo yesterday, twenty of a slow seller", 0.3, typed(20, 1), 700, 28)
    yield _kept("a typo 5 days ago of 0.05 a day", 0.05, typed(300, 5), 1100, 45)
    yield _kept("ten times as much 9 and 16 days ago", 26, both(typed(260, 9), typed(260, 16)), 800)
    yield _kept("thirty times as much 3, 4 and 6 days ago", 8, _each(240, 3, 4, 6), 600, unsure=True)
    yield _kept("four typos in four weeks", 14, _each(1_400, 6, 12, 20, 29), 1000)
    yield _kept("typed without its last digit, twice", 70, both(typed(7, 2), typed(6, 5)), 500)
    weekly = records.typed(4_000, 9)
    yield Scene("weeks, a typo 9 days ago", rates.even(9), TODAY, 900, 21, spoil=weekly, step_days=7)


def imported() -> Iterator[Scene]:
    yield _kept("imported twice for a fortnight", 16, _multiplied(2.0, 15, 1), 900, unsure=True)
    yield _kept("a month ago imported twice for a week", 16, _multiplied(2.0, 37, 30), 900)
    yield _kept("half of the last day", 44, _multiplied(0.4, 1, 1), 700, 7)
    yield _kept("nothing came in for three days", 50, _multiplied(0.0, 3, 1), 700)
    yield _kept("Sunday's sales written on Monday since spring", 21, _written_late(300), 900)


def totals() -> Iterator[Scene]:
    yield _kept("a fortnight's total on its first day", 4.5, records.totals(14, 0), 1100, 28)
    yield _kept("four weeks' total on the last day, two years", 0.9, records.totals(28), 730, 56)
    yield _kept("totals of ten days", 7, records.totals(10), 600, 30)
    yield _kept("weeks' totals until 50 days ago, days since", 11, _until(records.totals(7), 49), 1000)


def unknown() -> Iterator[Scene]:
    yield _kept("one day in two unknown, by chance", 3.3, _lost(0.5), 1500)
    yield _kept("one day in ten known", 25, _lost(0.9), 1200)
    yield _kept("unknown until five days ago, for two months", 31, records.unknown(66, 5), 600)
    yield _kept("out of stock at the end of every month", 6, _ran_out, 1000)


def _kept(name: str, rate: float, spoil: Spoil, days: int, window: int = 14, unsure: bool = False) -> Scene:
    return Scene(name, rates.even(rate), TODAY, days=days, window=window, spoil=spoil, unsure=unsure)


def _each(units: float, *days_ago: int) -> Spoil:
    def record(values: np.ndarray) -> np.ndarray:
        values[[-ago for ago in days_ago]] = units
        return values

    return record


def _multiplied(factor: float, first_ago: int, last_ago: int) -> Spoil:
    def record(values: np.ndarray) -> np.ndarray:
        values[len(values) - first_ago : len(values) - last_ago + 1] *= factor
        return np.round(values)

    return record


def _written_late(days_ago: int) -> Spoil:
    """What was sold on one weekday is written on the next one, since so many days ago."""

    def record(values: np.ndarray) -> np.ndarray:
        late = np.arange(len(values) - days_ago, len(values) - 1, 7)
        values[late + 1] += values[late]
        values[late] = 0.0
        return values

    return record


def _until(record: Spoil, days_ago: int) -> Spoil:
    def own(values: np.ndarray) -> np.ndarray:
        early = record(values[:-days_ago].copy())
        return np.concatenate([early, values[-days_ago:]])

    return own


def _lost(share: float) -> Spoil:
    def record(values: np.ndarray) -> np.ndarray:
        values[np.random.default_rng(len(values)).random(len(values)) < share] = np.nan
        return values

    return record


def _ran_out(values: np.ndarray) -> np.ndarray:
    """Six days before the last ten days of thirty, counted from the end."""
    place = np.arange(len(values))[::-1] % 30
    values[(place >= 10) & (place < 16)] = np.nan
    return values
