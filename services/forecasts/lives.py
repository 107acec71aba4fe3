"""On which days of its forecast a product is sold, and what of these days is sold of what it takes the place of."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from app.db import whole
from app.models import Product
from forecasting.forecast import Forecast
from forecasting.published import adjust
from services.forecasts import champion_store
from services.histories import event_calendar, lineage
from services.histories.lineage import Forebear


def sold(session: Session, products: Sequence[Product], forecasts: Mapping[int, Forecast]) -> dict[int, Forecast]:
    """These forecasts, by product id, without closed days, without those before a launch and after an end, and without
    what is sold of a product whose place another takes as long as it is sold itself: its sales are among those that
    the other learns from, and would be expected twice."""
    found = _open(session, products, forecasts)
    taking = [product for product in products if product.replaces and product.id in found]
    if not taking:
        return found
    own = {product.id: found[product.id] for product in taking}
    first = min(forecast.start for forecast in own.values())
    days = max((one.start - first).days + len(one) * one.step_days for one in own.values())
    for key, units in still_sold(session, taking, first, days).items():
        begin = (own[key].start - first).days
        by_period = units[begin : begin + len(own[key]) * own[key].step_days].reshape(len(own[key]), -1).sum(axis=1)
        found[key] = adjust.part(own[key], own_share(own[key].mean, by_period))
    return found


def still_sold(session: Session, products: Sequence[Product], first: date, days: int) -> dict[int, np.ndarray]:
    """Units that are expected to be sold by day of what each product takes the place of, float64 (days,), by the
    product's id: of several generations the newest, which is expected to sell what those before it do. Without those
    that take no other's place."""
    with whole(session) as wider:
        old, lines = lineage.replaced(wider, products)
        stored = champion_store.read(wider, old, days + champion_store.OLDEST_DAYS)
        theirs = _open(wider, old, {key: forecast for key, (_, forecast) in stored.items()})
    if not old:
        return {}
    by_day = {key: _by_day(forecast, first, days) for key, forecast in theirs.items()}
    on_sale = {product.id: _on_sale(product, first, days) for product in old}
    return {key: _newest(line, by_day, on_sale, days) for key, line in lines.items()}


def own_share(mean: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Of what is expected of each period, the share that is not so many units of others."""
    return 1.0 - np.divide(np.minimum(others, mean), mean, out=np.zeros_like(mean), where=mean > 0)


def _newest(
    line: Sequence[Forebear], by_day: Mapping[int, np.ndarray], on_sale: Mapping[int, np.ndarray], days: int
) -> np.ndarray:
    units, nobody_yet = np.zeros(days), np.ones(days, dtype=bool)
    for own in line:
        if own.product_id in by_day:
            units += np.where(nobody_yet & on_sale[own.product_id], own.share * by_day[own.product_id], 0.0)
            nobody_yet &= ~on_sale[own.product_id]
    return units


def _open(session: Session, products: Sequence[Product], forecasts: Mapping[int, Forecast]) -> dict[int, Forecast]:
    """Without closed days and those before a launch or after an end."""
    found = dict(forecasts)
    found |= event_calendar.without_closed_days(session, {product.id: product for product in products}, found)
    for product in products:
        if product.id in found and (product.launch_on or product.ends_on):
            forecast = found[product.id]
            days = np.datetime64(forecast.start, "D") + np.arange(len(forecast)) * forecast.step_days
            outside = ~_within(product, days)
            if outside.any():
                found[product.id] = adjust.scaled(forecast, outside, 0.0)
    return found


def _within(product: Any, days: np.ndarray) -> np.ndarray:
    """Which days lie between its launch and its end, both included."""
    return np.asarray(
        (days >= np.datetime64(product.launch_on or date.min)) & (days <= np.datetime64(product.ends_on or date.max))
    )


def _on_sale(product: Product, first: date, days: int) -> np.ndarray:
    return _within(product, np.datetime64(first, "D") + np.arange(days))


def _by_day(forecast: Forecast, first: date, days: int) -> np.ndarray:
    """Units a day from a day on, float64 (days,); none where the forecast does not reach."""
    daily = np.repeat(forecast.mean / forecast.step_days, forecast.step_days)
    day = (first - forecast.start).days + np.arange(days)
    inside = (day >= 0) & (day < len(daily))
    return np.where(inside, daily[np.clip(day, 0, len(daily) - 1)], 0.0)
