"""Forecasts as rows: arrays packed on the way in, unpacked on the way out."""

import zlib

import numpy as np

from app.models import StoredForecast
from forecasting.forecast import LEVELS, Forecast


def pack(version_id: int, forecast: Forecast) -> StoredForecast:
    return StoredForecast(
        version_id=version_id,
        start=forecast.start,
        step_days=forecast.step_days,
        horizon=len(forecast),
        mean=_bytes(forecast.mean),
        quantiles=_bytes(forecast.quantiles),
    )


def unpack(stored: StoredForecast) -> Forecast:
    return Forecast(
        start=stored.start,
        mean=_array(stored.mean),
        quantiles=_array(stored.quantiles).reshape(len(LEVELS), stored.horizon),
        step_days=stored.step_days,
    )


def _bytes(array: np.ndarray) -> bytes:
    # Level 1: the arrays shrink to about half, and unpacking stays well below a millisecond.
    return zlib.compress(np.ascontiguousarray(array, dtype="<f4").tobytes(), level=1)


def _array(packed: bytes) -> np.ndarray:
    return np.frombuffer(zlib.decompress(packed), dtype="<f4").astype(np.float64)
