"""Advice as the tests need it, whatever the forecasts say."""

from datetime import timedelta

from app.db import snapshot, transaction
from app.models import OrderAdvice, Product
from services.replenishment.renewal import advice_service
from utils import clock


def advised(product: Product, runs_out: int | None = None, **fields: object) -> OrderAdvice:
    """What the product's advice is from now on; runs_out -- days from today."""
    arrives_on = clock.today() + timedelta(days=product.lead_time_days)
    usual = {
        "arrives_on": arrives_on,
        "kind": "order",
        "quantity": 6,
        "needed": 9.0,
        "cost": 12.0,
        "money_at_risk": 30.0,
        "excess_units": 0.0,
    }
    advice = OrderAdvice(
        product_id=product.id,
        as_of=clock.today(),
        stock_out_date=None if runs_out is None else clock.today() + timedelta(days=runs_out),
        said="Because.",
        computed_at=clock.now(),
        **(usual | fields),
    )
    with transaction() as session:
        session.merge(advice)
    return advice


def worked_out(product: Product) -> OrderAdvice:
    """The advice on a product, as it is from now on."""
    with transaction() as session:
        advice_service.refresh(session, [product.id])
    with snapshot() as session:
        return session.get_one(OrderAdvice, product.id)
