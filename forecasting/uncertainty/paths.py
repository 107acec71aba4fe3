"""Equally likely courses that demand may take over the coming periods.

Every period's distribution is cut into PATHS equally likely values; a path takes one of them in each period. Which one
is decided by a Gaussian copula, the same for all products of one dependence, and the same in every run.
"""

from functools import lru_cache

import numpy as np
from scipy.special import gammaincinv, ndtri

from forecasting.forecast import LEVELS
from forecasting.uncertainty.dependence import FADING, Dependence

PATHS = 1024
# Of many tried, the one whose sums of 1 to 60 independent normal scores have the truest quantiles.
SEED = 840
# Periods are drawn so many at a time; paths of any length begin alike.
CHUNK = 128
_HALVES = (slice(0, CHUNK), slice(CHUNK, None))
# Dependences are rounded, so that many products share one set of paths.
_LASTING_STEP, _FADING_STEP = 0.02, 0.1


def _weights() -> np.ndarray:
    """How much of each stored level the PATHS values of a period take, float32 (levels, paths): `Forecast.quantile`
    at the middle of each path's share, as one matrix."""
    probability = (np.arange(PATHS) + 0.5) / PATHS
    columns = [np.interp(probability, LEVELS, row) for row in np.eye(len(LEVELS))]
    return np.array(columns, dtype=np.float32)


WEIGHTS = _weights()
# What each level weighs in the mean of a period, and the share of it that lies between each and the next.
_IN_MEAN, _BETWEEN = WEIGHTS.mean(axis=1), np.diff(LEVELS)
# Of one, so far rounding stays from its ends: single precision must not make a whole number the one below.
_END = 0.01
_SCORES = ndtri((np.arange(PATHS) + 0.5) / PATHS)


def rounded(dependence: Dependence) -> Dependence:
    """The nearest dependence that has paths of its own."""
    lasting = round(dependence.lasting / _LASTING_STEP) * _LASTING_STEP
    return Dependence(round(lasting, 2), round(round(dependence.fading / _FADING_STEP) * _FADING_STEP, 1))


def ranks(dependence: Dependence, periods: int) -> np.ndarray:
    """Which of its values each path takes in each period, int (periods, paths): a permutation per period."""
    return _ranks(dependence, -(-periods // CHUNK) * CHUNK)[:periods]


def rounding(mean: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    """What is added to the values of counts before they are rounded down, (products, periods).

    Levels are too few to say where between two of them one unit becomes two: there, so that the values have the mean,
    as far as the levels leave it open. mean -- (products, periods); quantiles -- (products, levels, periods), whole
    """
    open_share = np.tensordot(_BETWEEN, np.diff(quantiles, axis=1) > 0, axes=(0, 1))
    missing = mean - np.tensordot(_IN_MEAN, quantiles, axes=(0, 1))
    more = np.divide(missing, open_share, out=np.zeros(mean.shape), where=open_share > 0)
    return np.asarray(np.clip(0.5 + more, _END, 1 - _END))


def lead_times(mean: np.ndarray, sd: np.ndarray) -> np.ndarray:
    """Lead times of this mean and standard deviation, gamma distributed, (rows, PATHS), independent of demand.

    (rows, 1) where all are certain.
    """
    if not (sd > 0).any():
        return mean[:, None]
    drawn = np.repeat(mean.astype(float)[:, None], PATHS, axis=1)
    for row in np.flatnonzero(sd > 0):
        drawn[row] = _lead_times(max(float(mean[row]), 1e-3), max(float(sd[row]), 1e-3))
    return drawn


# Products of one supplier share their lead time, each is asked for several times, and quantiles are slow to work out.
@lru_cache(maxsize=512)
def _lead_times(mean: float, sd: float) -> np.ndarray:
    probability = np.random.default_rng([SEED, PATHS]).permutation((np.arange(PATHS) + 0.5) / PATHS)
    return np.asarray(gammaincinv((mean / sd) ** 2, probability) * sd**2 / mean)


@lru_cache(maxsize=64)
def _ranks(dependence: Dependence, periods: int) -> np.ndarray:
    noise, drive = _noise(periods)
    fading = drive.copy()
    for period in range(1, periods):
        fading[period] = FADING * fading[period - 1] + np.sqrt(1 - FADING**2) * drive[period]
    own = 1.0 - dependence.lasting - dependence.fading
    level = np.random.default_rng(SEED).permutation(_SCORES)
    score = np.sqrt(dependence.lasting) * level + np.sqrt(dependence.fading) * fading
    score += np.sqrt(max(0.0, own)) * noise
    return score.argsort(axis=1).argsort(axis=1)


# The same for all dependences, and most of what it takes to rank the paths of one.
@lru_cache(maxsize=2)
def _noise(periods: int) -> tuple[np.ndarray, np.ndarray]:
    """Two sets of independent normal scores, (periods, paths) each, without any correlation by accident."""
    level = np.random.default_rng(SEED).permutation(_SCORES)
    parts = []
    for chunk in range(-(-periods // CHUNK)):
        drawn = np.random.default_rng([SEED, chunk]).normal(size=(PATHS, 2 * CHUNK))
        fixed = np.column_stack([np.ones(PATHS), level, drawn])
        parts.append(np.linalg.qr(fixed)[0][:, 2:].T * np.sqrt(PATHS))
    noise, drive = (np.concatenate([part[half] for part in parts])[:periods] for half in _HALVES)
    return noise, drive
