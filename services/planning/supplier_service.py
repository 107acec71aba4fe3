"""Changing suppliers: the advice on what they deliver follows."""

from functools import partial

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import OrderAdvice, Product, PurchaseOrder, Supplier
from services.access import audit, authors
from services.access.signed_in import SignedIn
from services.catalogue import product_service, suppliers
from services.catalogue.supplier_fields import NewSupplier, SupplierChange
from services.errors import Conflict
from services.planning import category_service, supplier_authors
from services.replenishment.renewal import advice_refresh
from services.seen import check
from utils import clock
from utils.language import _

CREATED, CHANGED = "supplier.create", "supplier.change"

# The order list heeds these when it is read: stored advice is the same whatever they are.
HEEDED_LATER = {
    "name",
    "email",
    "language",
    "min_order_value",
    "min_order_units",
    "min_order_weight",
    "min_order_volume",
}


def create_supplier(new: NewSupplier, actor: SignedIn | None = None) -> Supplier:
    """Raises Conflict if there is one of this name."""
    now = clock.now()
    supplier = Supplier(**new.model_dump(), created_at=now, updated_at=now)
    try:
        with advice_refresh.change() as made:
            made.session.add(supplier)
            made.session.flush()
            about = supplier_authors.subject(supplier)
            sides = authors.sides({}, supplier_authors.terms(supplier))
            authors.note(made.session, actor, CREATED, about, sides)
            if new.model_fields_set - HEEDED_LATER:
                category_service.settle(made, Product.supplier == new.name)
    except IntegrityError:
        raise _taken(new.name) from None
    return supplier


def update_supplier(
    supplier_id: int, change: SupplierChange, seen: SupplierChange | None = None, actor: SignedIn | None = None
) -> Supplier:
    """Change the fields that were set; products and orders take over a new name.

    seen -- fields that it was changed by the sight of; they have to be so still; actor -- who is noted for it
    Raises NotFound, ChangedMeanwhile, and Conflict if another supplier has the name.
    """
    try:
        with advice_refresh.change() as made:
            supplier = suppliers.find(made.session, supplier_id, hold=True)
            known = seen.model_dump(exclude_unset=True) if seen else {}
            check(supplier, known, partial(supplier_authors.last, made.session, supplier))
            before = supplier_authors.terms(supplier)
            if "name" in change.model_fields_set:
                _rename(made.session, supplier.name, change.name)
            for name, value in change.model_dump(exclude_unset=True).items():
                setattr(supplier, name, value)
            supplier.updated_at = clock.now()
            made.session.flush()
            about = supplier_authors.subject(supplier)
            sides = authors.sides(before, supplier_authors.terms(supplier))
            authors.note(made.session, actor, CHANGED, about, sides)
            if change.model_fields_set - HEEDED_LATER:
                category_service.settle(made, suppliers.deliver([supplier]))
    except IntegrityError:
        raise _taken(change.name) from None
    return supplier


def delete_supplier(supplier_id: int, actor: SignedIn | None = None) -> None:
    """Forget what this supplier asks; products and orders keep its name. Raises NotFound."""
    with advice_refresh.change() as made:
        supplier = suppliers.find(made.session, supplier_id)
        ids = made.session.scalars(sa.select(Product.id).where(suppliers.deliver([supplier]))).all()
        audit.note(made.session, actor, "supplier.delete", supplier.name)
        made.session.delete(supplier)
        made.session.flush()
        category_service.settle(made, among(Product.id, ids))


def _rename(session: Session, old: str, new: str) -> None:
    concerned = sa.union(
        sa.select(Product.id).where(Product.supplier == old),
        sa.select(PurchaseOrder.product_id).where(PurchaseOrder.supplier == old),
    )
    product_service.hold(session, session.scalars(concerned).all())
    for owner in (Product, PurchaseOrder, OrderAdvice):
        session.execute(sa.update(owner).where(owner.supplier == old).values(supplier=new))


def _taken(name: str) -> Conflict:
    return Conflict(
        _("There is already a supplier {name!r}; PATCH /suppliers/<id> changes it.", name=name), "supplier_exists"
    )
