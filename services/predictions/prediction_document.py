"""A forecast as callers read it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np

from app.models import Product
from forecasting.forecast import Forecast
from services.forecasts import model_service
from services.forecasts.forecast_service import Served
from utils import clock

HISTORY_DAYS = 30


@dataclass(frozen=True)
class ForecastOptions:
    """days -- to forecast; level -- the interval in percent; quantiles -- probabilities to add to each day."""

    days: int = 7
    level: float = 80.0
    quantiles: tuple[float, ...] = ()


def prediction(
    product: Product, served: Served, options: ForecastOptions, recommendation: dict[str, Any]
) -> dict[str, Any]:
    """All but the recent past: `chart_data` holds the coming days, and `stale` is left to who knows the newest sale.

    recommendation -- see `services.replenishment.renewal.advice_service`
    """
    meta = model_service.meta(product.sku, served.version)
    wape = meta["metrics"]["wape"]
    return {
        "product_sku": product.sku,
        "days": options.days,
        "model": meta["model"],
        "model_version": meta["version"],
        "reason": meta["reason"],
        "confidence": meta["confidence"],
        "as_of": meta["history_end"],
        "trained_at": meta["trained_at"] if meta["version"] else clock.rfc3339(_end_of(served.version.history_end)),
        "stale": False,
        "accuracy": None if wape is None else round(max(0.0, 100 * (1 - wape)), 1),
        "metrics": meta["metrics"],
        "step_days": meta["metrics"].get("step_days", 1),
        "coverage": meta["metrics"]["coverage_80"],
        "correction_factor": meta["correction_factor"],
        "level": options.level,
        "chart_data": _coming_days(served, options),
        "recommendation": recommendation,
    }


def recent_past(sold: dict[date, float], as_of: date) -> list[dict[str, Any]]:
    """The last days before the forecast; a day without a row is a day without a sale."""
    days = [as_of - timedelta(days=age) for age in range(HISTORY_DAYS - 1, -1, -1)]
    return [
        {"date": day.isoformat(), "actual": sold.get(day, 0.0), "predicted": None, "lower": None, "upper": None}
        for day in days
    ]


def _end_of(day: date) -> datetime:
    """When a fit on the spot could first have been made: made anew for each answer, it is the same until then."""
    return datetime.combine(day + timedelta(days=1), time.min, UTC)


def _coming_days(served: Served, options: ForecastOptions) -> list[dict[str, Any]]:
    days = _figures(served.forecast, options)
    if served.overridden is not None:
        for day, is_planned, own in zip(days, served.overridden, _rounded(served.own.mean), strict=False):
            if is_planned:
                day.update(overridden=True, model_predicted=own)
    return days


def _figures(forecast: Forecast, options: ForecastOptions) -> list[dict[str, Any]]:
    periods = min(math.ceil(options.days / forecast.step_days), len(forecast))
    dates = [(forecast.start + timedelta(days=index * forecast.step_days)).isoformat() for index in range(periods)]
    figures = zip(dates, *map(_rounded, (forecast.mean, *forecast.interval(options.level))), strict=False)
    days = [
        {"date": day, "actual": None, "predicted": mean, "lower": lower, "upper": upper}
        for day, mean, lower, upper in figures
    ]
    if options.quantiles:
        columns = zip(*(_rounded(forecast.quantile(level)) for level in options.quantiles), strict=True)
        names = [str(level) for level in options.quantiles]
        for day, column in zip(days, columns, strict=False):
            day["quantiles"] = dict(zip(names, column, strict=True))
    return days


def _rounded(values: np.ndarray) -> Sequence[float]:
    return np.round(values.astype(np.float64), 3).tolist()
