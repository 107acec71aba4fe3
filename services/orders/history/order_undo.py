"""An import of orders taken back."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from app.db.expressions import among
from app.models import ImportRecord, Product, PurchaseOrder
from services.catalogue import product_service
from services.journal import imported
from services.orders.lines import agreements, confirmations
from services.orders.lines.order_lines import DRAFT, Line
from services.replenishment.renewal.advice_refresh import Change
from utils.language import _

KIND = "orders"
_SAID = ("quantity", "supplier", "status", "received")
_DAYS = ("ordered_on", "expected_on")


def state(order: PurchaseOrder) -> dict[str, Any]:
    """A line as plain values of JSON."""
    return {name: getattr(order, name) for name in _SAID} | {name: getattr(order, name).isoformat() for name in _DAYS}


def undo(made: Change, record: ImportRecord) -> dict[str, int]:
    """Have the lines as they were before this import; those that it entered go.

    Raises Conflict where something has come in for one, or it was changed since.
    """
    session = made.session
    before = imported.before(session, record)
    lines = {own: (was, now) for own, was, now in before["lines"]}
    ours = among(PurchaseOrder.id, lines)
    product_service.hold(session, session.scalars(sa.select(PurchaseOrder.product_id).where(ours)).all())
    query = sa.select(PurchaseOrder, Product).join(Product, Product.id == PurchaseOrder.product_id).where(ours)
    found = session.execute(query.with_for_update(of=PurchaseOrder)).all()
    imported.refuse([reason for order, own in found if (reason := changed(order, own.sku, lines[order.id][1]))])
    for order, product in found:
        made.touches([order.product_id])
        was = lines[order.id][0]
        if was is None:
            session.delete(order)
        else:
            put_back(order, was)
            agreements.keep(session, [Line(order, product)])
    # Imports of earlier versions have noted none.
    confirmations.put_back(session, before.get("confirmed", {}))
    return {"restored": len(found), "kept": 0, "products_removed": 0}


def changed(order: PurchaseOrder, sku: str, left: dict[str, Any]) -> str:
    """How a line is otherwise than an import has left it, in words; "" where it is not."""
    if order.received != left["received"]:
        return _(
            "{units} of {sku} came in for {number}",
            units=order.received - left["received"],
            sku=sku,
            number=order.number,
        )
    return _("{number} of {sku} was changed", number=order.number, sku=sku) if state(order) != left else ""


def put_back(order: PurchaseOrder, was: dict[str, Any]) -> None:
    """Have a line as it was. What was agreed with a supplier is not what is agreed with another, or with none yet."""
    if was["status"] == DRAFT or was["supplier"] != order.supplier:
        order.agreed = None
    for name in _SAID:
        setattr(order, name, was[name])
    for name in _DAYS:
        setattr(order, name, date.fromisoformat(was[name]))
