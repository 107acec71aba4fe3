"""The scenes: what a shop may sell, and what a forecast of it has to say."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import (
    around_the_year,
    asked_anytime,
    calendar_months,
    changeovers,
    counters,
    courses,
    customers_and_doors,
    dealings,
    dealt,
    draws,
    feasts,
    few_sales,
    first_weeks,
    first_years,
    kept_by_moon,
    kept_elsewhere,
    lives,
    misrecorded,
    moves,
    new_terms,
    rates,
    records,
    rhythms,
    second_times,
    seen_once,
    shops,
    taken_together,
    tills,
    times_of_year,
    trades,
    turning,
    two_at_once,
    waving,
    week_by_week,
    whole_shops,
)
from benchmarks.known_truth.shop import NOTHING, Scene

TODAY = date(2025, 11, 23)
NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}


# Each has `scenes` of its own.
ELSEWHERE = (
    times_of_year,
    feasts,
    courses,
    rhythms,
    lives,
    shops,
    seen_once,
    moves,
    trades,
    dealings,
    second_times,
    turning,
    misrecorded,
    dealt,
    few_sales,
    changeovers,
    around_the_year,
    counters,
    first_weeks,
    first_years,
    week_by_week,
    customers_and_doors,
    tills,
    kept_elsewhere,
    kept_by_moon,
    two_at_once,
    asked_anytime,
    new_terms,
    taken_together,
    calendar_months,
    whole_shops,
    waving,
)


def scenes() -> list[Scene]:
    here = (seasons, every_few_days, launches, changes, outliers, sparse, sizes, prices, lengths, records_kept)
    return [scene for kind in (*here, *(module.scenes for module in ELSEWHERE)) for scene in kind()]


def seasons() -> Iterator[Scene]:
    december = rates.months(20, 12)
    yield Scene("December goods in November", december, TODAY, window=21)
    yield Scene("December goods in summer", december, date(2025, 6, 15), compared_with=20, **NOTHING)
    yield Scene("December goods in their season", december, date(2025, 12, 10))
    yield Scene("December goods after two years", december, TODAY, days=2 * 365, window=21)
    yield Scene("winter goods in September", rates.months(12, 10, 11, 12, 1, 2), date(2025, 9, 12), window=42)
    yield Scene("winter goods that sell a little in summer", rates.months(12, 11, 12, 1, 2, beside=0.05), TODAY)
    yield Scene("summer goods in March", rates.months(12, 4, 5, 6, 7, 8), date(2025, 3, 20), window=28)
    yield Scene("summer goods, a smooth year", rates.wave(10, 190, 0.95), date(2025, 3, 20), window=42)
    yield Scene("two weeks a year", rates.weeks_of_year(30, 2, 1, 14), date(2025, 1, 25), window=21)
    yield Scene("two weeks a year, in stock for them", rates.weeks_of_year(30, 5, 1, 14), date(2025, 4, 20), window=28)
    yield Scene("one month a year", rates.months(15, 6), date(2025, 5, 20), window=28)
    yield Scene("goods before Easter, which moves", rates.before_easter(25, 21), date(2025, 3, 25), window=28)
    yield Scene("even, and more before Easter", rates.before_easter(25, 14, beside=5), date(2025, 4, 2), window=14)
    yield Scene("even, and four times as much in December", _even_and(december), date(2025, 12, 1), window=21)
    yield Scene("even, and more at school start", _even_and(rates.weeks_of_year(20, 9, 1, 14)), date(2025, 8, 30))


def _even_and(more: rates.Rate) -> rates.Rate:
    return lambda days: 6 + more(days)


def every_few_days() -> Iterator[Scene]:
    yield Scene("weekdays", rates.weekdays(12), TODAY)
    yield Scene("one weekday only", rates.weekdays(10, np.array([0, 0, 0, 0, 0, 7, 0])), TODAY)
    yield Scene("every first of the month", rates.day_of_month(30, 1), TODAY)
    yield Scene("every last of the month", rates.last_of_month(30), date(2025, 11, 20))
    yield Scene("payday, a Saturday", rates.day_of_month(30, 15), date(2025, 11, 10))
    yield Scene("payday, a year of them", rates.day_of_month(30, 15), date(2025, 11, 10), days=365)
    yield Scene("every second week", rates.every_weeks(30, 2), TODAY)
    yield Scene("every third week", rates.every_weeks(30, 3), TODAY, window=21)
    yield Scene("every sixth week", rates.every_weeks(30, 6), TODAY, window=42)
    yield Scene(
        "even, and more on the last, a year of them", _even_and(rates.last_of_month(24)), date(2025, 11, 28), 365
    )
    yield Scene("every fourth week", rates.every_weeks(30, 4), TODAY, window=28)
    yield Scene("even, and more on the first", _even_and(rates.day_of_month(24, 1)), date(2025, 11, 29), window=3)
    yield Scene("even, and more every second Wednesday", _even_and(rates.every_weeks(24, 2)), TODAY)


def launches() -> Iterator[Scene]:
    for age in (1, 2, 3, 5, 7, 10, 14, 20, 27):
        yield Scene(f"launched {age} days ago", rates.even(12), TODAY, days=age, **NEWCOMER)
    yield Scene("launched 10 days ago, weekdays", rates.weekdays(12), TODAY, days=10, **NEWCOMER)
    yield Scene("launched 5 days ago, forecast for a quarter", rates.even(12), TODAY, days=5, window=90, **NEWCOMER)
    yield Scene("launched 20 days ago, slow", rates.even(0.4), TODAY, days=20, window=28, **NEWCOMER)


def changes() -> Iterator[Scene]:
    def ago(days: int) -> date:
        return TODAY - timedelta(days=days)

    ended = {"compared_with": 12, **NOTHING}
    yield Scene("ended 60 days ago", rates.until_day(rates.even(12), ago(60)), TODAY, **ended)
    yield Scene("ended 200 days ago", rates.until_day(rates.even(12), ago(200)), TODAY, **ended)
    up, down = rates.from_day(rates.even(20), ago(40)), rates.until_day(rates.even(20), ago(40))
    yield Scene("a jump up", lambda days: 10 + up(days), TODAY)
    yield Scene("a jump down", lambda days: 10 + down(days), TODAY)
    for days in (14, 21):
        since, before = rates.from_day(rates.even(20), ago(days)), rates.until_day(rates.even(20), ago(days))
        yield Scene(f"a jump up {days} days ago", lambda days, more=since: 10 + more(days), TODAY)
        yield Scene(f"a jump down {days} days ago", lambda days, more=before: 10 + more(days), TODAY)
    yield Scene("weeks, ended 100 days ago", rates.until_day(rates.even(12), ago(100)), TODAY, step_days=7, **ended)
    yield Scene("weeks, a jump up 40 days ago", lambda days: 10 + up(days), TODAY, step_days=7)
    yield Scene("growing by half a year", lambda days: 10 * 1.5 ** _years(days), TODAY)


def _years(days: np.ndarray) -> np.ndarray:
    return (days - np.datetime64(TODAY)).astype(int) / 365


def outliers() -> Iterator[Scene]:
    for ago in (1, 3, 8, 15, 30):
        yield Scene(f"a typo {ago} days ago", rates.even(12), TODAY, spoil=records.typed(9_000, ago))
    for first, second in ((1, 2), (2, 9), (7, 14), (4, 368), (30, 200)):
        spoil = records.both(records.typed(9_000, first), records.typed(9_000, second))
        yield Scene(f"typos {first} and {second} days ago", rates.even(12), TODAY, spoil=spoil)
    yield Scene("a typo a year ago", rates.even(12), TODAY, spoil=records.typed(9_000, 364))
    yield Scene("a typo of a slow seller", rates.even(0.5), TODAY, window=28, spoil=records.typed(500, 4))
    yield Scene("a zero typed yesterday", rates.even(12), TODAY, spoil=records.typed(0, 1))
    yield Scene("a return that ate a day", rates.even(12), TODAY, spoil=records.typed(0, 3))
    yield Scene("a typo in a short history", rates.even(12), TODAY, days=40, spoil=records.typed(9_000, 5))


def sparse() -> Iterator[Scene]:
    for gap in (7, 30, 90, 120):
        yield Scene(f"a sale in {gap} days", rates.even(1 / gap), TODAY, window=28)
    yield Scene("a sale in 45 days, a year of them", rates.even(1 / 45), TODAY, days=365, window=28)
    yield Scene("a sale in 20 days, three months ahead", rates.even(1 / 20), TODAY, days=500, window=90)
    yield Scene("three units a month", rates.even(0.1), TODAY, window=28, draw=draws.clumps(3))


def sizes() -> Iterator[Scene]:
    yield Scene("lumpy wholesale orders", rates.even(6), TODAY, window=28, draw=draws.clumps(60))
    yield Scene("tiny weights in kg", rates.even(0.08), TODAY, draw=draws.weights)
    yield Scene("large numbers", rates.weekdays(4_000), TODAY)


def prices() -> Iterator[Scene]:
    weeks = rates.every_weeks(1, 6)

    def on(days: np.ndarray) -> np.ndarray:
        """2.5 in the week after every sixth Wednesday."""
        return 1 + 1.5 * np.maximum.reduce([weeks(days - back) for back in range(7)])

    sold = rates.times(rates.even(10), on)
    yield Scene("promotions, announced", sold, TODAY, known=records.promotions(on))
    yield Scene("promotions, with their price", sold, TODAY, known=records.promotions(on, 0.7))


def lengths() -> Iterator[Scene]:
    for days in (35, 60, 100, 400, 2 * 365):
        yield Scene(f"{days} days of history", rates.weekdays(12), TODAY, days=days)


def records_kept() -> Iterator[Scene]:
    yield Scene("given as weeks", rates.weekdays(12), TODAY, step_days=7, window=14)
    yield Scene("a week's total on its Monday", rates.even(12), TODAY, spoil=records.totals(7), window=14)
    yield Scene(
        "a month's total on its last day", rates.even(12), date(2025, 11, 15), window=30, spoil=records.totals(30)
    )
    yield Scene("a gap of two months, a month ago", rates.even(12), TODAY, spoil=records.unknown(90, 30))
    yield Scene("a gap until yesterday", rates.even(12), TODAY, spoil=records.unknown(45, 0))
    hidden = records.unknown(375, 300)
    yield Scene("last year's December unknown", rates.months(20, 12), TODAY, window=21, spoil=hidden)
    yield Scene("out of stock for long", rates.even(12), TODAY, spoil=records.unknown(120, 3))
    yield Scene("out of stock every other week", rates.even(12), TODAY, spoil=records.often_unknown)
    yield Scene("silent for two months, not out of stock", rates.even(12), TODAY, spoil=records.silent(90, 30))
