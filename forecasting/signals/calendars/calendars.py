"""Calendars that sales may follow: which phase of its cycle each period is."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from forecasting.block import Block
from forecasting.signals.calendars import sun_and_moon

# Weeks of a rhythm that is not a week's own.
EVERY_WEEKS = (2, 3, 4, 5, 6, 8, 13)
THIRTY = 30
DAYS_OF_YEAR, DAYS_OF_ISLAMIC_YEAR = 366, 355
# The day of a leap year, from 0, that others lack.
END_OF_FEBRUARY = 59
# So many days before Easter, Carnival's weeks among them, and after it move with it; the rest of the year begins on
# this day, after the latest of them.
BEFORE_EASTER, AFTER_EASTER, FIRST_BEYOND_EASTER = 80, 60, 140
DAYS_AROUND_EASTER = BEFORE_EASTER + AFTER_EASTER + 1 + DAYS_OF_YEAR
# People are paid on these days of the month (0: its last) or on the working day before, and buy on it and the two days
# after: all later ones are as one.
PAYDAYS, DAYS_OF_PAY = (15, 20, 25, 0), 3
YEAR, EASTER, ISLAM = "the time of the year", "the days to Easter", "the Islamic year"
ORTHODOX = "the days to the Easter of the Orthodox"
# Feasts of calendars by sun and moon are so many days from the first new moon from a day of the year on: the Chinese
# New Year from 21 January and Diwali from 19 October; Holi, the dragon boats and mid-autumn from 14 February, 25 May
# and 25 August; Passover, the Jewish New Year and the eve of Hanukkah from 12 March, 5 September and 4 November. A
# cycle of each begins in December or February, far from all of its feasts, which are far enough apart for so many days
# before and after them to move with them.
BY_MOON = {
    "the days to the Chinese New Year or Diwali": (-31, ((20, 0), (291, 0))),
    "the days to Holi, the dragon boats or mid-autumn": (-31, ((44, 14), (144, 4), (236, 14))),
    "the days to Passover, the Jewish New Year or Hanukkah": (31, ((70, 14), (247, 1), (307, 24))),
}
DAYS_BEFORE, DAYS_AFTER = 40, 15
# Feasts on weekdays, by month, weekday (Monday is 0) and day of the month they come on at the earliest: the second
# Sunday in February (the Super Bowl), the second and the last in May and the third in June (mothers and fathers), the
# fourth Thursday in November (Thanksgiving, with Black Friday behind it); so many days around them move with them.
FEASTS_ON_WEEKDAYS = ((2, 6, 8), (5, 6, 8), (5, 6, 25), (6, 6, 15), (11, 3, 22))
EVE_DAYS, DAYS_BEHIND = 8, 5
# When what is bought for feasts ends. On the same date each year: Valentine's, Women's and St Patrick's day, the
# fourth of July, Halloween, Singles' day, St Nicholas, Christmas, New Year's Eve, in days of a leap year.
FEASTS_ON_DATES = (44, 67, 76, 185, 304, 315, 340, 358, 365)
# The eve of Carnival's Tuesday and itself, Easter Sunday and Monday; the last day of Ramadan, the two after it, and the
# Feast of the Sacrifice; of feasts on weekdays the day itself, and of Thanksgiving the Friday and the Monday behind it.
FEASTS_OF_EASTER, FEASTS_OF_ISLAM = (DAYS_AROUND_EASTER - 48, DAYS_AROUND_EASTER - 47, 0, 1), (265, 266, 267, 334)
FEASTS_BEHIND = ((0,), (0,), (0,), (0,), (0, 1, 4))
# The first and the last day of Ramadan.
RAMADAN = (236, 265)
# What is bought for a feast is so for so many days at most; in Ramadan for the whole month.
EVE, EVE_OF_ISLAM = 21, 45


@dataclass(frozen=True, slots=True)
class Calendar:
    """phase, cycle -- int (periods,); phases -- how many there are; near -- phases to either side that are as one: a
    season does not begin on the same day each year
    feasts, eve -- phases on which what is sold for a feast ends, and how many it is sold in at most
    of_weeks -- whether each cycle is so many whole weeks"""

    name: str
    phase: np.ndarray
    cycle: np.ndarray
    phases: int
    near: int = 0
    feasts: tuple[int, ...] = ()
    eve: int = EVE
    of_weeks: bool = False


def all_of(block: Block, periods: int) -> list[Calendar]:
    """Simple ones first; a step of a week leaves only rhythms of weeks and the year."""
    days = block.days(0, periods)
    weekly = [_weeks(days, weeks) for weeks in EVERY_WEEKS]
    daily = [
        _thirty_days(days),
        _day_of_month(days),
        _days_to_month_end(days),
        _weekday_of_month(days),
        _day_of_quarter(days),
        *(_since_payday(days, day) for day in PAYDAYS),
    ]
    moons = [_around_moons(days, name, *moons) for name, moons in BY_MOON.items()]
    eastern = _around_easter(days, ORTHODOX, sun_and_moon.orthodox_easter)
    yearly = [_year(days), _around_easter(days), _islamic_year(days), *moons, eastern, _around_weekdays(days)]
    # Whole steps lie between the beginnings of two: what is nearer to one than to the others is as near as days are.
    yearly = [replace(one, near=max(one.near, block.step_days // 2)) for one in yearly]
    return weekly + (daily if block.step_days == 1 else []) + yearly


def sums(values: np.ndarray, phase: np.ndarray, phases: int) -> np.ndarray:
    """Sums of the columns of each phase, (rows, phases)."""
    order = np.argsort(phase, kind="stable")
    present, first = np.unique(phase[order], return_index=True)
    sums = np.zeros((len(values), phases))
    if len(present):
        sums[:, present] = np.add.reduceat(values[:, order].astype(float), first, axis=1)
    return sums


def with_near(sums: np.ndarray, near: int) -> np.ndarray:
    """Each with those to either side, round the cycle's end: sums of 2 * near + 1 columns."""
    if not near:
        return sums
    running = np.cumsum(np.concatenate([sums[:, -near - 1 :], sums, sums[:, :near]], axis=1), axis=1)
    return running[:, 2 * near + 1 :] - running[:, : sums.shape[1]]


