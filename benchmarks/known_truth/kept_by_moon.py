"""Feasts that sun and moon move, Sundays of other countries, and seasons of trades: sowing, harvest, hunting, exams,
both hemispheres; of many sales, of one a week in season, by day, week and month, and asked long before."""

from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.known_truth import rates
from benchmarks.known_truth.rates import Rate
from benchmarks.known_truth.records import of_months
from benchmarks.known_truth.shop import NOTHING, Scene

# As they were kept: the day of colours, the first day of the Jewish New Year, of the dragon boats, of the eastern
# Easter, of the Feast of the Sacrifice, and the second Monday of October.
HOLIS = ("2021-03-29", "2022-03-18", "2023-03-08", "2024-03-25", "2025-03-14")
NEW_YEARS = ("2021-09-07", "2022-09-26", "2023-09-16", "2024-10-03", "2025-09-23")
DRAGON_BOATS = ("2021-06-14", "2022-06-03", "2023-06-22", "2024-06-10", "2025-05-31")
EASTERN_EASTERS = ("2021-05-02", "2022-04-24", "2023-04-16", "2024-05-05", "2025-04-20")
SACRIFICES = ("2021-07-20", "2022-07-09", "2023-06-28", "2024-06-16", "2025-06-06")
THANKSGIVINGS = ("2021-10-11", "2022-10-10", "2023-10-09", "2024-10-14", "2025-10-13")
TWO, THREE, FOUR = 770, 1130, 1495
# Name, month and day on which it begins, and days that it lasts.
SEASONS: tuple[tuple[str, int, int, int], ...] = (
    ("seed potatoes", 3, 20, 45),
    ("jars for jam", 6, 15, 75),
    ("cartridges for the hunt", 9, 1, 120),
    ("surfboards of the south", 12, 10, 80),
)
AHEAD, INTO_SEASON = (100, 60, 30, 10), 21


def scenes() -> Iterator[Scene]:
    for kind in (moons, sundays, trades, one_a_week, asked_early, ended, weeks, months):
        yield from kind()


def moons() -> Iterator[Scene]:
    kinds = (
        ("colours for Holi", HOLIS, 14, date(2025, 2, 24)),
        ("honey for the Jewish New Year", NEW_YEARS, 20, date(2025, 8, 30)),
        ("rice cakes for the dragon boats", DRAGON_BOATS, 16, date(2025, 5, 12)),
        ("candles for the eastern Easter", EASTERN_EASTERS, 18, date(2025, 3, 29)),
    )
    for name, feasts, length, last in kinds:
        goods = rates.before_days(16, feasts, length)
        yield Scene(f"{name}, 4 years", goods, last, FOUR, 21)
        yield Scene(f"more {name}, 3 years", rates.plus(4, goods), last, THREE, 21)
        yield Scene(f"few {name}, 4 years", lambda days, own=goods: own(days) / 16, last, FOUR, 21)
    few = rates.plus(0.15, rates.before_days(3, SACRIFICES, 14))
    yield Scene("few, twenty times before the Sacrifice, 3 years", few, date(2025, 5, 22), THREE, 21)
    new_year = rates.plus(0.2, rates.before_days(3, rates.CHINESE_NEW_YEARS, 14))
    yield Scene("few, fifteen times before the Chinese New Year, 3 years", new_year, date(2025, 1, 14), THREE)
    crackers = rates.plus(0.2, rates.before_days(2, rates.DIWALIS, 10))
    yield Scene("few, ten times before Diwali, 4 years", crackers, date(2025, 10, 6), FOUR)


def sundays() -> Iterator[Scene]:
    norway = rates.plus(3, rates.before_weekday(15, 2, 2, 6, length=6))
    yield Scene("six times before the Norwegian Mother's day, 2 years", norway, date(2025, 1, 31), TWO)
    canada = rates.plus(3, rates.before_days(15, THANKSGIVINGS, 8))
    yield Scene("six times before the Canadian Thanksgiving, 3 years", canada, date(2025, 10, 2), THREE)
    argentina = rates.plus(0.3, rates.before_weekday(4, 10, 3, 6, length=8))
    yield Scene("few, before the Argentine Mother's day, 3 years", argentina, date(2025, 10, 10), THREE)
    thai = rates.plus(3, rates.weeks_of_year(14, 8, 5, 8))
    yield Scene("before the Thai Mother's day, 2 years", thai, date(2025, 7, 31), TWO)
    friday = rates.plus(3, lambda days: rates.before_weekday(25, 11, 4, 3, length=1)(days - 1))
    yield Scene("nine times on Black Friday, 3 years", friday, date(2025, 11, 25), THREE)
    few = rates.plus(0.5, lambda days: rates.before_weekday(8, 11, 4, 3, length=1)(days - 1))
    yield Scene("few, sixteen times on Black Friday, 3 years", few, date(2025, 11, 25), THREE)


