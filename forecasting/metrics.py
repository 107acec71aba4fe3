"""Error measures over arrays. NaN in `actual` means the demand is unknown; such periods count nowhere.

RMSSE and its like: Hyndman and Koehler, "Another look at measures of forecast accuracy", 2006, and the M5 guide.
"""

import numpy as np
from numpy.typing import ArrayLike

PINBALL_LEVELS = (0.025, 0.1, 0.5, 0.9, 0.975)


def mean_known(values: np.ndarray, axis: int | tuple[int, ...] = -1) -> np.ndarray:
    """Mean without NaN, quietly NaN where nothing is known."""
    known = ~np.isnan(values)
    count = known.sum(axis=axis)
    total = np.where(known, values, 0.0).sum(axis=axis)
    return np.divide(total, count, out=np.full(np.shape(total), np.nan), where=count > 0)


def zero_where_unknown(values: np.ndarray) -> np.ndarray:
    """A copy with 0 in place of NaN: `numpy.nan_to_num`, which looks for infinities as well, takes three times as
    long."""
    return np.where(np.isnan(values), values.dtype.type(0), values)


def one_step_scales(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Root mean squared and mean absolute one-step difference, each (products,); NaN where zero or unknown.

    values -- (products, periods), NaN before the first sale and where unknown
    """
    steps = np.diff(values, axis=1)
    squared, absolute = np.sqrt(mean_known(steps * steps)), mean_known(np.abs(steps))
    return np.where(squared > 0, squared, np.nan), np.where(absolute > 0, absolute, np.nan)


def rmsse(actual: np.ndarray, predicted: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Root mean squared scaled error over the last axis; scale is the root mean squared one-step difference."""
    return np.sqrt(mean_known((actual - predicted) ** 2)) / scale


def pinball(actual: np.ndarray, quantiles: np.ndarray, levels: ArrayLike) -> np.ndarray:
    """Mean pinball loss over levels and horizon, (products,), in units.

    actual -- (products, horizon); quantiles -- (products, levels, horizon); levels -- (levels,)
    """
    error = actual[:, None, :] - quantiles
    level = np.asarray(levels)[:, None]
    return mean_known(np.maximum(level * error, (level - 1) * error), axis=(-2, -1))


def coverage(actual: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """Share of known outcomes inside the closed interval, over the last axis."""
    inside = ((actual >= low) & (actual <= high)).astype(float)
    return mean_known(np.where(np.isnan(actual), np.nan, inside))
