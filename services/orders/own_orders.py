"""Orders that users of single locations may change: those of which all products are theirs."""

from collections.abc import Sequence
from contextlib import AbstractContextManager

import sqlalchemy as sa

from app.db import snapshot
from app.models import PurchaseOrder
from services.access import locations
from services.catalogue import product_service
from services.errors import Fault, InvalidInput
from services.orders import order_heads
from services.orders.order_fields import OrderLine
from utils.language import _

MOST_NAMED = 20


def of_order(number: str) -> AbstractContextManager[None]:
    """A block that changes this order. Raises NotFound where it is not theirs."""
    return locations.changing(lambda: _look(number))


def of_lines(lines: Sequence[OrderLine]) -> AbstractContextManager[None]:
    """A block that enters these lines.

    Raises InvalidInput with a pointer to each of another product, or for an order that has others.
    """
    return locations.changing(lambda: _check_own(lines))


def _look(number: str) -> None:
    with snapshot() as session:
        order_heads.find(session, number)


def _check_own(lines: Sequence[OrderLine]) -> None:
    with snapshot() as session:
        own = product_service.ids_of(session, [line.product_sku for line in lines])
    taken = _numbers(lines)
    with locations.of_no_product():
        taken = _numbers(lines) - taken
    faults = [
        Fault(f"/lines/{place}/product_sku", _("{sku!r} is no product of your locations.", sku=line.product_sku))
        for place, line in enumerate(lines)
        if line.product_sku not in own
    ]
    faults += [
        Fault(f"/lines/{place}/number", _("Order {number} is of other locations too.", number=line.number))
        for place, line in enumerate(lines)
        if line.number in taken
    ]
    if faults:
        reason = _("Some lines are not of your locations alone; nothing was stored.")
        raise InvalidInput(reason, "not_your_location", tuple(faults[:MOST_NAMED]))


def _numbers(lines: Sequence[OrderLine]) -> set[str]:
    """Those of their numbers that orders have, as far as they are seen."""
    named = {line.number for line in lines}
    with snapshot() as session:
        return set(session.scalars(sa.select(PurchaseOrder.number).where(PurchaseOrder.number.in_(named))))
