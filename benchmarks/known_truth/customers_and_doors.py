"""Customers who come, leave or buy in bulk; doors that open on other days; prices in steps; offers that are over."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import NOTHING, Draw, Scene

TODAY = date(2026, 2, 8)
NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}


def scenes() -> Iterator[Scene]:
    for kind in (buyers, doors, prices, offers, branches, disturbances, deliveries, listings, hits, young):
        yield from kind()


def _day(days_ago: int) -> date:
    return TODAY - timedelta(days=days_ago)


def _since(days_ago: int, before: rates.Rate | float, after: rates.Rate | float) -> rates.Rate:
    """One rate until so many days ago, another one on these days and from then on."""
    one, other = (own if callable(own) else rates.even(own) for own in (before, after))
    return rates.changed(one, other, _day(days_ago - 1))


def _between(first_ago: int, last_ago: int, factor: float) -> rates.Rate:
    """So many times as much from the one to the other day, both among them; 1 else."""
    first, last = np.datetime64(_day(first_ago)), np.datetime64(_day(last_ago))
    return lambda days: np.where((days >= first) & (days <= last), factor, 1.0)


def _sum(*all_of_them: rates.Rate) -> rates.Rate:
    return lambda days: np.sum([own(days) for own in all_of_them], axis=0)


def _feasts(values: np.ndarray) -> np.ndarray:
    days = np.datetime64("2026-01-05") - np.arange(len(values))[::-1]
    values[rates.weeks_of_year(1, 12, 25, 1)(days) + rates.weeks_of_year(1, 1, 1, 1)(days) > 0] = 0.0
    return values


def buyers() -> Iterator[Scene]:
    for level, size, ago in ((6, 40, 30), (2, 20, 17), (15, 120, 45)):
        weekly = rates.every_weeks(size, 1, 1)
        leaves = _since(ago, _sum(rates.even(level), weekly), level)
        name = f"{level} a day, a buyer of {size} every Tuesday gone since {ago} days"
        yield Scene(name, leaves, TODAY, days=800, window=28)
    for level, size, ago, comes in ((4, 30, 12, False), (25, 90, 24, False), (3, 24, 16, True), (12, 70, 25, True)):
        with_it = _sum(rates.even(level), rates.every_weeks(size, 1, 4))
        name = f"{level} a day, a buyer of {size} every Friday {'new' if comes else 'gone'} since {ago} days"
        moves = _since(ago, level, with_it) if comes else _since(ago, with_it, level)
        yield Scene(name, moves, TODAY, days=800, window=28)
    yield Scene("nothing on Christmas and New Year's day", rates.even(9), date(2026, 1, 5), days=800, spoil=_feasts)
    third = _sum(rates.even(5), rates.every_weeks(60, 3, 1))
    yield Scene("a bulk buyer every third Tuesday", third, TODAY, days=900, window=21)
    begun = _since(130, 5, third)
    yield Scene("a bulk buyer every third Tuesday since four months", begun, TODAY, days=900, window=21)
    yield Scene("a bulk buyer every third Tuesday, gone since 60 days", _since(60, third, 5), TODAY, 900, window=21)
    turns = _sum(rates.every_weeks(20, 2, 1), lambda days: rates.every_weeks(20, 2, 3)(days + 7))
    yield Scene("Tuesdays and Thursdays by turns", turns, TODAY, days=700)
    pays = rates.growing(rates.plus(4, rates.every_weeks(40, 2, 4)), 1.5, TODAY)
    yield Scene("every second Friday, half as much again each year", pays, TODAY, days=900)
    stocked = rates.times(rates.even(8), _between(25, 19, 3.0), _between(18, 9, 0.4))
    yield Scene("stocked up for a week, then bought little, over since 9 days", stocked, TODAY, days=700)
    few = rates.times(rates.even(0.5), _between(200, -90, 2.0))
    yield Scene("orders of five, twice as many since 200 days", few, TODAY, days=1100, window=56, draw=draws.clumps(5))
    gone = _since(70, 1.5, 0.3)
    yield Scene("a dozen at a time, four in five are gone since 70 days", gone, TODAY, 900, 56, draw=draws.clumps(12))


def doors() -> Iterator[Scene]:
    weekend = np.array([1, 1, 1, 1, 2.0, 2.0, 1.0])
    for level, ago in ((12, 30), (3, 45), (60, 16)):
        even, busy = rates.even(level), rates.weekdays(level, weekend)
        yield Scene(
            f"{level} a day, twice as much on Fridays and Saturdays since {ago} days", _since(ago, even, busy), TODAY
        )
    five, seven = np.array([1, 1, 1, 1, 1, 0, 0.0]), np.ones(7)
    for level, ago in ((1.2, 42), (20, 20)):
        opens = _since(ago, rates.weekdays(level, five), rates.weekdays(level, seven))
        yield Scene(f"{level:g} a day, open at weekends since {ago} days", opens, TODAY, days=800, window=21)
    shut = _since(110, 9, rates.weekdays(9, np.array([1, 1, 0, 1, 1, 1, 1.0])))
    yield Scene("shut on Wednesdays since 110 days", shut, TODAY, days=800)
    shut = _since(
        20, rates.weekdays(7), rates.times(rates.weekdays(7), rates.weekdays(1, np.array([0, 0, 1, 1, 1, 1, 1.0])))
    )
    yield Scene("shut on Mondays and Tuesdays since 20 days", shut, TODAY, days=800)
    half = rates.times(rates.even(10), rates.weekdays(1, np.array([1, 1, 0.5, 1, 1, 1, 1])))
    yield Scene("half of every Wednesday since six weeks", _since(42, 10, half), TODAY, days=800)
    for level, first, last in ((15, 345, 270), (0.8, 400, 340)):
        closed = rates.times(rates.weekdays(level), _between(first, last, 0.0))
        name = f"{level:g} a day, shut from {first} to {last} days ago, a quarter ahead"
        yield Scene(name, closed, TODAY, days=900, window=90, least=0.85)
    hours = _since(28, rates.weekdays(18), rates.weekdays(11))
    yield Scene("shorter hours since four weeks", hours, TODAY, days=800)


def prices() -> Iterator[Scene]:
    steps = lambda days: _since(60, 10, 11.5)(days) * _since(20, 1, 1.15)(days)  # noqa: E731
    sold = lambda days: _since(60, 20, 15)(days) * _since(20, 1, 0.75)(days)  # noqa: E731
    known = lambda days: {"price": steps(days)}  # noqa: E731
    yield Scene("dearer in two steps, 60 and 20 days ago", sold, TODAY, days=800, known=known)
    yield Scene("dearer in two steps, price not known", sold, TODAY, days=800)
    slow = lambda days: sold(days) / 20  # noqa: E731
    yield Scene("dearer in two steps, slow", slow, TODAY, days=800, window=28, known=known)
    monthly = lambda days: 10 * 1.01 ** ((days - np.datetime64(_day(0))).astype(int) // 30)  # noqa: E731
    yield Scene(
        "a hundredth dearer each month", rates.weekdays(9), TODAY, days=1000, known=lambda d: {"price": monthly(d)}
    )
    cheap = lambda days: {"price": _since(12, 10, 7)(days)}  # noqa: E731
    yield Scene("cheaper for good since 12 days, twice as much", _since(12, 8, 16), TODAY, days=700, known=cheap)


def offers() -> Iterator[Scene]:
    for level, first, last, factor in ((8, 12, 2, 3.0), (30, 32, 4, 2.0), (2, 16, 2, 5.0), (0.6, 20, 6, 6.0)):
        on = _between(first, last, factor)
        sold = rates.times(rates.even(level), on)
        name = f"{level:g} a day, {factor:g} times until {last} days ago"
        yield Scene(f"{name}, marked", sold, TODAY, days=700, window=21, known=records.promotions(on))
        yield Scene(f"{name}, unmarked", sold, TODAY, days=700, window=21)
    thursdays = rates.weekdays(1, np.array([1, 1, 1, 2.5, 1, 1, 1]))
    since = _since(90, 1, thursdays)
    sold = rates.times(rates.even(7), since)
    yield Scene("an offer every Thursday since 90 days, marked", sold, TODAY, days=700, known=records.promotions(since))
    yield Scene("an offer every Thursday since 90 days", sold, TODAY, days=700)
    on = lambda days: 1 + rates.every_weeks(1, 5, 0)(days)  # noqa: E731
    yield Scene("offers that do nothing", rates.even(9), TODAY, days=700, known=records.promotions(on))
    dip = rates.times(rates.even(14), _between(34, 21, 3.0), _between(20, 8, 0.5))
    yield Scene("an offer, and a dip that ended a week ago", dip, TODAY, days=700)


def branches() -> Iterator[Scene]:
    for ago, before, after in ((33, 18, 6), (14, 12, 4), (60, 3, 1), (25, 40, 100)):
        name = f"from {before} to {after} a day, moved to or from another branch {ago} days ago"
        yield Scene(name, _since(ago, before, after), TODAY, days=800, window=28)
    rollout = lambda days: 2.0 * np.clip((days - np.datetime64(_day(84))).astype(int) // 7 + 1, 1, 8)  # noqa: E731
    yield Scene("a branch more each week for eight weeks, level since four", rollout, TODAY, days=140)
    yield Scene(
        "delisted in half of the branches 20 days ago", _since(20, rates.weekdays(24), rates.weekdays(12)), TODAY, 800
    )


def _recovering(days: np.ndarray) -> np.ndarray:
    """A dozen a day, four in ten of it since 150 days, a hundredth more each day in the last two months."""
    share = np.clip(1 + (days - np.datetime64(_day(5))).astype(int) / 100, 0.4, 1.0)
    return 12 * np.where(days < np.datetime64(_day(150)), 1.0, share)


def disturbances() -> Iterator[Scene]:
    for level, first, last, factor in ((10, 15, 6, 2.5), (10, 49, 15, 0.2), (2, 40, 12, 0.3), (50, 18, 4, 0.4)):
        sold = rates.times(rates.weekdays(level), _between(first, last, factor))
        yield Scene(f"{level} a day, {factor:g} times from {first} to {last} days ago", sold, TODAY, days=800)
    for level, first, last, factor in ((12, 14, 4, 0.0), (25, 24, 3, 0.35), (4, 30, 9, 0.1), (80, 11, 5, 0.3)):
        sold = rates.times(rates.even(level), _between(first, last, factor))
        name = f"{level} a day, {factor:g} times from {first} to {last} days ago, as before since"
        yield Scene(name, sold, TODAY, days=700, window=28)
    weekly = rates.times(rates.even(9), _between(41, 14, 0.25))
    yield Scene("weeks, a quarter for four until two weeks ago", weekly, TODAY, days=700, window=28, step_days=7)
    yield Scene("recovering for two months, to what it was", _recovering, TODAY, days=800)
    closed = rates.times(rates.weekdays(9), _between(20, 9, 0.0))
    yield Scene("shut for twelve days until nine days ago", closed, TODAY, days=500)
    yield Scene(
        "shut for twelve days until nine days ago, slow",
        rates.times(rates.even(0.7), _between(20, 9, 0.0)),
        TODAY,
        500,
        28,
    )


def deliveries() -> Iterator[Scene]:
    def in_stock(days: np.ndarray) -> np.ndarray:
        return (days - np.datetime64(_day(3))).astype(int) % 28 < 10

    yield Scene("delivered every four weeks, sold in ten days", lambda days: 9.0 * in_stock(days), TODAY, 700, 28)
    yield Scene("every fourth day", rates.every_days(12, 4), TODAY, days=400)
    yield Scene("every fourth day, since ten weeks", rates.from_day(rates.every_days(12, 4), _day(70)), TODAY, days=71)
    fortnights = lambda days: np.where((days.astype(np.int64) + 3) // 14 % 2 == 0, 10.0, 0.0)  # noqa: E731
    yield Scene("two weeks on, two weeks off", fortnights, TODAY, days=700, window=28)


def _cancelled(share: float, days: int) -> Draw:
    """More is ordered than the rate, and so much of it is taken off some days later."""

    def draw(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        ordered = random.poisson(rate / (1 - share))
        left = ordered.astype(float)
        left[days:] -= random.binomial(ordered[:-days], share)
        return np.maximum(left, 0.0)

    return draw


def listings() -> Iterator[Scene]:
    yield Scene(
        "half of the orders cancelled two days later", rates.weekdays(12), TODAY, 700, draw=_cancelled(0.5, 2), most=1.5
    )
    for level, away, since, times in ((8, 120, 20, 2.0), (8, 120, 20, 0.5), (1, 130, 40, 1.0), (25, 120, 8, 1.0)):
        back = rates.times(rates.even(level), _between(since + away, since + 1, 0.0), _between(since, -200, times))
        name = f"{level} a day, four months off, back for {since} days at {times:g}"
        yield Scene(name, back, TODAY, days=900, window=28, unsure=times != 1)
    fades = lambda days: 9 * np.clip((np.datetime64(_day(-1)) - days).astype(int) / 60, 0.0, 1.0)  # noqa: E731
    yield Scene(
        "sold off in two months, gone tomorrow", fades, TODAY, 700, compared_with=9, least=0.0, most=0.3, wide=0.5
    )
    none = {"compared_with": 6, **NOTHING}
    yield Scene(
        "replaced by another 50 days ago", rates.until_day(rates.weekdays(6), _day(50)), TODAY, days=600, **none
    )


def hits() -> Iterator[Scene]:
    yield Scene("from 0.05 to 3 a day, 30 days ago", _since(30, 0.05, 3), TODAY, days=700, window=28)
    yield Scene("from 0.05 to 3 a day, 9 days ago", _since(9, 0.05, 3), TODAY, days=700, window=28, unsure=True)
    monthly = lambda days: 4 + 2.0 * np.clip((days - np.datetime64(_day(365))).astype(int) // 30, 0, 12)  # noqa: E731
    yield Scene("a customer more each month for a year", monthly, TODAY, days=900)
    thirds = lambda days: 10 * 1.3 ** np.clip((days - np.datetime64(_day(84))).astype(int) // 28, 0, 3)  # noqa: E731
    yield Scene("a third more every four weeks, three times", thirds, TODAY, days=800)
    spoil = records.unknown(24, 10)
    yield Scene(
        "unknown for a fortnight, twice as much since", _since(24, 6, 12), TODAY, days=700, spoil=spoil, unsure=True
    )
    spoil = records.weekdays_unknown(1, 3, 5)
    yield Scene("three weekdays unknown, halved 40 days ago", _since(40, 16, 8), TODAY, days=700, spoil=spoil)


def young() -> Iterator[Scene]:
    first = rates.times(rates.even(6), _between(50, 37, 4.0))
    yield Scene("50 days old, four times as much for its first fortnight", first, TODAY, days=50)
    for days in (35, 80):
        on = rates.times(rates.weekdays(5), _between(9, 3, 3.0))
        yield Scene(f"{days} days old, an offer until three days ago", on, TODAY, days=days, unsure=days < 40)
    for days in (90, 150):
        yield Scene(f"{days} days old, doubled 30 days ago", _since(30, 4, 8), TODAY, days=days, window=28)
        yield Scene(f"{days} days old, halved 20 days ago", _since(20, 10, 5), TODAY, days=days, window=28)
    yield Scene("18 days old, half of it in the last week", _since(7, 4, 8), TODAY, days=18, unsure=True, **NEWCOMER)
