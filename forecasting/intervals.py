"""Quantiles of demand, from how far the backtest was off (split conformal prediction, Vovk et al. 2005).

Errors are pooled over cut-offs and horizons after division by a width that grows with the level of the
forecast (Taylor's power law) and with the horizon, so that a few dozen errors serve every period.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from scipy import stats

from forecasting.forecast import LEVELS
from forecasting.history import History

_FEW = 20
_RECENT_DAYS = 365
# A single sale last week says little about the next: the shape of slow sales is scaled with care.
_COUNT_RATIOS = (1 / 3, 3.0)
_TAYLOR_EXPONENT = 0.75
# A backtest that shows no growth counts as much as one cut-off; a random walk grows with exponent 0.5.
_GROWTH_PRIOR_CUTOFFS = 1
_GROWTH_LIMIT = 0.5


class Residuals(Protocol):
    """A forecast and what came, both of shape (h,)."""

    mean: np.ndarray
    actual: np.ndarray


def quantiles(mean: np.ndarray, history: History, folds: Sequence[Residuals]) -> np.ndarray:
    """Units that demand stays below, shape (len(LEVELS), horizon): never negative, rising along axis 0.

    mean -- shape (horizon,); history -- what the mean was made from; folds -- its backtest, may be empty
    """
    known = history.values[~np.isnan(history.values)]
    recent = known[-_RECENT_DAYS // history.step_days :]
    tested = sum(np.count_nonzero(~np.isnan(fold.actual)) for fold in folds)
    if len(known) < _FEW or (tested < _FEW and not mostly_zero(recent)):
        return _few(mean, known)
    if mostly_zero(recent):
        return _counts(mean, recent)
    return _conformal(mean, folds)


def mostly_zero(values: np.ndarray) -> bool:
    """Whether at least half of these known sales are zero: a slow mover."""
    return np.count_nonzero(values) <= len(values) / 2


def _few(mean: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Negative binomial around the mean, with the variance of the sales and that of an uncertain mean."""
    spread = known.var(ddof=1) if len(known) > 1 else 0.0
    level = np.maximum(mean, 1e-9)
    variance = np.maximum(spread, level * 1.001) + level**2 / max(len(known), 1)
    success = level / variance
    rows = stats.nbinom.ppf(np.array(LEVELS)[:, None], level * success / (1 - success), success)
    return np.where(mean > 0, rows, 0.0)


def _counts(mean: np.ndarray, recent: np.ndarray) -> np.ndarray:
    """The recent sales themselves as the distribution: a quantile of slow sales is a quantity really sold."""
    rows = np.quantile(recent, LEVELS, method="higher")
    average = recent.mean()
    scaled = rows[:, None] * np.clip(mean / (average or 1.0), *_COUNT_RATIOS)
    return np.rint(scaled) if np.array_equal(recent, np.rint(recent)) else scaled


def _conformal(mean: np.ndarray, folds: Sequence[Residuals]) -> np.ndarray:
    floor = 0.1 * np.mean(np.concatenate([fold.mean for fold in folds])) + 1e-9
    scaled = np.array([(fold.actual - fold.mean) / _taylor(fold.mean, floor) for fold in folds])
    growth = _growth(scaled)
    horizon = scaled.shape[1]
    pooled = scaled / _widening(horizon, horizon, growth)
    # (n + 1) p-th smallest error: the finite-sample correction of conformal prediction.
    scores = np.quantile(pooled[~np.isnan(pooled)], LEVELS, method="weibull")
    width = _taylor(mean, floor) * _widening(len(mean), horizon, growth)
    return np.maximum(mean + scores[:, None] * width, 0.0)


def _taylor(mean: np.ndarray, floor: float) -> np.ndarray:
    return np.maximum(mean, floor) ** _TAYLOR_EXPONENT


def _growth(scaled: np.ndarray) -> float:
    """Exponent of the growth of errors with the horizon, from the two halves of the backtest's horizon."""
    half = scaled.shape[1] // 2
    near, far = np.abs(scaled[:, :half]), np.abs(scaled[:, half:])
    if np.isnan(near).all() or np.isnan(far).all() or np.nanmean(near) == 0 or np.nanmean(far) == 0:
        return 0.0
    # The middles of the halves are a factor of three apart.
    exponent = np.log(np.nanmean(far) / np.nanmean(near)) / np.log(3)
    weight = len(scaled) / (len(scaled) + _GROWTH_PRIOR_CUTOFFS)
    return float(np.clip(weight * exponent, 0.0, _GROWTH_LIMIT))


def _widening(periods: int, tested: int, growth: float) -> np.ndarray:
    """Width of each period relative to the middle of the tested horizon, shape (periods,)."""
    return (np.arange(1, periods + 1) / ((tested + 1) / 2)) ** growth
