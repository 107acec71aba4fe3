"""Who said what of a supplier, and of what it asks for a product."""

from collections.abc import Collection
from typing import Any

from sqlalchemy.orm import Session

from app.models import Product, ProductSupplier, Supplier
from services.access import authors
from services.access.authors import Subject
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier
from services.seen import Author


def terms(supplier: Supplier) -> dict[str, Any]:
    """What it asks of every order, as plain values of JSON."""
    return authors.values(supplier, NewSupplier.model_fields)


def asked(offer: ProductSupplier | None) -> dict[str, Any]:
    """What it asks for a product, as plain values of JSON; None: nothing."""
    if offer is None:
        return {}
    return authors.plain(ProductSupplierTerms.model_validate(offer, from_attributes=True).model_dump())


def subject(supplier: Supplier) -> Subject:
    return Subject(supplier.name, f"/suppliers/{supplier.id}")


def offer_subject(product: Product, supplier: Supplier) -> Subject:
    return Subject(f"{product.sku}, {supplier.name}", f"/products/{product.sku}/suppliers/{supplier.id}")


def last(session: Session, supplier: Supplier, names: Collection[str]) -> Author | None:
    """Who made one of these terms what it is; None where that is not noted: a file."""
    return authors.last(session, subject(supplier).target, authors.values(supplier, names))


def last_asked(session: Session, product: Product, supplier: Supplier, names: Collection[str]) -> Author | None:
    """The same of what it asks for a product."""
    now = asked(session.get(ProductSupplier, (product.id, supplier.id)))
    return authors.last(session, offer_subject(product, supplier).target, {name: now.get(name) for name in names})
