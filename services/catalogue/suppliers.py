"""Suppliers, as they are known. A product names its supplier, with or without an entry here."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.db.expressions import among
from app.models import Product, ProductSupplier, Supplier
from services.catalogue.supplier_fields import NewSupplier
from services.errors import NotFound
from services.paging import Page, position
from utils.language import _

# Built once: for a single product, building the query would take longer than answering it.
_NAMED = sa.select(Supplier).where(Supplier.name.in_(sa.bindparam("names", expanding=True)))


def list_suppliers(limit: int, cursor: str | None) -> Page[Supplier]:
    """All suppliers with terms, by name."""
    query = sa.select(Supplier).order_by(Supplier.name).limit(limit + 1)
    if cursor:
        query = query.where(Supplier.name > str(position(cursor, 1)[0]))
    with snapshot() as session:
        return Page.of(session.scalars(query).all(), limit, lambda last: [last.name])


def all_suppliers() -> Sequence[Supplier]:
    """The same, all at once."""
    with snapshot() as session:
        return session.scalars(sa.select(Supplier).order_by(Supplier.name)).all()


def get_supplier(supplier_id: int) -> Supplier:
    """Raises NotFound."""
    with snapshot() as session:
        return find(session, supplier_id)


def find(session: Session, supplier_id: int, hold: bool = False) -> Supplier:
    """The supplier of this id. Raises NotFound.

    hold -- keep other writers from it until the transaction ends
    """
    supplier = session.get(Supplier, supplier_id, with_for_update=hold)
    if supplier is None:
        raise NotFound(
            _("There is no supplier {supplier_id}; GET /suppliers lists them.", supplier_id=str(supplier_id)),
            "supplier_not_found",
        )
    return supplier


def without_terms(name: str) -> Supplier:
    """One of which nothing but its name is known; it is not stored."""
    return Supplier(**NewSupplier(name=name).model_dump())


def deliver(suppliers: Collection[Supplier]) -> sa.ColumnElement[bool]:
    """Whether a product comes from one of these suppliers, usually or by terms of its own."""
    own = sa.select(ProductSupplier.product_id).where(among(ProductSupplier.supplier_id, [one.id for one in suppliers]))
    return sa.or_(Product.supplier.in_([one.name for one in suppliers]), Product.id.in_(own))


def named(session: Session, names: Collection[str]) -> dict[str, Supplier]:
    """Those of these names that have an entry, by name."""
    return {own.name: own for own in session.scalars(_NAMED, {"names": sorted(names)})}


def in_shop_money(amount: float, supplier: Supplier) -> float:
    """An amount in the supplier's currency."""
    return amount * (1.0 if supplier.exchange_rate is None else supplier.exchange_rate)
