"""Seasons that were seen only once: sold for some weeks, silent since, and the year comes round.

Whether such a product comes back nobody can prove. What sold at this time a year ago is not called ended: it is
forecast as it sold then, a little less, and with low confidence.
"""

import numpy as np

from forecasting.block import Block
from forecasting.signals.calendars import Calendar
from forecasting.signals.silence import FEWEST_WEEKS, Silence

# Who comes back is expected to sell this share of what it sold, on average over those who do not come back.
SHARE = 0.85
# Variance of its days beyond a count's own, as a share of the squared mean.
EXCESS = 1.0
# If it sells again, it has to have been silent for so many weeks; it sold in so many of the last year's at most.
FEWEST_BETWEEN, MOST_SOLD = 26, 26
# In season it sells on this share of days: what sold now and then and stopped rarely comes back (one in twenty did, of
# 181 products of a gift shop).
LEAST_DENSITY = 0.5
# A silence that comes by chance this often, with sales as many and even, is none of a season.
CHANCE = 1e-4
# A season that ended so few days around Easter Sunday moves with it.
NEAR_EASTER = 3


def follows(block: Block, easter: Calendar) -> tuple[np.ndarray, np.ndarray]:
    """Who sells in a season seen once, by the time of the year or by the days to Easter: bool (products,) each."""
    silence = Silence.of(block)
    again = silence.end < block.periods
    fewest = np.where(again, FEWEST_BETWEEN, FEWEST_WEEKS) * 7 // block.step_days
    once = (silence.end - silence.begin >= fewest) & _is_no_chance(silence, block) & ~silence.sold_before(block)
    once &= _is_season(block) & np.where(again, silence.ended_alike(block), silence.comes_round(block))
    offset = easter.phase[np.maximum(silence.begin - 1, 0)]
    around = (offset <= NEAR_EASTER) | (offset >= easter.phases - NEAR_EASTER)
    return once & ~around, once & around


def _is_no_chance(silence: Silence, block: Block) -> np.ndarray:
    known, times = (~np.isnan(block.values)).sum(axis=1), (block.values > 0).sum(axis=1)
    share = np.minimum((silence.end - silence.begin) / np.maximum(known, 1), 1.0)
    return (1 - share) ** times < CHANCE


def _is_season(block: Block) -> np.ndarray:
    """Who sold in few weeks of the last year, and on most days of these, bool (products,)."""
    week = 7 // block.step_days
    year = block.values[:, -block.year_length :] > 0
    year = year[:, year.shape[1] % week :]
    weeks = year.reshape(len(year), -1, week).any(axis=2).sum(axis=1)
    return (weeks <= MOST_SOLD) & (year.sum(axis=1) >= LEAST_DENSITY * week * weeks)
