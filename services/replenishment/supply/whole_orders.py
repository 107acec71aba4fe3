"""What a supplier asks of an order as a whole: how large it must at least be, what it costs, whose part is how large.

An order is of all that the supplier delivers, so each product has a part in both.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import OrderAdvice, Product, ProductSupplier, Supplier
from services.catalogue.suppliers import in_shop_money

MEASURES = MONEY, UNITS, WEIGHT, VOLUME = "money", "units", "weight", "volume"
Amounts = Mapping[str, float]
YEAR_DAYS = 365


def least(supplier: Supplier) -> dict[str, float]:
    """What one order to this supplier must at least be, by measure; money in the shop's currency."""
    own = {
        MONEY: in_shop_money(float(supplier.min_order_value or 0), supplier),
        UNITS: float(supplier.min_order_units),
        WEIGHT: supplier.min_order_weight or 0.0,
        VOLUME: supplier.min_order_volume or 0.0,
    }
    return {measure: amount for measure, amount in own.items() if amount > 0}


def cost(supplier: Supplier) -> float:
    """What an order to this supplier costs, whatever is ordered, in the shop's currency."""
    return in_shop_money(float(supplier.order_cost or 0), supplier)


@dataclass(frozen=True, slots=True)
class Assortment:
    """What a supplier delivers: so many products, of which so many have no advice yet; by measure, what is expected to
    be asked for of the others in a year."""

    products: int
    unknown: int
    yearly: Amounts


NOTHING = Assortment(0, 0, {})


@dataclass(frozen=True, slots=True)
class Part:
    """Of a product in a supplier's minimum.

    least -- that one order must be; of_one -- that one unit of the product is; yearly, unknown -- see `Assortment`
    """

    least: float
    of_one: float
    yearly: float
    unknown: int

    def units(self, daily: float) -> float:
        """Its units in an order that is just large enough, where so many of it are asked for in a day; on products
        without an advice nothing is known but that they may sell as well."""
        own = daily * YEAR_DAYS * self.of_one
        every = self.yearly + self.unknown * own
        return self.least / self.of_one * min(1.0, own / every) if every > 0 else 0.0


def parts(supplier: Supplier, assortment: Assortment, of_one: Mapping[str, float]) -> tuple[Part, ...]:
    """Of a product, of which one unit is so much by each measure."""
    return tuple(
        Part(amount, of_one[measure], assortment.yearly.get(measure, 0.0), assortment.unknown)
        for measure, amount in least(supplier).items()
        if of_one[measure] > 0
    )


def read(session: Session, suppliers: Collection[Supplier]) -> dict[str, Assortment]:
    """What those of these suppliers deliver that ask something of an order as a whole, by name."""
    asking = [supplier.name for supplier in suppliers if supplier.order_cost or least(supplier)]
    if not asking:
        return {}
    offered = _offered(asking).subquery()
    each = sa.cast(sa.func.coalesce(offered.c.unit_cost, Product.unit_cost), sa.Double)
    yearly, known = OrderAdvice.yearly_demand, sa.func.count(OrderAdvice.product_id)
    sums = [sa.func.sum(yearly * of_one) for of_one in (each, 1.0, Product.unit_weight, Product.unit_volume)]
    query = (
        sa.select(offered.c.name, sa.func.count(), sa.func.count() - known, *sums)
        .join(Product, Product.id == offered.c.product_id)
        .outerjoin(OrderAdvice, OrderAdvice.product_id == Product.id)
        # A kit is never ordered, but its parts are.
        .where(Product.components.is_(None))
        .group_by(offered.c.name)
    )
    return {
        name: Assortment(products, unknown, {own: amount or 0.0 for own, amount in zip(MEASURES, amounts, strict=True)})
        for name, products, unknown, *amounts in session.execute(query)
    }


def _offered(names: Collection[str]) -> sa.CompoundSelect[str, int, Any]:
    """Who delivers which product at which cost in the shop's money, None: the product's own; name, product_id,
    unit_cost."""
    rate = sa.func.coalesce(Supplier.exchange_rate, 1.0)
    by_terms = (
        sa.select(Supplier.name, ProductSupplier.product_id, (ProductSupplier.unit_cost * rate).label("unit_cost"))
        .join(ProductSupplier, ProductSupplier.supplier_id == Supplier.id)
        .where(Supplier.name.in_(names))
    )
    has_terms = sa.exists().where(ProductSupplier.product_id == Product.id, ProductSupplier.supplier_id == Supplier.id)
    usual = (
        sa.select(Supplier.name, Product.id, sa.null())
        .join(Product, Product.supplier == Supplier.name)
        .where(Supplier.name.in_(names), ~has_terms)
    )
    return sa.union_all(by_terms, usual)
