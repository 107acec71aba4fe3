"""Found by a part of its code or name: products and suppliers, wherever one is."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.db import snapshot
from app.models import Product, Supplier
from services.catalogue.product_service import ProductFilter

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """products -- (code, name), suppliers -- names: those that begin so before those that hold it somewhere"""

    products: list[tuple[str, str]]
    suppliers: list[str]


def find(text: str, number: int) -> Found:
    """At most so many of each; nothing for nothing."""
    wanted = text.strip()[:LONGEST]
    if not wanted:
        return Found([], [])
    return Found(_products(wanted, number), _suppliers(wanted, number))


def _products(text: str, number: int) -> list[tuple[str, str]]:
    rank = sa.case(
        (sa.func.lower(Product.sku) == text.lower(), 0),
        (sa.or_(*(column.istartswith(text, autoescape=True) for column in (Product.sku, Product.name))), 1),
        else_=2,
    )
    query = sa.select(Product.sku, Product.name).where(*ProductFilter(text).conditions())
    with snapshot() as session:
        rows = session.execute(query.order_by(rank, Product.name, Product.sku).limit(number))
        return [(sku, name) for sku, name in rows]


def _suppliers(text: str, number: int) -> list[str]:
    names = (
        sa.select(column.label("name")).where(column.icontains(text, autoescape=True))
        for column in (Supplier.name, Product.supplier)
    )
    own = sa.union(*names).subquery()
    begins = sa.case((own.c.name.istartswith(text, autoescape=True), 0), else_=1)
    with snapshot() as session:
        return list(session.scalars(sa.select(own.c.name).order_by(begins, own.c.name).limit(number)))
