"""Which phases of a calendar stand out of the usual in all the years, or thirds of shorter cycles, that saw them."""

import numpy as np

from forecasting.signals import calendars
from forecasting.signals.calendars import Calendar

# Parts of shorter cycles, and years, that prove what stands out: two are alike by chance too often.
PARTS = 3
# Of so many years one may be without.
WITHOUT_ONE = 5
# A phase was seen in a year in which so large a part of its sales can be told.
SEEN = 0.5
# What lasts for a larger share of the year is a season, which the methods know.
LONGEST = 0.15
# What was seen in the first of all days is a launch; what goes on in the last ones may be a new level.
FIRST_DAYS, LAST_DAYS = 5, 14


def by_part(calendar: Calendar, values: np.ndarray, near: int) -> np.ndarray:
    """Sums of each phase and those near it, (products, parts, phases): year by year, or by thirds of shorter cycles."""
    cycle = calendar.cycle[: values.shape[1]]
    part = cycle - cycle[0] if calendar.near else cycle % PARTS
    parts = int(part.max()) + 1
    phase = calendar.phase[: values.shape[1]] + calendar.phases * part
    sums = calendars.sums(values, phase, parts * calendar.phases).reshape(-1, calendar.phases)
    return calendars.with_near(sums, near).reshape(len(values), parts, calendar.phases)


def seen(level: np.ndarray) -> np.ndarray:
    """Parts in which enough of a phase can be told, bool; level -- what is usual in it, (products, parts, phases)"""
    return (level > 0) & (level >= SEEN * level.max(axis=1, keepdims=True))


def high(sales: np.ndarray, level: np.ndarray, seen: np.ndarray, least: float, margin: np.ndarray) -> np.ndarray:
    """Phases that sold `least` times the usual, and a margin more, in the parts that saw them, bool (products,
    phases)."""
    stood_out = sales > np.maximum(least * level, level + margin)
    return (seen & ~stood_out).sum(axis=1) <= (seen.sum(axis=1) >= WITHOUT_ONE)


def high_runs(calendar: Calendar, parts: tuple[np.ndarray, np.ndarray], least: float, chance: np.ndarray) -> np.ndarray:
    """Phases that stand out in all years together, in runs that do so in each, bool (products, phases).

    parts -- sales and what is usual, (products, periods) each; chance -- standard errors, (products, 1)
    """
    sold, level = (by_part(calendar, one, calendar.near).sum(axis=1, keepdims=True) for one in parts)
    found = high(sold, level, level > 0, least, chance[:, None] * np.sqrt(level))
    rows = np.flatnonzero(found.any(axis=1))
    sold, level = (_of_runs(by_part(calendar, one[rows], 0), found[rows]) for one in parts)
    in_years = seen(level)
    found[rows] &= high(sold, level, in_years, least, chance[rows, None] * np.sqrt(level))
    found[rows] &= in_years.sum(axis=1) >= PARTS
    return found


def longest_run(found: np.ndarray) -> np.ndarray:
    """Most phases in a row, round the cycle's end, (products,)."""
    found = np.tile(found, 2)
    place = np.arange(found.shape[1])
    return (place - np.maximum.accumulate(np.where(found, -1, place), axis=1)).max(axis=1)


def edges(calendar: Calendar, values: np.ndarray, step_days: int) -> list[np.ndarray]:
    """Phases of each product's first days, and of its last ones, bool (products, phases) each."""
    period, first = np.arange(values.shape[1]), (~np.isnan(values)).argmax(axis=1)[:, None]
    begins = (period >= first) & (period < first + FIRST_DAYS // step_days)
    ends = np.broadcast_to(period >= len(period) - LAST_DAYS // step_days, values.shape)
    return [calendars.sums(days, calendar.phase[: len(period)], calendar.phases) > 0 for days in (begins, ends)]


def lasting(found: np.ndarray, edge: np.ndarray, phases: int) -> np.ndarray:
    """Those of them that stand so many in a row, round the cycle's end, with no edge among them."""
    found, edge = np.tile(found, 2), np.tile(edge, 2)
    size = found.shape[1]
    begin, end = _runs(found)
    passed = np.concatenate([np.zeros((len(found), 1), dtype=int), np.cumsum(edge, axis=1)], axis=1)
    touched = np.take_along_axis(passed, end, axis=1) > np.take_along_axis(passed, np.minimum(begin, size), axis=1)
    long = found & (end - begin >= phases) & (end - begin <= LONGEST * size / 2) & ~touched
    return long[:, : size // 2] | long[:, size // 2 :]


def _of_runs(values: np.ndarray, found: np.ndarray) -> np.ndarray:
    """For each phase the sum of the run of phases found that it is in, (rows, parts, phases)."""
    begin, end = _runs(found)
    sums = np.concatenate([np.zeros((*values.shape[:2], 1)), values.cumsum(axis=2)], axis=2)
    return np.take_along_axis(sums, end[:, None], axis=2) - np.take_along_axis(
        sums, np.minimum(begin, end)[:, None], axis=2
    )


def _runs(found: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First phase of the run that each is in, and the one after its last, int (rows, phases) each."""
    place, size = np.arange(found.shape[1]), found.shape[1]
    begin = np.maximum.accumulate(np.where(found, -1, place), axis=1) + 1
    end = np.minimum.accumulate(np.where(found, size, place)[:, ::-1], axis=1)[:, ::-1]
    return begin, end
