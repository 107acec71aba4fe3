"""What orders cost: in the supplier's money, as it is asked for it, and in the shop's."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import ProductSupplier, Supplier
from services.catalogue import suppliers
from services.orders.order_lines import Line
from services.replenishment import offers
from utils.config import get_settings


@dataclass(frozen=True)
class PricedLine:
    """code -- the supplier's, None: it has none; unit_cost -- in its currency, None: unknown"""

    line: Line
    code: str | None
    unit_cost: float | None

    @property
    def units(self) -> float:
        return self.line.wanted

    @property
    def cost(self) -> float | None:
        return None if self.unit_cost is None else self.unit_cost * self.units


@dataclass(frozen=True)
class Priced:
    """The lines of one supplier. terms -- of the supplier, None: it has no entry"""

    terms: Supplier | None
    lines: Sequence[PricedLine]

    @property
    def currency(self) -> str:
        return (self.terms and self.terms.currency) or get_settings().currency

    @property
    def total(self) -> float:
        """Of the lines whose cost is known, in the supplier's currency."""
        return sum(line.cost or 0.0 for line in self.lines)

    @property
    def shop_total(self) -> float:
        """The same in the shop's."""
        return suppliers.in_shop_money(self.total, self.terms) if self.terms else self.total

    @property
    def without_cost(self) -> int:
        """Lines that are ordered and whose cost is not known."""
        return sum(line.cost is None and line.units > 0 for line in self.lines)


def price(session: Session, supplier: str, lines: Sequence[Line]) -> Priced:
    """What these lines of one supplier cost."""
    terms = session.scalar(sa.select(Supplier).where(Supplier.name == supplier)) if supplier else None
    own = {}
    if terms:
        ids = [line.product.id for line in lines]
        ours = ProductSupplier.supplier_id == terms.id, among(ProductSupplier.product_id, ids)
        own = {found.product_id: found for found in session.scalars(sa.select(ProductSupplier).where(*ours))}
    return Priced(terms, [_priced(line, terms, own.get(line.product.id)) for line in lines])


def shop_value(session: Session, lines: Sequence[Line]) -> float | None:
    """What all of these cost in the shop's money; None where the cost of one is unknown."""
    value = 0.0
    for supplier in {line.order.supplier for line in lines}:
        priced = price(session, supplier, [line for line in lines if line.order.supplier == supplier])
        if priced.without_cost:
            return None
        value += priced.shop_total
    return value


def _priced(line: Line, terms: Supplier | None, own: ProductSupplier | None) -> PricedLine:
    if own is not None and own.unit_cost is not None:
        breaks = [(each["quantity"], each["unit_cost"]) for each in own.price_breaks]
        return PricedLine(line, own.code, offers.price(float(own.unit_cost), breaks, line.order.quantity))
    return PricedLine(line, own.code if own else None, _from_shop_money(line.product.unit_cost, terms))


def _from_shop_money(amount: Decimal | None, terms: Supplier | None) -> float | None:
    rate = (terms and terms.exchange_rate) or 1.0
    return None if amount is None else float(amount) / rate
