"""Contracts on weekdays, customers lost after months, empty shelves that nobody wrote down, growth of others."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import Scene

TODAY, GROWN = date(2026, 5, 17), date(2026, 6, 14)


def scenes() -> Iterator[Scene]:
    for kind in (contracts, lost, empty_shelves, packs, seasons, grown_beside):
        yield from kind()


def _since(days_ago: int, before: rates.Rate, after: rates.Rate) -> rates.Rate:
    return rates.changed(before, after, TODAY - timedelta(days=days_ago - 1))


def _on(level: float, *weekdays: int) -> rates.Rate:
    shares = np.zeros(7)
    shares[list(weekdays)] = 1.0
    return rates.weekdays(level, shares)


def _sum(*all_of_them: rates.Rate) -> rates.Rate:
    return lambda days: np.sum([own(days) for own in all_of_them], axis=0)


def contracts() -> Iterator[Scene]:
    """Weekdays on which somebody buys from some day on."""
    for level, more, weekdays, ago in ((10, 15, (0, 3), 50), (4, 8, (1, 2, 4), 35), (30, 25, (0, 1, 2, 3, 4), 65)):
        with_it = _sum(rates.weekdays(level), _on(more, *weekdays))
        name = f"{level} a day, a contract of {more} on {len(weekdays)} weekdays since {ago} days"
        yield Scene(name, _since(ago, rates.weekdays(level), with_it), TODAY, days=800, window=28)
    ended = _since(50, _sum(rates.weekdays(8), _on(12, 0, 3)), rates.weekdays(8))
    yield Scene("8 a day, a contract of 12 on 2 weekdays ended 50 days ago", ended, TODAY, days=800, window=28)
    young = _since(50, rates.even(6), _sum(rates.even(6), _on(9, 1, 4)))
    yield Scene("6 a day, a contract of 9 on 2 weekdays since 50 days, eight months", young, TODAY, 240, window=28)


def lost() -> Iterator[Scene]:
    for level, size, weeks, ago in ((5, 60, 2, 70), (10, 80, 1, 45), (2, 50, 3, 100), (8, 90, 4, 120)):
        buyer = rates.every_weeks(size, weeks, 1)
        name = f"{level} a day, a buyer of {size} every {weeks} weeks lost {ago} days ago"
        gone = _since(ago, _sum(rates.even(level), buyer), rates.even(level))
        yield Scene(name, gone, TODAY, days=900, window=28)
    for share, ago in ((0.6, 70), (0.45, 40)):
        gone = _since(ago, rates.even(12), rates.even(12 * share))
        name = f"orders of eight, {share:g} of them left since {ago} days"
        yield Scene(name, gone, TODAY, days=900, window=28, draw=draws.clumps(8))


def empty_shelves() -> Iterator[Scene]:
    for level, first, last in ((12, 9, 4), (4, 16, 9), (25, 6, 1), (2, 24, 10)):
        name = f"{level} a day, nothing from {first} to {last} days ago, unmarked"
        yield Scene(name, rates.weekdays(level), TODAY, days=700, spoil=records.silent(first, last))
    often = records.both(records.silent(27, 23), records.both(records.silent(18, 13), records.silent(8, 4)))
    for level in (3, 15):
        name = f"{level} a day, three times without stock in four weeks, unmarked"
        yield Scene(name, rates.weekdays(level), TODAY, days=700, spoil=often)


def packs() -> Iterator[Scene]:
    for level, size, ago in ((1, 12, 150), (4, 6, 60), (3, 24, 200)):

        def draw(random: np.random.Generator, rate: np.ndarray, size: int = size, ago: int = ago) -> np.ndarray:
            sold = random.poisson(rate).astype(float)
            # Nothing else is drawn ahead: days that are fewer than those of the past.
            begin = max(len(rate) - ago, 0) if len(rate) > ago else 0
            sold[begin:] = size * random.poisson(rate[begin:] / size)
            return sold

        name = f"{level} a day, single until {ago} days ago, in packs of {size} since"
        yield Scene(name, rates.even(level), TODAY, days=900, window=56, draw=draw)


def seasons() -> Iterator[Scene]:
    for level, top, depth in ((1, 100, 0.6), (1, 260, 0.6), (3, 200, 0.8)):
        name = f"weeks, {level} a day, a season with its top on day {top}"
        wave = rates.wave(level, top, depth)
        yield Scene(name, wave, TODAY, days=820, window=28, step_days=7)
        yield Scene(f"{name}, a quarter ahead", wave, TODAY, days=1100, window=91, step_days=7)


def grown_beside() -> Iterator[Scene]:
    """Three kinds of a shop grow, two do not."""
    since = np.datetime64(GROWN) - 120
    grown = lambda days: 1 + 1.2 * np.clip((days - since).astype(int) / 100, 0, 1)  # noqa: E731
    for level in (2, 6, 15):
        more = rates.times(rates.even(level), grown)
        yield Scene(f"{level} a day, 2.2 times as much since, in a shop that grows", more, GROWN, days=600, window=28)
    for level in (2, 8):
        yield Scene(f"{level} a day, even in a shop that grows", rates.weekdays(level), GROWN, days=600, window=28)
