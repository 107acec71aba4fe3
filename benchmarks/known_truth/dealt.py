"""Orders of many sizes, deliveries, wages and campaigns, and newcomers of other speeds."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import Draw, Scene

TODAY = date(2026, 3, 19)
NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}


def scenes() -> Iterator[Scene]:
    for kind in (orders, times, campaigns, newcomers):
        yield from kind()


def _on_some_days(share: float) -> Draw:
    """All on so large a share of days, chosen by chance."""

    def draw(random: np.random.Generator, rate: np.ndarray) -> np.ndarray:
        return np.where(random.random(len(rate)) < share, random.poisson(rate / share), 0.0)

    return draw


def orders() -> Iterator[Scene]:
    def drawn(name: str, rate: float, draw: Draw, days: int, window: int = 28, step_days: int = 1) -> Scene:
        return Scene(name, rates.even(rate), TODAY, days, window, draw=draw, step_days=step_days)

    yield drawn("orders of a dozen, one a month", 0.4, draws.clumps(12), 1300, 45)
    yield drawn("orders of forty, three a year", 0.33, draws.clumps(40), 2000, 60)
    yield drawn("in dozens, thirty a day", 30, draws.packs(12), 500, 14)
    yield drawn("in packs of 24, one a month", 0.8, draws.packs(24), 1000)
    yield drawn("two a day, widely scattered", 2.2, draws.scattered(0.5), 800, 14)
    yield drawn("one in five days, widely scattered", 0.2, draws.scattered(0.3), 1200)
    yield drawn("a hundred a day, widely scattered, 80 days", 100, draws.scattered(0.7), 80, 14)
    yield drawn("three days in ten, many then", 33, _on_some_days(0.3), 700, 14)
    yield drawn("weeks, orders of twenty", 1.1, draws.clumps(20), 1400, 28, 7)
    yield drawn("weeks, 0.3 a week", 0.3 / 7, draws.scattered(2.0), 1100, 42, 7)
    yield drawn("weather, two months of it", 17, draws.by_weather, 65, 10)
    yield drawn("four in ten come back", 2.5, draws.poisson_returned(0.4), 500, 21)


def times() -> Iterator[Scene]:
    yield Scene("paid twice, on the 14th and the 28th", rates.twice_a_month(33, 14, 28), date(2026, 1, 9), 500, 28)
    more = lambda days: 4 + rates.twice_a_month(16, 1, 15)(days)  # noqa: E731
    yield Scene("even, and five times on the 1st and the 15th", more, date(2026, 2, 23), days=420)
    yield Scene("delivered every tenth day, 300 days", rates.every_days(18, 10), TODAY, days=300, window=20)
    yield Scene("every fifth week, 14 months", rates.every_weeks(45, 5, 4), TODAY, days=430, window=35)
    yield Scene("every second Thursday, for nine weeks", rates.every_weeks(24, 2, 3), TODAY, days=63, window=28)
    first = lambda days: 7 + rates.nth_weekday(35, 1, 0)(days)  # noqa: E731
    yield Scene("even, and more on first Mondays", first, date(2026, 3, 30), days=800)
    turns = lambda days: np.where((days.astype(np.int64) + 3) // 28 % 2 == 0, 15.0, 3.0)  # noqa: E731
    yield Scene("four weeks much, four weeks little", turns, date(2026, 3, 15), days=800, window=28)
    alternate = lambda days: np.where((days.astype(np.int64) + 3) // 7 % 2 == 0, 13.0, 2.0)  # noqa: E731
    yield Scene("much and little week by week, 300 days", alternate, date(2026, 3, 15), days=300)
    first_week = lambda days: np.where(rates.day_in_month(days) <= 5, 20.0, 2.0)  # noqa: E731
    yield Scene("the first five days of the month", first_week, date(2026, 3, 24), days=900)
    workdays = rates.times(rates.weekdays(12), lambda days: np.where(rates.day_in_month(days) >= 26, 2.5, 0.7))
    yield Scene("weekdays, more after the 25th", workdays, date(2026, 1, 22), days=1200)


def campaigns() -> Iterator[Scene]:
    def every(days: np.ndarray, length: int, period: int, offset: int) -> np.ndarray:
        return (days.astype(np.int64) - np.datetime64(TODAY).astype(np.int64) + offset) % period < length

    on = lambda days: np.where(every(days, 7, 40, 9), 3.0, 1.0)  # noqa: E731
    yield Scene("campaigns unmarked, over since three days", lambda d: 9 * on(d), TODAY, days=700)
    soon = lambda days: np.where(every(days, 5, 33, -4), 2.2, 1.0)  # noqa: E731
    yield Scene("campaigns announced", lambda d: 2.5 * soon(d), TODAY, 600, known=records.promotions(soon))
    yield Scene(
        "campaigns announced, with price", lambda d: 80 * soon(d), TODAY, 450, known=records.promotions(soon, 0.8)
    )
    two = lambda days: np.where(every(days, 9, 300, -2), 2.5, 1.0)  # noqa: E731
    yield Scene("the third campaign", lambda d: 12 * two(d), TODAY, 700, known=records.promotions(two))
    dear = rates.changed(rates.even(1.0), rates.even(0.7), TODAY - timedelta(days=9))
    price = lambda days: {"price": np.where(dear(days) < 1, 13.0, 10.0)}  # noqa: E731
    yield Scene("dearer since ten days", lambda d: 28 * dear(d), TODAY, 600, known=price)


def newcomers() -> Iterator[Scene]:
    for name, rate, age, window, like in (
        ("3 days old, 800 a day", rates.even(800), 3, 14, 1.0),
        ("4 days old, 0.3 a day", rates.even(0.3), 4, 28, 1.0),
        ("8 days old, 1.4 a day", rates.even(1.4), 8, 21, 1.0),
        ("12 days old, weekdays", rates.weekdays(5), 12, 14, 1.0),
        ("19 days old, one in a week", rates.even(0.15), 19, 42, 1.0),
        ("26 days old, 0.5 a day", rates.even(0.5), 26, 28, 1.0),
        ("45 days old, one in ten days", rates.even(0.1), 45, 42, 1.0),
        ("6 days old, its like sold ten times as much", rates.even(11), 6, 14, 10.0),
        ("15 days old, its like sold a tenth", rates.even(60), 15, 14, 0.1),
    ):
        # Of a sale or two nobody can know.
        unsure = age < 7 and like == 1 and age * rate(np.array([TODAY], dtype="datetime64[D]"))[0] < 2
        yield Scene(name, rate, TODAY, days=age, window=window, like=like, unsure=bool(unsure), **NEWCOMER)
    excited = lambda days: np.where(days < np.datetime64(TODAY - timedelta(days=18)), 35.0, 7.0)  # noqa: E731
    yield Scene("excited for five days, 18 days ago", excited, TODAY, days=23, **NEWCOMER)
    yield Scene("weeks, six of them", rates.even(3), TODAY, days=42, window=28, step_days=7, **NEWCOMER)
    yield Scene("weeks, three of them, slow", rates.even(0.2), TODAY, days=21, window=28, step_days=7, **NEWCOMER)
