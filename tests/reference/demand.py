"""Slow, obvious twin of `forecasting.replenishment.demand`: one product, one path, one day at a time."""

import math

import numpy as np

from forecasting.forecast import LEVELS, Forecast
from forecasting.uncertainty import paths
from forecasting.uncertainty.dependence import FADING, Dependence


def sampled_sums(forecast: Forecast, dependence: Dependence, days: int, samples: int) -> np.ndarray:
    """Demand of whole days, drawn at random from the Gaussian copula by its correlation matrix; daily forecasts."""
    lag = np.abs(np.subtract.outer(np.arange(days), np.arange(days)))
    correlation = dependence.lasting + dependence.fading * FADING**lag + np.eye(days)
    np.fill_diagonal(correlation, 1.0)
    scores = np.random.default_rng(1).multivariate_normal(np.zeros(days), correlation, size=samples)
    sums = np.zeros(samples)
    for day in range(days):
        probability = [0.5 * (1 + math.erf(score / math.sqrt(2))) for score in scores[:, day]]
        sums += np.interp(probability, LEVELS, forecast.quantiles[:, day])
    return sums


def course(forecast: Forecast, dependence: Dependence, path: int, available: list[float], lead: int, end: int) -> dict:
    """What happens on one path: demand by `end`, what was lost by `lead` and by `end`, by how much demand exceeds
    what was there by `end` and at the worst since `lead`, and days until it was empty."""
    ranks = paths.ranks(dependence, len(available))
    asked, short, found = 0.0, 0.0, {"lost_early": 0.0, "lasted": 0, "worst": -math.inf}
    owed = max(0.0, -available[0])
    for day, there in enumerate(available):
        probability = (ranks[day, path] + 0.5) / paths.PATHS
        asked += float(np.interp(probability, LEVELS, forecast.quantiles[:, day]))
        # What comes is theirs first who wait.
        short = max(short, asked - max(0.0, there))
        found["lasted"] += short + owed <= 0
        if day == lead - 1:
            found["lost_early"] = short
        if lead <= day < end:
            found["worst"] = max(found["worst"], asked - there)
        if day == end - 1:
            found |= {"total": asked, "lost": short, "gap": asked - there}
    return found
