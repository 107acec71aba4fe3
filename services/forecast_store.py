"""Forecasts as rows: arrays packed on the way in, unpacked on the way out."""

from typing import Any

import numpy as np

from app.models import StoredForecast
from forecasting.forecast import LEVELS, Forecast

STEPS = np.iinfo(np.uint16).max


def row(version_id: int, forecast: Forecast) -> dict[str, Any]:
    """The columns of a StoredForecast.

    Quantiles become whole steps of 1/65535 of the largest one: half the size of float32, and zero stays zero.
    """
    scale = float(forecast.quantiles.max(initial=0.0)) / STEPS or 1.0
    return {
        "version_id": version_id,
        "start": forecast.start,
        "step_days": forecast.step_days,
        "horizon": len(forecast),
        "mean": np.asarray(forecast.mean, dtype="<f4").tobytes(),
        "quantiles": np.rint(forecast.quantiles / scale).astype("<u2").tobytes(),
        "quantile_scale": scale,
    }


def unpack(stored: StoredForecast) -> Forecast:
    steps = np.frombuffer(stored.quantiles, dtype="<u2").reshape(len(LEVELS), stored.horizon)
    return Forecast(
        start=stored.start,
        mean=np.frombuffer(stored.mean, dtype="<f4").astype(np.float64),
        quantiles=steps * stored.quantile_scale,
        step_days=stored.step_days,
    )
