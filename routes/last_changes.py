"""Who was quicker than whoever is refused with 412, and what they did."""

from typing import Any

from flask import Response, request

from services.access import authors
from services.orders.history import order_authors
from services.seen import LastChange
from utils import clock

# The audit log has what was done to lines of orders under their order.
ORDERS = ("purchase_orders", "order_steps")
NOTHING_STORED = "Nothing of yours was stored. Read it again, with its new ETag."
LONGEST = 500


def of(address: str, now: Response) -> LastChange | None:
    """What was last done to what has this address in the API; None: that is not noted. now -- what it answers"""
    shown = now.get_json(silent=True)
    if request.blueprint in ORDERS and shown:
        return order_authors.latest(shown["number"])
    return authors.latest(address)


def detail(last: LastChange | None) -> str:
    """For people."""
    if last is None:
        return f"This was changed since you read it. {NOTHING_STORED}"
    what = f" ({last.what[:LONGEST]})" if last.what else ""
    return f"This was changed since you read it, last by {last.by.username} at {_instant(last)}{what}. {NOTHING_STORED}"


def members(last: LastChange | None) -> dict[str, Any]:
    """For programs: members of the problem document."""
    return {"changed_by": last and last.by.username, "changed_at": last and _instant(last)}


def _instant(last: LastChange) -> str | None:
    return clock.rfc3339(last.by.at)
