"""How suppliers have delivered: how long it took, how late it came, and what is still to come."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import days_between
from app.models import Product, ProductSupplier, PurchaseOrder, Receipt, Supplier
from app.models.stock import OrderStatus
from services.replenishment.supply.supply import LEARNED_DAYS
from utils import clock

# What a chart of one supplier shows of them.
NEWEST = 200


@dataclass(frozen=True, slots=True)
class Delivered:
    """Lines of orders of which something came within LEARNED_DAYS.

    lead_days -- mean from order to arrival, each line with the mean day of its units
    late_days -- mean from the day that was promised to the one on which the last of it came, below zero: early
    late -- how many lines came after their day
    """

    lines: int = 0
    lead_days: float | None = None
    late_days: float | None = None
    late: int = 0

    @property
    def late_share(self) -> float | None:
        return self.late / self.lines if self.lines else None


@dataclass(frozen=True, slots=True)
class Coming:
    """Open lines of orders, and how many of them are overdue. money -- of what they still owe, in the shop's."""

    lines: int = 0
    overdue: int = 0
    money: float = 0.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of one order on one day. late_days -- after the day that was promised, of several lines the mean"""

    number: str
    received_on: date
    late_days: float
    lines: int


def delivered(session: Session, name: str | None = None) -> dict[str, Delivered]:
    """By supplier; of this one only, where one is named."""
    own = _lines(session, name).subquery()
    figures = (sa.func.count(), sa.func.avg(own.c.lead), sa.func.avg(own.c.late), _number(own.c.late > 0))
    rows = session.execute(sa.select(own.c.supplier, *figures).group_by(own.c.supplier))
    return {supplier: Delivered(lines, float(lead), float(late), over) for supplier, lines, lead, late, over in rows}


def deliveries(session: Session, name: str) -> list[Delivery]:
    """The newest ones of a supplier, oldest first."""
    own = _lines(session, name).subquery()
    figures = (sa.func.avg(own.c.late), sa.func.count())
    newest = sa.select(own.c.number, own.c.last, *figures).group_by(own.c.number, own.c.last)
    rows = session.execute(newest.order_by(own.c.last.desc(), own.c.number).limit(NEWEST)).all()
    return [Delivery(number, day, float(late), lines) for number, day, late, lines in reversed(rows)]


def coming(session: Session, name: str | None = None) -> dict[str, Coming]:
    """By supplier; of this one only, where one is named."""
    own = sa.and_(ProductSupplier.product_id == Product.id, ProductSupplier.supplier_id == Supplier.id)
    asked = ProductSupplier.unit_cost * sa.func.coalesce(Supplier.exchange_rate, 1.0)
    now = sa.cast(sa.func.coalesce(asked, Product.unit_cost, 0), sa.Double)
    cost = sa.func.coalesce(PurchaseOrder.agreed_cost(), now)
    owed = (PurchaseOrder.quantity - PurchaseOrder.received) * cost
    query = (
        sa.select(
            PurchaseOrder.supplier,
            sa.func.count(),
            _number(PurchaseOrder.expected_on < clock.today()),
            sa.func.sum(sa.case((owed > 0, owed), else_=0.0)),
        )
        .join(Product, Product.id == PurchaseOrder.product_id)
        .outerjoin(Supplier, Supplier.name == PurchaseOrder.supplier)
        .outerjoin(ProductSupplier, own)
        .where(PurchaseOrder.status == OrderStatus.OPEN, *_bought_from(name))
        .group_by(PurchaseOrder.supplier)
    )
    return {supplier: Coming(lines, late, float(money)) for supplier, lines, late, money in session.execute(query)}


def _lines(session: Session, name: str | None) -> sa.Select[str, str, date, float, float]:
    """Lines of which something came: supplier, number, last day on which it did, days of lead time, days late."""
    days = days_between(session, PurchaseOrder.ordered_on, Receipt.received_on)
    last = sa.func.max(Receipt.received_on)
    return (
        sa.select(
            PurchaseOrder.supplier,
            PurchaseOrder.number,
            last.label("last"),
            (sa.func.sum(days * Receipt.quantity) / sa.func.sum(Receipt.quantity)).label("lead"),
            sa.func.max(days_between(session, PurchaseOrder.expected_on, Receipt.received_on)).label("late"),
        )
        .join(Receipt, Receipt.order_id == PurchaseOrder.id)
        .where(Receipt.received_on >= clock.today() - timedelta(days=LEARNED_DAYS), *_bought_from(name))
        .group_by(PurchaseOrder.id, PurchaseOrder.supplier, PurchaseOrder.number)
        .having(sa.func.sum(Receipt.quantity) > 0)
    )


def _bought_from(name: str | None) -> list[sa.ColumnElement[bool]]:
    """Not what another place of the shop has given."""
    return [PurchaseOrder.source_id.is_(None)] + ([] if name is None else [PurchaseOrder.supplier == name])


def _number(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((condition, 1)))
