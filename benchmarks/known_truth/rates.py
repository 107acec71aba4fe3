"""How much is expected to be sold on a day: functions of days (datetime64[D], any shape) to units a day."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
from dateutil.easter import easter

Rate = Callable[[np.ndarray], np.ndarray]

WEEKDAYS = np.array([0.8, 0.7, 0.8, 0.9, 1.3, 1.6, 0.9])
# Feasts of calendars by sun and moon, as they were kept.
CHINESE_NEW_YEARS = (
    "2020-01-25",
    "2021-02-12",
    "2022-02-01",
    "2023-01-22",
    "2024-02-10",
    "2025-01-29",
    "2026-02-17",
    "2027-02-06",
)
DIWALIS = ("2020-11-14", "2021-11-04", "2022-10-24", "2023-11-12", "2024-11-01", "2025-10-20", "2026-11-08")
PASSOVERS = ("2020-04-09", "2021-03-28", "2022-04-16", "2023-04-06", "2024-04-23", "2025-04-13", "2026-04-02")


def even(level: float) -> Rate:
    return lambda days: np.full(days.shape, level)


def weekdays(level: float, shares: np.ndarray = WEEKDAYS) -> Rate:
    """shares -- of Monday to Sunday, 1 on average"""
    return lambda days: level * shares[_weekday(days)]


def months(level: float, *chosen: int, beside: float = 0.0) -> Rate:
    """In these months of the year, and `beside` in the others."""
    return lambda days: np.where(np.isin(_month(days), chosen), level, beside)


def wave(level: float, top: int, depth: float) -> Rate:
    """A smooth year that is highest on day `top` of the year; depth -- 1: down to nothing."""
    return lambda days: level * (1 + depth * np.cos(2 * np.pi * (_day_of_year(days) - top) / 365.25))


def multiplied_wave(level: float, top: int, times: float) -> Rate:
    """A year whose day `top` sells so many times what half a year later does; level -- the geometric mean."""
    angle = lambda days: 2 * np.pi * (_day_of_year(days) - top) / 365.25  # noqa: E731
    return lambda days: level * times ** (np.cos(angle(days)) / 2)


def weeks_of_year(level: float, month: int, day: int, length: int) -> Rate:
    """From the same date on each year, for so many days."""
    return lambda days: np.where(_days_since(days, month, day) < length, level, 0.0)


def day_of_month(level: float, chosen: int) -> Rate:
    return lambda days: np.where(day_in_month(days) == chosen, level, 0.0)


def last_of_month(level: float) -> Rate:
    return lambda days: np.where(day_in_month(days + 1) == 1, level, 0.0)


def every_weeks(level: float, weeks: int, weekday: int = 2) -> Rate:
    """On one weekday (0 is Monday) of every second, third ... week."""
    return lambda days: np.where((_weekday(days) == weekday) & (_number(days) // 7 % weeks == 0), level, 0.0)


def before_easter(level: float, length: int, beside: float = 0.0) -> Rate:
    """The days up to Easter Sunday."""

    def rate(days: np.ndarray) -> np.ndarray:
        sundays = [easter(year) for year in range(2000, 2040)]
        near = [day - timedelta(days=back) for day in sundays for back in range(length)]
        return np.where(np.isin(days, np.array(near, dtype="datetime64[D]")), level, beside)

    return rate


def in_ramadan(level: float, beside: float = 0.0, before: int = 0) -> Rate:
    """The thirty days from the first of Ramadan on, as it was announced, and so many before it."""
    early, late = ["2019-05-06", "2020-04-24", "2021-04-13", "2022-04-02"], ["2023-03-23", "2024-03-11", "2025-03-01"]
    firsts = np.array([*early, *late, "2026-02-18", "2027-02-08"], dtype="datetime64[D]")
    days_of_it = firsts[:, None] + np.arange(-before, 30)
    return lambda days: np.where(np.isin(days, days_of_it), level, beside)


def after_ramadan(level: float, length: int) -> Rate:
    """The days that follow its thirty."""
    shifted = in_ramadan(level)
    return lambda days: np.where((shifted(days) == 0) & (shifted(days - length) > 0), level, 0.0)


def before_days(level: float, chosen: tuple[str, ...], length: int) -> Rate:
    """The days before each of these, themselves not among them."""
    before = np.array(chosen, dtype="datetime64[D]")[:, None] - np.arange(1, length + 1)
    return lambda days: np.where(np.isin(days, before), level, 0.0)


def before_weekday(level: float, month: int, nth: int, weekday: int, length: int) -> Rate:
    """The days up to the nth such weekday (0 is Monday) of a month, itself among them."""
    chosen = nth_weekday(level, nth, weekday)

    def rate(days: np.ndarray) -> np.ndarray:
        ahead = days[..., None] + np.arange(length)
        return np.where(((chosen(ahead) > 0) & (_month(ahead) == month)).any(axis=-1), level, 0.0)

    return rate


def nth_weekday(level: float, nth: int, weekday: int) -> Rate:
    """Of every month."""
    return lambda days: np.where((_weekday(days) == weekday) & ((day_in_month(days) - 1) // 7 == nth - 1), level, 0.0)


def last_weekday(level: float, weekday: int) -> Rate:
    """The last such weekday of every month."""
    return lambda days: np.where((_weekday(days) == weekday) & (_month(days) != _month(days + 7)), level, 0.0)


def first_working_day(level: float) -> Rate:
    """Of every month: its first, or the Monday after it."""

    def rate(days: np.ndarray) -> np.ndarray:
        late = (_weekday(days) == 0) & (day_in_month(days) <= 3)
        return np.where((_weekday(days) < 5) & ((day_in_month(days) == 1) | late), level, 0.0)

    return rate


def twice_a_month(level: float, *chosen: int) -> Rate:
    return lambda days: np.where(np.isin(day_in_month(days), chosen), level, 0.0)


def every_days(level: float, length: int) -> Rate:
    return lambda days: np.where(_number(days) % length == 0, level, 0.0)


def growing(rate: Rate, yearly: float, today: date) -> Rate:
    """By this factor each year, and as `rate` today."""
    return lambda days: rate(days) * yearly ** ((days - np.datetime64(today)).astype(int) / 365)


def plus(level: float, rate: Rate) -> Rate:
    return lambda days: level + rate(days)


def from_day(rate: Rate, first: date) -> Rate:
    return lambda days: np.where(days >= np.datetime64(first), rate(days), 0.0)


def until_day(rate: Rate, last: date) -> Rate:
    return lambda days: np.where(days <= np.datetime64(last), rate(days), 0.0)


def changed(before: Rate, since: Rate, first: date) -> Rate:
    """One rate before this day, another one from it on."""
    return lambda days: np.where(days < np.datetime64(first), before(days), since(days))


def times(rate: Rate, *others: Rate) -> Rate:
    return lambda days: np.prod([rate(days), *(other(days) for other in others)], axis=0)


def _number(days: np.ndarray) -> np.ndarray:
    """Days since a Monday."""
    return days.astype("datetime64[D]").astype(np.int64) + 3


def _weekday(days: np.ndarray) -> np.ndarray:
    return _number(days) % 7


def _month(days: np.ndarray) -> np.ndarray:
    return days.astype("datetime64[M]").astype(int) % 12 + 1


def day_in_month(days: np.ndarray) -> np.ndarray:
    return (days - days.astype("datetime64[M]")).astype(int) + 1


def _day_of_year(days: np.ndarray) -> np.ndarray:
    return (days - days.astype("datetime64[Y]")).astype(int)


def _days_since(days: np.ndarray, month: int, day: int) -> np.ndarray:
    """Days since the last time it was this date."""
    year = days.astype("datetime64[Y]")
    this = (year.astype("datetime64[M]") + (month - 1)).astype("datetime64[D]") + (day - 1)
    before = ((year - 1).astype("datetime64[M]") + (month - 1)).astype("datetime64[D]") + (day - 1)
    return (days - np.where(days >= this, this, before)).astype(int)
