"""Products that sell much in one week and little in the next, by turns: where it is worth to look for their rhythm."""

import numpy as np

from forecasting.metrics import mean_known
from forecasting.signals.calendars.calendars import EVERY_WEEKS

# Weeks of one turn have so much in common, and so much more than neighbours have: their correlations.
ALIKE, BEYOND_NEIGHBOURS = 0.5, 0.3


def taken(weeks: np.ndarray) -> np.ndarray:
    """Whose weeks are like those some weeks before, and unlike their neighbours, bool (products,).

    weeks -- sales of each, (products, weeks), NaN where unknown
    """
    beside = np.nan_to_num(weeks - mean_known(weeks)[:, None])
    total = np.maximum((beside**2).sum(axis=1), 1e-9)
    lags = [lag for lag in (1, *EVERY_WEEKS) if lag < weeks.shape[1]]
    alike = [(beside[:, lag:] * beside[:, :-lag]).sum(axis=1) / total for lag in lags]
    most = np.max(alike[1:], axis=0, initial=0.0)
    return np.asarray((most > ALIKE) & (most > alike[0] + BEYOND_NEIGHBOURS))
