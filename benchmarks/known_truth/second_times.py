"""What comes for the second or third time and is on, just over, or close: feasts, sales, boxes, late seasons."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import rates
from benchmarks.known_truth.shop import Scene


def scenes() -> Iterator[Scene]:
    for kind in (ramadan, great_days, christmas, subscriptions, late, early):
        yield from kind()


def ramadan() -> Iterator[Scene]:
    more = rates.in_ramadan(12, beside=2)
    for days in (425, 545, 760):
        yield Scene(f"seven times as much in Ramadan, in it, {days} days", more, date(2025, 3, 12), days)
    yield Scene("seven times as much in Ramadan, at its end, 425 days", more, date(2025, 3, 25), 425)
    stocked = rates.in_ramadan(12, beside=3, before=11)
    for name, last in (
        ("before it", date(2025, 2, 14)),
        ("as it begins", date(2025, 2, 24)),
        ("in it", date(2025, 3, 8)),
    ):
        yield Scene(f"stocked up for Ramadan, seen once, {name}", stocked, last, 460, 28)
    goods = rates.in_ramadan(15)
    yield Scene("goods of Ramadan seen once, at its second end", goods, date(2025, 3, 22), 440)
    yield Scene("goods of Ramadan seen once, before it, 18 months", goods, date(2025, 2, 20), 545, 28)


def great_days() -> Iterator[Scene]:
    mother = rates.plus(3, rates.before_weekday(15, 5, 2, 6, length=1))
    yield Scene("six times as much on Mother's day, 400 days", mother, date(2025, 5, 9), 400, 7)
    thanksgiving = rates.before_weekday(50, 11, 4, 3, length=1)
    sale = rates.plus(5, lambda days: sum(thanksgiving(days - behind) for behind in (1, 2, 3)))
    yield Scene("a sale from Black Friday on, over for two days, 500 days", sale, date(2025, 12, 2), 500)
    yield Scene("a sale from Black Friday on, before it, 500 days", sale, date(2025, 11, 24), 500, 7)


def christmas() -> Iterator[Scene]:
    friday = rates.before_weekday(30, 11, 4, 3, length=1)
    both = rates.plus(4, lambda days: friday(days - 1) + rates.weeks_of_year(10, 11, 20, 35)(days))
    for days in (400, 760, 1200):
        yield Scene(f"Christmas begun, before Black Friday, {days} days", both, date(2025, 11, 24), days, 7)
    december = rates.plus(5, rates.months(30, 12))
    for days in (731, 1140):
        yield Scene(f"seven times as much in December, in it, {days} days", december, date(2025, 12, 10), days, 21)


def subscriptions() -> Iterator[Scene]:
    for day, days, last in ((5, 270, date(2025, 10, 30)), (12, 240, date(2025, 6, 8)), (20, 200, date(2025, 9, 15))):
        box = rates.plus(0.2, rates.day_of_month(35, day))
        yield Scene(f"boxes on the {day}th, {days} days", box, last, days)


def late() -> Iterator[Scene]:
    """Eight days later this year than in those before."""
    for name, last in (("begun", date(2025, 5, 18)), ("at its end", date(2025, 6, 24))):
        yield Scene(f"a late season, {name}", _moved(12, 0.0, 8), last, 1460, 28)


def early() -> Iterator[Scene]:
    """Ten days or two weeks earlier this year, of goods that sell beside their season as well: what is sold more of it
    is not counted again when the day comes on which it began last year."""
    for earlier, level in ((10, 15.0), (14, 8.0)):
        for days in (460, 600, 1460):
            last = date(2025, 5, 9) - timedelta(days=earlier - 9)
            title = f"a season {earlier} days early, on for nine, {days} days"
            yield Scene(title, _moved(level, 3.0, -earlier), last, days, 28)


def _moved(level: float, beside: float, later: int) -> rates.Rate:
    """Sixty days from May on, and in 2025 so many days later."""
    season = rates.weeks_of_year(level, 5, 1, 60)
    return rates.plus(beside, lambda days: season(days - np.where(days >= np.datetime64("2025-01-01"), later, 0)))
