"""Whether sales have left what a forecast promised.

A forecast's quantiles say how far sales are expected to be from its mean: they were made from the errors of its
backtest. So they also say how large the error over some days is expected to be, and how much that varies.
"""

from dataclasses import dataclass

import numpy as np

from forecasting.forecast import LEVEL_WEIGHTS

# Fewer days prove nothing.
LEAST_DAYS = 7
# Errors of neighbouring days go together, which the sum below does not know: a wide band instead of false alarms.
SIGMAS = 4.0


@dataclass(frozen=True, slots=True)
class Drift:
    """wape -- error of the forecast over the days, as a fraction; None without sales
    error, limit -- sum of absolute errors in units, and what it was to stay below
    """

    wape: float | None
    error: float
    limit: float

    @property
    def has_left_band(self) -> bool:
        return self.error > self.limit


def measure(actual: np.ndarray, mean: np.ndarray, quantiles: np.ndarray) -> Drift | None:
    """Compare sales with their forecast; None when fewer than 7 days are known.

    actual -- float64, shape (n,), NaN where unknown; mean -- shape (n,); quantiles -- shape (len(LEVELS), n)
    """
    known = ~np.isnan(actual)
    if np.count_nonzero(known) < LEAST_DAYS:
        return None
    y, f, q = actual[known], mean[known], quantiles[:, known]
    distance = np.abs(q - f)
    weights = LEVEL_WEIGHTS[:, None]
    expected = np.sum(weights * distance, axis=0)
    variance = np.sum(weights * distance**2, axis=0) - expected**2
    limit = expected.sum() + SIGMAS * np.sqrt(variance.sum())
    error = float(np.abs(y - f).sum())
    return Drift(error / y.sum() if y.any() else None, error, float(limit))
