"""What was done to an order, in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dashboard.kit import formats, sentences
from dashboard.shop import step_words
from services.orders.history.order_seen import OrderChanged
from services.orders.history.order_views import Change, OrderView, PastStep
from utils.language import N_, _, ngettext, pgettext

FIELDS = {
    "quantity": N_("quantity"),
    "received": N_("received"),
    "status": N_("status"),
    "ordered_on": N_("ordered on"),
    "expected_on": N_("expected on"),
}
# Of a long step the first are enough to know it by.
SHOWN = 3


def changes(view: OrderView, past: PastStep) -> str:
    """For example "BRD-001: quantity 24 → 36"; "" where no line was changed."""
    skus = {line.line.order.id: line.line.product.sku for line in view.lines}
    changed = [own for own in past.changes if own.before is not None]
    shown = [f"{skus.get(own.id, own.id)}: {_fields(own)}" for own in changed[:SHOWN]]
    hidden = len(changed) - SHOWN
    more = [ngettext("{count} more line", "{count} more lines", hidden)] if hidden > 0 else []
    return sentences.punctuated("; ".join([*shown, *more]))


def conflict(view: OrderView, error: OrderChanged) -> str:
    """Who made the order otherwise, and how."""
    if error.step is None or error.by is None:
        return _("This order was changed meanwhile.")
    past = PastStep(error.step)
    said = step_words.by(past, error.by.username)
    details = changes(view, past)
    return f"{said} ({details})." if details else f"{said}."


def _fields(change: Change) -> str:
    before: Mapping[str, Any] = change.before or {}
    return ", ".join(
        f"{_(FIELDS[name])} {value(before.get(name))} → {value(after)}"
        for name, after in change.after.items()
        if name in FIELDS
    )


def value(value: Any) -> str:
    """What a field of a line is."""
    if isinstance(value, int | float):
        return formats.units(value)
    try:
        return formats.near_day(date.fromisoformat(value))
    except (TypeError, ValueError):
        return formats.NOTHING if value is None else _status(value)


def _status(status: Any) -> str:
    words = {
        "draft": _("draft"),
        "open": _("on its way"),
        "received": pgettext("order", "received"),
        "cancelled": pgettext("order", "cancelled"),
    }
    return words.get(status) or str(status)
