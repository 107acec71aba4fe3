"""Seasons of shops elsewhere and of other trades: two peaks, terms, harvests, closures, feasts that meet, sales."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from benchmarks.known_truth import draws, rates
from benchmarks.known_truth.shop import NOTHING, Scene

# Goods of the southern summer, and when terms begin: month, day, days.
SOUTHERN = rates.months(12, 11, 12, 1, 2)
TERMS = ((2, 1, 75), (4, 28, 65), (7, 15, 65), (10, 6, 60))


def scenes() -> Iterator[Scene]:
    for kind in (
        southern,
        university,
        harvest,
        ski,
        launched,
        pollen,
        taxes,
        together,
        closed,
        monsoon,
        away,
        boxes,
        sale,
    ):
        yield from kind()


def _any(*parts: rates.Rate) -> rates.Rate:
    return lambda days: np.sum([part(days) for part in parts], axis=0)


def southern() -> Iterator[Scene]:
    for name, last, days in (("before", (2025, 10, 18), 1100), ("at the end of", (2026, 2, 18), 1200)):
        yield Scene(f"{name} a southern summer", SOUTHERN, date(*last), days, 28)
        yield Scene(f"weeks {name} a southern summer", SOUTHERN, date(*last), days, 28, step_days=7)
    yield Scene("at the end of a southern summer, seen twice", SOUTHERN, date(2026, 2, 18), 2 * 365 + 20, 28)
    yield Scene(
        "at the end of a southern summer, for the second time", SOUTHERN, date(2026, 2, 18), 480, 21, unsure=True
    )
    yield Scene("after a southern summer, seen twice", SOUTHERN, date(2026, 3, 14), 500, compared_with=12, **NOTHING)
    uniforms = rates.plus(3, rates.weeks_of_year(15, 1, 18, 21))
    yield Scene("even, and more when a southern school starts, seen once", uniforms, date(2025, 1, 14), 400)
    yield Scene("even, and more when a southern school starts, seen twice", uniforms, date(2025, 1, 14), 760)
    yield Scene("even, after the second start of a southern school", uniforms, date(2025, 2, 9), 420)


def university() -> Iterator[Scene]:
    """A town that is empty between terms."""
    term = lambda days: 2 + 10 * np.maximum.reduce([rates.weeks_of_year(1, *one)(days) for one in TERMS])  # noqa: E731
    for name, last in (("before", (2025, 9, 30)), ("in", (2025, 10, 30)), ("at the end of", (2025, 11, 28))):
        yield Scene(f"a university town, {name} a term", term, date(*last), 1200)
    yield Scene("a university town, before a term, 13 months", term, date(2025, 9, 30), 396)


def harvest() -> Iterator[Scene]:
    jars = rates.weeks_of_year(18, 7, 10, 75)
    for years in (1, 2, 4):
        days = 365 * years + 40
        yield Scene(f"jars before a harvest, {years} years", jars, date(2025, 6, 25), days, 28, unsure=years == 1)
        yield Scene(
            f"jars at the end of a harvest, {years} years", jars, date(2025, 9, 15), days + 80, unsure=years == 1
        )
        yield Scene(
            f"jars after a harvest, {years} years", jars, date(2025, 10, 5), days + 80, compared_with=18, **NOTHING
        )
    hunting = _any(rates.weeks_of_year(3, 5, 1, 30), rates.weeks_of_year(9, 9, 1, 120))
    yield Scene("hunting, before its great season", hunting, date(2025, 8, 20), 1100, 28)
    yield Scene("hunting, at the end of its small season", hunting, date(2025, 5, 22), 1100, 21)
    yield Scene("hunting, at the end of its great season", hunting, date(2025, 12, 20), 800, 21)


def ski() -> Iterator[Scene]:
    """Open in winter, with two peaks in it."""
    winter = _any(
        rates.weeks_of_year(5, 12, 5, 125), rates.weeks_of_year(20, 12, 22, 14), rates.weeks_of_year(15, 2, 8, 21)
    )
    for name, last in (
        ("before", (2025, 11, 25)),
        ("before the second peak of", (2026, 2, 4)),
        ("at the end of", (2026, 4, 1)),
    ):
        for days in (430, 800, 1400):
            yield Scene(f"{name} a ski winter, {days} days", winter, date(*last), days, 21, unsure=days == 430)
    yield Scene("after the first peak of a ski winter", winter, date(2026, 1, 5), 1200)


def launched() -> Iterator[Scene]:
    cream = rates.plus(0.4, rates.wave(9, 190, 1.0))
    last_summer = rates.from_day(cream, date(2024, 7, 5))
    for name, last in (("April", (2025, 4, 10)), ("June", (2025, 6, 5)), ("August", (2025, 8, 20))):
        yield Scene(f"sun cream new last July, in {name}", last_summer, date(*last), 600, 28, unsure=name == "April")
    yearly = rates.from_day(rates.months(14, 9, 10, 11, 12), date(2024, 10, 5))
    yield Scene(
        "a calendar new last October, before its second autumn", yearly, date(2025, 8, 20), 400, 28, unsure=True
    )
    yield Scene("a calendar new last October, at its second end", yearly, date(2025, 12, 18), 500, 28, unsure=True)


def pollen() -> Iterator[Scene]:
    pills = rates.plus(1.5, _any(rates.weeks_of_year(8, 3, 10, 50), rates.weeks_of_year(5, 8, 15, 40)))
    for name, last in (
        ("before", (2025, 3, 2)),
        ("in", (2025, 4, 2)),
        ("at the end of", (2025, 4, 24)),
        ("after", (2025, 5, 8)),
    ):
        yield Scene(f"allergies, {name} spring, 3 years", pills, date(*last), 1095)
        yield Scene(f"allergies, {name} spring, 2 years", pills, date(*last), 770, unsure=True)
    slow = lambda days: pills(days) / 5  # noqa: E731
    yield Scene("allergies of a small shop, before spring", slow, date(2025, 3, 2), 1460, 42)


def taxes() -> Iterator[Scene]:
    folders = rates.plus(2, _any(rates.weeks_of_year(8, 3, 25, 22), rates.weeks_of_year(4, 10, 1, 15)))
    yield Scene("folders before taxes are due, 3 years", folders, date(2025, 3, 28), 1095)
    yield Scene("folders before taxes are due, seen once", folders, date(2025, 3, 22), 420, 21, unsure=True)
    yield Scene("folders after taxes were due, seen twice", folders, date(2025, 4, 17), 430, unsure=True)


def together() -> Iterator[Scene]:
    """Black Friday within a Christmas season."""
    friday = lambda days: rates.before_weekday(60, 11, 4, 3, length=1)(days - 1)  # noqa: E731
    both = rates.plus(6, _any(friday, rates.weeks_of_year(14, 11, 20, 35)))
    for days in (400, 760, 1200):
        yield Scene(f"before Black Friday within Christmas, {days} days", both, date(2025, 11, 24), days, 7)
        yield Scene(f"after Black Friday within Christmas, {days} days", both, date(2025, 11, 30), days, 21)
        yield Scene(
            f"after Christmas with Black Friday, {days} days", both, date(2025, 12, 28), days, unsure=days == 400
        )
    tourists = rates.plus(3, _any(rates.before_easter(18, 10), rates.months(9, 7, 8)))
    yield Scene("tourists at Easter and in summer, before Easter", tourists, date(2025, 4, 9), 1200)
    yield Scene("tourists at Easter and in summer, before Easter, seen once", tourists, date(2025, 4, 9), 420)
    yield Scene("tourists at Easter and in summer, after Easter", tourists, date(2025, 4, 24), 1200)


def closed() -> Iterator[Scene]:
    """Shut from the Chinese New Year on, with a rush before it."""
    rush = rates.before_days(12, rates.CHINESE_NEW_YEARS, 10)
    open_again = np.array(rates.CHINESE_NEW_YEARS, dtype="datetime64[D]")[:, None] + np.arange(9)
    rate = lambda days: np.where(np.isin(days, open_again), 0.0, 8 + rush(days))  # noqa: E731
    for days in (500, 1200):
        yield Scene(f"before a closure of the Chinese New Year, {days} days", rate, date(2025, 1, 18), days, 11)
        yield Scene(f"in a closure of the Chinese New Year, {days} days", rate, date(2025, 1, 31), days)
        yield Scene(f"after a closure of the Chinese New Year, {days} days", rate, date(2025, 2, 10), days)


def monsoon() -> Iterator[Scene]:
    rain = rates.months(10, 6, 7, 8, 9, beside=0.8)
    for name, last in (("before", (2025, 5, 25)), ("at the end of", (2025, 9, 20)), ("after", (2025, 10, 12))):
        yield Scene(f"umbrellas {name} the monsoon, 3 years", rain, date(*last), 1095, 21)
        yield Scene(f"umbrellas {name} the monsoon, 14 months", rain, date(*last), 430, 21, unsure=True)
    dry = rates.months(1.5, 6, 7, 8, 9, beside=9)
    yield Scene("ice before the monsoon, 3 years", dry, date(2025, 5, 25), 1095, 21)
    yield Scene("ice at the end of the monsoon, 3 years", dry, date(2025, 9, 20), 1095, 21)


def away() -> Iterator[Scene]:
    """Eid moves, wedding seasons, exams, the Feast of the Sacrifice."""
    sacrifice = rates.plus(3, lambda days: rates.in_ramadan(20)(days - 85) * _last(days))
    yield Scene("more before the Feast of the Sacrifice, 4 years", sacrifice, date(2025, 5, 24))
    weddings = rates.months(6, 5, 6, 7, 8, 9, beside=1)
    yield Scene("weddings, at their end, 3 years, weeks", weddings, date(2025, 9, 21), 1095, 28, step_days=7)
    exams = rates.plus(2, _any(rates.weeks_of_year(8, 1, 10, 20), rates.weeks_of_year(8, 6, 10, 20)))
    yield Scene("exams, before the summer ones, 18 months", exams, date(2025, 6, 5), 545)
    yield Scene("exams, before the summer ones, 3 years", exams, date(2025, 6, 5), 1095)
    yield Scene("exams, after the summer ones, 3 years", exams, date(2025, 7, 2), 1095)


def _last(days: np.ndarray) -> np.ndarray:
    """The last ten of the thirty days before the Feast of the Sacrifice, which comes 98 days after Ramadan's first."""
    began = rates.in_ramadan(1)
    return (began(days - 85) > 0) & (began(days - 65) == 0)


