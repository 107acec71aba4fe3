"""Dates on which the whole shop is shut, year after year: for two weeks of August, at Christmas, on a moving feast.

Who sells little has no evidence of its own for them; that nobody at all sold anything is of the shop.
"""

import numpy as np

from forecasting.block import Block
from forecasting.signals import calendars
from forecasting.signals.absences import LONGEST_SHUT
from forecasting.signals.calendars import Calendar

# Nobody sold anything on days in a row on which so many products would have: chance does that in e^-10.
EXPECTED = 10.0
# How many products sell on a day is seen in so many weeks to either side.
WEEKS_AROUND = 8
# Nor is a larger share of all days shut by dates: that is a rhythm of weeks.
MOST_SHUT = 0.2
# Shut once is no habit.
FEWEST_YEARS = 2


def every_year(block: Block, horizon: int) -> np.ndarray:
    """Days of the block and of the horizon on which the shop is shut in every year known, in two at least, bool
    (periods + horizon,). None where sales are told by week."""
    out = np.zeros(block.periods + horizon, dtype=bool)
    if block.step_days > 1 or block.periods < block.year_length:
        return out
    sellers, known = (block.values > 0).sum(axis=0), ~np.isnan(block.values).all(axis=0)
    shut = _shut((sellers == 0) & known, _expected(sellers, block.season_length))
    if not 0 < shut.mean() <= MOST_SHUT:
        return out
    open_then = ~shut & (sellers > 0)
    of_year = [calendar for calendar in calendars.all_of(block, len(out)) if calendar.near]
    # By dates first: what they explain nearly fits calendars that move by some days a year as well.
    for calendar in sorted(of_year, key=lambda one: one.name != calendars.YEAR):
        out |= _in_each_year(calendar, shut & ~out[: block.periods], open_then)
    return out


def last_days(block: Block, shut: np.ndarray) -> np.ndarray:
    """Those of the days on which the shop is shut that it has been for until now, bool (periods,).

    shut -- as `every_year` says
    """
    sold = np.asarray((block.values > 0).any(axis=0))
    later = np.cumsum(sold[::-1])[::-1]
    return np.asarray(shut[: block.periods] & (later == 0))


def _expected(sellers: np.ndarray, season: int) -> np.ndarray:
    """How many products sell on such a weekday in the weeks around, the median of days that are open, (periods,)."""
    out = np.zeros(len(sellers))
    for weekday in range(season):
        own = sellers[weekday::season]
        around = np.pad(own.astype(float), WEEKS_AROUND, constant_values=np.nan)
        windows = np.lib.stride_tricks.sliding_window_view(around, 2 * WEEKS_AROUND + 1)
        ordered = np.sort(windows, axis=1)
        known = (~np.isnan(windows)).sum(axis=1)
        out[weekday::season] = ordered[np.arange(len(own)), (known - 1) // 2]
    return out


def _shut(silent: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Silent days in a row, no more than are a season, on which much would have been sold, bool (periods,)."""
    out = np.zeros(len(silent), dtype=bool)
    turns = np.diff(np.concatenate([[0], silent.astype(int), [0]]))
    begins, ends = np.flatnonzero(turns == 1), np.flatnonzero(turns == -1)
    for begin, end in zip(begins, ends, strict=True):
        out[begin:end] = end - begin <= LONGEST_SHUT and expected[begin:end].sum() > EXPECTED
    return out


def _in_each_year(calendar: Calendar, shut: np.ndarray, open_then: np.ndarray) -> np.ndarray:
    """Days of phases that were shut in years enough and open in none, bool (as many as the calendar has)."""
    past = calendar.phase[: len(shut)]
    times, otherwise = (np.bincount(past[days], minlength=calendar.phases) for days in (shut, open_then))
    always = np.asarray((times >= FEWEST_YEARS) & (otherwise == 0))
    return always[calendar.phase]
