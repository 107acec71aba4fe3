"""What drives sales, read off a model: its trend, its week, its year."""

from dataclasses import dataclass

import numpy as np

from forecasting.prophet.design import WEEK, YEAR, fourier
from forecasting.prophet.stored import StoredProphet

# Any Monday, and any first of January.
MONDAY, NEW_YEAR = np.datetime64("2024-01-01"), np.datetime64("2025-01-01")
# A trend near zero would make any season look endless.
SMALLEST_LEVEL = 1e-9
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Components:
    """trend -- units per period, float64 (n,)
    week -- what each day from Monday multiplies that by, 1 on average, (7,); None: the model has no week
    year -- the same for each day from 1 January, (365,)
    """

    trend: np.ndarray
    week: np.ndarray | None
    year: np.ndarray | None


def components(model: StoredProphet, days: np.ndarray) -> Components:
    """The parts of a model on datetime64[D] days (n,), in order.

    Prophet adds seasons to a raw trend; here they are set against its mean level over these days.
    """
    numbers = days.astype("datetime64[D]").astype(int)
    trend = model.trend(numbers)
    level = max(float(trend.mean()), SMALLEST_LEVEL)
    week = _season(model, WEEK, MONDAY + np.arange(7), level)
    year = _season(model, YEAR, NEW_YEAR + np.arange(YEAR_DAYS), level)
    in_units = trend if model.log_scale is None else model.log_scale.in_units(trend)
    return Components(np.maximum(in_units, 0.0), week, year)


def _season(model: StoredProphet, period: float, days: np.ndarray, level: float) -> np.ndarray | None:
    place = 0
    for own, order in model.seasons:
        columns = slice(place, place + 2 * order)
        if own == period:
            features = fourier(days.astype(int), period, order)
            added = features @ model.additive[columns] * model.y_scale
            factors = np.exp(added) if model.log_scale else 1 + features @ model.multiplicative[columns] + added / level
            factors = np.maximum(factors, 0.0)
            return factors / max(float(factors.mean()), SMALLEST_LEVEL)
        place += 2 * order
    return None
