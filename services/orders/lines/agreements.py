"""What was agreed with a supplier when something was ordered: what it asks later changes no order that it has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, ProductSupplier, PurchaseOrder, Supplier
from services.orders.lines.order_lines import OPEN, Line
from services.replenishment.supply import offers
from utils.config import get_settings


@dataclass(frozen=True)
class Agreed:
    """sku, name -- of the product, as they stand on the order
    code -- the supplier's, None: it has none; pack_size -- units in one of its packs
    prices -- [from how many units, money for one], the fewest first; none: the cost is unknown
    currency -- "": none is set; rate -- what one of it is worth in the shop's
    """

    sku: str
    name: str
    code: str | None
    pack_size: int
    prices: Sequence[Sequence[float]]
    currency: str
    rate: float

    @classmethod
    def of(cls, order: PurchaseOrder) -> Self | None:
        """What was agreed of this line; None: nothing, or nobody has noted it."""
        if order.agreed is None:
            return None
        return cls(**{name: value for name, value in order.agreed.items() if name != "shop_cost"})

    def price(self, units: float) -> float | None:
        """What one of so many costs."""
        return offers.price(None, self.prices, units)

    def of_so_many(self, units: float) -> dict[str, Any]:
        """As a line of so many keeps it."""
        each = self.price(units)
        return asdict(self) | {"shop_cost": None if each is None else each * self.rate}


def asked_now(session: Session, terms: Supplier | None, lines: Sequence[Line]) -> list[Agreed]:
    """What this supplier, None: one without an entry, would be asked now for each of these lines."""
    own: Mapping[int, ProductSupplier] = {}
    if terms:
        ours = among(ProductSupplier.product_id, [line.product.id for line in lines])
        query = sa.select(ProductSupplier).where(ProductSupplier.supplier_id == terms.id, ours)
        own = {found.product_id: found for found in session.scalars(query)}
    return [asked_for(line.product, terms, own.get(line.product.id)) for line in lines]


def keep(session: Session, lines: Iterable[Line]) -> None:
    """Note what is asked now for those of these lines that are on order and of which nothing is noted yet."""
    by_supplier: dict[str, list[Line]] = {}
    for line in lines:
        if line.order.status == OPEN and line.order.agreed is None:
            by_supplier.setdefault(line.order.supplier, []).append(line)
    for name, own in by_supplier.items():
        for line, asked in zip(own, asked_now(session, supplier(session, name), own), strict=True):
            line.order.agreed = asked.of_so_many(line.order.quantity)


def supplier(session: Session, name: str) -> Supplier | None:
    """Its entry."""
    return session.scalar(sa.select(Supplier).where(Supplier.name == name)) if name else None


def asked_for(product: Product, terms: Supplier | None, own: ProductSupplier | None = None) -> Agreed:
    """What a supplier with this entry, and these terms of the product, would be asked now."""
    rate = (terms and terms.exchange_rate) or 1.0
    prices: list[list[float]] = []
    if own is not None and own.unit_cost is not None:
        prices = [[0, float(own.unit_cost)], *([each["quantity"], each["unit_cost"]] for each in own.price_breaks)]
    elif product.unit_cost is not None:
        prices = [[0, float(product.unit_cost) / rate]]
    pack_size = product.pack_size if own is None or own.pack_size is None else own.pack_size
    currency = (terms and terms.currency) or get_settings().currency
    return Agreed(product.sku, product.name, own.code if own else None, pack_size, prices, currency, rate)
