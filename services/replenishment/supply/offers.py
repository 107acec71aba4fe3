"""What the suppliers of a product ask for it, in the shop's money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, ProductSupplier, Supplier
from services.catalogue import suppliers
from services.catalogue.suppliers import in_shop_money
from services.replenishment.supply import whole_orders
from services.replenishment.supply.whole_orders import MONEY, NOTHING, UNITS, VOLUME, WEIGHT, Assortment, Part

Breaks = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """unit_cost -- of an order below the first of the breaks; breaks -- from how many on one costs how much
    lead_days -- as stated; None: what is stated of the product
    order_cost -- what an order costs, and the share of one product in it; parts -- the product's in its minimum
    """

    supplier: str
    unit_cost: float | None
    pack_size: int
    min_order: int
    breaks: Breaks = ()
    lead_days: float | None = None
    order_cost: float = 0.0
    order_share: float = 0.0
    priority: int = 1
    parts: tuple[Part, ...] = ()


NO_OFFER = Offer("", None, 1, 0)


def price(unit_cost: float | None, breaks: Iterable[Sequence[float]], quantity: float) -> float | None:
    """What one of so many costs."""
    return next((cost for least, cost in reversed([*breaks]) if quantity >= least), unit_cost)


def read(session: Session, products: Sequence[Product]) -> dict[int, list[Offer]]:
    """The offers for each of these products, by product id; without any terms of its own, one of its usual supplier."""
    terms = _terms(session, [product.id for product in products])
    named = suppliers.named(session, {product.supplier for product in products})
    known = {supplier.name: supplier for own in terms.values() for supplier, _ in own} | named
    several = _of_several(products, terms)
    delivered = whole_orders.read(session, [own for own in known.values() if own.order_cost or own.name in several])
    return {product.id: _offers(product, terms[product.id], named, delivered) for product in products}


def _terms(session: Session, ids: Sequence[int]) -> defaultdict[int, list[tuple[Supplier, ProductSupplier]]]:
    query = sa.select(Supplier, ProductSupplier).join(ProductSupplier).where(among(ProductSupplier.product_id, ids))
    found = defaultdict(list)
    for supplier, terms in session.execute(query.order_by(ProductSupplier.priority, Supplier.id)):
        found[terms.product_id].append((supplier, terms))
    return found


def _of_several(
    products: Sequence[Product], terms: Mapping[int, Sequence[tuple[Supplier, ProductSupplier]]]
) -> set[str]:
    """The suppliers of products that others deliver, too: only there a minimum decides who is asked."""
    names = ({product.supplier, *(supplier.name for supplier, _ in terms[product.id])} for product in products)
    return {name for own in names if len(own - {""}) > 1 for name in own}


def _offers(
    product: Product,
    terms: Sequence[tuple[Supplier, ProductSupplier]],
    named: Mapping[str, Supplier],
    delivered: Mapping[str, Assortment],
) -> list[Offer]:
    offers = [_offer(product, supplier, own, delivered.get(supplier.name, NOTHING)) for supplier, own in terms]
    if offers and (not product.supplier or any(own.supplier == product.supplier for own in offers)):
        return offers
    usual = Offer(product.supplier, _money(product.unit_cost), product.pack_size, product.min_order)
    if product.supplier in named:
        supplier = named[product.supplier]
        usual = _of_whole_orders(usual, product, supplier, delivered.get(supplier.name, NOTHING))
    return [usual, *offers]


def _offer(product: Product, supplier: Supplier, terms: ProductSupplier, assortment: Assortment) -> Offer:
    stated = terms.lead_time_days if terms.lead_time_days is not None else supplier.lead_time_days
    usual = supplier.name == product.supplier and terms.lead_time_days is None
    breaks = ((own["quantity"], in_shop_money(own["unit_cost"], supplier)) for own in terms.price_breaks)
    own_cost = None if terms.unit_cost is None else in_shop_money(float(terms.unit_cost), supplier)
    offer = Offer(
        supplier=supplier.name,
        unit_cost=_money(product.unit_cost) if own_cost is None else own_cost,
        pack_size=product.pack_size if terms.pack_size is None else terms.pack_size,
        min_order=product.min_order if terms.min_order is None else terms.min_order,
        breaks=tuple(breaks),
        lead_days=None if usual else float(product.lead_time_days if stated is None else stated),
        priority=terms.priority,
    )
    return _of_whole_orders(offer, product, supplier, assortment)


def _of_whole_orders(offer: Offer, product: Product, supplier: Supplier, assortment: Assortment) -> Offer:
    """The offer with the product's part in what the supplier asks of an order as a whole."""
    cost = whole_orders.cost(supplier)
    of_one = {
        MONEY: offer.unit_cost or 0.0,
        UNITS: 1.0,
        WEIGHT: product.unit_weight or 0.0,
        VOLUME: product.unit_volume or 0.0,
    }
    share, parts = cost / max(1, assortment.products), whole_orders.parts(supplier, assortment, of_one)
    return replace(offer, order_cost=cost, order_share=share, parts=parts)


def _money(amount: object) -> float | None:
    return None if amount is None else float(str(amount))
