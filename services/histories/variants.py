"""Sizes and colours of one item: a new one sells what its siblings do on average, until its own sales say more."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, Sale
from services.histories.lineage import Forebear
from services.sku import AT
from utils import clock

# As a launch is told from a grown-up product.
GROWN_UP = timedelta(weeks=4)


def of(session: Session, products: Sequence[Product]) -> dict[int, list[Forebear]]:
    """The siblings that new variants among these products lean on, by product id; others are left out.

    Those of the same place, where there are any.
    """
    items = {product.variant_of for product in products} - {""}
    if not items:
        return {}
    families = defaultdict(list)
    columns = (Product.id, Product.sku, Product.location, Product.variant_of)
    for row in session.execute(sa.select(*columns).where(Product.variant_of.in_(sorted(items))).order_by(Product.id)):
        families[row.variant_of].append(row)
    first_sales = _first_sales(session, [row.id for family in families.values() for row in family])
    grown_up = {key for key, day in first_sales.items() if day <= clock.today() - GROWN_UP}
    young = [product for product in products if product.variant_of and product.id not in grown_up]
    found = {own.id: _elders(own, [row for row in families[own.variant_of] if row.id in grown_up]) for own in young}
    return {key: elders for key, elders in found.items() if elders}


def _elders(own: Product, family: Sequence[Any]) -> list[Forebear]:
    beside = [row for row in family if _place(row) == _place(own)] or family
    return [Forebear(row.id, row.sku, 1 / len(beside), False, own.variant_of) for row in beside]


def _place(product: Any) -> tuple[str, str]:
    return product.location, product.sku.rpartition(AT)[2] if AT in product.sku else ""


def _first_sales(session: Session, ids: Sequence[int]) -> dict[int, date]:
    sold = sa.select(Sale.product_id, sa.func.min(Sale.day)).where(among(Sale.product_id, ids), Sale.quantity > 0)
    return {key: day for key, day in session.execute(sold.group_by(Sale.product_id)) if day is not None}
