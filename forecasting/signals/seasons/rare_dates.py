"""Products that sold a few times only, always at one time of the year: too few to prove a calendar, and too many
to be chance.

What comes on the last of December, or on those of August and September, was told as totals of months, or is a market's.
"""

import numpy as np

from forecasting.block import Block
from forecasting.signals.calendars import calendars
from forecasting.signals.calendars.calendars import Calendar

# Sales so many days apart are times of their own; so many in so many years at least, and no more than this many.
APART_DAYS, FEWEST, MOST = 14, 2, 12
# That so many would lie so close by chance, all round the year, is less likely than this.
CHANCE = 0.02


def follow(block: Block, year: Calendar) -> np.ndarray:
    """Who sold in each year since its first sale, at that time of it only, bool (products,)."""
    sold = np.nan_to_num(block.values) > 0
    period = np.arange(block.periods)
    before = np.maximum.accumulate(np.where(sold, period, -block.periods), axis=1)
    previous = np.concatenate([np.full((len(sold), 1), -block.periods), before[:, :-1]], axis=1)
    begins = sold & ((period - previous) * block.step_days >= APART_DAYS)
    times = begins.sum(axis=1)
    rows = np.flatnonzero((times >= FEWEST) & (times <= MOST) & _each_year(block, sold))
    found = np.zeros(len(block), dtype=bool)
    if len(rows):
        phase = year.phase[: block.periods]
        days = _arc(calendars.sums(sold[rows], phase, year.phases) > 0) + block.step_days - 1
        found[rows] = times[rows] * (days / calendars.DAYS_OF_YEAR) ** (times[rows] - 1) < CHANCE
    return found


def _each_year(block: Block, sold: np.ndarray) -> np.ndarray:
    """Who sold in each of the last years, back to that of its first sale, which was one before the last at least."""
    years = np.zeros(len(block), dtype=int)
    longest = -(-block.periods // block.year_length)
    since = -(-(block.periods - block.first_sales) // block.year_length)
    for back in range(longest):
        end = block.periods - back * block.year_length
        years += sold[:, max(end - block.year_length, 0) : end].any(axis=1)
    return (years >= FEWEST) & (years == since)


def _arc(found: np.ndarray) -> np.ndarray:
    """Length of the shortest part of the year that has all of these phases, int (rows,)."""
    size = found.shape[1]
    around = np.tile(~found, 2)
    place = np.arange(2 * size)
    gaps = place - np.maximum.accumulate(np.where(around, -1, place), axis=1)
    return size - np.minimum(gaps.max(axis=1), size)