def boxes() -> Iterator[Scene]:
    box = rates.plus(0.3, rates.day_of_month(40, 5))
    yield Scene("boxes by subscription on the fifth", box, date(2025, 10, 30))
    yield Scene("boxes by subscription on the fifth, nine months", box, date(2025, 10, 30), 270)
    more = rates.times(box, lambda days: 1 + rates.months(1.0, 12)(days))
    yield Scene("boxes by subscription, twice as many in December", more, date(2025, 11, 28), 1200)


def sale() -> Iterator[Scene]:
    """Fashion that is cleared at the end of its season."""
    coats = _any(rates.months(6, 9, 10, 11, 12), rates.weeks_of_year(25, 1, 2, 21))
    for name, last, days in (
        ("before the season", (2025, 8, 25), 1100),
        ("before the sale", (2025, 12, 28), 1100),
        ("in the sale", (2026, 1, 8), 1100),
    ):
        yield Scene(f"coats, {name}", coats, date(*last), days)
    yield Scene("coats, after the sale", coats, date(2026, 1, 27), 800, compared_with=10, **NOTHING)
    weather = rates.months(12, 5, 6, 7, 8, beside=2)
    yield Scene(
        "more in summer, by the weather, at its end", weather, date(2025, 8, 25), 1200, 21, draw=draws.by_weather
    )
    yield Scene(
        "more in summer, by the weather, before it", weather, date(2025, 4, 27), 1200, 21, draw=draws.by_weather
    )
