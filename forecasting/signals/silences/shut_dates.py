"""Days on which the whole shop is shut, and those of them that come year after year: for two weeks of August, at
Christmas, on a moving feast.

Who sells little has no evidence of its own for them; that nobody at all sold anything is of the shop.
"""

import numpy as np

from forecasting.block import Block
from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar
from forecasting.signals.regressors.effects import local_mean
from forecasting.signals.silences.absences import LONGEST_SHUT, RECENT_DAYS
from forecasting.signals.silences.silence import STRANGE_DAYS

# Nobody sold anything on days in a row on which so many products would have: chance does that in e^-10. Those count
# that sold in so many days before, and in as many after: of the others it may be the end of a season.
EXPECTED, AROUND_DAYS = 10.0, 28
# Nor is a larger share of all that is known a shop that is shut: that is its rhythm, of weeks or months.
MOST_SHUT = 0.2
# Shut once is no habit.
FEWEST_YEARS = 2


def every_year(block: Block, horizon: int) -> np.ndarray:
    """Days of the block and of the horizon on which the shop is shut in every year known, in two at least, bool
    (periods + horizon,). None where sales are told by week."""
    out = np.zeros(block.periods + horizon, dtype=bool)
    if block.step_days > 1 or block.periods < block.year_length:
        return out
    shut, is_open = _shut(block), np.asarray((block.values > 0).any(axis=0))
    if not shut.any():
        return out
    of_year = [calendar for calendar in calendars.all_of(block, len(out)) if calendar.near]
    # By dates first: what they explain nearly fits calendars that move by some days a year as well.
    for calendar in sorted(of_year, key=lambda one: one.name != calendars.YEAR):
        out |= _in_each_year(calendar, shut & ~out[: block.periods], is_open)
    return out


def last_days(block: Block, shut: np.ndarray) -> np.ndarray:
    """Those of the days on which the shop is shut that it has been for until now, bool (periods,).

    shut -- as `every_year` says
    """
    sold = np.asarray((block.values > 0).any(axis=0))
    later = np.cumsum(sold[::-1])[::-1]
    return np.asarray(shut[: block.periods] & (later == 0))


def earlier(block: Block) -> np.ndarray:
    """Periods of STRANGE_DAYS and more for which the shop was shut, of late apart, bool (periods,): what anything sold
    in them is no level of it. Who is alone may have been without stock, as it may be again."""
    late = block.periods - RECENT_DAYS // block.step_days
    long = _shut(block, STRANGE_DAYS // block.step_days) if len(block) > 1 else np.zeros(block.periods, dtype=bool)
    return long & (np.arange(block.periods) < late)


def _shut(block: Block, least: int = 1) -> np.ndarray:
    """Periods in a row, so many at least and no more than are a season, in which much would have been sold and nothing
    was, bool (periods,); none where there are too many of them."""
    sold, known, out = block.values > 0, ~np.isnan(block.values), np.zeros(block.periods, dtype=bool)
    # Who has nothing to sell, and is unknown, says nothing of whether the shop is open.
    often = np.where(known, local_mean(np.where(known, sold, np.nan), block.season_length), 0.0)
    turns = np.diff(np.concatenate([[0], (known.any(axis=0) & ~sold.any(axis=0)).astype(int), [0]]))
    around, longest = AROUND_DAYS // block.step_days, LONGEST_SHUT // block.step_days
    for begin, end in zip(np.flatnonzero(turns == 1), np.flatnonzero(turns == -1), strict=True):
        if least <= end - begin <= longest and often[:, begin:end].sum() > EXPECTED:
            there = sold[:, max(begin - around, 0) : begin].any(axis=1)
            there &= sold[:, end : end + around].any(axis=1) | (end == block.periods)
            out[begin:end] = often[there, begin:end].sum() > EXPECTED
    return out & (out.sum() <= MOST_SHUT * known.any(axis=0).sum())


def _in_each_year(calendar: Calendar, shut: np.ndarray, is_open: np.ndarray) -> np.ndarray:
    """Days of phases that were shut in years enough and open in none, bool (as many as the calendar has)."""
    past = calendar.phase[: len(shut)]
    times, otherwise = (np.bincount(past[days], minlength=calendar.phases) for days in (shut, is_open))
    always = np.asarray((times >= FEWEST_YEARS) & (otherwise == 0))
    return always[calendar.phase]
