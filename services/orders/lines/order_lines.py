"""A line of an order, as everything here speaks of it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, PurchaseOrder, Receipt
from app.models.stock import OrderStatus
from services.catalogue import product_service
from services.errors import NotFound
from utils import clock
from utils.language import _

DRAFT, OPEN, RECEIVED, CANCELLED = OrderStatus


@dataclass(frozen=True)
class Line:
    """A line with its product, and, where they were asked for, its receipts."""

    order: PurchaseOrder
    product: Product
    receipts: Sequence[Receipt] = ()

    @property
    def wanted(self) -> float:
        """Units that are to be paid for: those ordered, and once no more will come those that came."""
        if self.order.status == CANCELLED:
            return 0.0
        return self.order.received if self.order.status == RECEIVED else self.order.quantity

    @property
    def outstanding(self) -> float:
        return max(0.0, self.order.quantity - self.order.received) if self.order.status == OPEN else 0.0

    @property
    def over_received(self) -> float:
        return max(0.0, self.order.received - self.order.quantity)

    @property
    def overdue(self) -> bool:
        return self.order.status == OPEN and self.order.expected_on < clock.today()


def query() -> sa.Select[PurchaseOrder, Product]:
    """All lines, next arrival first."""
    lines = sa.select(PurchaseOrder, Product).join(Product, Product.id == PurchaseOrder.product_id)
    return lines.order_by(PurchaseOrder.expected_on, PurchaseOrder.id)


def is_overdue() -> sa.ColumnElement[bool]:
    """Whether a line should have come before today, for the database."""
    return sa.and_(PurchaseOrder.status == OPEN, PurchaseOrder.expected_on < clock.today())


def find(session: Session, order_id: int) -> Line:
    """The line with its receipts. Raises NotFound."""
    return _one(session, query(), order_id)


def held(session: Session, order_ids: Collection[int]) -> list[Line]:
    """These lines, the oldest first; other writers are kept from them and their products until the transaction ends."""
    products = sa.select(PurchaseOrder.product_id, PurchaseOrder.source_id).where(among(PurchaseOrder.id, order_ids))
    both = (own for row in session.execute(products) for own in row)
    product_service.hold(session, {own for own in both if own is not None})
    locked = query().with_for_update(of=PurchaseOrder)
    return [_one(session, locked, order_id) for order_id in sorted(order_ids)]


def product_ids(lines: Iterable[Line]) -> set[int]:
    """Of the products whose advice rests on these lines: of a transfer, on both sides."""
    both = (own for line in lines for own in (line.product.id, line.order.source_id))
    return {own for own in both if own is not None}


def settle(order: PurchaseOrder) -> None:
    """A line of which all has come in is closed."""
    if order.status == OPEN and order.received >= order.quantity:
        order.status = RECEIVED


def subject(line: Line) -> str:
    """The line as it is named in the audit log."""
    order = line.order
    return f"{order.number}: {order.quantity:g} of {line.product.sku}, {order.status}, expected {order.expected_on}"


def _one(session: Session, lines: sa.Select[PurchaseOrder, Product], order_id: int) -> Line:
    row = session.execute(lines.where(PurchaseOrder.id == order_id)).first()
    if row is None:
        raise NotFound(
            _(
                "There is no line {order_id}; GET /purchase-orders lists them, and"
                " GET /purchase-orders/{order_id}.json is the order of this number.",
                order_id=str(order_id),
            ),
            "purchase_order_not_found",
        )
    receipts = sa.select(Receipt).where(Receipt.order_id == order_id).order_by(Receipt.received_on, Receipt.id)
    return Line(*row, session.scalars(receipts).all())
