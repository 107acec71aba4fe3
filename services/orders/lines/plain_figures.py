"""What the plain figure `on_order` of products says, once an order of them is on its way."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from services.catalogue import product_service
from services.orders.lines.order_fields import OrderLine
from services.replenishment.supply import supply

EARLIER = "EARLIER"


def as_lines(session: Session, numbers: Mapping[int, str]) -> list[OrderLine]:
    """That figure of these products as lines of their own; numbers -- of what is about to be ordered, by product id.

    Once a product has an open line the figure no longer counts: without them, the goods would be ordered again.
    """
    products = product_service.held(session, numbers)
    arriving = supply.arrivals(session, numbers)
    earlier = []
    for own in products:
        if own.on_order and not arriving[own.id]:
            number = f"{EARLIER}-{numbers[own.id]}"
            earlier.append(OrderLine(number=number, product_sku=own.sku, quantity=own.on_order))
        own.on_order = 0.0
    return earlier
