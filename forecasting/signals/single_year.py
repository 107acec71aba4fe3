"""Forecasts that the only year a product has shown contradicts: no backtest has seen these weeks of it."""

import numpy as np

from forecasting.block import Block
from forecasting.metrics import mean_known

# Parts of the time ahead, from one day to another, beside what the weeks before today and before the same day of the
# year sold, in so many days.
AHEAD_DAYS, LEVEL_DAYS, WEEK_DAYS = ((0, 28), (28, 56), (56, 84), (28, 90)), 28, 7
# They are contradicted by such a difference of logarithms, of so many standard errors. Two years are no single one.
OTHER, CLEAR, TWO_YEARS_DAYS = 0.25, 1.75, 760


def contradicts(block: Block, mean: np.ndarray) -> np.ndarray:
    """Whose only year went on from this time otherwise than is expected now, bool (products,).

    mean -- (products, horizon)
    """
    found, ago = np.zeros(len(block), dtype=bool), block.periods - block.year_length
    level = LEVEL_DAYS // block.step_days
    known = block.periods - block.first_sales
    rows = np.flatnonzero((known * block.step_days <= TWO_YEARS_DAYS) & (ago - level // 2 >= block.first_sales))
    if not len(rows):
        return found
    values = block.values[rows]
    scatter = _scatter(values[:, -block.year_length :], WEEK_DAYS // block.step_days)
    now, then = (_units(values, max(end - level, 0), end) for end in (block.periods, ago))
    for begin, end in AHEAD_DAYS:
        part = slice(begin // block.step_days, end // block.step_days)
        if part.stop <= mean.shape[1]:
            came, expected = _units(values, ago + part.start, ago + part.stop), mean[rows, part].sum(axis=1)
            change = _log(came) - _log(then) - _log(expected) + _log(now)
            error = np.sqrt(scatter * sum(1 / (units + 0.5) for units in (came, then, now)))
            found[rows] |= (np.abs(change) > OTHER) & (np.abs(change) > CLEAR * error)
    return found


def _units(values: np.ndarray, begin: int, end: int) -> np.ndarray:
    """Sold in these periods, as if all had been known, (rows,); NaN where less than half were."""
    span = values[:, begin:end]
    return np.where(2 * (~np.isnan(span)).sum(axis=1) >= end - begin, mean_known(span) * (end - begin), np.nan)


def _log(units: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(units + 0.5))


def _scatter(values: np.ndarray, week: int) -> np.ndarray:
    """Variance of what weeks sell as a share of its mean, by the steps from one to the next, (rows,)."""
    weeks = values[:, values.shape[1] % week :].reshape(len(values), -1, week).sum(axis=2)
    steps, sold = mean_known(np.diff(weeks, axis=1) ** 2), mean_known(weeks[:, 1:] + weeks[:, :-1])
    return np.maximum(np.divide(steps, sold, out=np.ones(len(values)), where=sold > 0), 1.0)
