"""Who said what of a product."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Product
from services.access import authors
from services.access.authors import Subject
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.seen import Author

CHANGED = "product.change"


def values(product: Product, names: Iterable[str]) -> dict[str, Any]:
    """What is stored in those of these fields that are a product's, as plain values of JSON."""
    return authors.values(product, [name for name in names if name in ProductFields.model_fields])


def note(session: Session, actor: SignedIn | None, product: Product, before: dict[str, Any]) -> None:
    """Note what somebody has changed. before -- `values` before that"""
    subject = Subject(product.sku, _target(product.sku))
    authors.note(session, actor, CHANGED, subject, authors.sides(before, values(product, before)))


def last(session: Session, product: Product, names: Collection[str]) -> Author | None:
    """Who made one of these fields what it is; None where that is not noted: a file, a delivery."""
    return authors.last(session, _target(product.sku), values(product, names))


def last_of(sku: str, names: Collection[str]) -> Author | None:
    """The same by the product's code. Raises NotFound."""
    with snapshot() as session:
        return last(session, product_service.find_product(session, sku), names)


def _target(sku: str) -> str:
    return f"/products/{sku}"
