"""Sales that moved, began, came rarely, in packs or as totals: levels, launches, promotions, gaps, weeks and months."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import Scene

TODAY = date(2025, 9, 28)
NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}
# Names of speeds, and the units a day before a move.
SPEEDS = {"slow": 0.5, "medium": 4.0, "fast": 30.0}


def scenes() -> Iterator[Scene]:
    for kind in (rare, packed, by_turns, moved, drifting, gaps, promoted, repriced, out, launched, back, weeks, months):
        yield from kind()


def _since(days_ago: int, before: float, after: float) -> rates.Rate:
    return lambda days: np.where(days > np.datetime64(TODAY) - days_ago, after, before)


def rare() -> Iterator[Scene]:
    for gap, days, window in ((30, 300, 28), (60, 730, 28), (90, 500, 56), (182, 4 * 365, 56), (182, 1100, 91)):
        name = f"a sale in {gap} days, {days} days of them, {window} days ahead"
        yield Scene(name, rates.even(1 / gap), TODAY, days=days, window=window)
    for gap in (60, 182):
        yield Scene(f"weeks, a sale in {gap} days", rates.even(1 / gap), TODAY, window=56, step_days=7)


def packed() -> Iterator[Scene]:
    yield Scene("in packs of 6, two a day", rates.even(2), TODAY, window=28, draw=draws.packs(6))
    yield Scene("in packs of 6, one a month", rates.even(0.2), TODAY, window=56, draw=draws.packs(6))
    yield Scene("in packs of 12, half a unit a day", rates.even(0.5), TODAY, window=28, draw=draws.packs(12))
    yield Scene("in packs of 12, 30 a day", rates.even(30), TODAY, draw=draws.packs(12))
    yield Scene("weeks, in packs of 6", rates.even(1), TODAY, window=28, step_days=7, draw=draws.packs(6))
    great = draws.customers(2, 0.8)
    yield Scene("two great customers and many small ones", rates.even(9), TODAY, window=28, draw=great)
    yield Scene("two great customers, three months", rates.even(9), TODAY, days=90, window=28, draw=great)


def by_turns() -> Iterator[Scene]:
    turns = lambda days: np.where((days.astype(np.int64) + 3) // 7 % 2 == 0, 9.0, 2.0)  # noqa: E731
    yield Scene("much and little week by week", turns, TODAY, window=7)
    yield Scene("weeks, much and little by turns", turns, TODAY, window=28, step_days=7)


def moved() -> Iterator[Scene]:
    for speed, level in SPEEDS.items():
        for days in (10, 20, 40, 60):
            # What sold every second day has sold ten times since.
            unsure = level < 1 and days <= 20
            up, down = _since(days, level, 2.2 * level), _since(days, 2.2 * level, level)
            yield Scene(f"{speed}, up {days} days ago", up, TODAY, window=28, unsure=unsure)
            yield Scene(f"{speed}, down {days} days ago", down, TODAY, window=28, unsure=unsure)
    for before, after, days in ((0.2, 0.6, 45), (1.2, 0.4, 35), (0.9, 1.8, 22), (3, 1, 15), (1.5, 3.5, 12)):
        name = f"from {before:g} to {after:g}, {days} days since"
        yield Scene(name, _since(days, before, after), TODAY, window=28, unsure=before * days < 20)
    for before, after, days in ((0.6, 0.25, 70), (0.2, 0.5, 63), (3, 7, 28)):
        name = f"weeks, from {before:g} to {after:g} a day, {days} days since"
        yield Scene(name, _since(days, before, after), TODAY, window=28, step_days=7)


def drifting() -> Iterator[Scene]:
    for level, yearly in ((0.3, 1.7), (0.3, 0.5), (3, 1.7), (3, 0.5), (40, 0.5)):
        grown = rates.growing(rates.even(level), yearly, TODAY)
        yield Scene(f"{level:g} a day, {yearly:g} times each year", grown, TODAY, window=28)


def gaps() -> Iterator[Scene]:
    for level in (0.4, 4):
        even = rates.even(level)
        yield Scene(f"{level:g} a day, shut for 3 weeks", even, TODAY, window=28, spoil=records.silent(71, 50))
        yield Scene(f"{level:g} a day, no data for 2 months", even, TODAY, window=28, spoil=records.unknown(75, 15))
    spoil = records.silent(35, 14)
    yield Scene("shut for 3 weeks, open for two", rates.weekdays(15), TODAY, spoil=spoil)
    yield Scene("weeks, shut for 3 of them", rates.even(6), TODAY, window=28, step_days=7, spoil=records.silent(56, 35))


def _every_seventh_week(factor: float) -> rates.Rate:
    """The coming week is one of them."""

    def rate(days: np.ndarray) -> np.ndarray:
        week = (days - np.datetime64(TODAY) - 1).astype(int) // 7
        return np.where(week % 7 == 0, factor, 1.0)

    return rate


def promoted() -> Iterator[Scene]:
    for level, factor, price in ((6, 1.3, 0.9), (6, 4.0, 0.5), (0.7, 2.0, 0.8), (25, 2.0, 0.75)):
        on = _every_seventh_week(factor)
        sold = rates.times(rates.even(level), on)
        name = f"{level:g} a day, {factor:g} times as much on offer"
        yield Scene(name, sold, TODAY, known=records.promotions(on))
        yield Scene(f"{name}, with the price", sold, TODAY, known=records.promotions(on, price))
        priced = lambda days, on=on, price=price: {"price": np.where(on(days) > 1, 10 * price, 10.0)}  # noqa: E731
        yield Scene(f"{name}, only the price", sold, TODAY, known=priced)


def repriced() -> Iterator[Scene]:
    for level, days in ((0.6, 120), (5, 25), (20, 200)):
        dearer = lambda dates, days=days: {"price": _since(days, 10, 12)(dates)}  # noqa: E731
        sold = _since(days, level, 0.75 * level)
        yield Scene(f"{level:g} a day, dearer {days} days ago", sold, TODAY, window=28, known=dearer)
        even = rates.even(level)
        yield Scene(f"{level:g} a day, dearer {days} days ago, sold as before", even, TODAY, window=28, known=dearer)


def out() -> Iterator[Scene]:
    for level in (0.05, 0.4, 5):
        for first, last in ((90, 0), (300, 7), (500, 1)):
            name = f"{level:g} a day, no stock from {first} to {last} days ago"
            spoil = records.unknown(first, last)
            yield Scene(name, rates.even(level), TODAY, window=28, spoil=spoil)


def launched() -> Iterator[Scene]:
    for days in (3, 10, 20, 40):
        for level, like in ((0.4, 1), (0.4, 10), (4, 0.2), (4, 5), (40, 0.2)):
            name = f"{level:g} a day, {days} days old, its like {like:g} times as much"
            # Three days of a product unlike all others say little, and who has not sold yet is not launched.
            unsure = days == 3 and like != 1
            if level * days < 5:
                continue
            yield Scene(name, rates.even(level), TODAY, days=days, window=28, like=like, unsure=unsure, **NEWCOMER)


def back() -> Iterator[Scene]:
    for level in (0.3, 3, 20):
        for since in (15, 45):
            name = f"{level:g} a day, away for half a year, back for {since} days"
            spoil = records.silent(since + 182, since)
            yield Scene(name, rates.even(level), TODAY, window=28, spoil=spoil, unsure=level * since < 15)


def weeks() -> Iterator[Scene]:
    for level, days in ((0.3, 1100), (3, 1100), (3, 200)):
        on_mondays = records.totals(7, place=0)
        name = f"{level:g} a day, weeks written on Mondays, {days} days"
        yield Scene(name, rates.even(level), TODAY, days=days, window=28, spoil=on_mondays)
    grown = rates.growing(rates.even(2), 1.6, TODAY)
    yield Scene("weeks, 1.6 times as much each year", grown, TODAY, window=28, step_days=7)
    for level in (0.3, 3):
        fifteen = rates.even(level)
        yield Scene(f"weeks, 15 of {level:g} a day", fifteen, TODAY, days=105, window=28, step_days=7)


def months() -> Iterator[Scene]:
    """Shared out over the days of each month, as they are stored."""
    for level in (0.05, 0.5, 6):
        for number in (14, 30):
            name = f"{number} months, {level:g} a day"
            spoil = records.shared_out(30)
            yield Scene(name, rates.even(level), TODAY, days=30 * number, window=28, step_days=7, spoil=spoil)
    spoil = records.shared_out(30)
    up = _since(90, 2, 5)
    yield Scene("30 months, more in the last three", up, TODAY, days=900, window=28, step_days=7, spoil=spoil)
