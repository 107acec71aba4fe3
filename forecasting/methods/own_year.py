"""How a product's own year goes on beyond what methods reach.

Beyond the first weeks only the season is left that products share, as far as a method that knows it is trusted. Whose
own sales rose and fell alike in the years known is taken to do so again, from the level that is expected for the last
days that methods reach, instead of what is expected by then.
"""

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known, zero_where_unknown

# The level of a day is what is sold in so many days around it, as far as half of them are known; a rise is the
# difference of logarithms over so many days.
AROUND_DAYS, RISE_DAYS = 28, 63
# Years from whose rises it is learnt how alike they are, and the most that are looked back on.
FEWEST_YEARS, MOST_YEARS = 2, 3
# Rises count only as far as their squared t statistic exceeds this (James and Stein, "Estimation with quadratic loss",
# 1961); nothing goes on to more than so many times the level, or to less.
FEWEST_EVIDENCE, MOST = 3.0, 20.0
# Who sells in fewer of the periods around a sale has no course: a single one moves between windows by chance.
FEWEST_AROUND = 2.0


def continued(block: Block, mean: np.ndarray, reach: np.ndarray, some: np.ndarray) -> np.ndarray:
    """Means (products, horizon) that beyond `reach` rise and fall as in the years before, as far as years were alike;
    reach -- of the methods, (products,); some -- whose, bool (products,)."""
    out, around = mean.copy(), AROUND_DAYS // block.step_days
    some = some & (block.first_sales + FEWEST_YEARS * block.year_length <= block.periods)
    some &= _often(block.values, around)
    for steps in np.unique(reach[some]).astype(int):
        if around <= steps < mean.shape[1]:
            rows = np.flatnonzero(some & (reach == steps))
            expected, level = _rise_of(mean[rows], steps, around), _levels(block.values[rows], around)
            more = _more(block, level, steps, expected)
            out[rows, steps:] *= np.exp(np.clip(more, -np.log(MOST), np.log(MOST)))
    return out


def _often(values: np.ndarray, around: int) -> np.ndarray:
    """Whether the windows with a sale have others as well, bool (products,)."""
    times = np.cumsum(np.pad(values > 0, ((0, 0), (1, 0))), axis=1)
    times = np.asarray(times[:, around:] - times[:, :-around])
    return np.asarray(times.sum(axis=1) >= FEWEST_AROUND * np.maximum(np.count_nonzero(times, axis=1), 1))


def _rise_of(mean: np.ndarray, steps: int, around: int) -> np.ndarray:
    """How far means (rows, horizon) rise after some steps, (rows, horizon - steps)."""
    # In units of their own, however few: what is added to the levels of sales must not flatten them.
    shares = mean / np.maximum(mean.mean(axis=1, keepdims=True), np.finfo(float).tiny)
    level = _levels(np.pad(shares, ((0, 0), (0, around)), mode="edge"), around)
    return np.asarray(level[:, steps : mean.shape[1]] - level[:, [steps - around // 2]])


def _more(block: Block, level: np.ndarray, steps: int, rise: np.ndarray) -> np.ndarray:
    """Logarithms of what to multiply the periods after so many steps by, (rows, periods), as far as years were alike
    in how these levels (rows, periods known) rose; rise -- that is expected already, (rows, periods)"""
    around, year, end = AROUND_DAYS // block.step_days, block.year_length, block.periods + steps
    alike = _alike(level, year, RISE_DAYS // block.step_days, around)
    level = np.pad(level, ((0, 0), (0, rise.shape[1] + steps)), constant_values=np.nan)
    more = _rise(level, np.arange(end, end + rise.shape[1]), end - around // 2, year) - rise
    return np.asarray(alike[:, None] * np.nan_to_num(more))


def _levels(values: np.ndarray, around: int) -> np.ndarray:
    """Logarithm of what a period in the middle of so many sells, (rows, periods); NaN where too few are known. Half a
    unit more: of nothing there are no logarithms."""
    half, out = around // 2, np.full(values.shape, np.nan)
    sold, known = (
        np.cumsum(np.pad(one, ((0, 0), (1, 0))), axis=1) for one in (zero_where_unknown(values), ~np.isnan(values))
    )
    units, periods = sold[:, around:] - sold[:, :-around], known[:, around:] - known[:, :-around]
    level = np.log((units + 0.5) / np.maximum(periods, 1))
    out[:, half : half + level.shape[1]] = np.where(2 * periods >= around, level, np.nan)
    return out


def _alike(level: np.ndarray, year: int, rise: int, around: int) -> np.ndarray:
    """Regression slope of rises on those a year before, in [0, 1] and shrunk, (rows,)."""
    rises = level[:, rise:] - level[:, :-rise]
    x, y = rises[:, :-year], rises[:, year:]
    both = ~np.isnan(x) & ~np.isnan(y)
    x, y = np.where(both, x, 0.0), np.where(both, y, 0.0)
    xx, xy, yy = (x * x).sum(axis=1), (x * y).sum(axis=1), (y * y).sum(axis=1)
    # Levels of which days are the same are no evidence of their own.
    evidence = both.sum(axis=1) / around * np.divide(xy * xy, xx * yy, out=np.zeros(len(x)), where=xx * yy > 0)
    slope = np.clip(np.divide(xy, xx, out=np.zeros(len(x)), where=xx > 0), 0.0, 1.0)
    return np.asarray(slope * np.maximum(1 - FEWEST_EVIDENCE / np.maximum(evidence, 1e-9), 0.0))


def _rise(level: np.ndarray, ahead: np.ndarray, start: int, year: int) -> np.ndarray:
    """Mean over the years before of how far the level of periods ahead was above that of `start`, (rows, periods
    ahead); NaN where no year knows."""
    rises = [
        level[:, ahead - back * year] - level[:, [start - back * year]]
        for back in range(1, MOST_YEARS + 1)
        if start >= back * year
    ]
    return mean_known(np.stack(rises), axis=0)
