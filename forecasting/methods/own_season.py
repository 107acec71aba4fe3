"""Waves of the year that multiply with a product's own level (`forecasting.signals.seasons.waves`).

Who has not been there for a year and a half, or hardly sells, is left to exponential smoothing.
"""

from collections.abc import Sequence

import numpy as np

from forecasting.block import Block
from forecasting.methods import exponential_smoothing
from forecasting.metrics import zero_where_unknown
from forecasting.signals.seasons import waves

# Weekdays are those of the last half year; a product's own count as much as those of all from so many a day on.
WEEKDAY_DAYS, OWN_UNITS = 182, 20.0


def forecast(block: Block, origins: Sequence[int], horizon: int, base: np.ndarray | None = None) -> np.ndarray:
    """Mean forecasts, float64 (origins, products, horizon); base -- those of exponential smoothing, the same shape."""
    out = (exponential_smoothing.forecast(block, origins, horizon) if base is None else base).copy()
    for position, origin in enumerate(origins):
        past = block.until(origin)
        rows = np.flatnonzero(waves.tellable(past))
        if len(rows):
            own = past.select(rows)
            out[position, rows] = waves.Waves.of(own).expected(horizon, block.step_days) * _weekdays(own, horizon)
    return out


def _weekdays(past: Block, horizon: int) -> np.ndarray:
    """Factors of the periods ahead, (products, horizon)."""
    length, lately = past.season_length, past.values[:, -WEEKDAY_DAYS:]
    lately = lately[:, lately.shape[1] % length :].reshape(len(past), -1, length)
    units, known = zero_where_unknown(lately).sum(axis=1), (~np.isnan(lately)).sum(axis=1)
    rates = units / np.maximum(known, 1)
    share = units.sum(axis=1, keepdims=True) * _shares(rates) + OWN_UNITS * _shares(rates.sum(axis=0, keepdims=True))
    return np.asarray(length * _shares(share)[:, np.arange(horizon) % length])


def _shares(rates: np.ndarray) -> np.ndarray:
    """Of each weekday, even where nothing is sold."""
    total = rates.sum(axis=1, keepdims=True)
    return np.divide(rates, total, out=np.full(rates.shape, 1 / rates.shape[1]), where=total > 0)
