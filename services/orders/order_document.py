"""A line of a purchase order in plain values, as the API and the files have it (docs/order-files.md)."""

from typing import Any

from services.orders.purchase_orders import Line
from utils import clock

COLUMNS = (
    "number",
    "product_sku",
    "name",
    "supplier",
    "quantity",
    "received",
    "outstanding",
    "status",
    "ordered_on",
    "expected_on",
)


def document(line: Line) -> dict[str, Any]:
    """All that is known of a line, without its receipts."""
    order = line.order
    return {
        "id": order.id,
        "number": order.number,
        "product_sku": line.product.sku,
        "name": line.product.name,
        "supplier": order.supplier,
        "quantity": order.quantity,
        "received": order.received,
        "outstanding": line.outstanding,
        "over_received": line.over_received,
        "status": order.status,
        "overdue": line.overdue,
        "ordered_on": order.ordered_on.isoformat(),
        "expected_on": order.expected_on.isoformat(),
        "created_at": clock.rfc3339(order.created_at),
    }
