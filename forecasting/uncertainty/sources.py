"""Three views of how far demand strays from its expectation.

Errors are counted in square roots of expected demand, as counts spread.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from forecasting.block import Block
from forecasting.forecast import LEVELS
from forecasting.metrics import mean_known
from forecasting.signals.regressors.effects import local_mean
from forecasting.uncertainty.quantiles import of_samples

YEAR_WEEKS, RECENT_WEEKS = 52, 13
# A product's own error quantiles are pulled to its group's shape by this many periods.
SHAPE_PERIODS = 28.0
# Below this many known periods the past says nothing about spread.
FEWEST_PERIODS = 28
# Added to expected demand before roots are taken: a share of its mean, and a little for those who sell nothing.
FLOOR_SHARE, FLOOR = 0.05, 0.02
# Products of a kind: mean sales per period between these bounds.
SPEEDS = (1.0, 5.0, 50.0)


def speed(block: Block) -> np.ndarray:
    """Group of products that sell alike, int (products,)."""
    return np.searchsorted(SPEEDS, np.nan_to_num(mean_known(block.values)))


@dataclass(frozen=True, slots=True)
class Sources:
    """Quantiles at LEVELS, float64 (products, levels) each.

    errors -- of the backtest, and deviations -- of the past year from its own course: both per root of expectation
    recent -- plain sales of the last quarter, in units
    thin   -- products with next to no past, (products,)
    """

    errors: np.ndarray
    deviations: np.ndarray
    recent: np.ndarray
    thin: np.ndarray

    @classmethod
    def of(cls, block: Block, actual: np.ndarray, predicted: np.ndarray) -> "Sources":
        """From a block and its backtest: actual, predicted (cut-offs, products, horizon), NaN in actual: unmeasured."""
        week = 7 // block.step_days
        course = np.nan_to_num(local_mean(block.values, block.season_length))
        deviation = _newest((block.values - course) / _root(course), YEAR_WEEKS * week)
        thin = (~np.isnan(block.values)).sum(axis=1) < FEWEST_PERIODS
        errors = _error_quantiles(actual, predicted, speed(block))
        deviations = np.where(thin[:, None], errors, of_samples(deviation))
        return cls(errors, deviations, of_samples(_newest(block.values, RECENT_WEEKS * week)), thin)

    def mixed(self, mean: np.ndarray, mix: np.ndarray, rows: slice, factor: np.ndarray | None = None) -> np.ndarray:
        """Weighted mean of the sources' quantiles around mean forecasts: (products, levels, horizon).

        mean -- (products, horizon) of `rows`; mix -- weights of the sources, (products, 3)
        factor -- what sales are multiplied by that those of late were not, (products, horizon); None: 1
        """
        recent = self.recent[rows, :, None] * (1.0 if factor is None else factor[:, None])
        root = _root(mean)[:, None, :]
        weights = mix[:, :, None, None]
        around = [
            np.maximum(mean[:, None, :] + own[rows, :, None] * root, 0.0) for own in (self.errors, self.deviations)
        ]
        return weights[:, 0] * around[0] + weights[:, 1] * around[1] + weights[:, 2] * recent


def _newest(values: np.ndarray, periods: int) -> np.ndarray:
    """The last periods, (products, periods); of who is hardly known in them, out of stock for long, the last known."""
    newest, known = values[:, -periods:].copy(), ~np.isnan(values)
    for row in np.flatnonzero(known[:, -periods:].sum(axis=1) < np.minimum(FEWEST_PERIODS, known.sum(axis=1))):
        own = values[row, known[row]][-newest.shape[1] :]
        newest[row, -len(own) :] = own
    return newest


def _root(expected: np.ndarray) -> np.ndarray:
    return np.sqrt(expected + FLOOR_SHARE * expected.mean(axis=-1, keepdims=True) + FLOOR)


def _error_quantiles(actual: np.ndarray, predicted: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """A product's own quantiles, pulled towards the shape of its kind; a product without any takes its kind's."""
    cutoffs, products, horizon = actual.shape
    error = ((actual - predicted) / _root(predicted)).transpose(1, 0, 2).reshape(products, cutoffs * horizon)
    if not error.size:
        return np.tile(ndtri(LEVELS), (products, 1))
    count, size = (~np.isnan(error)).sum(axis=1), np.sqrt(mean_known(error * error))
    own = of_samples(error)
    out = np.empty_like(own)
    for group in np.unique(kind):
        members = kind == group
        shape, typical = _typical_shape(own, size, members)
        width = np.where(np.isnan(size[members]), typical, size[members])[:, None]
        trust = (count[members] / (count[members] + SHAPE_PERIODS))[:, None]
        out[members] = trust * own[members] + (1 - trust) * width * shape
    return out


def _typical_shape(own: np.ndarray, size: np.ndarray, members: np.ndarray) -> tuple[np.ndarray, float]:
    """Mean shape and median size of a kind's errors, else of everyone's, else of a Poisson's bell (size 1)."""
    for chosen in (members & (size > 0), size > 0):
        if chosen.any():
            return (own[chosen] / size[chosen, None]).mean(axis=0), float(np.median(size[chosen]))
    return ndtri(LEVELS), 1.0
