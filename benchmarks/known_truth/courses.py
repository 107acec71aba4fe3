"""Levels, ends, trends, promotions, stock-outs and sizes beside those of `scenes`."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.shop import NOTHING, Scene

TODAY = date(2025, 11, 23)
NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}


def scenes() -> Iterator[Scene]:
    for kind in (moved, ended, trends, unmarked, marked, slow, missing, typed, young, sizes, totals):
        yield from kind()


def _ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def moved() -> Iterator[Scene]:
    for name, before, after in (("halved", 20, 10), ("doubled", 10, 20), ("tripled", 6, 18), ("cut to a third", 18, 6)):
        for days in (7, 10, 12, 28, 60, 100):
            yield Scene(f"{name} {days} days ago", _step(before, after, days), TODAY)
    yield Scene("halved 10 days ago, weekdays", rates.times(rates.weekdays(1.0), _step(20, 10, 10)), TODAY)
    yield Scene("halved 10 days ago, half a year known", _step(20, 10, 10), TODAY, days=180)
    yield Scene("doubled 20 days ago, slow", _step(0.7, 1.4, 20), TODAY, window=28)
    yield Scene("doubled 30 days ago, forecast for a quarter", _step(10, 20, 30), TODAY, window=90)
    yield Scene("weeks, halved 14 days ago", _step(20, 10, 14), TODAY, step_days=7)
    yield Scene("weeks, doubled 21 days ago", _step(10, 20, 21), TODAY, step_days=7)
    back = lambda days: _step(10, 25, 60)(days) - 15 * (days > np.datetime64(_ago(30)))  # noqa: E731
    yield Scene("up for a month, and back", back, TODAY)


def _step(before: float, after: float, days_ago: int) -> rates.Rate:
    return lambda days: np.where(days > np.datetime64(_ago(days_ago)), after, before)


def ended() -> Iterator[Scene]:
    none = {"compared_with": 12, **NOTHING, "unsure": True}
    for days in (14, 20, 30, 45):
        yield Scene(f"a fast seller ended {days} days ago", rates.until_day(rates.even(12), _ago(days)), TODAY, **none)
    weekly = rates.until_day(rates.even(12), _ago(35))
    yield Scene("weeks, ended 35 days ago", weekly, TODAY, step_days=7, **none)
    slow = rates.until_day(rates.even(0.2), _ago(300))
    yield Scene("a slow seller ended 300 days ago", slow, TODAY, compared_with=0.2, **NOTHING)
    young = rates.until_day(rates.even(12), _ago(100))
    yield Scene("sold for two months, ended 100 days ago", young, TODAY, days=160, compared_with=12, **NOTHING)


def trends() -> Iterator[Scene]:
    for yearly in (0.6, 0.8, 1.25, 2.0):
        yield Scene(f"{yearly:g} times as much each year", rates.growing(rates.weekdays(12), yearly, TODAY), TODAY)
    young = rates.growing(rates.even(12), 4.0, TODAY)
    yield Scene("four times as much each year, 120 days known", young, TODAY, days=120)


def unmarked() -> Iterator[Scene]:
    for weeks, back in ((6, 1), (6, 3), (9, 2), (5, 0)):
        name = f"promotions nobody marked, every {weeks} weeks, {back} weeks ago"
        yield Scene(name, _promoted(10, weeks, back), TODAY)
    yield Scene("promotions nobody marked, now and then", _now_and_then, TODAY)
    for days, step in ((680, 1), (680, 7), (1000, 7)):
        name = f"promotions nobody marked, the greatest a year ago, {days} days by {step}"
        yield Scene(name, _of_many_sizes, TODAY, days, 28, step_days=step)
    yield Scene("a promotion nobody marked, until yesterday", rates.plus(10, _days_ago(20, 14, 1)), TODAY, unsure=True)
    yield Scene("a promotion nobody marked, a month ago", rates.plus(10, _days_ago(20, 45, 31)), TODAY)


def _promoted(level: float, weeks: int, back: int) -> rates.Rate:
    """2.5 times as much in one week of so many, the last time so many weeks ago."""

    def rate(days: np.ndarray) -> np.ndarray:
        ago = (np.datetime64(TODAY) - days).astype(int) // 7
        return np.where(ago % weeks == back, 2.5 * level, level)

    return rate


def _now_and_then(days: np.ndarray) -> np.ndarray:
    """Weeks drawn once and for all, one in seven; ahead, as many are to be expected."""
    week = (np.datetime64(TODAY) - days).astype(int) // 7
    drawn = np.random.default_rng(3).random(1000) < 1 / 7
    sold = np.where(drawn[np.clip(week, 0, 999)], 25.0, 10.0)
    return np.where(days > np.datetime64(TODAY), 10 + 15 / 7, sold)


def _of_many_sizes(days: np.ndarray) -> np.ndarray:
    """Weeks drawn once and for all, one in eight, two to seven times as much, and twelve times a year ago in the third
    of the weeks ahead; of these as much is to be expected as of any other."""
    week = np.clip((np.datetime64(TODAY) - days).astype(int) // 7, 0, 999)
    random = np.random.default_rng(5)
    drawn, size = random.random(1000) < 1 / 8, random.uniform(2.0, 7.0, 1000)
    times = np.where(week == 49, 12.0, np.where(drawn[week] & (abs(week - 49) > 3), size[week], 1.0))
    return 10 * np.where(days > np.datetime64(TODAY), 1 + 3.5 / 8, times)


def _days_ago(level: float, first: int, last: int) -> rates.Rate:
    return lambda days: np.where((days > np.datetime64(_ago(first))) & (days <= np.datetime64(_ago(last))), level, 0.0)


def marked() -> Iterator[Scene]:
    on = _promoted(1, 6, 5)
    yield Scene("a promotion now, announced", rates.times(rates.even(10), on), TODAY, known=records.promotions(on))
    rare = lambda days: 1 + _days_ago(1.0, 200, 190)(days) + _days_ago(1.0, 0, -10)(days)  # noqa: E731
    yield Scene("announced, and seen once", rates.times(rates.even(10), rare), TODAY, known=records.promotions(rare))
    slow = rates.times(rates.even(0.5), on)
    yield Scene("promotions of a slow seller", slow, TODAY, window=28, known=records.promotions(on))


def slow() -> Iterator[Scene]:
    for gap in (7, 30, 90):
        yield Scene(f"weeks, a sale in {gap} days", rates.even(1 / gap), TODAY, window=28, step_days=7)
    yield Scene("one sale in 90 days, a year of them", rates.even(1 / 90), TODAY, days=365, window=28)
    yield Scene("one sale in 90 days, two years of them", rates.even(1 / 90), TODAY, days=730, window=28)
    yield Scene("one unit in a hundred days", rates.even(0.01), TODAY, window=56)
    yield Scene("few sales, large orders", rates.even(0.5), TODAY, window=56, draw=draws.clumps(20))
    yield Scene("a slow seller of 60 days", rates.even(0.3), TODAY, days=60, window=28)


def missing() -> Iterator[Scene]:
    for rate, window in ((0.1, 28), (0.5, 28), (12, 14)):
        for first, last in ((150, 0), (200, 3), (400, 10)):
            name = f"{rate:g} a day, out of stock from {first} to {last} days ago"
            yield Scene(name, rates.even(rate), TODAY, window=window, spoil=records.unknown(first, last))
    yield Scene("shut for three weeks, a month ago", rates.weekdays(12), TODAY, spoil=records.silent(50, 29))
    yield Scene("shut for ten days, until today", rates.weekdays(12), TODAY, spoil=records.silent(10, 0), unsure=True)
    yield Scene("out of stock in last year's season", rates.months(20, 12), TODAY, 4 * 365, 21, spoil=_gap_in_season)
    yield Scene("out of stock for all but three days", rates.even(5), TODAY, days=100, spoil=records.unknown(97, 0))


def _gap_in_season(values: np.ndarray) -> np.ndarray:
    return records.unknown(355, 335)(values)


def typed() -> Iterator[Scene]:
    yield Scene("ten times too much yesterday", rates.even(12), TODAY, spoil=records.typed(120, 1))
    yield Scene("ten times too much a week ago", rates.even(12), TODAY, spoil=records.typed(120, 7))
    yield Scene("a typo of a week's total", rates.even(12), TODAY, step_days=7, spoil=records.typed(9_000, 10))
    yield Scene(
        "a typo in two weeks of sales", rates.even(12), TODAY, days=14, spoil=records.typed(9_000, 5), **NEWCOMER
    )
    yield Scene("a typo among large numbers", rates.even(900), TODAY, spoil=records.typed(90_000, 3))
    yield Scene("a typo of a rare seller", rates.even(0.03), TODAY, window=56, spoil=records.typed(700, 20))
    week = records.silent(7, 0)
    yield Scene("zeros typed for a week", rates.even(12), TODAY, spoil=week, unsure=True)


def young() -> Iterator[Scene]:
    for days in (4, 5, 12, 14, 25):
        yield Scene(f"{days} days of large numbers", rates.even(900), TODAY, days=days, **NEWCOMER)
    for days in (30, 45, 60, 200, 370):
        yield Scene(f"{days} days, weekdays", rates.weekdays(9), TODAY, days=days, window=28)
    yield Scene("30 days of a slow seller", rates.even(0.2), TODAY, days=30, window=28, **NEWCOMER)
    first = lambda days: np.where(days == np.datetime64(_ago(13)), 60.0, 8.0)  # noqa: E731
    yield Scene("launched 14 days ago, much on the first", first, TODAY, days=14, **NEWCOMER)
    fading = lambda days: 10 + 20 * 0.9 ** np.maximum((days - np.datetime64(_ago(19))).astype(int), 0)  # noqa: E731
    yield Scene("launched 20 days ago, fading", fading, TODAY, days=20, unsure=True, **NEWCOMER)
    yield Scene("weeks, launched 21 days ago", rates.even(12), TODAY, days=21, step_days=7, **NEWCOMER)


def sizes() -> Iterator[Scene]:
    yield Scene("ten thousand a day", rates.weekdays(10_000), TODAY)
    yield Scene("large orders among many small", rates.even(10), TODAY, window=28, draw=draws.clumps(5))
    yield Scene("weights, a few pieces a day", rates.even(1.5), TODAY, draw=draws.weights)


def totals() -> Iterator[Scene]:
    yield Scene("a month's total on its last day, slow", rates.even(0.3), TODAY, window=30, spoil=records.totals(30))
    yield Scene("weeks, weekdays, a year", rates.weekdays(12), TODAY, days=364, step_days=7, window=28)
    yield Scene("weeks, few of them", rates.even(12), TODAY, days=70, step_days=7, window=28)
    for years, days in ((2, 720), (4, 1440)):
        wave, boxes, last = rates.wave(12, 200, 0.7), rates.day_of_month(30, 28), date(2025, 4, 30)
        name = f"a month's total on its last day, a wave, {years} years"
        yield Scene(name, wave, last, days, window=30, spoil=records.totals(30))
        yield Scene(f"boxes on the 28th, a wave, {years} years", rates.times(boxes, wave), last, days, window=42)
