"""Orders as wholes, by how far they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import OrderHead, Product, PurchaseOrder
from app.models.order import OrderKind, OrderPhase
from app.models.stock import OrderStatus
from services.errors import InvalidInput
from services.orders.lines import order_heads, order_lines, order_prices
from services.orders.lines.order_heads import WholeOrder
from services.orders.lines.order_prices import Amount, Priced, Rates
from services.orders.lines.order_states import UNDER_WAY, UNSENT, State
from services.paging import Page, position
from utils.language import _

# What they need in memory does not grow with the list.
TOGETHER = 200
# What a line of an order is while its order can still become something.
AT_WORK = {**dict.fromkeys(UNSENT, OrderStatus.DRAFT), **dict.fromkeys(UNDER_WAY, OrderStatus.OPEN)}


@dataclass(frozen=True)
class OrderFilter:
    """states -- of one of these, None: all; kind -- an OrderKind
    supplier, product_sku -- exact: at least one line is of it; overdue -- whether one is that should have come
    """

    states: Sequence[State] | None = None
    supplier: str | None = None
    kind: str | None = None
    product_sku: str | None = None
    overdue: bool | None = None


@dataclass(frozen=True)
class Listed:
    """An order on a list, priced supplier by supplier."""

    order: WholeOrder
    priced: Sequence[Priced]

    @property
    def value(self) -> float | None:
        """In the shop's money; None: the cost of a line is unknown."""
        return order_prices.shop_value(self.priced)

    @property
    def amounts(self) -> list[Amount]:
        return order_prices.amounts(self.priced)

    @property
    def rates(self) -> Rates:
        """That are in its value."""
        return order_prices.rates(self.priced)

    @property
    def ordered_on(self) -> date:
        return max(row.ordered_on for row in self.order.rows)

    @property
    def expected_on(self) -> date:
        """When the next of it comes, or came last."""
        still_open = [row.expected_on for row in self.order.rows if row.status in AT_WORK.values()]
        return min(still_open) if still_open else max(row.expected_on for row in self.order.rows)

    @property
    def units(self) -> float:
        return sum(line.wanted for line in self.order.lines)

    @property
    def supplier(self) -> str | None:
        """Its only supplier; None where there are several."""
        return self.order.suppliers[0] if len(self.order.suppliers) == 1 else None

    @property
    def overdue(self) -> bool:
        return any(line.overdue for line in self.order.lines)

    @property
    def line_count(self) -> int:
        return len(self.order.lines)


def list_orders(filters: OrderFilter, limit: int, cursor: str | None) -> Page[Listed]:
    """The orders that fit, those of the newest day first. Raises InvalidInput for an unknown cursor."""
    query = _query(filters)
    if cursor:
        query = query.having(sa.tuple_(_NEWEST, PurchaseOrder.number) < sa.tuple_(*_place(cursor)))
    newest_first = _NEWEST.desc(), PurchaseOrder.number.desc()
    with snapshot() as session:
        places = session.execute(query.order_by(*newest_first).limit(limit + 1)).all()
        found = _listed(session, [row.number for row in places])
    return Page.of(found, limit, lambda last: [last.ordered_on.isoformat(), last.order.number])


def every_order(filters: OrderFilter) -> Iterator[Listed]:
    """All orders that fit, in the same order, read in parts."""
    cursor = None
    while True:
        found = list_orders(filters, TOGETHER, cursor)
        yield from found.items
        cursor = found.next_cursor
        if cursor is None:
            return


def counts() -> dict[State, int]:
    """How many orders there are in each state that is not the end of one."""
    mine = PurchaseOrder.status.in_(set(AT_WORK.values()))
    numbers = sa.select(PurchaseOrder.number).where(mine).distinct()
    states = _grouped(_STATE.label("state")).where(PurchaseOrder.number.in_(numbers)).subquery()
    with snapshot() as session:
        found: dict[str, int] = dict(
            session.execute(sa.select(states.c.state, sa.func.count()).group_by(states.c.state)).all()
        )
    return {state: found.get(state, 0) for state in AT_WORK}


def _query(filters: OrderFilter) -> sa.Select[Any]:
    query = _grouped(PurchaseOrder.number, _NEWEST)
    for condition in _of_a_line(filters):
        theirs = sa.select(PurchaseOrder.number).join(Product, Product.id == PurchaseOrder.product_id)
        query = query.where(PurchaseOrder.number.in_(theirs.where(condition)))
    if filters.overdue is not None:
        late = sa.select(PurchaseOrder.number).where(order_lines.is_overdue())
        query = query.where(PurchaseOrder.number.in_(late) == filters.overdue)
    if filters.kind is not None:
        query = query.where(sa.func.coalesce(OrderHead.kind, OrderKind.PURCHASE) == filters.kind)
    if filters.states is None:
        return query
    statuses = {AT_WORK.get(state) for state in filters.states}
    if None not in statuses:
        few = sa.select(PurchaseOrder.number).where(PurchaseOrder.status.in_(statuses))
        query = query.where(PurchaseOrder.number.in_(few))
    return query.having(_STATE.in_(filters.states))


def _of_a_line(filters: OrderFilter) -> list[sa.ColumnElement[bool]]:
    """What at least one line of the order has to be, one by one."""
    wanted = (PurchaseOrder.supplier, filters.supplier), (Product.sku, filters.product_sku)
    return [column == value for column, value in wanted if value is not None]


def _grouped(*columns: sa.SQLColumnExpression[Any]) -> sa.Select[Any]:
    heads = sa.select(*columns).select_from(PurchaseOrder)
    heads = heads.outerjoin(OrderHead, OrderHead.number == PurchaseOrder.number)
    return heads.group_by(PurchaseOrder.number)


def _having(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether a line of the order is so."""
    return sa.func.max(sa.case((sa.and_(*conditions), 1), else_=0)) == 1


_NEWEST = sa.func.max(PurchaseOrder.ordered_on)
_PHASE = sa.func.max(OrderHead.phase)
_ORDERED = sa.or_(PurchaseOrder.status == OrderStatus.RECEIVED, PurchaseOrder.has_agreed())
# The same as `order_states.state_of`, for the database; a test holds them together.
_STATE = sa.case(
    (_having(PurchaseOrder.status == OrderStatus.DRAFT), sa.func.coalesce(_PHASE, OrderPhase.DRAFT)),
    (
        _having(PurchaseOrder.status == OrderStatus.OPEN),
        sa.case((_PHASE == OrderPhase.CONFIRMED, State.CONFIRMED.value), else_=State.SENT.value),
    ),
    (sa.not_(_having(PurchaseOrder.received > 0)), State.CANCELLED.value),
    (_having(_ORDERED, PurchaseOrder.received < PurchaseOrder.quantity), State.CLOSED.value),
    else_=State.RECEIVED.value,
)


def _listed(session: Session, numbers: Sequence[str]) -> list[Listed]:
    orders = order_heads.find_all(session, numbers) if numbers else []
    return [Listed(order, order_prices.by_supplier(session, order.lines)) for order in orders]


def _place(cursor: str) -> tuple[sa.ColumnElement[date], sa.ColumnElement[str]]:
    day, number = position(cursor, 2)
    try:
        return sa.literal(date.fromisoformat(day), sa.Date), sa.literal(number)
    except ValueError:
        raise InvalidInput.at(
            "/cursor", _("This cursor belongs to another list; start again without it."), "invalid_cursor"
        ) from None
