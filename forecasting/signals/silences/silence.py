"""How long products have sold nothing, and whether they did so at the same time before."""

from dataclasses import dataclass

import numpy as np

from forecasting.block import Block

# Silence counts from so many weeks on; a season comes round if it began within so many weeks from now, a year ago.
FEWEST_WEEKS, WEEKS_AHEAD = 13, 8
# A season moves by so many weeks; it is silent below this share of an even seller's days.
SHIFT, SILENT = 3, 0.25
# A silence of so many days and more is strange for who sells on this share of days and was to sell so many times in it.
# It may be an end or a stock-out, which spreads what is ahead by so many times its squared mean.
STRANGE_DAYS, OFTEN, STRANGE_SALES, EXCESS = 7, 0.4, 4.0, 3.0
# A season is broken off by a silence of so many days if it was on before, for as many weeks, and on such a share of the
# same days of every year known, which sold so many units: of products of three shops that had sold on every second day
# and then not for six weeks, a third ever came back.
ENDED_DAYS, ON, FEWEST_MISSED = 35, 0.5, 10.0
# Who was not there to be sold for so many days may have ended, if it would have sold so many times on them, or in so
# many weeks: nobody knows whether what has run out comes back.
GONE_DAYS, MISSED, MISSED_WEEKS = 14, 4.0, 2.0


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
        shift = np.minimum(SHIFT * 7 // block.step_days, (self.end - self.begin) // 4)
        then = known & between(block, self.begin - block.year_length + shift, self.end - block.year_length - shift)
        usual = sold.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        return (sold & then).sum(axis=1) > SILENT * usual * then.sum(axis=1)

    def ended_alike(self, block: Block) -> np.ndarray:
        """Whether there were sales a year before it ended, or none were known yet, bool (products,)."""
        shift, then = SHIFT * 7 // block.step_days, self.end - block.year_length
        sold = ((block.values > 0) & between(block, then - shift, then + shift)).any(axis=1)
        return sold | (then + shift < block.first_sales)

    def comes_round(self, block: Block, weeks_ahead: int = WEEKS_AHEAD) -> np.ndarray:
        """Whether anything was sold a year ago in the weeks ahead, bool (products,)."""
        now = np.full(len(block), block.periods - block.year_length)
        return ((block.values > 0) & between(block, now, now + weeks_ahead * 7 // block.step_days)).any(axis=1)


def strange(block: Block) -> np.ndarray:
    """Products that have sold nothing of late as never before, bool (products,): have they ended, or run out?"""
    sold, known = block.values > 0, ~np.isnan(block.values)
    last = block.periods - 1 - sold[:, ::-1].argmax(axis=1)
    after = np.arange(block.periods) > last[:, None]
    silent, before = (known & after).sum(axis=1), (known & ~after).sum(axis=1)
    share = sold.sum(axis=1) / np.maximum(before, 1)
    long = (silent * block.step_days >= STRANGE_DAYS) & (silent * share >= STRANGE_SALES) & (share >= OFTEN)
    long[long] = silent[long] > longest(sold[long])
    return long


def gone(block: Block) -> np.ndarray:
    """Products that were not there to be sold at the end, while others were, so long that they may have ended, bool
    (products,)."""
    sold, known, period = block.values > 0, ~np.isnan(block.values), np.arange(block.periods)
    newest = np.where(known, period, -1).max(axis=1, initial=-1)
    # Where nobody is known the shop was closed; who is alone is taken to have run out.
    is_open = known.any(axis=0) | (len(block) == 1)
    missed = (is_open & (period > newest[:, None])).sum(axis=1)
    times = missed * sold.sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    enough = times >= (MISSED if block.step_days == 1 else MISSED_WEEKS)
    return np.asarray(enough & (missed * block.step_days >= GONE_DAYS))


def broken_off(block: Block) -> np.ndarray:
    """Whose season was on and is silent since, in days in which it went on in every year before, bool (products,)."""
    sold, known = block.values > 0, ~np.isnan(block.values)
    begin = block.periods - sold[:, ::-1].argmax(axis=1)
    end, before = np.full(len(block), block.periods), begin - ENDED_DAYS // block.step_days
    found = sold.any(axis=1) & ((known & between(block, begin, end)).sum(axis=1) * block.step_days >= ENDED_DAYS)
    found &= (sold & between(block, before, begin)).sum(axis=1) >= ON * (begin - before)
    years = np.zeros(len(block), dtype=int)
    for back in range(block.year_length, block.periods, block.year_length):
        then = known & between(block, begin - back, end - back)
        seen = then.sum(axis=1) >= ON * (end - begin)
        years += seen
        enough = np.where(then, block.values, 0.0).sum(axis=1) >= FEWEST_MISSED
        found &= ~seen | (enough & ((sold & then).sum(axis=1) >= ON * then.sum(axis=1)))
    return found & (years > 0)


def longest(sold: np.ndarray) -> np.ndarray:
    """Most periods between two sales, (products,); 0 where there are no two."""
    period = np.arange(sold.shape[1])
    newest = np.maximum.accumulate(np.where(sold, period, -1), axis=1)
    before = np.concatenate([np.full((len(sold), 1), -1), newest[:, :-1]], axis=1)
    return np.where(sold & (before >= 0), period - before, 0).max(axis=1, initial=0)


def between(block: Block, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Periods from `begin` up to `end`, (products,) each, bool (products, periods)."""
    period = np.arange(block.periods)
    return (period >= begin[:, None]) & (period < end[:, None])
