"""How long products have sold nothing, and whether they did so at the same time before."""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block

# Silence counts from so many weeks on; a season comes round if it began within so many weeks from now, a year ago.
FEWEST_WEEKS, WEEKS_AHEAD = 13, 8
# A season moves by so many weeks; it is silent below this share of an even seller's days.
SHIFT, SILENT = 3, 0.25


@dataclass(frozen=True, slots=True)
class Silence:
    """The one that lasts, or else the longest without a sale: begin, end -- its first period and the one after it, int
    (products,)."""

    begin: np.ndarray
    end: np.ndarray

    @classmethod
    def of(cls, block: Block) -> "Silence":
        period = np.arange(block.periods)
        newest = np.maximum.accumulate(np.where(block.values > 0, period, -1), axis=1)
        silent = np.where(newest >= 0, period - newest, 0)
        lasts = silent[:, -1] >= FEWEST_WEEKS * 7 // block.step_days
        last = np.where(lasts, block.periods - 1, silent.argmax(axis=1))
        return cls(newest[np.arange(len(block)), last] + 1, last + 1)

    def sold_before(self, block: Block) -> np.ndarray:
        """Whether the weeks of the silence were weeks of sales a year before, bool (products,)."""
        sold, known = block.values > 0, ~np.isnan(block.values)
        shift = SHIFT * 7 // block.step_days
        then = known & _between(block, self.begin - block.year_length + shift, self.end - block.year_length - shift)
        usual = sold.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        return (sold & then).sum(axis=1) > SILENT * usual * then.sum(axis=1)

    def ended_alike(self, block: Block) -> np.ndarray:
        """Whether there were sales a year before it ended, bool (products,)."""
        shift, then = SHIFT * 7 // block.step_days, self.end - block.year_length
        return ((block.values > 0) & _between(block, then - shift, then + shift)).any(axis=1)

    def comes_round(self, block: Block) -> np.ndarray:
        """Whether anything was sold a year ago in the WEEKS_AHEAD, bool (products,)."""
        now = np.full(len(block), block.periods - block.year_length)
        return ((block.values > 0) & _between(block, now, now + WEEKS_AHEAD * 7 // block.step_days)).any(axis=1)


def _between(block: Block, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    period = np.arange(block.periods)
    return (period >= begin[:, None]) & (period < end[:, None])
