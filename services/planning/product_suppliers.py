"""The suppliers of a product, and what each asks for it: the advice follows."""

from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa

from app.db import snapshot
from app.models import Product, ProductSupplier, Supplier
from services.access import audit, authors
from services.access.signed_in import SignedIn
from services.catalogue import product_service, suppliers
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.errors import NotFound
from services.paging import Page, position
from services.planning import supplier_authors
from services.replenishment.renewal import advice_refresh
from services.seen import check
from utils.language import _

CHANGED = "product_supplier.change"


@dataclass(frozen=True)
class Supplied:
    """supplier -- who; terms -- what it asks for the product"""

    supplier: Supplier
    terms: ProductSupplier
    product: Product


@dataclass(frozen=True)
class OfferFilter:
    """product_sku, supplier -- exact"""

    product_sku: str | None = None
    supplier: str | None = None

    def query(self) -> sa.Select[Supplier, ProductSupplier, Product]:
        """What fits, by product and supplier."""
        given = ((Product.sku, self.product_sku), (Supplier.name, self.supplier))
        conditions = [column == value for column, value in given if value is not None]
        return _ALL.where(*conditions).order_by(Product.sku, Supplier.name)


def list_offers(filters: OfferFilter, limit: int, cursor: str | None) -> Page[Supplied]:
    """What suppliers ask for products, by product and supplier. Raises InvalidInput for an unknown cursor."""
    query = filters.query().limit(limit + 1)
    if cursor:
        query = query.where(sa.tuple_(Product.sku, Supplier.name) > sa.tuple_(*position(cursor, 2)))
    with snapshot() as session:
        found = [Supplied(*row) for row in session.execute(query)]
    return Page.of(found, limit, lambda last: [last.product.sku, last.supplier.name])


def all_offers(filters: OfferFilter) -> list[Supplied]:
    """The same, all at once."""
    with snapshot() as session:
        return [Supplied(*row) for row in session.execute(filters.query())]


def list_of(sku: str) -> list[Supplied]:
    """All of a product, by priority and name. Raises NotFound."""
    with snapshot() as session:
        product = product_service.find_product(session, sku)
        query = _ALL.where(ProductSupplier.product_id == product.id)
        own = query.order_by(ProductSupplier.priority, Supplier.name)
        return [Supplied(*row) for row in session.execute(own)]


def get(sku: str, supplier_id: int) -> Supplied:
    """What this supplier asks for the product. Raises NotFound."""
    found = next((own for own in list_of(sku) if own.supplier.id == supplier_id), None)
    if found is None:
        raise _no_terms(sku, supplier_id)
    return found


def put(
    sku: str,
    supplier_id: int,
    said: ProductSupplierTerms,
    seen: ProductSupplierTerms | None = None,
    actor: SignedIn | None = None,
) -> Supplied:
    """What this supplier asks for the product from now on.

    seen -- what it asked when it was changed by the sight of it; it has to be so still; actor -- who is noted for it
    Raises NotFound for either of them, ChangedMeanwhile.
    """
    with advice_refresh.change() as made:
        product = product_service.find_product(made.session, sku, hold=True)
        supplier = suppliers.find(made.session, supplier_id)
        now = made.session.get(ProductSupplier, (product.id, supplier_id))
        author = partial(supplier_authors.last_asked, made.session, product, supplier)
        check(now or ProductSupplierTerms(), seen.model_dump() if seen else {}, author)
        before = supplier_authors.asked(now)
        terms = ProductSupplier(product_id=product.id, supplier_id=supplier_id, **said.model_dump())
        terms = made.session.merge(terms)
        about = supplier_authors.offer_subject(product, supplier)
        authors.note(made.session, actor, CHANGED, about, authors.sides(before, supplier_authors.asked(terms)))
        made.touches([product.id])
    return Supplied(supplier, terms, product)


def delete(sku: str, supplier_id: int, actor: SignedIn | None = None, seen: ProductSupplierTerms | None = None) -> None:
    """It does not deliver the product any more. seen -- see `put`. Raises NotFound, ChangedMeanwhile."""
    with advice_refresh.change() as made:
        product = product_service.find_product(made.session, sku, hold=True)
        terms = made.session.get(ProductSupplier, (product.id, supplier_id))
        if terms is None:
            raise _no_terms(sku, supplier_id)
        supplier = suppliers.find(made.session, supplier_id)
        author = partial(supplier_authors.last_asked, made.session, product, supplier)
        check(terms, seen.model_dump() if seen else {}, author)
        about = supplier_authors.offer_subject(product, supplier)
        audit.note(made.session, actor, "product_supplier.delete", about.name)
        made.session.delete(terms)
        made.touches([product.id])


def _no_terms(sku: str, supplier_id: int) -> NotFound:
    message = _(
        "Supplier {supplier_id} has no terms for {sku!r}; GET /products/<sku>/suppliers lists them.",
        supplier_id=str(supplier_id),
        sku=sku,
    )
    return NotFound(message, "product_supplier_not_found")


_ALL = (
    sa.select(Supplier, ProductSupplier, Product)
    .join(ProductSupplier, ProductSupplier.supplier_id == Supplier.id)
    .join(Product, Product.id == ProductSupplier.product_id)
)
