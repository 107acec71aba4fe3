"""What is served for many products on the same days, as arrays: what `forecast_service.champions` says of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among, days_between
from app.models import ModelVersion, Override, Product, StoredForecast
from forecasting.forecast import LEVEL_WEIGHTS, LEVELS, Forecast
from forecasting.published import adjust
from services.forecasts import champion_store, forecast_store, lives, moment_store, override_overlay
from services.histories import event_calendar


@dataclass(frozen=True, slots=True)
class ServedDays:
    """Of the products whose forecasts reach over all of the days, by id: ids -- (n,); mean, variance -- float64
    (n, days)"""

    ids: Sequence[int]
    mean: np.ndarray
    variance: np.ndarray

    def with_those_of(self, other: "ServedDays") -> "ServedDays":
        mean, variance = (np.concatenate(both) for both in ((self.mean, other.mean), (self.variance, other.variance)))
        return ServedDays([*self.ids, *other.ids], mean, variance)


def read(session: Session, products: Sequence[Any], start: date, days: int) -> ServedDays:
    """From `start` on, with planners' figures, without closed days, those before a launch or after an end, and what is
    still sold of a product whose place another takes.

    products -- rows with id, category, location, launch_on, ends_on, replaces and moments: see `moment_store.beside`
    """
    planned = override_overlay.in_force(session, {product.id for product in products}, start)
    kept: list[Any] = []
    others: list[Any] = []
    for product in products:
        # The others: what planners changed, what reaches too short, what an earlier release trained.
        is_kept = product.moments is not None and product.id not in planned
        (kept if is_kept else others).append(product)
    found = _by_moments(session, kept, start, days)
    return found.with_those_of(_by_quantiles(session, others, planned, start, days)) if others else found


def _own_shares(session: Session, products: Sequence[Any], mean: np.ndarray, start: date) -> np.ndarray:
    """Of what is expected of each product and day, the share that is not sold of what it takes the place of, float64
    (n, days)."""
    shares, taking = np.ones_like(mean), [product.id for product in products if product.replaces]
    if not taking:
        return shares
    whole = session.scalars(sa.select(Product).where(among(Product.id, taking))).all()
    others = lives.still_sold(session, whole, start, mean.shape[1])
    for row, product in enumerate(products):
        if product.id in others:
            shares[row] = lives.own_share(mean[row], others[product.id])
    return shares


def _by_moments(session: Session, products: Sequence[Any], start: date, days: int) -> ServedDays:
    moments = moment_store.unpacked(products, days)
    moments[_nothing_sold(session, products, start, days)] = 0.0
    moments *= _own_shares(session, products, moments[:, :, 0], start)[:, :, None]
    return ServedDays([product.id for product in products], moments[:, :, 0], moments[:, :, 1])


def _by_quantiles(
    session: Session, products: Sequence[Any], planned: dict[int, list[Override]], start: date, days: int
) -> ServedDays:
    # Past the ORM, which takes a fourth as long again to hand out rows that are no objects.
    rows = session.connection().execute(_stored(session, [product.id for product in products], start, days)).all()
    mean, quantiles = _unpacked(rows, days)
    served = {product.id: product for product in products}
    ids = [row.product_id for row in rows]
    nothing = _nothing_sold(session, [served[own] for own in ids], start, days)
    mean[nothing], quantiles[nothing] = 0.0, 0.0
    shares = _own_shares(session, [served[own] for own in ids], mean, start)
    for n, own in enumerate(ids):
        if own in planned or shares[n].min() < 1.0:
            alone = adjust.part(Forecast(start, mean[n], quantiles[n].T), shares[n])
            changed = override_overlay.laid_over(alone, planned[own]).forecast if own in planned else alone
            mean[n], quantiles[n] = changed.mean, changed.quantiles.T
    return ServedDays(ids, mean, (quantiles - mean[:, :, None]) ** 2 @ LEVEL_WEIGHTS)


def _stored(session: Session, product_ids: Sequence[int], start: date, days: int) -> sa.Select[*tuple[Any, ...]]:
    age = sa.cast(days_between(session, StoredForecast.start, sa.literal(start, sa.Date)), sa.Integer)
    columns = [
        ModelVersion.product_id,
        StoredForecast.quantile_scale,
        *forecast_store.periods(age, days),
    ]
    return (
        sa.select(*columns)
        .join(StoredForecast, StoredForecast.version_id == ModelVersion.id)
        .where(among(ModelVersion.product_id, product_ids), ModelVersion.is_champion, StoredForecast.step_days == 1)
        .where(StoredForecast.start.between(start - timedelta(days=champion_store.OLDEST_DAYS), start))
        .where(StoredForecast.horizon >= age + days)
        .order_by(ModelVersion.product_id)
    )


def _unpacked(rows: Sequence[Any], days: int) -> tuple[np.ndarray, np.ndarray]:
    """mean -- float64 (n, days); quantiles -- float64 (n, days, levels)"""
    mean = np.frombuffer(b"".join(row.mean for row in rows), dtype="<f4").reshape(-1, days)
    steps = np.frombuffer(b"".join(row.quantiles for row in rows), dtype="<u2").reshape(-1, days, len(LEVELS))
    return mean.astype(np.float64), steps * np.array([row.quantile_scale for row in rows]).reshape(-1, 1, 1)


def _nothing_sold(session: Session, products: Sequence[Any], start: date, days: int) -> np.ndarray:
    """Closed days, and those before a product's launch or after its end, bool (n, days)."""
    ahead = np.datetime64(start, "D") + np.arange(days)
    nothing = np.zeros((len(products), days), dtype=bool)
    closed = event_calendar.closed_days(session, products, start, start + timedelta(days=days - 1))
    # Most have none of these.
    for row, product in enumerate(products if closed else ()):
        if product.id in closed:
            nothing[row] |= closed[product.id]
    for row, product in enumerate(products):
        if product.launch_on or product.ends_on:
            nothing[row] |= ahead < np.datetime64(product.launch_on or date.min)
            nothing[row] |= ahead > np.datetime64(product.ends_on or date.max)
    return nothing
