"""Orders as wholes: each with its head and all of its lines."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import OrderHead, PurchaseOrder, Receipt
from app.models.order import OrderKind, OrderPhase
from app.models.stock import OrderStatus
from services.catalogue import product_service
from services.errors import Conflict, NotFound
from services.orders.lines import order_lines, order_states
from services.orders.lines.order_lines import Line
from services.orders.lines.order_states import State
from utils import clock
from utils.language import _


@dataclass(frozen=True)
class WholeOrder:
    """An order with its lines, next arrival first."""

    head: OrderHead
    lines: Sequence[Line]

    @property
    def number(self) -> str:
        return self.head.number

    @property
    def rows(self) -> list[PurchaseOrder]:
        return [line.order for line in self.lines]

    @property
    def state(self) -> State:
        return order_states.state_of(self.head.phase, self.rows)

    @property
    def is_transfer(self) -> bool:
        return self.head.kind == OrderKind.TRANSFER

    @property
    def product_ids(self) -> set[int]:
        """Of the products whose advice rests on it."""
        return order_lines.product_ids(self.lines)

    @property
    def suppliers(self) -> list[str]:
        return sorted({line.order.supplier for line in self.lines})

    @property
    def supplier(self) -> str:
        """Its only supplier. Raises Conflict where its lines are of several."""
        if len(self.suppliers) > 1:
            names = ", ".join(name or "none" for name in self.suppliers)
            raise Conflict(
                _(
                    "The lines of order {number} are of several suppliers ({names}): no supplier can be sent all"
                    " of them. Enter each supplier's lines under a number of its own.",
                    number=self.number,
                    names=names,
                ),
                "several_suppliers",
            )
        return self.suppliers[0]


def new_head(number: str, phase: OrderPhase = OrderPhase.SENT, kind: OrderKind = OrderKind.PURCHASE) -> OrderHead:
    """The head of an order, not yet in the session."""
    return OrderHead(number=number, phase=phase, kind=kind, written_by=[], created_at=clock.now())


def head_of(session: Session, number: str, kind: OrderKind = OrderKind.PURCHASE) -> OrderHead:
    """The head of this order, made of this kind if it has none; its products have to be held."""
    head = session.get(OrderHead, number, with_for_update=True, populate_existing=True)
    if head is None:
        head = new_head(number, kind=kind)
        session.add(head)
    return head


def find(session: Session, number: str) -> WholeOrder:
    """The order of this number, to be looked at. Raises NotFound."""
    return find_all(session, [number])[0]


def find_all(session: Session, numbers: Collection[str]) -> list[WholeOrder]:
    """The orders of these numbers, in their order. Raises NotFound."""
    rows = session.execute(order_lines.query().where(PurchaseOrder.number.in_(numbers))).all()
    receipts = defaultdict(list)
    ours = among(Receipt.order_id, [row[0].id for row in rows])
    for receipt in session.scalars(sa.select(Receipt).where(ours).order_by(Receipt.received_on, Receipt.id)):
        receipts[receipt.order_id].append(receipt)
    lines = defaultdict(list)
    for order, product in rows:
        lines[order.number].append(Line(order, product, receipts[order.id]))
    query = sa.select(OrderHead).where(OrderHead.number.in_(numbers))
    heads = {head.number: head for head in session.scalars(query)}
    missing = next((number for number in numbers if number not in lines), None)
    if missing is not None:
        raise _unknown(missing)
    return [WholeOrder(heads.get(number) or new_head(number), lines[number]) for number in numbers]


def held(session: Session, number: str) -> WholeOrder:
    """The order of this number; others are kept from it until the transaction ends. Raises NotFound."""
    ours = sa.select(PurchaseOrder.id, PurchaseOrder.product_id, PurchaseOrder.source_id)
    rows = session.execute(ours.where(PurchaseOrder.number == number)).all()
    if not rows:
        raise _unknown(number)
    product_service.hold(session, {own for _, *products in rows for own in products if own is not None})
    found = sorted(order_lines.held(session, [row.id for row in rows]), key=_by_day)
    return WholeOrder(head_of(session, number), found)


def drafted(session: Session) -> dict[int, str]:
    """The number of the draft that holds a product, by product id: of all there are, which are few."""
    query = sa.select(PurchaseOrder.product_id, PurchaseOrder.number)
    return dict(session.execute(query.where(PurchaseOrder.status == OrderStatus.DRAFT)).all())


def _by_day(line: Line) -> tuple[object, int]:
    return line.order.expected_on, line.order.id


def _unknown(number: str) -> NotFound:
    return NotFound(
        _("There is no order {number!r}; GET /purchase-orders lists them.", number=number), "purchase_order_not_found"
    )