def _weeks(days: np.ndarray, weeks: int) -> Calendar:
    number = days.astype(np.int64)
    length = 7 * weeks
    return Calendar(f"every {weeks} weeks", number % length, number // length, length, of_weeks=True)


def _thirty_days(days: np.ndarray) -> Calendar:
    """The month of those who count days: totals, deliveries and payments of thirty."""
    number = days.astype(np.int64)
    return Calendar(f"every {THIRTY} days", number % THIRTY, number // THIRTY, THIRTY)


def _day_of_month(days: np.ndarray) -> Calendar:
    months = days.astype("datetime64[M]")
    return Calendar("the day of the month", (days - months).astype(int), months.astype(int), 31)


def _days_to_month_end(days: np.ndarray) -> Calendar:
    months = days.astype("datetime64[M]")
    following = (months + 1).astype("datetime64[D]")
    return Calendar("the days to the end of the month", (following - days).astype(int) - 1, months.astype(int), 31)


def _weekday_of_month(days: np.ndarray) -> Calendar:
    """The first Monday, the second Tuesday."""
    months = days.astype("datetime64[M]")
    week, weekday = (days - months).astype(int) // 7, (days.astype(np.int64) + 3) % 7
    return Calendar("the weekday of the month", 7 * week + weekday, months.astype(int), 35)


def _day_of_quarter(days: np.ndarray) -> Calendar:
    quarters = days.astype("datetime64[M]").astype(int) // 3
    first = (3 * quarters).astype("datetime64[M]").astype("datetime64[D]")
    return Calendar("the day of the quarter", (days - first).astype(int), quarters, 92)


def _since_payday(days: np.ndarray, day: int) -> Calendar:
    """The working day at or before such a day of the month, 0 for the last, and the days after it."""
    months = days.astype("datetime64[M]")
    this, following = (_working_day(months + later, day) for later in (0, 1))
    paid = np.where(days >= following, following, np.where(days >= this, this, _working_day(months - 1, day)))
    name = f"the last working day up to the {day}th" if day else "the last working day of the month"
    since = np.minimum((days - paid).astype(int), DAYS_OF_PAY)
    return Calendar(name, since, paid.astype("datetime64[M]").astype(int), 31)


def _working_day(months: np.ndarray, day: int) -> np.ndarray:
    due = (months + (day == 0)).astype("datetime64[D]") + (day - 1)
    return np.busday_offset(due, 0, roll="backward")


def _year(days: np.ndarray) -> Calendar:
    years = days.astype("datetime64[Y]").astype(int)
    return Calendar(YEAR, _dates(days), years, DAYS_OF_YEAR, near=10, feasts=FEASTS_ON_DATES)


def _dates(days: np.ndarray) -> np.ndarray:
    """The day of a leap year that has the same date, from 0: what ends on a date does so in every year."""
    years = days.astype("datetime64[Y]")
    since = (days - years).astype(int)
    is_leap = ((years + 1).astype("datetime64[D]") - years.astype("datetime64[D]")).astype(int) == DAYS_OF_YEAR
    return since + ((since >= END_OF_FEBRUARY) & ~is_leap)


def _around_easter(
    days: np.ndarray, name: str = EASTER, sunday: Callable[[np.ndarray], np.ndarray] = sun_and_moon.easter
) -> Calendar:
    """Days before and after Easter Sunday near it, dates in the rest of the year; sunday -- of each year."""
    years = days.astype("datetime64[Y]").astype(int) + 1970
    offset = (days - sunday(years)).astype(int)
    since = _dates(days) - FIRST_BEYOND_EASTER
    phases = DAYS_AROUND_EASTER
    near = (offset >= -BEFORE_EASTER) & (offset <= AFTER_EASTER)
    phase = np.where(near, offset % phases, AFTER_EASTER + 1 + since % DAYS_OF_YEAR)
    return Calendar(name, phase, years, phases, near=10, feasts=FEASTS_OF_EASTER)


def _islamic_year(days: np.ndarray) -> Calendar:
    years, begin = sun_and_moon.islamic_years(days)
    days_of_it = (years, DAYS_OF_ISLAMIC_YEAR, 2, FEASTS_OF_ISLAM, EVE_OF_ISLAM)
    return Calendar(ISLAM, (days - begin).astype(int), *days_of_it)


def _around_moons(days: np.ndarray, name: str, begins: int, feasts: tuple[tuple[int, int], ...]) -> Calendar:
    """Days before and after feasts by new moons, a day from the true ones, and dates in the rest of the year.

    begins -- each cycle, in days from 1 January; feasts -- from which day of the year on the new moon is looked for,
    and the days from it to the feast
    """
    years = (days - begins).astype("datetime64[Y]")
    january, length = years.astype("datetime64[D]"), DAYS_BEFORE + DAYS_AFTER + 1
    phase = len(feasts) * length + _dates(days)
    for number, (first, later) in enumerate(feasts):
        offset = (days - sun_and_moon.new_moon(january + first) - later).astype(int)
        near = (offset >= -DAYS_BEFORE) & (offset <= DAYS_AFTER)
        phase = np.where(near, number * length + DAYS_BEFORE + offset, phase)
    ends = tuple(number * length + DAYS_BEFORE for number in range(len(feasts)))
    return Calendar(name, phase, years.astype(int), len(feasts) * length + DAYS_OF_YEAR, 2, ends)


def _around_weekdays(days: np.ndarray) -> Calendar:
    """Days before and after feasts on weekdays, and dates in the rest of the year."""
    years = days.astype("datetime64[Y]")
    length = EVE_DAYS + DAYS_BEHIND + 1
    phase = len(FEASTS_ON_WEEKDAYS) * length + _dates(days)
    for number, (month, weekday, earliest) in enumerate(FEASTS_ON_WEEKDAYS):
        first = (years.astype("datetime64[M]") + month - 1).astype("datetime64[D]") + earliest - 1
        offset = (days - first).astype(int) - (weekday - first.astype(np.int64) - 3) % 7
        near = (offset >= -EVE_DAYS) & (offset <= DAYS_BEHIND)
        phase = np.where(near, number * length + EVE_DAYS + offset, phase)
    phases = len(FEASTS_ON_WEEKDAYS) * length + DAYS_OF_YEAR
    feasts = tuple(
        number * length + EVE_DAYS + behind for number, later in enumerate(FEASTS_BEHIND) for behind in later
    )
    return Calendar("the days to a feast on a weekday", phase, years.astype(int), phases, 1, feasts)
