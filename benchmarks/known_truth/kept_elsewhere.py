"""Feasts and seasons as shops of other countries and trades keep them: moved by the moon, by a ministry or by the
weather, of a few days a year, told by the week or the month, growing, and begun on the very day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from benchmarks.known_truth import draws, rates
from benchmarks.known_truth.rates import Rate
from benchmarks.known_truth.records import of_months, unknown
from benchmarks.known_truth.shop import NOTHING, Scene

# The Feast of the Sacrifice, the evening Hanukkah begins, mid-autumn, and the first day of a school whose ministry
# chooses it.
SACRIFICES = ("2021-07-20", "2022-07-09", "2023-06-28", "2024-06-16", "2025-06-06", "2026-05-27")
HANUKKAHS = ("2021-11-28", "2022-12-18", "2023-12-07", "2024-12-25", "2025-12-14")
MID_AUTUMNS = ("2021-09-21", "2022-09-10", "2023-09-29", "2024-09-17", "2025-10-06")
SCHOOLS = ("2021-09-06", "2022-08-29", "2023-09-11", "2024-09-02", "2025-09-08")
EASTERS = ("2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05")
TWO, THREE, FOUR = 770, 1130, 1495


def scenes() -> Iterator[Scene]:
    for kind in (moons, sundays, dates, few_days, few, changing, on_the_day, by_weather, weeks, months):
        yield from kind()


def moons() -> Iterator[Scene]:
    eid = rates.plus(4, lambda days: rates.in_ramadan(16)(days) * (rates.in_ramadan(16)(days + 10) == 0))
    yield Scene("sweets in the last ten days of Ramadan, 3 years", eid, date(2025, 3, 18), THREE)
    sheep = rates.before_days(20, SACRIFICES, 14)
    yield Scene("goods before the Feast of the Sacrifice, 3 years", sheep, date(2025, 5, 20), THREE, 21)
    yield Scene("more before the Feast of the Sacrifice, 2 years", rates.plus(4, sheep), date(2025, 5, 24), TWO)
    candles = rates.before_days(15, HANUKKAHS, 14)
    yield Scene("candles before Hanukkah, 4 years", candles, date(2025, 11, 28), FOUR, 21)
    cakes = rates.before_days(18, MID_AUTUMNS, 21)
    yield Scene("mooncakes before mid-autumn, 4 years", cakes, date(2025, 9, 14), FOUR, 21)
    yield Scene("more mooncakes before mid-autumn, 3 years", rates.plus(4, cakes), date(2025, 9, 17), THREE, 21)
    lamps = rates.plus(0.15, rates.before_days(3, rates.DIWALIS, 14))
    yield Scene("few lamps, twenty times before Diwali, 3 years", lamps, date(2025, 10, 4), THREE)


def _from_easter(level: float, first: int, length: int) -> Rate:
    """From so many days after Easter Sunday on."""
    days_of_it = np.array(EASTERS, dtype="datetime64[D]")[:, None] + first + np.arange(length)
    return lambda days: np.where(np.isin(days, days_of_it), level, 0.0)


def sundays() -> Iterator[Scene]:
    british = rates.plus(3, _from_easter(18, -27, 7))
    yield Scene("flowers for the British Mother's day, 3 years", british, date(2025, 3, 20), THREE)
    german = rates.plus(3, _from_easter(12, 33, 7))
    yield Scene("beer for the German Father's day, 3 years", german, date(2025, 5, 20), THREE)
    yield Scene("goods for Pentecost, 3 years", _from_easter(14, 35, 15), date(2025, 5, 18), THREE, 21)
    australian = rates.plus(3, rates.before_weekday(15, 9, 1, 6, length=10))
    yield Scene("gifts for the Australian Father's day, 2 years", australian, date(2025, 8, 26), TWO)
    spanish = rates.plus(0.4, rates.before_weekday(4, 5, 1, 6, length=7))
    yield Scene("few gifts for the Spanish Mother's day, 3 years", spanish, date(2025, 4, 25), THREE)
    wreaths = lambda days: rates.before_days(16, _ADVENTS, 16)(days)  # noqa: E731
    yield Scene("wreaths before Advent, 3 years", wreaths, date(2025, 11, 12), THREE, 21)
    friday = rates.before_weekday(9, 11, 4, 3, length=1)
    yield Scene("few, thirty times on Black Friday, 2 years", rates.plus(0.3, _later(friday)), date(2025, 11, 25), TWO)
    midsummer = rates.plus(5, lambda days: _MIDSUMMER(days + 1))
    yield Scene("strawberries before midsummer, 3 years", midsummer, date(2025, 6, 10), THREE)


_ADVENTS = ("2021-11-28", "2022-11-27", "2023-12-03", "2024-12-01", "2025-11-30")
_MIDSUMMER = rates.before_days(14, ("2021-06-25", "2022-06-24", "2023-06-23", "2024-06-21", "2025-06-20"), 9)


def _later(rate: Rate) -> Rate:
    return lambda days: rate(days - 1)


def dates() -> Iterator[Scene]:
    roses = rates.times(rates.weekdays(5), rates.plus(1, rates.weeks_of_year(5, 2, 11, 4)))
    yield Scene("six times at Valentine's, by weekday, 2 years", roses, date(2025, 2, 6), TWO)
    yield Scene("mimosa for Women's day, 2 years", rates.weeks_of_year(20, 3, 4, 5), date(2025, 2, 26), TWO)
    yield Scene("cakes for Epiphany, 3 years", rates.weeks_of_year(14, 12, 28, 20), date(2025, 12, 20), THREE, 21)
    golden = rates.plus(6, rates.weeks_of_year(14, 4, 29, 7))
    yield Scene("three times in Golden Week, 2 years", golden, date(2025, 4, 25), TWO)
    few = rates.plus(0.4, rates.weeks_of_year(10, 11, 10, 2))
    yield Scene("few, 25 times on Singles' day, 3 years", few, date(2025, 11, 6), THREE)
    sale = rates.plus(6, lambda days: rates.months(8, 1)(days) + rates.months(8, 7)(days))
    yield Scene("a sale each January and July, 2 years", sale, date(2025, 6, 26), TWO)
    fireworks = rates.weeks_of_year(60, 12, 29, 3)
    yield Scene("fireworks, three days a year, 3 years", fireworks, date(2025, 12, 12), THREE, 28)
    yield Scene("fireworks, just after, 3 years", fireworks, date(2026, 1, 8), THREE, compared_with=60, **NOTHING)
    trees = lambda days: rates.weeks_of_year(1, 12, 1, 24)(days) * 2 * rates.day_in_month(days)  # noqa: E731
    yield Scene("trees, more each day of December, 2 years", trees, date(2025, 11, 30), TWO, 21)


def few_days() -> Iterator[Scene]:
    hunting = rates.weeks_of_year(20, 10, 15, 10)
    yield Scene("ten days a year, 2 years", hunting, date(2025, 10, 5), TWO, 21)
    yield Scene("ten days a year, on the third, 2 years", hunting, date(2025, 10, 17), TWO)
    yield Scene("ten days a year, on the third, seen once", hunting, date(2025, 10, 17), 420)
    deer = lambda days: rates.before_days(16, _DEER, 10)(days - 10)  # noqa: E731
    yield Scene("ten days from the third Saturday of October, 3 years", deer, date(2025, 10, 10), THREE, 21)
    holidays = lambda days: sum(rates.weeks_of_year(15, *on, 12)(days) for on in _HOLIDAYS)  # noqa: E731
    yield Scene("four short seasons a year, 3 years", holidays, date(2025, 6, 20), THREE, 28)
    weekends = rates.times(rates.weekdays(14, np.array([0, 0, 0, 0, 0, 3.5, 3.5])), rates.months(1, 5, 6, 7, 8, 9))
    yield Scene("weekends in summer only, before it, 2 years", weekends, date(2025, 4, 24), TWO, 21)
    yield Scene("weekends in summer only, in it, 3 years", weekends, date(2025, 7, 9), THREE)


_DEER = tuple(
    str(date.fromisocalendar(year, week, 6)) for year, week in ((2022, 41), (2023, 42), (2024, 42), (2025, 42))
)
_HOLIDAYS = ((2, 8), (4, 12), (7, 1), (10, 20))


def few() -> Iterator[Scene]:
    december = rates.months(0.6, 12)
    for years, days in ((2, TWO), (3, THREE)):
        yield Scene(f"few, in December only, {years} years", december, date(2025, 11, 25), days, 28)
    harvest = rates.weeks_of_year(1.5, 9, 5, 10)
    yield Scene("few, ten days of harvest, 3 years", harvest, date(2025, 8, 28), THREE, 28)
    school = rates.plus(0.05, rates.weeks_of_year(0.8, 8, 20, 20))
    yield Scene("few, before school, 2 years", school, date(2025, 8, 12), TWO, 28)
    winter = rates.months(0.25, 6, 7, 8, beside=0.02)
    yield Scene("few, in a southern winter, 3 years", winter, date(2025, 5, 25), THREE, 42)
    easter = rates.plus(0.1, rates.before_easter(2, 14))
    yield Scene("few, twenty times before Easter, 3 years", easter, date(2025, 4, 3), THREE, 21)
    twice = lambda days: rates.months(0.5, 7)(days) + rates.months(0.9, 12)(days) + 0.08  # noqa: E731
    yield Scene("few, in July and December, before December, 3 years", twice, date(2025, 11, 26), THREE, 28)


def changing() -> Iterator[Scene]:
    today = date(2025, 4, 24)
    for name, yearly in (("half as much again", 1.5), ("three fifths", 0.6)):
        for years, days in ((2, TWO), (3, THREE)):
            rate = rates.growing(rates.months(12, 5, 6, 7, 8), yearly, today)
            yield Scene(f"a summer, {name} each year, {years} years", rate, today, days, 28)
    summer = rates.weeks_of_year(16, 5, 1, 60)
    ago = (today - date(2024, 5, 20)).days
    spoil = unknown(ago, ago - 20)
    yield Scene("a season with weeks unknown last year, 2 years", summer, today, TWO, 28, spoil=spoil)
    odd = lambda days: rates.months(12, 7)(days) * (_year_of(days) % 2)  # noqa: E731
    yield Scene("every other July, before it, 4 years", odd, date(2025, 6, 24), FOUR + 180, 28, unsure=True)


def _year_of(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[Y]").astype(int) + 1970


def on_the_day() -> Iterator[Scene]:
    """Seasons that begin tomorrow, began lately, or end today."""
    begin, length = date(2025, 9, 20), 40
    goods, more = rates.weeks_of_year(14, 9, 20, length), rates.plus(5, rates.weeks_of_year(15, 9, 20, length))
    for name, rate in (("goods", goods), ("more", more)):
        for years, days in ((2, TWO), (3, THREE)):
            yield Scene(f"{name} of a season from tomorrow, {years} years", rate, begin - timedelta(1), days)
        yield Scene(f"{name} of a season since three days, 2 years", rate, begin + timedelta(2), TWO)
    over = begin + timedelta(length - 1)
    yield Scene("goods of a season until today, 2 years", goods, over, TWO, compared_with=14, **NOTHING)
    yield Scene("more of a season until today, 2 years", more, over, TWO)
    yield Scene("more of a season until today, seen once", more, over, 420, unsure=True)


def by_weather() -> Iterator[Scene]:
    ice = rates.wave(10, 195, 0.9)
    yield Scene("ice by the weather, in spring, 3 years", ice, date(2025, 5, 5), THREE, 28, draw=draws.by_weather)
    garden = rates.times(rates.weekdays(10), rates.months(1, 4, 5, 6, beside=0.1))
    yield Scene("a garden by the weather, 2 years", garden, date(2025, 3, 26), TWO, 21, draw=draws.by_weather)
    bags = rates.before_days(16, SCHOOLS, 21)
    yield Scene("bags before a school that moves, 4 years", bags, date(2025, 8, 12), FOUR, 28)
    yield Scene("more before a school that moves, 3 years", rates.plus(5, bags), date(2025, 8, 14), THREE, 28)
    yield Scene("few before a school that moves, 4 years", lambda days: bags(days) / 16, date(2025, 8, 12), FOUR, 28)


def weeks() -> Iterator[Scene]:
    def weekly(name: str, rate: Rate, last: date, days: int, window: int = 28) -> Scene:
        return Scene(f"weeks, {name}", rate, last, days, window, step_days=7)

    for years, days in ((2, 728), (4, 1456)):
        yield weekly(f"goods before Easter, {years} years", rates.before_easter(20, 28), date(2025, 3, 23), days)
        yield weekly(f"goods of Ramadan, {years} years", rates.in_ramadan(16), date(2025, 2, 16), days)
    yield weekly("ten days a year, 3 years", rates.weeks_of_year(20, 10, 15, 10), date(2025, 10, 5), 1092)
    mother = rates.plus(3, rates.before_weekday(15, 5, 2, 6, length=7))
    yield weekly("six times before Mother's day, 3 years", mother, date(2025, 4, 27), 1092, 21)
    yield weekly("few, in December only, 3 years", rates.months(0.5, 12), date(2025, 11, 23), 1092)
    yield weekly(
        "few, and five times in summer, 3 years", rates.months(0.3, 6, 7, beside=0.06), date(2025, 5, 25), 1092
    )
    growing = rates.growing(rates.months(9, 5, 6, 7, 8), 1.5, date(2025, 4, 27))
    yield weekly("a summer, half as much again each year, 3 years", growing, date(2025, 4, 27), 1092)


def months() -> Iterator[Scene]:
    """Of calendar months, on the last day of each."""

    def monthly(name: str, rate: Rate, last: date, years: int, window: int) -> Scene:
        return Scene(f"months, {name}, {years} years", rate, last, 365 * years, window, spoil=of_months(last))

    goods, more = rates.months(10, 12), rates.plus(4, rates.months(12, 12))
    for years in (2, 3):
        yield monthly("December goods", goods, date(2025, 11, 30), years, 31)
        yield monthly("four times in December", more, date(2025, 11, 30), years, 31)
    summer = rates.months(9, 5, 6, 7, 8)
    yield monthly("summer goods, before", summer, date(2025, 4, 30), 3, 61)
    yield monthly("summer goods, in it", summer, date(2025, 6, 30), 2, 31)
    over = date(2025, 8, 31)
    yield replace(monthly("summer goods, after", summer, over, 3, 30), compared_with=9, least=0.0, most=0.1, wide=0.2)
    yield monthly("few, five times in summer", rates.months(0.5, 6, 7, beside=0.1), date(2025, 5, 31), 4, 61)
