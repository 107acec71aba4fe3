"""Suppliers, and what they ask of an order. A product names its supplier, with or without an entry here.

The order list heeds their terms when it is read: stored advice is the same whatever they are.
"""

from typing import Annotated

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import Product, PurchaseOrder, Supplier
from services.catalogue import product_service
from services.catalogue.product_fields import Money, Text, WholeUnits
from services.errors import Conflict, NotFound
from services.paging import Page, position
from utils import clock

Name = Annotated[Text, Field(min_length=1, max_length=100, examples=["Mill & Sons"])]


class SupplierTerms(BaseModel):
    """What one order to this supplier must at least be."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    min_order_value: Money | None = Field(None, description="In money; empty: none.", examples=[250])
    min_order_units: WholeUnits = Field(0, ge=0, description="In units of all products together.")


class NewSupplier(SupplierTerms):
    name: Name


class SupplierChange(SupplierTerms):
    """The fields that were set count; the others stay."""

    name: Name = ""


def list_suppliers(limit: int, cursor: str | None) -> Page[Supplier]:
    """All suppliers with terms, by name."""
    query = sa.select(Supplier).order_by(Supplier.name).limit(limit + 1)
    if cursor:
        query = query.where(Supplier.name > str(position(cursor, 1)[0]))
    with snapshot() as session:
        return Page.of(session.scalars(query).all(), limit, lambda last: [last.name])


def create_supplier(new: NewSupplier) -> Supplier:
    """Raises Conflict if there is one of this name."""
    now = clock.now()
    supplier = Supplier(**new.model_dump(), created_at=now, updated_at=now)
    try:
        with transaction() as session:
            session.add(supplier)
    except IntegrityError:
        raise _taken(new.name) from None
    return supplier


def update_supplier(supplier_id: int, change: SupplierChange) -> Supplier:
    """Change the fields that were set; products and orders take over a new name.

    Raises NotFound, and Conflict if another supplier has the name.
    """
    try:
        with transaction() as session:
            supplier = _find(session, supplier_id)
            if "name" in change.model_fields_set:
                _rename(session, supplier.name, change.name)
            for name, value in change.model_dump(exclude_unset=True).items():
                setattr(supplier, name, value)
            supplier.updated_at = clock.now()
    except IntegrityError:
        raise _taken(change.name) from None
    return supplier


def delete_supplier(supplier_id: int) -> None:
    """Forget what this supplier asks; products and orders keep its name. Raises NotFound."""
    with transaction() as session:
        session.delete(_find(session, supplier_id))


def _find(session: Session, supplier_id: int) -> Supplier:
    supplier = session.get(Supplier, supplier_id)
    if supplier is None:
        raise NotFound(f"There is no supplier {supplier_id}; GET /suppliers lists them.", "supplier_not_found")
    return supplier


def _rename(session: Session, old: str, new: str) -> None:
    concerned = sa.union(
        sa.select(Product.id).where(Product.supplier == old),
        sa.select(PurchaseOrder.product_id).where(PurchaseOrder.supplier == old),
    )
    product_service.hold(session, session.scalars(concerned).all())
    for owner in (Product, PurchaseOrder):
        session.execute(sa.update(owner).where(owner.supplier == old).values(supplier=new))


def _taken(name: str) -> Conflict:
    return Conflict(f"There is already a supplier {name!r}; PATCH /suppliers/<id> changes it.", "supplier_exists")
