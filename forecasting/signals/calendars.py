"""Calendars that sales may follow: which phase of its cycle each period is."""

from dataclasses import dataclass

import numpy as np
from dateutil.easter import easter

from forecasting.block import Block

# Weeks of a rhythm that is not a week's own.
EVERY_WEEKS = (2, 3, 4)
# Easter and what moves with it reaches from so many days before it to so many after.
BEFORE_EASTER, AFTER_EASTER = 70, 60
DAYS_OF_YEAR = 366


@dataclass(frozen=True, slots=True)
class Calendar:
    """phase, cycle -- int (periods,); phases -- how many there are; near -- phases to either side that are as one: a
    season does not begin on the same day each year"""

    name: str
    phase: np.ndarray
    cycle: np.ndarray
    phases: int
    near: int = 0


def all_of(block: Block, periods: int) -> list[Calendar]:
    """Simple ones first; a step of a week leaves only the year."""
    days = block.days(0, periods)
    daily = [_weeks(days, weeks) for weeks in EVERY_WEEKS] + [_day_of_month(days), _days_to_month_end(days)]
    return (daily if block.step_days == 1 else []) + [_year(days), _around_easter(days)]


def _weeks(days: np.ndarray, weeks: int) -> Calendar:
    number = days.astype(np.int64)
    length = 7 * weeks
    return Calendar(f"every {weeks} weeks", number % length, number // length, length)


def _day_of_month(days: np.ndarray) -> Calendar:
    months = days.astype("datetime64[M]")
    return Calendar("the day of the month", (days - months).astype(int), months.astype(int), 31)


def _days_to_month_end(days: np.ndarray) -> Calendar:
    months = days.astype("datetime64[M]")
    following = (months + 1).astype("datetime64[D]")
    return Calendar("the days to the end of the month", (following - days).astype(int) - 1, months.astype(int), 31)


def _year(days: np.ndarray) -> Calendar:
    years = days.astype("datetime64[Y]")
    return Calendar("the time of the year", (days - years).astype(int), years.astype(int), DAYS_OF_YEAR, near=10)


def _around_easter(days: np.ndarray) -> Calendar:
    """The year counted from Easter Sunday; days far from it are a phase of their own each, as in any year."""
    years = days.astype("datetime64[Y]").astype(int) + 1970
    sundays = {year: np.datetime64(easter(year)) for year in np.unique(years).tolist()}
    offset = (days - np.array([sundays[year] for year in years.tolist()], dtype="datetime64[D]")).astype(int)
    return Calendar("the days to Easter", offset % DAYS_OF_YEAR, years, DAYS_OF_YEAR, near=2)
