"""What was done to an order, in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.kit import formats
from services.orders.order_seen import OrderChanged
from services.orders.order_views import Change, OrderView, PastStep

DONE = {
    "draft": "Drafted",
    "order": "Ordered",
    "change": "Changed",
    "approve": "Approved",
    "send": "Sent",
    "mail": "Mailed again",
    "confirm": "Confirmed",
    "receive": "Received",
    "close": "Closed",
    "cancel": "Cancelled",
}
FIELDS = {
    "quantity": "quantity",
    "received": "received",
    "status": "status",
    "ordered_on": "ordered on",
    "expected_on": "expected on",
}
# Of a long step the first are enough to know it by.
SHOWN = 3


def done(past: PastStep) -> str:
    return DONE.get(past.step.action, past.step.action)


def changes(view: OrderView, past: PastStep) -> str:
    """For example "BRD-001: quantity 24 → 36"; "" where no line was changed."""
    skus = {line.line.order.id: line.line.product.sku for line in view.lines}
    changed = [own for own in past.changes if own.before is not None]
    shown = [f"{skus.get(own.id, own.id)}: {_fields(own)}" for own in changed[:SHOWN]]
    more = [f"{formats.number(len(changed) - SHOWN)} more"] if len(changed) > SHOWN else []
    return "; ".join([*shown, *more])


def conflict(view: OrderView, error: OrderChanged) -> str:
    """Who made the order otherwise, and how."""
    if error.step is None:
        return "This order was changed meanwhile."
    past = PastStep(error.step)
    what = "took it back" if error.step.undone_at else done(past).lower()
    said = f"{error.step.by}, {formats.ago(error.step.undone_at or error.step.at)}: {what}"
    details = changes(view, past)
    return f"{said} ({details})." if details else f"{said}."


def _fields(change: Change) -> str:
    before: Mapping[str, Any] = change.before or {}
    return ", ".join(
        f"{FIELDS[name]} {_value(before.get(name))} → {_value(value)}"
        for name, value in change.after.items()
        if name in FIELDS
    )


def _value(value: Any) -> str:
    if isinstance(value, int | float):
        return formats.units(value)
    try:
        return formats.near_day(date.fromisoformat(value))
    except (TypeError, ValueError):
        return formats.NOTHING if value is None else str(value)
