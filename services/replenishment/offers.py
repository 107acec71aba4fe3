"""What the suppliers of a product ask for it, in the shop's money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, ProductSupplier, Supplier
from services.catalogue import suppliers

Breaks = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """unit_cost -- of an order below the first of the breaks; breaks -- from how many on one costs how much
    lead_days -- as stated; None: what is stated and learned of the product
    order_cost -- what an order costs, and the share of one product in it
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


NO_OFFER = Offer("", None, 1, 0)


def price(unit_cost: float | None, breaks: Iterable[Sequence[float]], quantity: float) -> float | None:
    """What one of so many costs."""
    return next((cost for least, cost in reversed([*breaks]) if quantity >= least), unit_cost)


def in_shop_money(amount: float, supplier: Supplier) -> float:
    """An amount in the supplier's currency."""
    return amount * (1.0 if supplier.exchange_rate is None else supplier.exchange_rate)


def read(session: Session, products: Sequence[Product]) -> dict[int, list[Offer]]:
    """The offers for each of these products, by product id; without any terms of its own, one of its usual supplier."""
    terms = _terms(session, [product.id for product in products])
    named = suppliers.named(session, {product.supplier for product in products})
    known = {supplier.name: supplier for own in terms.values() for supplier, _ in own} | named
    shares = _order_shares(session, known.values())
    return {product.id: _offers(product, terms[product.id], named, shares) for product in products}


def _terms(session: Session, ids: Sequence[int]) -> defaultdict[int, list[tuple[Supplier, ProductSupplier]]]:
    query = sa.select(Supplier, ProductSupplier).join(ProductSupplier).where(among(ProductSupplier.product_id, ids))
    found = defaultdict(list)
    for supplier, terms in session.execute(query.order_by(ProductSupplier.priority, Supplier.id)):
        found[terms.product_id].append((supplier, terms))
    return found


def _order_shares(session: Session, known: Iterable[Supplier]) -> dict[str, float]:
    """Of what an order costs, the part of one product: an order is of all that the supplier delivers."""
    dear = {supplier.name for supplier in known if supplier.order_cost}
    if not dear:
        return {}
    usual = sa.select(Product.supplier, sa.func.count()).where(Product.supplier.in_(dear)).group_by(Product.supplier)
    counts = dict(session.execute(usual).all())
    return {name: 1 / max(1, counts.get(name, 0)) for name in dear}


def _offers(
    product: Product,
    terms: Sequence[tuple[Supplier, ProductSupplier]],
    named: Mapping[str, Supplier],
    shares: Mapping[str, float],
) -> list[Offer]:
    offers = [_offer(product, supplier, own, shares.get(supplier.name, 0.0)) for supplier, own in terms]
    if offers and (not product.supplier or any(own.supplier == product.supplier for own in offers)):
        return offers
    usual = named.get(product.supplier)
    cost = _order_cost(usual) if usual else 0.0
    share = cost * shares.get(product.supplier, 0.0)
    own = Offer(product.supplier, _money(product.unit_cost), product.pack_size, product.min_order)
    return [Offer(own.supplier, own.unit_cost, own.pack_size, own.min_order, (), None, cost, share), *offers]


def _offer(product: Product, supplier: Supplier, terms: ProductSupplier, share: float) -> Offer:
    stated = terms.lead_time_days if terms.lead_time_days is not None else supplier.lead_time_days
    usual = supplier.name == product.supplier and terms.lead_time_days is None
    breaks = ((own["quantity"], in_shop_money(own["unit_cost"], supplier)) for own in terms.price_breaks)
    own_cost = None if terms.unit_cost is None else in_shop_money(float(terms.unit_cost), supplier)
    return Offer(
        supplier=supplier.name,
        unit_cost=_money(product.unit_cost) if own_cost is None else own_cost,
        pack_size=product.pack_size if terms.pack_size is None else terms.pack_size,
        min_order=product.min_order if terms.min_order is None else terms.min_order,
        breaks=tuple(breaks),
        lead_days=None if usual else float(product.lead_time_days if stated is None else stated),
        order_cost=_order_cost(supplier),
        order_share=_order_cost(supplier) * share,
        priority=terms.priority,
    )


def _order_cost(supplier: Supplier) -> float:
    return in_shop_money(float(supplier.order_cost or 0), supplier)


def _money(amount: object) -> float | None:
    return None if amount is None else float(str(amount))
