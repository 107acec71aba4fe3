"""An import of suppliers taken back."""

from typing import Any

import sqlalchemy as sa

from app.db import affected
from app.db.expressions import among
from app.models import ImportRecord, Product, ProductSupplier, Supplier
from services.catalogue import suppliers
from services.catalogue.supplier_fields import SupplierTerms
from services.journal import imported
from services.planning import category_service, file_rows
from services.replenishment.renewal.advice_refresh import Change
from utils import clock
from utils.language import _


def undo(made: Change, record: ImportRecord) -> dict[str, int]:
    """Have the suppliers as they were before this import; those that it made go.

    Raises Conflict where one was changed since, or a new one has terms for a product.
    """
    session, before = made.session, imported.before(made.session, record)
    fields = {own: (_values(was), _values(now)) for own, was, now in before["changed"]}
    query = sa.select(Supplier).where(among(Supplier.id, {*fields, *before["created"]})).order_by(Supplier.id)
    found = session.scalars(query.with_for_update()).all()
    reasons = [reason for own in found if own.id in fields for reason in _changed(own, fields[own.id][1])]
    imported.refuse([*reasons, *_used(made, before["created"])])
    concerned = suppliers.deliver(found)
    for own in found:
        for name, value in fields.get(own.id, ({}, {}))[0].items():
            setattr(own, name, value)
        own.updated_at = clock.now()
    session.flush()
    removed = affected(session, sa.delete(Supplier).where(among(Supplier.id, before["created"])))
    category_service.settle(made, concerned)
    return {"restored": len(fields.keys() - set(before["created"])) + removed, "kept": 0, "products_removed": 0}


def _changed(supplier: Supplier, left: dict[str, Any]) -> list[str]:
    """What of it was changed again since, in words."""
    since = file_rows.differing(supplier, left)
    return [
        _(
            "{name} of {of} is {value} now",
            name=name,
            of=supplier.name,
            value=getattr(supplier, name),
        )
        for name in since
    ]


def _used(made: Change, created: list[int]) -> list[str]:
    """The new ones that have come to ask something for a product, in words."""
    query = sa.select(Supplier.name, Product.sku).join(ProductSupplier, ProductSupplier.supplier_id == Supplier.id)
    query = query.join(Product, Product.id == ProductSupplier.product_id).where(among(Supplier.id, created))
    return [
        _("the new supplier {name} has terms for {sku}", name=name, sku=sku)
        for name, sku in made.session.execute(query)
    ]


def _values(kept: dict[str, Any]) -> dict[str, Any]:
    """What JSON has kept, as the fields have it."""
    return SupplierTerms(**kept).model_dump(exclude_unset=True)
