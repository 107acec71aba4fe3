"""Seasons of both hemispheres from long before them to just after, feasts of many countries, days on which people are
paid, and what befell a season: it grew, moved, ran out, or has a neighbour that is new."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import rates
from benchmarks.known_truth.rates import Rate
from benchmarks.known_truth.records import silent
from benchmarks.known_truth.shop import NOTHING, Scene

# Name, level, month and day on which it begins, and days that it lasts.
SEASONS: tuple[tuple[str, float, int, int, int], ...] = (
    ("sun cream of the south", 10, 12, 1, 90),
    ("asparagus", 18, 4, 10, 75),
    ("wood for the stove", 7, 9, 20, 150),
    ("wine of the new harvest", 25, 9, 1, 35),
    ("heaters of the south", 8, 6, 1, 90),
)
# Days before a season's beginning, and after its end; days of history of one to three years.
BEFORE, AFTER = (120, 60, 20, 5), 10
YEARS = {1: 420, 2: 770, 3: 1130}
# Days ahead that are judged: where a season is far, they reach well into it.
WINDOW, INTO_SEASON = 21, 21
CARNIVALS = ("2022-03-01", "2023-02-21", "2024-02-13", "2025-03-04", "2026-02-17")
OKTOBERFESTS = ("2021-09-18", "2022-09-17", "2023-09-16", "2024-09-21", "2025-09-20", "2026-09-19")
FORTNIGHT = 14


def scenes() -> Iterator[Scene]:
    for kind in (seen_from_afar, feasts, paydays, grown, moved, twice, new_beside_its_like, ran_out, by_weeks):
        yield from kind()


def seen_from_afar() -> Iterator[Scene]:
    """Each season at one distance and age, so that all of both come about."""
    for number, (name, level, month, day, length) in enumerate(SEASONS):
        rate, begin = rates.weeks_of_year(level, month, day, length), date(2025, month, day)
        for place, ahead in enumerate(BEFORE):
            years = (number + place) % len(YEARS) + 1
            last = begin - timedelta(days=ahead + 1)
            window = ahead + INTO_SEASON
            yield Scene(
                f"{name}, {ahead} days before, {years} years", rate, last, YEARS[years], window, unsure=years == 1
            )
        years = number % len(YEARS) + 1
        middle = begin + timedelta(days=length // 2)
        yield Scene(f"{name}, in the middle, {years} years", rate, middle, YEARS[years], unsure=years == 1)
        over = begin + timedelta(days=length + AFTER)
        own = {"compared_with": level, **NOTHING}
        yield Scene(f"{name}, {AFTER} days after, {years} years", rate, over, YEARS[years], **own)


def feasts() -> Iterator[Scene]:
    carnival = rates.plus(3, rates.before_days(20, CARNIVALS, 12))
    fancy = rates.before_days(15, CARNIVALS, 30)
    yield Scene("doughnuts before Carnival, 3 years", carnival, date(2025, 2, 17), 1095)
    yield Scene("fancy dress for Carnival, 2 years", fancy, date(2025, 1, 25), 770, 28)
    lanterns = rates.before_days(22, rates.CHINESE_NEW_YEARS, 15)
    yield Scene("lanterns before the Chinese New Year, 3 years", lanterns, date(2025, 1, 8), 1095)
    yield Scene("lanterns before the Chinese New Year, weeks", lanterns, date(2025, 1, 12), 1456, 28, step_days=7)
    sweets = rates.plus(5, rates.before_days(20, rates.DIWALIS, 10))
    yield Scene("sweets, five times as much before Diwali, 3 years", sweets, date(2025, 10, 9), 1095)
    yield Scene("sweets, just after Diwali, 3 years", sweets, date(2025, 10, 24), 1095)
    beer = rates.plus(6, lambda days: rates.before_days(18, OKTOBERFESTS, 16)(days - 16))
    yield Scene("mugs at the Oktoberfest, before it, 3 years", beer, date(2025, 9, 17), 1095)
    yield Scene("mugs at the Oktoberfest, in it, 2 years", beer, date(2025, 9, 26), 770)
    pumpkin = rates.weeks_of_year(12, 10, 8, 24)
    yield Scene("pumpkins for Halloween, weeks, 2 years", pumpkin, date(2025, 10, 5), 728, 28, step_days=7)
    turkey = rates.plus(2, rates.before_weekday(20, 11, 4, 3, length=9))
    yield Scene("turkeys for Thanksgiving, 2 years", turkey, date(2025, 11, 14), 770)
    yield Scene("turkeys, just after Thanksgiving, 2 years", turkey, date(2025, 12, 1), 770)
    dates = rates.in_ramadan(20, beside=2)
    yield Scene("weeks, ten times as much in Ramadan, 3 years", dates, date(2025, 2, 23), 1092, 28, step_days=7)
    lunches = rates.in_ramadan(4, beside=10)
    yield Scene("two fifths in Ramadan, 3 years", lunches, date(2025, 2, 23), 1095, 28)
    yield Scene("two fifths in Ramadan, weeks, 4 years", lunches, date(2025, 2, 23), 1456, 28, step_days=7)
    few_dates = rates.in_ramadan(1.2, beside=0.6)
    yield Scene("few, twice as many in Ramadan, 4 years", few_dates, date(2025, 2, 23), 1460, 28)
    eggs = rates.before_easter(14, 35, beside=1)
    yield Scene("weeks, fifteen times before Easter, 3 years", eggs, date(2025, 3, 30), 1092, 28, step_days=7)
    roses = rates.plus(2, rates.weeks_of_year(30, 2, 10, 5))
    yield Scene("roses for Valentine's, 2 years", roses, date(2025, 2, 4), 770)
    few_roses = rates.plus(0.3, rates.weeks_of_year(5, 2, 10, 5))
    yield Scene("roses of a small shop, 3 years", few_roses, date(2025, 2, 4), 1095)
    singles = rates.plus(4, rates.weeks_of_year(60, 11, 10, 2))
    yield Scene("two days to Singles' day, 2 years", singles, date(2025, 11, 7), 770, 7)
    yield Scene("just after Singles' day, 2 years", singles, date(2025, 11, 14), 770)
    taxes = rates.plus(1, rates.weeks_of_year(9, 4, 1, 15))
    yield Scene("ten times as much before taxes are due, 2 years", taxes, date(2025, 3, 27), 770)


def paydays() -> Iterator[Scene]:
    last = date(2025, 11, 20)
    for name, day in (("the 15th", 15), ("the 20th", 20), ("the last", 0)):
        paid = lambda days, day=day: np.where(_working_day_at(days, day), 40.0, 4.0)  # noqa: E731
        yield Scene(f"paid on {name}, or the working day before", paid, last, 900)
    weekend = lambda days: np.where(_days_to_month_end(days) < 4, 15.0, 5.0)  # noqa: E731
    yield Scene("three times as much at the end of the month", weekend, last, 730)
    market = rates.plus(1, rates.every_weeks(25, 2, weekday=5))
    yield Scene("a market every second Saturday", market, last, 500, FORTNIGHT)
    stall = rates.times(rates.every_weeks(30, 2, weekday=5), rates.months(1, 4, 5, 6, 7, 8, 9, 10))
    yield Scene("a market every second Saturday, in summer", stall, date(2025, 5, 20), 1095, 28)
    bank = rates.plus(6, _bank_holiday(30))
    yield Scene("six times as much on bank holidays, 3 years", bank, date(2025, 8, 20), 1095)


def _days_to_month_end(days: np.ndarray) -> np.ndarray:
    following = (days.astype("datetime64[M]") + 1).astype("datetime64[D]")
    return (following - days).astype(int) - 1


def _working_day_at(days: np.ndarray, day: int) -> np.ndarray:
    """The last working day up to this day of the month; 0 is the last of the month."""
    months = days.astype("datetime64[M]")
    due = (months + 1).astype("datetime64[D]") - 1 if day == 0 else months.astype("datetime64[D]") + (day - 1)
    return days == np.busday_offset(due, 0, roll="backward")


def _bank_holiday(level: float) -> Rate:
    """The last Mondays of May and August, and the first of May."""
    last, first = rates.last_weekday(level, 0), rates.nth_weekday(level, 1, 0)
    may, august = rates.months(1, 5), rates.months(1, 8)
    return lambda days: last(days) * (may(days) + august(days)) + first(days) * may(days)


def grown() -> Iterator[Scene]:
    for years in (2, 3):
        today = date(2025, 4, 24)
        ice = rates.growing(rates.months(15, 5, 6, 7, 8), 1.3, today)
        yield Scene(f"ice cream that grows by 30 % a year, {years} years", ice, today, YEARS[years], 28)
    today = date(2025, 11, 26)
    more = rates.growing(rates.plus(4, rates.months(16, 12)), 1.3, today)
    yield Scene("five times in December, growing by 30 % a year", more, today, 1130, 21)


def moved() -> Iterator[Scene]:
    def two_weeks_later(days: np.ndarray) -> np.ndarray:
        return rates.weeks_of_year(14, 5, 5, 50)(days - np.where(days >= np.datetime64("2025-01-01"), 14, 0))

    yield Scene("two weeks later than ever, not begun yet", two_weeks_later, date(2025, 5, 14), 1130, 28, unsure=True)
    yield Scene("two weeks later than ever, in its middle", two_weeks_later, date(2025, 6, 10), 1130)
    yield Scene("two weeks later than ever, at its old end", two_weeks_later, date(2025, 6, 24), 1130, unsure=True)


def twice() -> Iterator[Scene]:
    both = lambda days: rates.weeks_of_year(14, 3, 1, 40)(days) + rates.weeks_of_year(9, 9, 10, 50)(days)  # noqa: E731
    yield Scene("in spring and in autumn, before autumn, 2 years", both, date(2025, 8, 30), 770, 28)
    yield Scene("in spring and in autumn, before spring, 3 years", both, date(2025, 2, 15), 1130, 28)
    yield Scene(
        "in spring and in autumn, after spring, 2 years", both, date(2025, 4, 22), 770, compared_with=14, **NOTHING
    )
    few = lambda days: both(days) / 20  # noqa: E731
    yield Scene("few, in spring and in autumn, before autumn, 4 years", few, date(2025, 8, 30), 1460, 42)


def new_beside_its_like() -> Iterator[Scene]:
    """New since the season began; launches before it are its like."""
    begin, rate = date(2025, 6, 1), rates.weeks_of_year(10, 6, 1, 90)
    last = begin + timedelta(days=20)
    yield Scene("new three weeks ago, with its season", rates.from_day(rate, begin), last, 21, wide=3.0)
    last = begin + timedelta(days=60)
    yield Scene("new with its season, at its end", rates.from_day(rate, begin), last, 60, 28)


def ran_out() -> Iterator[Scene]:
    """Out of stock, and so recorded, or unsaid, for a part of last year's peak."""
    last = date(2025, 11, 26)
    december = rates.plus(5, rates.months(20, 12))
    ago = (last - date(2024, 12, 12)).days
    yield Scene(
        "out of stock in last year's peak, unsaid, 3 years", december, last, 1130, 21, spoil=silent(ago, ago - 12)
    )
    goods = rates.weeks_of_year(16, 5, 1, 60)
    last = date(2025, 4, 22)
    ago = (last - date(2024, 5, 20)).days
    for years in (2, 3):
        spoil = silent(ago, ago - 20)
        yield Scene(
            f"goods out of stock in last year's season, {years} years", goods, last, YEARS[years], 28, spoil=spoil
        )


def by_weeks() -> Iterator[Scene]:
    """Told by weeks and by four weeks."""
    coats = rates.weeks_of_year(6, 10, 1, 120)
    for ahead in (60, 20, 5):
        last = date(2025, 10, 1) - timedelta(days=ahead + 1)
        window = ahead + INTO_SEASON
        yield Scene(f"weeks, coats {ahead} days before winter, 2 years", coats, last, 728, window, step_days=7)
    yield Scene("weeks, coats in the middle of winter, 2 years", coats, date(2025, 11, 30), 728, 28, step_days=7)
