"""Forecasts as rows: arrays packed on the way in, unpacked on the way out."""

from typing import Any

import numpy as np
import sqlalchemy as sa

from app.models import StoredForecast
from forecasting.forecast import LEVELS, Forecast

STEPS = np.iinfo(np.uint16).max
# Per period, as the columns say.
MEAN_BYTES, QUANTILES_BYTES = 4, 2 * len(LEVELS)


def row(version_id: int, forecast: Forecast) -> dict[str, Any]:
    """The columns of a StoredForecast.

    Quantiles become whole steps of 1/65535 of the largest one: half the size of float32, and zero stays zero. Whole
    units stay whole.
    """
    scale = _scale(forecast.quantiles)
    return {
        "version_id": version_id,
        "start": forecast.start,
        "step_days": forecast.step_days,
        "horizon": len(forecast),
        "mean": np.asarray(forecast.mean, dtype="<f4").tobytes(),
        "quantiles": np.rint(forecast.quantiles.T / scale).astype("<u2").tobytes(),
        "quantile_scale": scale,
        "is_whole": forecast.in_units,
    }


def _scale(quantiles: np.ndarray) -> float:
    highest = float(quantiles.max(initial=0.0))
    is_whole = highest <= STEPS and np.array_equal(quantiles, np.rint(quantiles))
    return 1.0 if is_whole else highest / STEPS


def unpack(stored: StoredForecast | sa.Row[*tuple[Any, ...]]) -> Forecast:
    """The forecast of a row, or of a row whose bytes were cut off after some periods."""
    mean, quantiles = _unpacked(stored.mean, stored.quantiles, stored.quantile_scale)
    return Forecast(stored.start, mean, quantiles, stored.step_days, stored.is_whole)


def as_stored(row: dict[str, Any], periods: int) -> Forecast:
    """The first periods of what `unpack` will say of a row that is to be written, as `row` made it."""
    mean, quantiles = row["mean"][: periods * MEAN_BYTES], row["quantiles"][: periods * QUANTILES_BYTES]
    return Forecast(row["start"], *_unpacked(mean, quantiles, row["quantile_scale"]), row["step_days"], row["is_whole"])


def _unpacked(mean: bytes, quantiles: bytes, scale: float) -> tuple[np.ndarray, np.ndarray]:
    means = np.frombuffer(mean, dtype="<f4").astype(np.float64)
    steps = np.frombuffer(quantiles, dtype="<u2").reshape(len(means), len(LEVELS))
    return means, steps.T * scale


def first_periods(days: sa.ColumnElement[int]) -> list[sa.SQLColumnExpression[Any]]:
    """The columns of a StoredForecast with just the periods that cover so many days."""
    periods = (days + StoredForecast.step_days - 1) // StoredForecast.step_days
    return [
        StoredForecast.start,
        StoredForecast.step_days,
        StoredForecast.quantile_scale,
        StoredForecast.is_whole,
        _prefix(StoredForecast.mean, periods * MEAN_BYTES).label("mean"),
        _prefix(StoredForecast.quantiles, periods * QUANTILES_BYTES).label("quantiles"),
    ]


def periods(first: sa.ColumnElement[int], count: int) -> list[sa.SQLColumnExpression[bytes]]:
    """The mean and the quantiles of so many periods from one on, counted from 0."""
    packed = (StoredForecast.mean, MEAN_BYTES, "mean"), (StoredForecast.quantiles, QUANTILES_BYTES, "quantiles")
    return [
        sa.func.substr(column, first * size + 1, count * size, type_=sa.LargeBinary).label(name)
        for column, size, name in packed
    ]


def _prefix(column: sa.SQLColumnExpression[bytes], length: sa.ColumnElement[int]) -> sa.ColumnElement[bytes]:
    return sa.func.substr(column, 1, length, type_=sa.LargeBinary)
