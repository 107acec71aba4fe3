"""What to order of each product, kept up to date."""

import math
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import ModelVersion, OrderAdvice, Product, StoredForecast
from services import forecast_store, recommendation_service, stock_service
from utils import clock

USUAL_SERVICE_LEVEL = 0.95


def refresh(session: Session, product_ids: Sequence[int]) -> None:
    """Recompute and store the advice of these products, in the caller's transaction."""
    session.flush()
    stored = (
        sa.select(Product, StoredForecast)
        .join(ModelVersion, sa.and_(ModelVersion.product_id == Product.id, ModelVersion.is_champion))
        .join(StoredForecast, StoredForecast.version_id == ModelVersion.id)
        .where(Product.id.in_(product_ids))
    )
    owed = stock_service.arrivals(session, product_ids)
    session.execute(sa.delete(OrderAdvice).where(OrderAdvice.product_id.in_(product_ids)))
    for product, forecast in session.execute(stored).all():
        arriving = sum(arrival.quantity for arrival in owed[product.id])
        session.add(_advice(product, forecast_store.unpack(forecast), arriving))


def _advice(product: Product, forecast: forecast_store.Forecast, arriving: float) -> OrderAdvice:
    today, days = clock.today(), max(1, product.lead_time_days + product.review_days)
    level = product.service_level or USUAL_SERVICE_LEVEL
    needed = recommendation_service.demand_quantile(forecast, math.ceil(days / forecast.step_days), level)
    missing = max(0.0, needed - product.on_hand - arriving)
    rate = float(forecast.mean.mean()) / forecast.step_days
    cover = product.on_hand / rate if rate > 0 else None
    return OrderAdvice(
        product_id=product.id,
        as_of=today,
        kind="order" if missing else "enough",
        quantity=math.ceil(missing / product.pack_size) * product.pack_size,
        needed=needed,
        order_by=None,
        stock_out_date=None if cover is None else today + timedelta(days=int(min(cover, 10_000))),
        days_of_cover=cover,
        cost=None if product.unit_cost is None else missing * float(product.unit_cost),
        money_at_risk=missing * float(product.unit_price or 0),
        excess_units=max(0.0, product.on_hand + arriving - needed),
        excess_value=None,
        reason=f"{needed:g} are needed within {days} days, {product.on_hand:g} are on hand.",
        computed_at=clock.now(),
    )
