"""Errors of a forecast, from actual sales `y` and forecast `f`, both float64 of shape (n,).

Periods whose sales are unknown (NaN in `y`) are left out. None means: not measurable here.
"""

import numpy as np


def mean_absolute_error(y: np.ndarray, f: np.ndarray) -> float | None:
    """MAE in units."""
    return _mean(np.abs(f - y))


def mean_absolute_percentage_error(y: np.ndarray, f: np.ndarray) -> float | None:
    """MAPE as a fraction, over the periods with sales: it is not defined on the others."""
    sold = y > 0
    return _mean(np.abs(f[sold] - y[sold]) / y[sold])


def weighted_absolute_percentage_error(y: np.ndarray, f: np.ndarray) -> float | None:
    """WAPE as a fraction: all absolute errors over all sales."""
    return _per_sales(np.abs(f - y), y)


def relative_bias(y: np.ndarray, f: np.ndarray) -> float | None:
    """Forecast minus sales over sales, as a fraction: positive is too much."""
    return _per_sales(f - y, y)


def root_mean_squared_scaled_error(y: np.ndarray, f: np.ndarray, training: np.ndarray) -> float | None:
    """RMSSE: root mean squared error over the root mean squared one-step difference of the training part.

    The training part counts from its first sale (Makridakis et al., The M5 accuracy competition, section 3).
    """
    steps = _steps(training)
    scale = _mean(steps**2)
    error = _mean((f - y) ** 2)
    return float(np.sqrt(error / scale)) if scale and error is not None else None


def coverage(y: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> float | None:
    """Share of known periods whose sales fell within the bounds, bounds included."""
    known = ~np.isnan(y)
    return _mean(((lower <= y) & (y <= upper))[known].astype(float))


def scaled_pinball_loss(y: np.ndarray, quantiles: np.ndarray, levels: np.ndarray, training: np.ndarray) -> float | None:
    """Mean pinball loss over the levels, over the mean absolute one-step difference of the training part.

    quantiles -- shape (len(levels), n)
    """
    above = y - quantiles
    loss = np.maximum(levels[:, None] * above, (levels[:, None] - 1) * above)
    scale = _mean(np.abs(_steps(training)))
    mean_loss = _mean(loss.ravel())
    return mean_loss / scale if scale and mean_loss is not None else None


def _steps(training: np.ndarray) -> np.ndarray:
    sold = np.flatnonzero(training > 0)
    return np.diff(training[sold[0] :]) if len(sold) else np.empty(0)


def _mean(numbers: np.ndarray) -> float | None:
    known = numbers[~np.isnan(numbers)]
    return float(known.mean()) if len(known) else None


def _per_sales(errors: np.ndarray, y: np.ndarray) -> float | None:
    total = np.nansum(y)
    return float(np.nansum(errors) / total) if total > 0 else None
