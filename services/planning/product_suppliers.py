"""The suppliers of a product, and what each asks for it: the advice follows."""

from dataclasses import dataclass

import sqlalchemy as sa

from app.db import snapshot
from app.models import ProductSupplier, Supplier
from services.catalogue import product_service, suppliers
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.errors import NotFound
from services.replenishment import advice_refresh


@dataclass(frozen=True)
class Supplied:
    """supplier -- who; terms -- what it asks for the product"""

    supplier: Supplier
    terms: ProductSupplier


def list_of(sku: str) -> list[Supplied]:
    """All of a product, by priority and name. Raises NotFound."""
    with snapshot() as session:
        product = product_service.find_product(session, sku)
        query = sa.select(Supplier, ProductSupplier).join(ProductSupplier)
        own = query.where(ProductSupplier.product_id == product.id).order_by(ProductSupplier.priority, Supplier.name)
        return [Supplied(*row) for row in session.execute(own)]


def put(sku: str, supplier_id: int, said: ProductSupplierTerms) -> Supplied:
    """What this supplier asks for the product from now on. Raises NotFound for either of them."""
    with advice_refresh.change() as made:
        product = product_service.find_product(made.session, sku, hold=True)
        supplier = suppliers.find(made.session, supplier_id)
        terms = ProductSupplier(product_id=product.id, supplier_id=supplier_id, **said.model_dump())
        terms = made.session.merge(terms)
        made.touches([product.id])
    return Supplied(supplier, terms)


def delete(sku: str, supplier_id: int) -> None:
    """It does not deliver the product any more. Raises NotFound."""
    with advice_refresh.change() as made:
        product = product_service.find_product(made.session, sku, hold=True)
        terms = made.session.get(ProductSupplier, (product.id, supplier_id))
        if terms is None:
            message = f"Supplier {supplier_id} has no terms for {sku!r}; GET /products/<sku>/suppliers lists them."
            raise NotFound(message, "product_supplier_not_found")
        made.session.delete(terms)
        made.touches([product.id])
