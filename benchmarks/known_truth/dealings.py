"""What shops do and undergo: doors shut, shelves empty that nobody marked, great customers, projects, other opening
days, other prices, returns, goods by weight, and a first import of six weeks."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import Scene

TODAY = date(2025, 10, 5)
# Sundays, or Mondays, without a sale.
NO_SUNDAYS, NO_MONDAYS = np.array([7, 7, 7, 7, 7, 7, 0]) / 6, np.array([0, 7, 7, 7, 7, 7, 7]) / 6


def scenes() -> Iterator[Scene]:
    for kind in (shut, unmarked, customers, projects, opening, priced, moved, weighed, back, turns, imported):
        yield from kind()


def _since(days_ago: int, before: float, after: float) -> rates.Rate:
    return lambda days: np.where(days > np.datetime64(TODAY) - days_ago, after, before)


def _between(first_ago: int, last_ago: int, level: float) -> rates.Rate:
    first, last = (np.datetime64(TODAY - timedelta(days=ago)) for ago in (first_ago, last_ago))
    return lambda days: np.where((days > first) & (days <= last), level, 0.0)


def shut() -> Iterator[Scene]:
    """Nothing sold because nobody was open, written as nothing."""
    for level, first, last in ((6, 12, 4), (1.5, 30, 9), (25, 9, 2)):
        name = f"{level:g} a day, shut from {first} to {last} days ago"
        window = 28 if level < 2 else 14
        yield Scene(name, rates.weekdays(level), TODAY, window=window, spoil=records.silent(first, last))
    closed = rates.weekdays(8, NO_SUNDAYS)
    yield Scene("closed on Sundays, shut for ten days", closed, TODAY, spoil=records.silent(16, 6))
    spoil = records.silent(28, 7)
    yield Scene("weeks, shut for three until a week ago", rates.even(5), TODAY, window=28, step_days=7, spoil=spoil)


def unmarked() -> Iterator[Scene]:
    """Shelves that were empty, and nobody wrote it down."""
    monthly = records.both(records.silent(12, 7), records.both(records.silent(42, 37), records.silent(72, 67)))
    yield Scene("empty for five days, three times", rates.even(9), TODAY, spoil=monthly)
    yield Scene("empty for nine days, since a week", rates.weekdays(14), TODAY, spoil=records.silent(16, 7))
    yield Scene("empty for 40 days, two months ago", rates.even(2), TODAY, window=28, spoil=records.silent(100, 60))
    yield Scene("empty until yesterday", rates.even(7), TODAY, spoil=records.silent(11, 1), unsure=True)


def customers() -> Iterator[Scene]:
    yield Scene("two customers and nobody else", rates.even(6), TODAY, window=28, draw=draws.customers(2, 1.0))
    weekly = np.array([0.2, 0.2, 5.8, 0.2, 0.2, 0.2, 0.2])
    by_week = lambda days: np.where(days > np.datetime64(TODAY) - 56, rates.weekdays(10, weekly)(days), 10.0)  # noqa: E731
    yield Scene("a great customer who buys by the week since eight weeks", by_week, TODAY)
    yield Scene("a customer of half of it lost, 15 days ago", _since(15, 16, 8), TODAY)
    yield Scene("a customer of half of it won, 18 days ago, slow", _since(18, 1, 2), TODAY, window=28, unsure=True)


def projects() -> Iterator[Scene]:
    yield Scene("a project of three days, 20 days ago", rates.plus(4, _between(23, 20, 60)), TODAY, window=28)
    yield Scene("a project of two weeks, a month ago", rates.plus(4, _between(44, 30, 16)), TODAY, window=28)
    yield Scene("a project of a slow seller, 15 days ago", rates.plus(0.3, _between(17, 15, 12)), TODAY, window=28)


def opening() -> Iterator[Scene]:
    for weeks in (4, 10):
        first = np.datetime64(TODAY) - 7 * weeks
        sundays = lambda days, first=first: np.where(days > first, 9.0, rates.weekdays(7.7, NO_SUNDAYS)(days))  # noqa: E731
        yield Scene(f"open on Sundays too, since {weeks} weeks", sundays, TODAY)
    first = np.datetime64(TODAY) - 42
    mondays = lambda days: np.where(days > first, rates.weekdays(6, NO_MONDAYS)(days), 7.0)  # noqa: E731
    yield Scene("shut on Mondays, since six weeks", mondays, TODAY)


def priced() -> Iterator[Scene]:
    for level, days in ((0.9, 45), (8, 20)):
        sold = _since(days, level, 0.5 * level)
        dear = lambda dates, days=days: {"price": _since(days, 10, 20)(dates)}  # noqa: E731
        yield Scene(f"{level:g} a day, the price doubled {days} days ago", sold, TODAY, window=28, known=dear)
        yield Scene(f"{level:g} a day, half as much since {days} days", sold, TODAY, window=28)


def moved() -> Iterator[Scene]:
    for before, after, days in ((0.6, 1.5, 18), (1.6, 0.6, 18), (0.3, 0.9, 25), (0.9, 0.3, 25), (2, 5, 9), (5, 2, 9)):
        name = f"closed on Sundays, from {before:g} to {after:g}, {days} days since"
        sold = rates.times(_since(days, before, after), rates.weekdays(1.0, NO_SUNDAYS))
        yield Scene(name, sold, TODAY, window=28, unsure=True)
    packs = draws.packs(6)
    yield Scene("in packs of 6, from 3 to 8 a day", _since(35, 3, 8), TODAY, window=28, draw=packs)
    twice = lambda days: _since(200, 1, 2)(days) * _since(24, 1, 2)(days)  # noqa: E731
    yield Scene("doubled, and doubled again 24 days ago", twice, TODAY, window=28)
    gap = records.unknown(45, 20)
    yield Scene("no data for a month, 2.5 times as much since", _since(45, 3, 7.5), TODAY, window=28, spoil=gap)
    for before, after, days in ((6, 2, 42), (1, 3, 56), (3, 1, 84)):
        name = f"weeks, from {before:g} to {after:g} a week, {days} days since"
        yield Scene(name, _since(days, before / 7, after / 7), TODAY, window=28, step_days=7, unsure=before == 1)
    yield Scene("a year known, from 0.7 to 1.8 a day", _since(40, 0.7, 1.8), TODAY, days=365, window=28)


def weighed() -> Iterator[Scene]:
    for before, after, days in ((1.5, 3.5, 25), (6, 2, 16)):
        name = f"kilograms, from {before:g} to {after:g} a day"
        yield Scene(name, _since(days, before, after), TODAY, window=28, draw=draws.weights)
    spoil = records.silent(18, 5)
    yield Scene("kilograms, shut for two weeks", rates.weekdays(4), TODAY, draw=draws.weights, spoil=spoil)


def back() -> Iterator[Scene]:
    spoil = records.silent(400, 35)
    yield Scene("launched again after a year, twice as much", _since(200, 4, 8), TODAY, window=28, spoil=spoil)
    yield Scene("launched again after a year, half as much", _since(200, 8, 4), TODAY, window=28, spoil=spoil)
    heavy = {"draw": draws.poisson_returned(0.3), "window": 28}
    yield Scene("three in ten come back", rates.even(6), TODAY, **heavy)
    yield Scene("three in ten come back, half as much since 20 days", _since(20, 12, 6), TODAY, **heavy)


def turns() -> Iterator[Scene]:
    """Weeks unlike each other, in turn."""
    for shares in ((9, 2), (12, 3, 3), (3, 3, 3, 12), (1.5, 0.3)):
        of_weeks = np.array(shares, dtype=float)
        turn = lambda days, of_weeks=of_weeks: of_weeks[(days.astype(np.int64) + 3) // 7 % len(of_weeks)]  # noqa: E731
        name = "weeks by turns, " + ", ".join(f"{share:g}" for share in shares) + " a day"
        yield Scene(name, turn, TODAY, window=7)


def imported() -> Iterator[Scene]:
    """All that is known are the last six weeks."""
    yield Scene("six weeks known, weekends", rates.weekdays(12), TODAY, days=42)
    yield Scene("six weeks known, closed on Sundays", rates.weekdays(3, NO_SUNDAYS), TODAY, days=42, window=28)
    yield Scene("six weeks known, slow", rates.even(0.4), TODAY, days=42, window=28, wide=3.0)
    yield Scene("six weeks known, half as much since 14 days", _since(14, 12, 6), TODAY, days=42, unsure=True)
    spoil = records.silent(19, 9)
    yield Scene("six weeks known, shut for ten days", rates.weekdays(12), TODAY, days=42, spoil=spoil)
