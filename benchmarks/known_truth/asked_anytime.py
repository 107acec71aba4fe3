"""Asked on other days, about other speeds, over other lengths: the day after Easter, the first of January, the last day
of a season; 0.03 to 500 a day; 60 days to five years; a week to a quarter ahead."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates, records
from benchmarks.known_truth.rates import Rate
from benchmarks.known_truth.shop import NOTHING, Scene

TODAY = date(2025, 8, 27)
NEWCOMER = {"least": 0.7, "most": 1.4, "wide": 3.0}
TWO, THREE, FIVE = 765, 1125, 1826


def scenes() -> Iterator[Scene]:
    for kind in (days_of_the_year, seasons_far_ahead, speeds, moved, ended, mistyped, sums):
        yield from kind()


def days_of_the_year() -> Iterator[Scene]:
    december = rates.plus(7, rates.months(14, 12))
    yield Scene("three times in December, on 3 January", december, date(2026, 1, 3), THREE, 21)
    yield Scene(
        "three times in December, on 3 January, 2 years", december, date(2026, 1, 3), TWO, 7, draw=draws.scattered(5)
    )
    eggs = rates.plus(8, rates.before_easter(32, 18))
    yield Scene("five times before Easter, on Easter Monday", eggs, date(2025, 4, 21), THREE, 14)
    yield Scene("five times before Easter, on Easter Monday, seen once", eggs, date(2025, 4, 21), 420, 14)
    school = rates.plus(3, rates.weeks_of_year(9, 8, 10, 35))
    yield Scene("four times before school, on its last day", school, date(2025, 9, 13), THREE, 14)
    yield Scene("four times before school, in its middle, 400 days", school, date(2025, 8, 27), 400, 14)
    friday = rates.plus(5, lambda days: rates.before_weekday(40, 11, 4, 3, length=1)(days - 1))
    yield Scene("nine times on Black Friday, at its end", friday, date(2025, 11, 28), THREE, 14)
    yield Scene("closed at Christmas and New Year, on the 24th", _closed(rates.weekdays(22)), date(2025, 12, 24), TWO)
    yield Scene("500 a day, on New Year's day", rates.weekdays(500), date(2026, 1, 1), 900, 7, draw=draws.scattered(12))
    yield Scene("weekdays, a year until 29 February", rates.weekdays(5), date(2024, 2, 29), 366, 14)
    shut = rates.times(rates.weekdays(10), lambda days: 1 - rates.months(1, 8)(days))
    yield Scene("shut each August, on its last day", shut, date(2025, 8, 31), THREE, 14)
    yield Scene("shut each August, in its middle", shut, date(2025, 8, 12), THREE, 35)
    boxes = rates.times(rates.weekdays(150), rates.plus(1, rates.months(1.5, 12)))
    yield Scene("boxes of six, in the middle of December", boxes, date(2025, 12, 12), THREE, 7, draw=draws.packs(6))


def _closed(rate: Rate) -> Rate:
    def closed(days: np.ndarray) -> np.ndarray:
        day, month = rates.day_in_month(days), days.astype("datetime64[M]").astype(int) % 12 + 1
        shut = ((month == 12) & np.isin(day, (25, 26))) | ((month == 1) & (day == 1))
        return np.where(shut, 0.0, rate(days))

    return closed


def seasons_far_ahead() -> Iterator[Scene]:
    winter, summer = rates.months(8, 10, 11, 12, 1, 2), rates.months(13, 5, 6, 7, 8)
    yield Scene("winter goods in August, a quarter ahead", winter, date(2025, 8, 15), THREE, 90)
    yield Scene("summer goods in July, a quarter ahead", summer, date(2025, 7, 20), THREE, 90)
    garden = rates.times(rates.weekdays(18), rates.months(1, 3, 4, 5, 6, beside=0.15))
    yield Scene("a garden in January, a quarter ahead, 2 years", garden, date(2025, 1, 6), TWO, 90)
    terms = rates.times(rates.weekdays(9), rates.months(1, 1, 2, 3, 4, 5, 6, 9, 10, 11, 12, beside=0.3))
    yield Scene("less in the summer holidays, a quarter ahead", terms, date(2025, 5, 22), 850, 90, least=0.85, most=1.2)
    pool = rates.times(rates.weekdays(14), rates.months(1, *range(3, 12), beside=0.4))
    yield Scene("less from December on, a quarter ahead", pool, date(2025, 11, 3), 800, 90, least=0.8, most=1.25)
    coast = rates.times(rates.even(6), rates.months(1, 1, 2, 3, 4, 5, 10, 11, 12, beside=2.5))
    yield Scene("more from June on, a quarter ahead", coast, date(2025, 4, 30), 780, 90, least=0.8, most=1.25)
    few = rates.months(0.3, 10, 11, 12, 1, 2, beside=0.03)
    yield Scene("few, in winter, two months ahead", few, date(2025, 9, 10), FIVE, 60, draw=draws.scattered(1.5))


def speeds() -> Iterator[Scene]:
    yield Scene("0.05 a day, four months, a quarter ahead", rates.even(0.05), TODAY, 120, 90, wide=3.0)
    yield Scene("0.03 a day, five years, a quarter ahead", rates.even(0.03), TODAY, FIVE, 90)
    yield Scene("500 a day, 60 days, scattered by six tenths", rates.even(500), TODAY, 60, 7, draw=draws.scattered(3))
    yield Scene("one in five days, in packs of 4", rates.even(0.2), TODAY, THREE, 60, draw=draws.packs(4))
    open_six = rates.weekdays(25, np.array([7, 7, 7, 7, 7, 7, 0]) / 6)
    yield Scene("packs of ten, closed on Sundays, 90 days", open_six, TODAY, 90, 7, draw=draws.packs(10))
    yield Scene("0.7 a day, widely scattered, 250 days", rates.even(0.7), TODAY, 250, 90, draw=draws.scattered(0.4))
    yield Scene("70 days, 4 a day, widely scattered", rates.weekdays(4), TODAY, 70, 42, draw=draws.scattered(0.8))


def _since(days_ago: int, before: float, after: float) -> Rate:
    return rates.changed(rates.even(before), rates.even(after), TODAY - timedelta(days=days_ago - 1))


def moved() -> Iterator[Scene]:
    scattered = draws.scattered(1.0)
    yield Scene("1.5 a day, scattered, doubled 35 days ago", _since(35, 1.5, 3), TODAY, FIVE, 30, draw=scattered)
    yield Scene("in packs of 6, halved 50 days ago", _since(50, 12, 6), TODAY, THREE, 21, draw=draws.packs(6))
    yield Scene("0.1 a day, five times since 40 days", _since(40, 0.1, 0.5), TODAY, THREE, 45)
    yield Scene(
        "200 a day, scattered, half as much again since 16 days",
        _since(16, 200, 300),
        TODAY,
        TWO,
        60,
        draw=draws.scattered(10),
    )
    yield Scene(
        "weeks, two a week, 2.5 times since four weeks",
        _since(28, 2 / 7, 5 / 7),
        date(2025, 8, 27),
        770,
        28,
        step_days=7,
    )


def ended() -> Iterator[Scene]:
    def until(level: float, days_ago: int) -> Rate:
        return rates.until_day(rates.even(level), TODAY - timedelta(days=days_ago))

    yield Scene("0.4 a day, ended 150 days ago", until(0.4, 150), TODAY, THREE, 30, compared_with=0.4, **NOTHING)
    none = {"compared_with": 200, "unsure": True, **NOTHING}
    yield Scene("200 a day, ended 10 days ago", until(200, 10), TODAY, TWO, 14, **none)
    yield Scene(
        "8 a day, scattered, ended 40 days ago",
        until(8, 40),
        TODAY,
        300,
        28,
        draw=draws.scattered(2),
        compared_with=8,
        **NOTHING,
    )


def mistyped() -> Iterator[Scene]:
    yield Scene("0.2 a day, 60 typed 6 days ago, 250 days", rates.even(0.2), TODAY, 250, 60, spoil=records.typed(60, 6))
    three = records.both(records.typed(9_999, 3), records.both(records.typed(20_000, 31), records.typed(7_777, 50)))
    yield Scene(
        "three typos in sixty days, scattered", rates.weekdays(200), TODAY, 60, 14, spoil=three, draw=draws.scattered(8)
    )
    weekly = records.typed(4_000, 12)
    yield Scene(
        "weeks, a typo in the last but one, a season",
        rates.wave(5, 200, 0.7),
        TODAY,
        TWO,
        28,
        step_days=7,
        spoil=weekly,
    )


def sums() -> Iterator[Scene]:
    monthly = records.totals(30)
    yield Scene("months, 0.4 a day, 18 of them", rates.even(0.4), TODAY, 540, 60, spoil=monthly)
    yield Scene(
        "months, 30 a day, scattered, a quarter ahead",
        rates.even(30),
        TODAY,
        720,
        90,
        spoil=monthly,
        draw=draws.scattered(3),
    )
    yield Scene("a fortnight's total on its last day", rates.weekdays(6), TODAY, 560, 28, spoil=records.totals(14))
    middle = rates.wave(20, 190, 0.8)
    yield Scene(
        "weeks of a summer, in its middle, scattered",
        middle,
        date(2025, 7, 6),
        1092,
        28,
        step_days=7,
        draw=draws.scattered(2),
    )
    yield Scene("weeks, a quarter ahead, packs of 8", rates.even(3), TODAY, 400, 90, step_days=7, draw=draws.packs(8))
    on = lambda days: 1 + 1.5 * ((days - np.datetime64("2025-08-28")).astype(int) % 56 < 14)  # noqa: E731
    known = records.promotions(on)
    yield Scene(
        "weeks, an offer of a fortnight from tomorrow",
        rates.times(rates.even(9), on),
        TODAY,
        728,
        14,
        step_days=7,
        known=known,
    )
