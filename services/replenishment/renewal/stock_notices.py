"""What other systems are told about stock: products that are about to run out, and orders that are ready."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among, insert_into
from app.models import OrderAdvice, Product, StockOutNotice
from services.notifications import outbox
from services.notifications.outbox import ORDERS_READY, STOCK_OUT_RISK
from services.replenishment.advice import shop_words
from services.replenishment.lists import reorder
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.supply import offers, product_supply
from utils import clock, currencies

# So many products fit into one message.
PRODUCTS_IN_ONE = 100


def note_risks(session: Session, product_ids: Iterable[int] | None = None) -> None:
    """Note which of these products (None: all) run out before an order of today comes, each once until that is over."""
    if not outbox.is_awaited(session, STOCK_OUT_RISK):
        return
    ids = None if product_ids is None else set(product_ids)
    at_risk = _at_risk(session, ids)
    notices = sa.select(StockOutNotice.product_id)
    noted = set(session.scalars(notices if ids is None else notices.where(among(StockOutNotice.product_id, ids))))
    session.execute(sa.delete(StockOutNotice).where(among(StockOutNotice.product_id, noted - at_risk.keys())))
    news = [product_id for product_id in at_risk if product_id not in noted]
    if news:
        rows = [{"product_id": product_id, "noted_at": clock.now()} for product_id in news]
        session.execute(insert_into(session, StockOutNotice).on_conflict_do_nothing(), rows)
    for first in range(0, len(news), PRODUCTS_IN_ONE):
        part = [at_risk[product_id] for product_id in news[first : first + PRODUCTS_IN_ONE]]
        outbox.note(session, STOCK_OUT_RISK, {"products": part})


def note_orders_ready(session: Session, run_id: str) -> None:
    """Note that a run has brought the list of what to order up to date, with its totals."""
    if not outbox.is_awaited(session, ORDERS_READY):
        return
    totals = reorder.totals(reorder.choose(session, Choice()))
    data = {
        "task_id": run_id,
        "products": totals.lines,
        "units": totals.units,
        "cost": currencies.rounded(totals.cost),
        "products_without_cost": totals.without_cost,
        "money_at_risk": currencies.rounded(totals.money_at_risk),
        "link": "/reorder",
    }
    outbox.note(session, ORDERS_READY, data)


def _at_risk(session: Session, product_ids: set[int] | None) -> dict[int, dict[str, Any]]:
    """What is told of each product at risk, most money first."""
    query = (
        sa.select(OrderAdvice, Product)
        .join(Product, Product.id == OrderAdvice.product_id)
        .where(OrderAdvice.stock_out_date <= OrderAdvice.arrives_on)
        .order_by(OrderAdvice.money_at_risk.desc(), OrderAdvice.product_id)
    )
    if product_ids is not None:
        query = query.where(among(OrderAdvice.product_id, product_ids))
    rows: Sequence[Any] = session.execute(query).all()
    products = [product for _, product in rows]
    leads = product_supply.lead_times(session, products, offers.read(session, products))
    advised = (
        (advice, own, product_supply.of_one(leads[own.id], advice.supplier, own.supplier)) for advice, own in rows
    )
    return {own.id: _risk(advice, own, lead.mean_days) for advice, own, lead in advised}


def _risk(advice: OrderAdvice, product: Product, lead_days: float) -> dict[str, Any]:
    return {
        "product_sku": product.sku,
        "name": product.name,
        "supplier": advice.supplier or product.supplier,
        "on_hand": advice.on_hand,
        "stock_out_date": str(advice.stock_out_date),
        "lead_time_days": round(lead_days, 1),
        "quantity": advice.quantity,
        "money_at_risk": currencies.rounded(advice.money_at_risk),
        "reason": shop_words.reason(advice.said),
    }
