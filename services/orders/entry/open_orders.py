"""What is on its way, order by order, and what has lately come or will not come."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Product, PurchaseOrder, Receipt
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.history import order_steps
from services.orders.history.order_steps import LastStep
from services.orders.lines import foreign_sources
from services.orders.lines.order_lines import CANCELLED, OPEN, RECEIVED, Line
from utils import clock

# No index knows the days of receipts: the latest are looked for among those that were noted last.
NEWEST_RECEIPTS = 5000


class OrderKey(NamedTuple):
    """Lines of one number may be of several suppliers: these are several deliveries."""

    number: str
    supplier: str


@dataclass(frozen=True)
class OpenOrder:
    """lines -- the first of them, in the order they are expected; count -- of all open ones

    last_step -- the last thing that was done to it; None: nothing was noted, or it is not theirs to take back
    only_received -- whether whoever looks at it may do no more than take it in, see `foreign_sources`
    """

    key: OrderKey
    ordered_on: date
    expected_on: date
    count: int
    lines: Sequence[Line]
    last_step: LastStep | None = None
    only_received: bool = False

    @property
    def is_transfer(self) -> bool:
        return any(line.order.source_id is not None for line in self.lines)

    @property
    def overdue(self) -> bool:
        return self.expected_on < clock.today()


@dataclass(frozen=True)
class OpenOrders:
    """orders -- the first of them, those that should have come longest ago before all others; total -- of all"""

    orders: Sequence[OpenOrder]
    total: int


@dataclass(frozen=True)
class ClosedLines:
    """received -- of which something came, the latest first; dropped -- of which nothing came or will, newest first

    last_steps -- what was done last to these orders and may be taken back, by number
    """

    received: Sequence[Line]
    dropped: Sequence[Line]
    last_steps: Mapping[str, LastStep]


def open_orders(filters: OrderFilter, orders: int, lines_each: int) -> OpenOrders:
    """The open orders of a supplier or a number; so many of them, and so many lines of each."""
    groups = _groups(filters)
    first = groups.order_by("expected_on", "number", "supplier").limit(orders)
    with snapshot() as session:
        total = session.scalars(sa.select(sa.func.count()).select_from(groups.subquery())).one()
        found = session.execute(first).all()
        numbers = [row.number for row in found]
        lines, steps = _first_lines(session, numbers, lines_each), _last_steps(session, numbers)
        from_elsewhere = foreign_sources.of(session, numbers)
    return OpenOrders([_order(row, lines, steps, row.number in from_elsewhere) for row in found], total)


def moved(lines: Sequence[Line], day: date) -> list[Line]:
    """Those of an order's open lines that come on another day when its next delivery does.

    The lines of that delivery, and any that would come before it: no line is moved forward that was expected later.
    """
    following = min(line.order.expected_on for line in lines)
    return [line for line in lines if line.order.expected_on == following or line.order.expected_on < day]


def suppliers() -> list[str]:
    """Those from whom something is on its way."""
    names = sa.select(PurchaseOrder.supplier).where(PurchaseOrder.status == OPEN, PurchaseOrder.supplier != "")
    with snapshot() as session:
        return sorted(session.scalars(names.distinct()))


def lately_closed(limit: int) -> ClosedLines:
    """At most so many lines of each kind."""
    with snapshot() as session:
        received, dropped = _received(session, limit), _dropped(session, limit)
        numbers = {line.order.number for line in (*received, *dropped)}
        return ClosedLines(received, dropped, _last_steps(session, numbers))


def _groups(filters: OrderFilter) -> sa.Select[str, str, date, date, int]:
    columns = (
        PurchaseOrder.number,
        PurchaseOrder.supplier,
        sa.func.min(PurchaseOrder.ordered_on).label("ordered_on"),
        sa.func.min(PurchaseOrder.expected_on).label("expected_on"),
        sa.func.count().label("lines"),
    )
    wanted = (PurchaseOrder.status == OPEN, *filters.conditions())
    return sa.select(*columns).where(*wanted).group_by(PurchaseOrder.number, PurchaseOrder.supplier)


def _order(
    row: Any, lines: Mapping[OrderKey, list[Line]], steps: Mapping[str, LastStep], only_received: bool
) -> OpenOrder:
    key = OrderKey(row.number, row.supplier)
    last = steps.get(row.number)
    return OpenOrder(key, row.ordered_on, row.expected_on, row.lines, lines[key], last, only_received)


def _last_steps(session: Session, numbers: Collection[str]) -> dict[str, LastStep]:
    """Those that whoever looks at these orders may take back."""
    from_elsewhere = foreign_sources.of(session, numbers)
    return {
        number: step
        for number, step in order_steps.last_steps(session, numbers).items()
        if number not in from_elsewhere or step.action in foreign_sources.STEPS
    }


def _first_lines(session: Session, numbers: Sequence[str], each: int) -> dict[OrderKey, list[Line]]:
    of_one = (PurchaseOrder.number, PurchaseOrder.supplier)
    as_expected = (PurchaseOrder.expected_on, PurchaseOrder.id)
    place = sa.func.row_number().over(partition_by=of_one, order_by=as_expected).label("place")
    ours = sa.and_(PurchaseOrder.status == OPEN, PurchaseOrder.number.in_(numbers))
    ranked = sa.select(PurchaseOrder.id, place).where(ours).subquery()
    shown = sa.select(ranked.c.id).where(ranked.c.place <= each)
    found = defaultdict(list)
    for line in _read(session, _lines().where(PurchaseOrder.id.in_(shown)).order_by(*as_expected)):
        found[OrderKey(line.order.number, line.order.supplier)].append(line)
    return found


def _received(session: Session, limit: int) -> list[Line]:
    ids = session.scalars(_last_received().limit(limit)).all()
    receipts = defaultdict(list)
    for receipt in session.scalars(sa.select(Receipt).where(Receipt.order_id.in_(ids)).order_by(Receipt.id)):
        receipts[receipt.order_id].append(receipt)
    lines = {line.order.id: line for line in _read(session, _lines().where(PurchaseOrder.id.in_(ids)))}
    return [Line(lines[own].order, lines[own].product, receipts[own]) for own in ids]


def _last_received() -> sa.Select[int]:
    """The closed lines by the day of their last receipt, the latest first."""
    noted = sa.select(Receipt.id, Receipt.order_id, Receipt.received_on).order_by(Receipt.id.desc())
    newest = noted.limit(NEWEST_RECEIPTS).subquery()
    closed = sa.select(PurchaseOrder.id).join(newest, newest.c.order_id == PurchaseOrder.id)
    latest_first = (sa.func.max(newest.c.received_on).desc(), sa.func.max(newest.c.id).desc())
    return closed.where(PurchaseOrder.status != OPEN).group_by(PurchaseOrder.id).order_by(*latest_first)


def _dropped(session: Session, limit: int) -> list[Line]:
    nothing_came = (PurchaseOrder.status.in_((RECEIVED, CANCELLED)), PurchaseOrder.received == 0)
    return _read(session, _lines().where(*nothing_came).order_by(PurchaseOrder.id.desc()).limit(limit))


def _lines() -> sa.Select[PurchaseOrder, Product]:
    return sa.select(PurchaseOrder, Product).join(Product, Product.id == PurchaseOrder.product_id)


def _read(session: Session, query: sa.Select[PurchaseOrder, Product]) -> list[Line]:
    return [Line(*row) for row in session.execute(query)]
