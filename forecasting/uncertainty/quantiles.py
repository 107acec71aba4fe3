"""Quantiles of many products at once."""

import numpy as np
from scipy.special import gammaincinv

from forecasting.forecast import LEVELS

# Where less than this is expected, nothing is.
SMALLEST_MEAN = 1e-6
# Between these lie variances as shares of the squared mean.
LEAST_SHARE, LARGEST_SHARE = 1e-4, 25.0


def of_samples(samples: np.ndarray) -> np.ndarray:
    """Quantiles at LEVELS of each row without its NaN, float64 (rows, levels); 0 for a row without any value.

    Conformal position (n + 1)p of the sorted sample (Vovk et al., "Algorithmic Learning in a Random World", 2005),
    linear between neighbours, the outermost value beyond.
    """
    ordered = np.sort(samples, axis=1)
    count = (~np.isnan(samples)).sum(axis=1)[:, None]
    last = np.maximum(count - 1, 0)
    position = np.clip(np.asarray(LEVELS) * (count + 1) - 1, 0, last)
    low = np.floor(position).astype(int)
    rows = np.arange(len(samples))[:, None]
    below, above = ordered[rows, low], ordered[rows, np.minimum(low + 1, last)]
    return np.nan_to_num(below + (position - low) * (above - below))


def widened(quantiles: np.ndarray, factor: np.ndarray | np.float64, median: int) -> np.ndarray:
    """Spread (products, levels, horizon) about the level at position `median`; never below zero."""
    centre = quantiles[:, [median]]
    return np.maximum(centre + (quantiles - centre) * factor, 0.0)


def of_gamma(mean: np.ndarray, excess: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Quantiles at LEVELS of gamma distributions with these means (products, horizon): float32 (products, levels,
    horizon); whole numbers for counts (products,).

    excess -- variance beyond that of a count, as a share of the squared mean, (products,): that of a negative binomial
    """
    safe = np.maximum(mean, SMALLEST_MEAN)
    scale = 1 + safe * excess[:, None]
    shape = safe / scale
    values = gammaincinv(shape[:, None, :], np.array(LEVELS)[:, None]) * scale[:, None, :]
    values = np.where(counts[:, None, None], np.round(values), values)
    return np.where(mean[:, None] > SMALLEST_MEAN, values, 0.0).astype(np.float32)


def of_share(mean: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """Quantiles at LEVELS of gamma distributions with these means and variances, the latter as shares of the squared
    mean, (products, horizon) each: float32 (products, levels, horizon)."""
    share = np.clip(variance, LEAST_SHARE, LARGEST_SHARE)
    values = gammaincinv(1 / share[:, None], np.array(LEVELS)[:, None]) * (share * mean)[:, None]
    return np.where(mean[:, None] > SMALLEST_MEAN, values, 0.0).astype(np.float32)
