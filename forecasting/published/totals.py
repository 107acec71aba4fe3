"""Sums of forecasts: means add up, spreads do so as far as errors go together."""

import numpy as np
from scipy.special import ndtri

from forecasting.forecast import LEVEL_WEIGHTS, Forecast

# Weeks of errors as good as what is known of all groups together.
PRIOR_WEEKS = 6.0


def variance(forecast: Forecast) -> np.ndarray:
    """Mean squared distance of demand from the mean, as the stored quantiles tell it, shape (horizon,)."""
    return np.tensordot(LEVEL_WEIGHTS, (forecast.quantiles - forecast.mean) ** 2, axes=1)


def dependence(squared_sums: np.ndarray, sums_of_squares: np.ndarray) -> np.ndarray:
    """What the sum of variances has to be multiplied by for each group, float64 (groups,): 1 if errors within a group
    are independent, the number of its members if they all go together.

    squared_sums, sums_of_squares -- float64 (groups, weeks): of the errors of a group's members in a week, the square
    of their sum and the sum of their squares; NaN where unknown. Groups of few weeks lean on all groups together.
    """
    known = ~np.isnan(squared_sums) & ~np.isnan(sums_of_squares)
    together = np.where(known, squared_sums, 0.0).sum(axis=1)
    apart = np.where(known, sums_of_squares, 0.0).sum(axis=1)
    common = together.sum() / apart.sum() if apart.any() else 1.0
    prior = np.where(apart > 0, PRIOR_WEEKS * apart / np.maximum(known.sum(axis=1), 1), 1.0)
    return (together + prior * common) / (apart + prior)


def interval(mean: np.ndarray, variances: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Bounds that hold `level` percent of the outcomes of a sum of many, each as `mean`: normal, never below zero."""
    reach = ndtri(0.5 + level / 200) * np.sqrt(variances)
    return np.maximum(mean - reach, 0.0), mean + reach
