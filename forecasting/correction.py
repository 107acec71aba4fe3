"""One factor per product that removes the bias its backtest showed."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from forecasting.backtest import Fold

_BOUNDS = (0.8, 1.25)
# As much weight as two cut-offs without any bias.
_PRIOR_CUTOFFS = 2


def factor(folds: Sequence[Fold]) -> float:
    """Sales over forecast in the backtest, shrunk towards 1 and bounded.

    1.0 unless each cut-off, corrected by the factor of the others, has a lower squared error over all.
    """
    if len(folds) < 2:
        return 1.0
    corrected = [fold.mean * _shrunk_ratio([other for other in folds if other is not fold]) for fold in folds]
    before = sum(np.nansum((fold.mean - fold.actual) ** 2) for fold in folds)
    after = sum(np.nansum((mean - fold.actual) ** 2) for fold, mean in zip(folds, corrected, strict=True))
    return _shrunk_ratio(folds) if after < before else 1.0


def apply(folds: Sequence[Fold], factor: float) -> tuple[Fold, ...]:
    """The backtest as it would have been with this factor."""
    return tuple(replace(fold, mean=fold.mean * factor) for fold in folds)


def _shrunk_ratio(folds: Sequence[Fold]) -> float:
    sold = sum(np.nansum(fold.actual) for fold in folds)
    forecast = sum(fold.mean[~np.isnan(fold.actual)].sum() for fold in folds)
    if forecast <= 0:
        return 1.0
    weight = len(folds) / (len(folds) + _PRIOR_CUTOFFS)
    return float(np.clip(1 + weight * (sold / forecast - 1), *_BOUNDS))
