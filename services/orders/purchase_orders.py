"""Purchase orders: what is on its way, line by line."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.db.expressions import among
from app.models import Product, PurchaseOrder, Receipt
from app.models.stock import OrderStatus
from services.access import audit
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.errors import Conflict, Fault, InvalidInput, NotFound
from services.orders.order_fields import OrderChange
from services.paging import Page, position
from services.replenishment import advice_refresh
from services.seen import check
from utils import clock

OPEN, RECEIVED, CANCELLED = OrderStatus
# What they need in memory does not grow with the list.
TOGETHER = 1000


@dataclass(frozen=True)
class OrderFilter:
    """supplier, number -- exact; overdue -- True: open and expected before today, False: all others."""

    status: str | None = None
    product_sku: str | None = None
    supplier: str | None = None
    overdue: bool | None = None
    number: str | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        given = [
            (PurchaseOrder.status, self.status),
            (Product.sku, self.product_sku),
            (PurchaseOrder.supplier, self.supplier),
            (PurchaseOrder.number, self.number),
        ]
        conditions = [column == value for column, value in given if value is not None]
        if self.overdue is not None:
            overdue = sa.and_(PurchaseOrder.status == OPEN, PurchaseOrder.expected_on < clock.today())
            conditions.append(overdue if self.overdue else ~overdue)
        return conditions


@dataclass(frozen=True)
class Line:
    """A line with its product, and, where they were asked for, its receipts."""

    order: PurchaseOrder
    product: Product
    receipts: Sequence[Receipt] = ()

    @property
    def outstanding(self) -> float:
        return max(0.0, self.order.quantity - self.order.received) if self.order.status == OPEN else 0.0

    @property
    def over_received(self) -> float:
        return max(0.0, self.order.received - self.order.quantity)

    @property
    def overdue(self) -> bool:
        return self.order.status == OPEN and self.order.expected_on < clock.today()


def list_orders(filters: OrderFilter, limit: int, cursor: str | None) -> Page[Line]:
    """The lines that fit, in the order they are expected. Raises InvalidInput for an unknown cursor."""
    query = _lines().where(*filters.conditions())
    if cursor:
        query = query.where(sa.tuple_(PurchaseOrder.expected_on, PurchaseOrder.id) > sa.tuple_(*place(cursor)))
    with snapshot() as session:
        lines = [Line(*row) for row in session.execute(query.limit(limit + 1))]
    return Page.of(lines, limit, lambda last: [last.order.expected_on.isoformat(), str(last.order.id)])


def all_orders(filters: OrderFilter) -> Iterator[Line]:
    """All lines that fit, in the order they are expected, read in parts."""
    places = (PurchaseOrder.expected_on, PurchaseOrder.id)
    ids = sa.select(PurchaseOrder.id).join(Product, Product.id == PurchaseOrder.product_id)
    with snapshot() as session:
        wanted = session.scalars(ids.where(*filters.conditions()).order_by(*places)).all()
    return chain.from_iterable(lines_of(wanted[first : first + TOGETHER]) for first in range(0, len(wanted), TOGETHER))


def get_order(order_id: int) -> Line:
    """A line with its receipts. Raises NotFound."""
    with snapshot() as session:
        return find(session, order_id)


def change_order(order_id: int, change: OrderChange, actor: SignedIn) -> Line:
    """Change an open line, or close it. Raises NotFound, Conflict, InvalidInput."""
    return change_orders({order_id: change}, actor)[0]


def change_orders(
    changes: Mapping[int, OrderChange], actor: SignedIn, seen: Mapping[int, Mapping[str, Any]] | None = None
) -> list[Line]:
    """Change these open lines, or close them, all or none.

    seen -- by line the fields that it was changed by the sight of; they have to be so still
    Raises NotFound, Conflict, InvalidInput, ChangedMeanwhile.
    """
    with advice_refresh.change() as made:
        session = made.session
        lines = held(session, changes)
        for line in lines:
            check(line.order, (seen or {}).get(line.order.id, {}))
            _change(line, changes[line.order.id])
            audit.note(session, actor, "purchase_order.change", subject(line))
        made.touches({line.product.id for line in lines})
    return lines


def _change(line: Line, change: OrderChange) -> None:
    _check_open(line)
    for name, value in change.model_dump(exclude_unset=True, exclude_none=True).items():
        setattr(line.order, name, value)
    check_days(line.order.ordered_on, line.order.expected_on)
    if line.order.status == CANCELLED and line.order.received:
        raise Conflict("Some of it has come in; close it with the status 'received'.", "order_partly_received")
    settle(line.order)


def find(session: Session, order_id: int) -> Line:
    """The line with its receipts. Raises NotFound."""
    return _one(session, _lines(), order_id)


def held(session: Session, order_ids: Collection[int]) -> list[Line]:
    """These lines, the oldest first; other writers are kept from them and their products until the transaction ends."""
    _hold_products(session, order_ids)
    return [_locked(session, order_id) for order_id in sorted(order_ids)]


def settle(order: PurchaseOrder) -> None:
    """A line of which all has come in is closed."""
    if order.status == OPEN and order.received >= order.quantity:
        order.status = RECEIVED


def check_days(ordered_on: date, expected_on: date) -> None:
    """Raises InvalidInput for goods that would come before they were ordered."""
    if expected_on < ordered_on:
        message = f"It was ordered on {ordered_on} and cannot be expected before."
        raise InvalidInput(message, "expected_before_ordered", (Fault("/expected_on", message),))


def subject(line: Line) -> str:
    """The line as it is named in the audit log."""
    order = line.order
    return f"{order.number}: {order.quantity:g} of {line.product.sku}, {order.status}, expected {order.expected_on}"


def place(cursor: str) -> tuple[sa.ColumnElement[date], sa.ColumnElement[int]]:
    """The day and the id of an order that a cursor stands for. Raises InvalidInput."""
    day, number = position(cursor, 2)
    try:
        # As bytes, so that it is a number that a database can hold.
        int(number).to_bytes(8, signed=True)
        return sa.literal(date.fromisoformat(day), sa.Date), sa.literal(int(number))
    except (ValueError, OverflowError):
        raise InvalidInput("This cursor belongs to another list; start again without it.", "invalid_cursor") from None


def _lines() -> sa.Select[PurchaseOrder, Product]:
    query = sa.select(PurchaseOrder, Product).join(Product, Product.id == PurchaseOrder.product_id)
    return query.order_by(PurchaseOrder.expected_on, PurchaseOrder.id)


def lines_of(order_ids: Sequence[int]) -> list[Line]:
    """Those of these lines that are still there, in their order."""
    # In any order: else a database that lacks statistics walks through all lines in theirs for these few.
    lines = _lines().where(PurchaseOrder.id.in_(order_ids)).order_by(None)
    with snapshot() as session:
        found = {row[0].id: row for row in session.execute(lines)}
    return [Line(*found[order_id]) for order_id in order_ids if order_id in found]


def _hold_products(session: Session, order_ids: Collection[int]) -> None:
    products = sa.select(PurchaseOrder.product_id).where(among(PurchaseOrder.id, order_ids))
    product_service.hold(session, session.scalars(products).all())


def _locked(session: Session, order_id: int) -> Line:
    return _one(session, _lines().with_for_update(of=PurchaseOrder), order_id)


def _one(session: Session, lines: sa.Select[PurchaseOrder, Product], order_id: int) -> Line:
    row = session.execute(lines.where(PurchaseOrder.id == order_id)).first()
    if row is None:
        raise NotFound(
            f"There is no purchase order {order_id}; GET /purchase-orders lists them.", "purchase_order_not_found"
        )
    receipts = sa.select(Receipt).where(Receipt.order_id == order_id).order_by(Receipt.received_on, Receipt.id)
    return Line(*row, session.scalars(receipts).all())


def _check_open(line: Line) -> None:
    if line.order.status != OPEN:
        raise Conflict(f"This order is {line.order.status}; only an open one can be changed.", "purchase_order_closed")
