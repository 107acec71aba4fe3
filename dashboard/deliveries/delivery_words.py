"""What is on its way, in words."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dashboard.kit import formats, forms
from dashboard.shop import order_words
from services.errors import Conflict
from services.orders.entry import purchase_orders
from services.orders.entry.open_orders import OrderKey
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.lines.order_lines import OPEN, Line
from services.seen import ChangedMeanwhile
from utils import clock
from utils.language import N_, _, ngettext

LABELS = {"received": N_("What had come in"), "status": N_("State")}
NOTHING_LEFT = N_("Nothing of it is still to come by now.")


def due(day: date) -> tuple[str, str]:
    """How far off a delivery is, and the class that marks it."""
    days = (day - clock.today()).days
    if days < 0:
        return ngettext("{count} day overdue", "{count} days overdue", -days), "bad"
    return (
        (_("due today"), "good") if days == 0 else (ngettext("in {count} day", "in {count} days", days), "quiet-text")
    )


def ending(line: Line) -> str:
    """How a closed line has ended."""
    if not line.order.received:
        return _("Cancelled") if line.order.status == "cancelled" else _("Closed, nothing came")
    day = formats.near_day(max(receipt.received_on for receipt in line.receipts))
    missing = line.order.quantity - line.order.received
    if missing > 0:
        return _("Received, {day}; {missing} did not come", day=day, missing=formats.units(missing))
    if line.over_received:
        return _("Received, {day}; {more} more than ordered", day=day, more=line.over_received)
    return _("Received, {day}", day=day)


def about_order(key: OrderKey) -> str:
    """What a button writes into its store that is about all open lines of an order."""
    return json.dumps(key)


def about_line(line: Line) -> str:
    return json.dumps(line.order.id)


def open_lines(about: str) -> Sequence[Line]:
    """The lines that a button was about, as they are now. Raises NotFound, and Conflict when none is open any more."""
    still_open = still_to_come(about)
    if not still_open:
        raise Conflict(
            _("Nothing of it is still to come by now; load the page again to see what is."), "purchase_order_closed"
        )
    return still_open


def still_to_come(about: str) -> Sequence[Line]:
    """The same, where there may be none. Raises NotFound."""
    meant = json.loads(about)
    if isinstance(meant, int):
        lines: Iterable[Line] = [purchase_orders.get_order(meant)]
    else:
        key = OrderKey(*meant)
        lines = purchase_orders.all_orders(OrderFilter(OPEN, supplier=key.supplier, number=key.number))
    return [line for line in lines if line.order.status == OPEN]


def seen(lines: Iterable[Line]) -> dict[str, dict[str, Any]]:
    """How far these lines are, as a store keeps it: what is done to them is done by the sight of that."""
    return {str(line.order.id): {"received": line.order.received, "status": line.order.status} for line in lines}


def show_conflict(error: ChangedMeanwhile, then: str) -> None:
    """Show how far a line is that somebody else has changed since, and what becomes of what was meant."""
    now = {name: order_words.value(own) for name, own in error.now.items()}
    forms.show_conflict(now, forms.translated(LABELS), error.by, then)


def name(lines: Sequence[Line]) -> str:
    """ "BRD-001 of 4711", or "4711, 3 products"."""
    number = lines[0].order.number
    if len(lines) == 1:
        return _("{sku} of {number}", sku=lines[0].product.sku, number=number)
    return ngettext("{number}, {count} product", "{number}, {count} products", len(lines), number=number)


def stays(lines: Sequence[Line], moved: Sequence[Line]) -> str:
    """What does not come on the day that is changed, and when it does."""
    rest = [line for line in lines if line not in moved]
    if not rest:
        return _("The advice counts on that day.") if len(lines) == 1 else _("All of it comes on that day.")
    days = formats.days(rest[0].order.expected_on, rest[-1].order.expected_on)
    said = {"moved": len(moved), "all": len(lines), "day": days}
    if len(rest) > 1:
        return _("{moved} of {all} products; {sku} and others stay on {day}.", sku=rest[0].product.sku, **said)
    return _("{moved} of {all} products; {sku} stays on {day}.", sku=rest[0].product.sku, **said)


def path(lines: Sequence[Line]) -> str:
    """Where the API has these lines; of several, as curl takes them in one command."""
    ids = [str(line.order.id) for line in lines]
    return f"/purchase-orders/{ids[0]}" if len(ids) == 1 else f"/purchase-orders/{{{','.join(ids)}}}"
