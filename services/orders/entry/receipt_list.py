"""What came in: by line of an order and day, as a file of receipts has it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import sqlalchemy as sa

from app.db import snapshot
from app.models import Product, PurchaseOrder, Receipt
from services.orders.entry import purchase_orders
from services.orders.entry.purchase_orders import TOGETHER
from services.paging import Page

# What sums leave of goods that were corrected to nothing.
NOTHING = 1e-9


@dataclass(frozen=True)
class ReceiptFilter:
    """first, last -- days on which it came in; the others exact"""

    number: str | None = None
    product_sku: str | None = None
    supplier: str | None = None
    first: date | None = None
    last: date | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        given = [
            (PurchaseOrder.number, self.number),
            (Product.sku, self.product_sku),
            (PurchaseOrder.supplier, self.supplier),
        ]
        conditions = [column == value for column, value in given if value is not None]
        if self.first:
            conditions.append(Receipt.received_on >= self.first)
        if self.last:
            conditions.append(Receipt.received_on <= self.last)
        return conditions


@dataclass(frozen=True)
class CameIn:
    """quantity -- all units of a line that came in on a day, corrections included"""

    order: PurchaseOrder
    product: Product
    received_on: date
    quantity: float


def list_receipts(filters: ReceiptFilter, limit: int, cursor: str | None) -> Page[CameIn]:
    """What fits, the latest first. Raises InvalidInput for an unknown cursor."""
    days = _days(filters)
    if cursor:
        days = days.where(sa.tuple_(*_PLACE) < sa.tuple_(*purchase_orders.place(cursor)))
    with snapshot() as session:
        found = _with_lines(session.execute(days.limit(limit + 1)).all())
    return Page.of(found, limit, lambda last: [last.received_on.isoformat(), str(last.order.id)])


def all_receipts(filters: ReceiptFilter) -> Iterator[CameIn]:
    """All that fits, the latest first; its lines are read in parts."""
    with snapshot() as session:
        days = session.execute(_days(filters)).all()
    return chain.from_iterable(_with_lines(days[first : first + TOGETHER]) for first in range(0, len(days), TOGETHER))


_PLACE = (Receipt.received_on, Receipt.order_id)


def _days(filters: ReceiptFilter) -> sa.Select[date, int, float]:
    """Day, line and units."""
    units = sa.func.sum(Receipt.quantity)
    query = sa.select(*_PLACE, units).join(PurchaseOrder, PurchaseOrder.id == Receipt.order_id)
    query = query.join(Product, Product.id == PurchaseOrder.product_id).where(*filters.conditions())
    return query.group_by(*_PLACE).having(units > NOTHING).order_by(*(column.desc() for column in _PLACE))


def _with_lines(days: Sequence[Any]) -> list[CameIn]:
    """Those of which the line is still there."""
    lines = {line.order.id: line for line in purchase_orders.lines_of([order_id for _, order_id, _ in days])}
    return [
        CameIn(lines[order_id].order, lines[order_id].product, day, units)
        for day, order_id, units in days
        if order_id in lines
    ]
