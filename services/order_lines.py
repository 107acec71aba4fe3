"""Lines of an order list: the stored advice, with what a buyer wants to see beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import OrderAdvice, Product


@dataclass(frozen=True, slots=True)
class Line:
    """One product of the list, by the columns of Product and OrderAdvice; money is None where unknown."""

    product_id: int
    sku: str
    name: str
    supplier: str
    category: str
    location: str
    on_hand: float
    pack_size: int
    min_order: int
    unit_cost: float | None
    kind: str
    quantity: int
    needed: float
    order_by: date | None
    stock_out_date: date | None
    days_of_cover: float | None
    cost: float | None
    money_at_risk: float
    excess_units: float
    excess_value: float | None
    as_of: date
    reason: str

    def changed(self, quantity: int, share_at_risk: float, remark: str) -> "Line":
        """An order of another quantity, which covers this share of what is at risk, and why."""
        values = {name: getattr(self, name) for name in NAMES}
        values |= {"kind": "order", "quantity": quantity, "money_at_risk": self.money_at_risk * share_at_risk}
        values["cost"] = None if self.unit_cost is None else quantity * self.unit_cost
        values["reason"] = f"{self.reason} {remark}"
        return Line(**values)


NAMES = [field.name for field in fields(Line)]


@dataclass(frozen=True)
class Choice:
    """Which lines are wanted: of this kind, and exactly of this supplier, category and location, where given."""

    kind: str = "order"
    supplier: str | None = None
    category: str | None = None
    location: str | None = None

    def holds(self, line: Line) -> bool:
        wanted = ((self.supplier, line.supplier), (self.category, line.category), (self.location, line.location))
        return line.kind == self.kind and all(given is None or given == own for given, own in wanted)

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """The same, for a query."""
        given = {"supplier": self.supplier, "category": self.category, "location": self.location}
        own = [getattr(Product, name) == value for name, value in given.items() if value is not None]
        return [OrderAdvice.kind == self.kind, *own]


def read(session: Session, *conditions: sa.ColumnElement[bool]) -> list[Line]:
    """The lines under these conditions, in no particular order."""
    columns = [getattr(Product if hasattr(Product, name) else OrderAdvice, name) for name in NAMES[1:]]
    query = sa.select(Product.id, *columns).join(OrderAdvice, OrderAdvice.product_id == Product.id).where(*conditions)
    cost = NAMES.index("unit_cost")
    return [_line(row, cost) for row in session.execute(query)]


def ranked(lines: Sequence[Line]) -> list[Line]:
    """Most money first: at risk, and where nothing is, tied up in what is too much."""
    return sorted(lines, key=lambda line: (-line.money_at_risk, -(line.excess_value or 0.0), line.product_id))


def _line(row: sa.Row, cost: int) -> Line:
    values = list(row)
    values[cost] = None if values[cost] is None else float(values[cost])
    return Line(*values)
