"""An import of receipts taken back."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import ImportRecord, Product, PurchaseOrder, Receipt
from services.catalogue import product_service
from services.journal import imported
from services.orders.history import order_undo
from services.replenishment.renewal.advice_refresh import Change
from services.stock import level_journal

KIND = "receipts"


@contextmanager
def watched(session: Session, orders: Collection[PurchaseOrder], days: Collection[date]) -> Iterator[dict[str, Any]]:
    """What it takes to undo what the block takes in for these orders on these days; filled in when it ends."""
    kept: dict[str, Any] = {}
    transfers = [order for order in orders if order.source_id is not None]
    products = {own for order in orders for own in (order.product_id, order.source_id) if own is not None}
    first = min([*days, *(order.ordered_on for order in transfers)], default=None)
    were = {order.id: order_undo.state(order) for order in orders}
    before = level_journal.look(session, products, first) if first else None
    yield kept
    session.flush()
    kept["lines"] = [
        [order.id, were[order.id], now] for order in orders if (now := order_undo.state(order)) != were[order.id]
    ]
    if before and first:
        newer = Receipt.id > before.receipts, among(Receipt.order_id, were)
        kept["receipts"] = list(session.scalars(sa.select(Receipt.id).where(*newer)))
        kept["stock"] = level_journal.moved(before, level_journal.look(session, products, first))


def undo(made: Change, record: ImportRecord) -> dict[str, int]:
    """Forget these receipts, and have orders and stock as they were. Raises Conflict where something rests on them."""
    session, before = made.session, imported.before(made.session, record)
    if "stock" not in before:
        return {"restored": 0, "kept": 0, "products_removed": 0}
    lines = {own: (was, now) for own, was, now in before["lines"]}
    ours = among(PurchaseOrder.id, lines)
    both = session.execute(sa.select(PurchaseOrder.product_id, PurchaseOrder.source_id).where(ours)).all()
    products = {own for row in both for own in row if own is not None}
    product_service.hold(session, products)
    query = sa.select(PurchaseOrder, Product.sku).join(Product, Product.id == PurchaseOrder.product_id).where(ours)
    found = session.execute(query.with_for_update(of=PurchaseOrder)).all()
    reasons = [reason for order, sku in found if (reason := order_undo.changed(order, sku, lines[order.id][1]))]
    imported.refuse([*reasons, *level_journal.rests(session, before["stock"])])
    session.execute(sa.delete(Receipt).where(among(Receipt.id, before["receipts"])))
    made.touches(products)
    for order, _ in found:
        order_undo.put_back(order, lines[order.id][0])
    session.flush()
    level_journal.put_back(session, before["stock"])
    return {"restored": len(before["receipts"]), "kept": 0, "products_removed": 0}
