"""Who said what of a supplier, and of what it asks for a product."""

from collections.abc import Collection
from typing import Any

from app.db import snapshot
from app.models import AuditEntry, Product, ProductSupplier, Supplier
from services.access import authors
from services.access.authors import Subject
from services.catalogue import product_service, suppliers
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier


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


def last(supplier_id: int, names: Collection[str]) -> AuditEntry | None:
    """Who made one of these terms what it is; None where that is not noted: a file. Raises NotFound."""
    supplier = suppliers.get_supplier(supplier_id)
    return authors.last(subject(supplier).target, authors.values(supplier, names))


def last_asked(sku: str, supplier_id: int, names: Collection[str]) -> AuditEntry | None:
    """The same of what it asks for a product. Raises NotFound."""
    with snapshot() as session:
        product, supplier = product_service.find_product(session, sku), suppliers.find(session, supplier_id)
        now = asked(session.get(ProductSupplier, (product.id, supplier.id)))
    wanted = {name: now.get(name) for name in names}
    return authors.last(offer_subject(product, supplier).target, wanted)