def trades() -> Iterator[Scene]:
    exams = lambda days: rates.weeks_of_year(10, 1, 10, 25)(days) + rates.weeks_of_year(10, 6, 1, 30)(days)  # noqa: E731
    yield Scene("pens for exams, before summer's, 2 years", exams, date(2025, 5, 22), TWO, 21)
    yield Scene("more pens for exams, before winter's, 3 years", rates.plus(4, exams), date(2025, 1, 3), THREE)
    sowing = rates.plus(0.1, rates.weeks_of_year(0.9, 3, 15, 40))
    yield Scene("few seeds before sowing, 2 years", sowing, date(2025, 3, 8), TWO, 28)
    yield Scene("few seeds before sowing, 3 years", sowing, date(2025, 3, 8), THREE, 28)
    hunt = rates.plus(0.05, rates.weeks_of_year(1.2, 10, 15, 10))
    yield Scene("few, ten days of hunting, 3 years", hunt, date(2025, 10, 8), THREE, 21)
    back = rates.plus(0.05, rates.weeks_of_year(0.8, 2, 1, 20))
    yield Scene("few, before a southern school, 2 years", back, date(2025, 1, 24), TWO, 28)
    yield Scene("few, before a southern school, 3 years", back, date(2025, 1, 24), THREE, 28)
    week = rates.plus(0.1, rates.weeks_of_year(3, 7, 10, 7))
    yield Scene("few, one week in July, 3 years", week, date(2025, 7, 4), THREE)
    yield Scene("few, one week in July, 2 years", week, date(2025, 7, 4), TWO)


def one_a_week() -> Iterator[Scene]:
    """Sparse sellers of a season."""
    south, wine = rates.months(1 / 7, 12, 1, 2), rates.months(1 / 7, 9, 10, 11, beside=0.01)
    for years, days in ((2, TWO), (4, FOUR)):
        yield Scene(f"one a week in a southern summer, before it, {years} years", south, date(2025, 11, 25), days, 42)
        yield Scene(f"one a week in autumn, before it, {years} years", wine, date(2025, 8, 25), days, 42)
    yield Scene("one a week in a southern summer, in it, 3 years", south, date(2025, 1, 10), THREE, 42)
    yield Scene(
        "one a week in a southern summer, long after, 3 years",
        south,
        date(2025, 6, 1),
        THREE,
        42,
        compared_with=1 / 7,
        **NOTHING,
    )


def asked_early() -> Iterator[Scene]:
    """Each season at one distance and age, so that all of both come about."""
    for number, (name, month, day, length) in enumerate(SEASONS):
        rate, begin = rates.weeks_of_year(9, month, day, length), date(2025, month, day)
        for place, ahead in enumerate(AHEAD):
            years = (number + place) % 3 + 1
            last, days = begin - timedelta(days=ahead + 1), {1: 420, 2: TWO, 3: THREE}[years]
            title = f"{name} {ahead} days before, {years} years"
            yield Scene(title, rate, last, days, ahead + INTO_SEASON, unsure=years == 1)


def ended() -> Iterator[Scene]:
    """Seasons that end today or ended lately, whose next days are nothing."""
    for name, month, day, length in SEASONS[:3]:
        rate, over = rates.weeks_of_year(9, month, day, length), date(2025, month, day) + timedelta(days=length - 1)
        nothing = {"compared_with": 9, **NOTHING}
        yield Scene(f"{name} until today, 2 years", rate, over, TWO, **nothing)
        yield Scene(f"{name} until five days ago, 3 years", rate, over + timedelta(days=5), THREE, **nothing)


def weeks() -> Iterator[Scene]:
    def weekly(name: str, rate: Rate, last: date, days: int, window: int = 28) -> Scene:
        return Scene(f"weeks, {name}", rate, last, days, window, step_days=7)

    sheep = rates.before_days(15, SACRIFICES, 21)
    cards = rates.before_days(12, rates.CHINESE_NEW_YEARS, 28)
    for years, days in ((2, 728), (3, 1092)):
        yield weekly(f"before the Sacrifice, {years} years", sheep, date(2025, 5, 11), days)
        yield weekly(f"before the Chinese New Year, {years} years", cards, date(2024, 12, 29), days)
        yield weekly(
            f"before the eastern Easter, {years} years",
            rates.before_days(12, EASTERN_EASTERS, 28),
            date(2025, 3, 23),
            days,
        )
    hunting = rates.weeks_of_year(12, 9, 10, 12)
    yield weekly("twelve days of hunting, 3 years", hunting, date(2025, 8, 31), 1092)
    yield weekly("two weeks of harvest, 2 years", rates.weeks_of_year(18, 8, 20, 14), date(2025, 8, 10), 728)
    yield weekly("one a week in season, 3 years", rates.months(1 / 7, 6, 7, 8), date(2025, 5, 25), 1092, 42)
    yield weekly("few, and six times in summer, 4 years", rates.months(0.3, 6, 7, beside=0.05), date(2025, 5, 25), 1456)


def months() -> Iterator[Scene]:
    def monthly(name: str, rate: Rate, last: date, years: int, window: int) -> Scene:
        return Scene(f"months, {name}, {years} years", rate, last, 365 * years, window, spoil=of_months(last))

    for years in (2, 3):
        yield monthly("one month of sowing", rates.months(12, 3), date(2025, 2, 28), years, 31)
        yield monthly("two months of harvest", rates.months(9, 8, 9), date(2025, 7, 31), years, 61)
    south = rates.months(8, 12, 1, 2)
    yield monthly("a southern summer, before it", south, date(2025, 11, 30), 3, 62)
    yield monthly("a southern summer, two months before", south, date(2025, 9, 30), 3, 92)
    yield monthly("six times in June", rates.plus(3, rates.months(15, 6)), date(2025, 5, 31), 4, 30)
