"""A forecast with some of its days changed from outside; `days` is bool, shape (horizon,)."""

import numpy as np
from scipy.special import pdtrik

from forecasting.forecast import LEVELS, Forecast

# A forecast of next to nothing says nothing of how much more than this would scatter.
LARGEST_FACTOR = 5.0


def scaled(forecast: Forecast, days: np.ndarray, factor: float) -> Forecast:
    """The mean and all quantiles of these days times a factor (0 or more)."""
    mean, quantiles = forecast.mean.copy(), forecast.quantiles.copy()
    mean[days] *= factor
    quantiles[:, days] *= factor
    return forecast.changed(mean, quantiles)


def part(forecast: Forecast, share: np.ndarray) -> Forecast:
    """A share (0 to 1) of what is asked for in each period, (horizon,): of customers who come by themselves, so that
    it scatters by the root of it."""
    mean = share * forecast.mean
    quantiles = np.maximum(mean + np.sqrt(share) * (forecast.quantiles - forecast.mean), 0.0)
    # All of it stays as it is, to the last digit.
    return forecast.changed(mean, np.where(share < 1.0, quantiles, forecast.quantiles))


def with_mean(forecast: Forecast, days: np.ndarray, units: float) -> Forecast:
    """Each of these days with this mean, its quantiles in proportion.

    Where the forecast is next to nothing beside it, the quantiles are those of a Poisson distribution.
    """
    mean, quantiles = forecast.mean.copy(), forecast.quantiles.copy()
    in_proportion = units <= LARGEST_FACTOR * mean[days]
    own = quantiles[:, days] * np.divide(units, mean[days], out=np.zeros_like(mean[days]), where=mean[days] > 0)
    quantiles[:, days] = np.where(in_proportion, own, _poisson(units)[:, None])
    mean[days] = units
    return forecast.changed(mean, quantiles)


def _poisson(mean: float) -> np.ndarray:
    """Quantiles at LEVELS of a Poisson distribution, shape (len(LEVELS),); 0 where less than none is likely enough."""
    return np.maximum(np.ceil(np.nan_to_num(pdtrik(LEVELS, mean))), 0.0) if mean > 0 else np.zeros(len(LEVELS))
