"""How much the errors of different days have in common: without it the demand of a week looks surer than it is.

Sales that fall short on one day tend to fall short on the next, because the forecast was too high or the weather bad.
Measured on the backtest, in normal scores, and pooled: one product's three months say little about it.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from forecasting.backtest import Backtest
from forecasting.forecast import LEVELS

# What days next to each other share fades by this factor a period; the rest of what they share stays.
FADING = 0.7
NEAR_LAGS, FIRST_FAR_LAG = (1, 2, 3), 7
# A group's own correlation is pulled towards everyone's by as many products.
POOL_PRODUCTS = 20.0
LARGEST_LASTING, LARGEST_FADING = 0.6, 0.4
# Three cut-offs, to whose outcomes the means were fitted as well, show too little of what lasts: so much is hidden.
LASTING_HIDDEN, LASTING_SHOWN = 0.04, 1 / 1.5


@dataclass(frozen=True, slots=True)
class Dependence:
    """Correlation of two periods' normal scores, `lag` apart: lasting + fading * FADING ** lag."""

    lasting: float
    fading: float


# Before anything is measured: a little of both, as most catalogues show.
TYPICAL = Dependence(0.1, 0.1)


def estimate(backtest: Backtest, quantiles: np.ndarray, groups: np.ndarray) -> list[Dependence]:
    """The dependence to expect of each product's periods: that of its group.

    quantiles -- published at the cut-offs, (cut-offs, products, levels, horizon); groups -- int (products,)
    """
    if not backtest.measured.any():
        return [TYPICAL] * len(groups)
    score = _scores(backtest.actual, quantiles)
    everyone = _correlations(score)
    found = {}
    for group in np.unique(groups):
        members = groups == group
        weight = members.sum() / (members.sum() + POOL_PRODUCTS)
        found[group] = _fitted(weight * _correlations(score[:, members]) + (1 - weight) * everyone)
    return [found[group] for group in groups]


def _scores(actual: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    """Expected normal score of each outcome, given between which levels it fell: (cut-offs, products, horizon).

    A count ties with many levels at once; its score is the mean of the bell curve between them.
    """
    bounds = np.array([0.0, *LEVELS, 1.0])
    low = bounds[(quantiles < actual[:, :, None, :]).sum(axis=2)]
    high = bounds[(quantiles <= actual[:, :, None, :]).sum(axis=2) + 1]
    score = (_bell(low) - _bell(high)) / (high - low)
    return np.where(np.isnan(actual), np.nan, score)


def _bell(probability: np.ndarray) -> np.ndarray:
    return np.exp(-0.5 * ndtri(probability) ** 2) / np.sqrt(2 * np.pi)


def _correlations(score: np.ndarray) -> np.ndarray:
    """Correlation by lag, (horizon,), of the normal scores behind the observed ones; 0 where unmeasured.

    A score known only to lie in an interval keeps the share `v` of its variance, and two of them v² of what they have
    in common (first term of the Hermite expansion), so that their products are divided by v².
    """
    horizon = score.shape[2]
    known, score = ~np.isnan(score), np.nan_to_num(score)
    variance = (score**2).sum() / max(1, known.sum())
    found = np.zeros(horizon)
    for lag in range(1, horizon):
        pairs = (known[:, :, lag:] & known[:, :, :-lag]).sum()
        common = (score[:, :, lag:] * score[:, :, :-lag]).sum() / max(1, pairs)
        found[lag] = common / variance**2 if variance > 0 else 0.0
    return found


def _fitted(correlation: np.ndarray) -> Dependence:
    """Two figures for all lags; a horizon too short for far lags takes what is typical for them."""
    far = correlation[FIRST_FAR_LAG:]
    shown = max(0.0, float(far.mean())) if len(far) else 0.0
    lasting = min(shown / LASTING_SHOWN + LASTING_HIDDEN, LARGEST_LASTING) if len(far) else TYPICAL.lasting
    lags = np.array([lag for lag in NEAR_LAGS if lag < len(correlation)], dtype=int)
    if not len(lags):
        return Dependence(lasting, TYPICAL.fading)
    shape = FADING**lags
    fading = float((correlation[lags] - shown) @ shape / (shape @ shape))
    return Dependence(lasting, float(np.clip(fading, 0.0, LARGEST_FADING)))
