"""Retraining what no longer fits: published forecasts against the sales that came since."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import ModelVersion, Product, Sale, StoredForecast
from forecasting.published import drift
from forecasting.published.drift import Drift
from services.forecasts import forecast_store
from services.histories import history_service
from services.jobs import jobs
from services.jobs.jobs import Job
from services.jobs.task_runs import RunningTask
from services.task_service import TaskService
from utils.language import _

LOOK_BACK_DAYS = 14
BLOCK = 500
# The result names this many products; the rest is counted.
LISTED = 1000


def job_for_check() -> Job:
    """The job that looks for drift in the whole catalogue."""
    return jobs.CheckDrift()


def check_catalogue(running: RunningTask) -> dict[str, Any]:
    """Have every product trained again whose forecast error has left the band of its backtest.

    A model is watched once seven days have passed since the last sales it has seen: what is trained every night
    needs no watch. Products told in totals of weeks are not watched.
    """
    with snapshot() as session:
        until = history_service.last_complete_day(session)
        watched = session.execute(_watched(until)).all()
    drifted: list[dict[str, Any]] = []
    for first in range(0, len(watched), BLOCK):
        running.report(first, len(watched), _("Comparing forecasts with sales"))
        with snapshot() as session:
            drifted += _drifted(session, watched[first : first + BLOCK], until)
    for found in drifted:
        TaskService.submit(jobs.TrainProduct(found["product_sku"], "auto"))
    return {"watched": len(watched), "drifted": len(drifted), "products": drifted[:LISTED]}


def _watched(until: date) -> sa.Select[int, int, str]:
    return (
        sa.select(ModelVersion.id, ModelVersion.product_id, Product.sku)
        .join(Product, Product.id == ModelVersion.product_id)
        .where(
            ModelVersion.is_champion,
            ModelVersion.history_end <= until - timedelta(days=drift.LEAST_DAYS),
            sa.func.coalesce(ModelVersion.metrics["step_days"].as_integer(), 1) == 1,
        )
        .order_by(ModelVersion.product_id)
    )


def _drifted(session: Session, watched: Sequence[Any], until: date) -> Iterator[dict[str, Any]]:
    first = until - timedelta(days=LOOK_BACK_DAYS - 1)
    sold = _sales(session, [row.product_id for row in watched], first, until)
    for row in watched:
        found = _measure(session.get_one(StoredForecast, row.id), sold.get(row.product_id, {}), first, until)
        if found and found.has_left_band:
            yield {
                "product_sku": row.sku,
                "wape": None if found.wape is None else round(found.wape, 4),
                "error": round(found.error, 3),
                "limit": round(found.limit, 3),
            }


def _sales(session: Session, product_ids: list[int], first: date, until: date) -> dict[int, dict[date, float]]:
    """Units by product and day; NaN on a day out of stock."""
    rows = session.execute(
        sa.select(Sale.product_id, Sale.day, Sale.quantity, Sale.in_stock).where(
            Sale.product_id.in_(product_ids), Sale.day >= first, Sale.day <= until
        )
    )
    sold: dict[int, dict[date, float]] = {}
    for product_id, day, quantity, in_stock in rows:
        sold.setdefault(product_id, {})[day] = quantity if in_stock else np.nan
    return sold


def _measure(stored: StoredForecast, sold: dict[date, float], first: date, until: date) -> Drift | None:
    begin = max(first, stored.start)
    end = min(until, stored.start + timedelta(days=stored.horizon - 1))
    days = [begin + timedelta(days=offset) for offset in range((end - begin).days + 1)]
    actual = np.array([sold.get(day, 0.0) for day in days])
    window = slice((begin - stored.start).days, (end - stored.start).days + 1)
    forecast = forecast_store.unpack(stored)
    return drift.measure(actual, forecast.mean[window], forecast.quantiles[:, window])
