"""Where the terms of products come from: the product itself, else its supplier, else its category, else usual."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import CategoryTerms, Product
from services.catalogue import suppliers
from services.catalogue.term_fields import TERMS, USUAL
from services.errors import NotFound
from services.paging import Page, position
from utils.language import _

OWN, SUPPLIER, CATEGORY, DEFAULT = "product", "supplier", "category", "default"


def settle(session: Session, products: Sequence[Product]) -> None:
    """Give these products, which are held, the terms that they inherit."""
    for product, name, (value, _source) in _inherited(session, products):
        setattr(product, name, value)


def sources(products: Sequence[Product]) -> dict[int, dict[str, str]]:
    """Of each of these products, by id, where each of its terms comes from."""
    found = {product.id: dict.fromkeys(TERMS, OWN) for product in products}
    with snapshot() as session:
        for product, name, (_, source) in _inherited(session, products):
            found[product.id][name] = source
    return found


def categories(limit: int, cursor: str | None) -> Page[CategoryTerms]:
    """The categories that products are in, or that have terms, by name."""
    names = sa.union(
        sa.select(Product.category).where(Product.category != ""), sa.select(CategoryTerms.name)
    ).subquery()
    query = sa.select(names.c.category).order_by(names.c.category).limit(limit + 1)
    if cursor:
        query = query.where(names.c.category > str(position(cursor, 1)[0]))
    with snapshot() as session:
        wanted = session.scalars(query).all()
        known = _of_categories(session, wanted)
    return Page.of([known.get(name, CategoryTerms(name=name)) for name in wanted], limit, lambda last: [last.name])


def category(name: str) -> CategoryTerms:
    """One of them. Raises NotFound."""
    with snapshot() as session:
        own = session.get(CategoryTerms, name)
        if own is None and not session.scalar(sa.select(sa.exists().where(Product.category == name))):
            raise NotFound(
                _("There is no category {name!r}; GET /categories lists them.", name=name), "category_not_found"
            )
    return own or CategoryTerms(name=name)


def _inherited(session: Session, products: Sequence[Product]) -> Iterator[tuple[Product, str, tuple[Any, str]]]:
    """Each term that one of these products inherits: the product, the term, its value and where that is said."""
    heirs = [product for product in products if product.inherited]
    by_supplier = suppliers.named(session, {product.supplier for product in heirs})
    by_category = _of_categories(session, {product.category for product in heirs})
    for product in heirs:
        places = (by_supplier.get(product.supplier), SUPPLIER), (by_category.get(product.category), CATEGORY)
        for name in product.inherited:
            said = ((getattr(place, name), source) for place, source in places if place is not None)
            yield product, name, next((one for one in said if one[0] is not None), (USUAL[name], DEFAULT))


def _of_categories(session: Session, names: Any) -> dict[str, CategoryTerms]:
    found = session.scalars(sa.select(CategoryTerms).where(CategoryTerms.name.in_(sorted(names))))
    return {own.name: own for own in found}
