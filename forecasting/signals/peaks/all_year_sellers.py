"""Products that sell all year: what is usual of them, and whose coming weeks were other ones a year ago."""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known
from forecasting.signals.cleaning import usual_sales
from forecasting.signals.phases import standing_alone
from forecasting.signals.phases.phases import CHANCE, SMALLEST_USUAL
from forecasting.signals.seasons.recurrence import RARE

# Who sells on a smaller share of days than RARE is slow, and has only peaks that enough years saw; who sells in less
# than this share of weeks sells nothing usually.
FEWEST_WEEKS = 0.12
# Peaks and shorter cycles are looked for in so many days of sales.
FEWEST_DAYS = 270
# What one year saw in the coming so many days makes their forecast doubtful: a great day, or a sum that was off the
# usual by such a share of it.
ROUND_DAYS, OTHER = 28, 0.5
# Of who is known for less than a year, what its first weeks were does, if they come round in so many days.
FIRST_DAYS = 91
# A peak that few years saw is expected to be so many times as large as it was at most, however much the level of these
# days has grown: by how much it grows along nobody has seen. Where the history begins with it, its season may be what
# has grown: then it is as large as it was.
MOST_GROWN, LEVEL_DAYS = 2.0, 28


@dataclass(frozen=True, slots=True)
class Sellers:
    """Products of a block at these rows, and what is usual of them, (rows, periods); slow -- who sells on few days"""

    block: Block
    rows: np.ndarray
    usual: np.ndarray
    slow: np.ndarray

    @classmethod
    def of(cls, block: Block, rows: np.ndarray) -> "Sellers":
        slow = _sold_share(block.values[rows]) < RARE
        return cls(block, rows, usual_sales.usual(block.select(rows), slow), slow)

    def was_other(self, then: slice) -> np.ndarray:
        """Who sold clearly another sum than the usual in these periods, bool (rows,)."""
        values = self.block.values[self.rows]
        known = np.where(np.isnan(values[:, then]), 0.0, self.usual[:, then]).sum(axis=1, keepdims=True)
        error = np.sqrt(usual_sales.unsteadiness(values, self.usual, self.slow) * known)
        far = np.maximum(OTHER * known, CHANCE * error)
        return (np.abs(np.nansum(values[:, then], axis=1, keepdims=True) - known) > far)[:, 0]

    def no_greater_than_seen(self, factors: np.ndarray) -> np.ndarray:
        """Factors (rows, periods + horizon) with those ahead bounded by the greatest peak that there was."""
        past = self.block.periods
        peak = np.where(factors[:, :past] > 1, np.nan_to_num(self.block.values[self.rows]), 0.0).max(axis=1)
        recent = slice(past - LEVEL_DAYS // self.block.step_days, past)
        # A peak that is on is none of the level.
        calm = self.block.values[self.rows, recent] / np.maximum(factors[:, recent], 1.0)
        sold = np.nan_to_num(mean_known(calm))
        now = np.maximum(sold, self.usual[:, recent].max(axis=1))
        begun = np.arange(past) - self.block.first_sales[self.rows, None]
        young = (begun >= 0) & (begun < LEVEL_DAYS // self.block.step_days)
        grown = np.where((young & (factors[:, :past] > 1)).any(axis=1), 1.0, MOST_GROWN)
        most = np.maximum(grown * peak / np.maximum(now, SMALLEST_USUAL), 1.0)
        return np.concatenate([factors[:, :past], np.minimum(factors[:, past:], most[:, None])], axis=1)

    def select(self, some: np.ndarray) -> "Sellers":
        return Sellers(self.block, self.rows[some], self.usual[some], self.slow[some])


def sold_all_year(block: Block) -> np.ndarray:
    known = (~np.isnan(block.values)).sum(axis=1)
    weeks = usual_sales.by_week(block.values, block.season_length)
    return (known * block.step_days > FEWEST_DAYS) & (_sold_share(weeks) >= FEWEST_WEEKS)


def _sold_share(values: np.ndarray) -> np.ndarray:
    return (values > 0).sum(axis=1) / np.maximum((~np.isnan(values)).sum(axis=1), 1)


def comes_round(block: Block) -> np.ndarray:
    """Who sold much more a year ago in the weeks ahead, or much less, and is not wholly known in the year before, bool
    (products,): together, or in one of them, and, of who sells often, on a great day."""
    found = _first_weeks_come_round(block)
    now, week = block.periods - block.year_length, 7 // block.step_days
    if now < 0:
        return found
    end = now + ROUND_DAYS // block.step_days
    before = block.values[:, max(now - block.year_length - week, 0) : max(end - block.year_length + week, 0)]
    unknown = (~np.isnan(before)).sum(axis=1) < end - now + 2 * week
    rows = np.flatnonzero(unknown & sold_all_year(block))
    if len(rows):
        sellers = Sellers.of(block, rows)
        great = standing_alone.great(block.values[rows], sellers.usual)[:, now:end].any(axis=1) & ~sellers.slow
        weeks = [slice(first, first + week) for first in range(now, end, week)]
        found[rows] |= great | np.any([sellers.was_other(one) for one in (slice(now, end), *weeks)], axis=0)
    return found


def _first_weeks_come_round(block: Block) -> np.ndarray:
    """Who sold much more, or much less, in its first weeks, which were at the time of the year that comes soon, bool
    (products,)."""
    found, now = np.zeros(len(block), dtype=bool), block.periods - block.year_length
    end = now + FIRST_DAYS // block.step_days
    rows = np.flatnonzero((block.first_sales > now) & (block.first_sales < end) & sold_all_year(block))
    if len(rows):
        found[rows] = Sellers.of(block, rows).was_other(slice(max(now, 0), end))
    return found
