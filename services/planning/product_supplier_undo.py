"""An import of what suppliers ask for products taken back."""

from typing import Any

import sqlalchemy as sa

from app.db.expressions import among
from app.models import ImportRecord, Product, ProductSupplier, Supplier
from services.catalogue import product_service
from services.catalogue.product_supplier_fields import OfferFields
from services.journal import imported
from services.planning import file_rows
from services.replenishment.renewal.advice_refresh import Change
from utils.language import _


def undo(made: Change, record: ImportRecord) -> dict[str, int]:
    """Have the terms as they were before this import; new ones go. Raises Conflict where one was changed since."""
    session = made.session
    lines = {(own, of): (was, now) for own, of, was, now in imported.before(session, record)["lines"]}
    products = {own for own, _ in lines}
    product_service.hold(session, products)
    query = sa.select(ProductSupplier, Product.sku, Supplier.name).join(
        Product, Product.id == ProductSupplier.product_id
    )
    query = query.join(Supplier, Supplier.id == ProductSupplier.supplier_id)
    rows = session.execute(query.where(among(ProductSupplier.product_id, products))).all()
    found = [(*row, *lines[key]) for row in rows if (key := (row[0].product_id, row[0].supplier_id)) in lines]
    imported.refuse(
        [
            reason
            for own, sku, name, _was, now in found
            for reason in _changed(own, _("{supplier} for {sku}", supplier=name, sku=sku), now)
        ]
    )
    for own, *_names, was, _now in found:
        made.touches([own.product_id])
        if was is None:
            session.delete(own)
            continue
        for field, value in _values(was).items():
            setattr(own, field, value)
    return {"restored": len(found), "kept": 0, "products_removed": 0}


def _changed(offer: ProductSupplier, of: str, left: dict[str, Any]) -> list[str]:
    """What of it was changed again since, in words."""
    since = file_rows.differing(offer, _values(left))
    return [_("{name} of {of} is {value} now", name=name, of=of, value=getattr(offer, name)) for name in since]


def _values(kept: dict[str, Any]) -> dict[str, Any]:
    """What JSON has kept, as the fields have it."""
    return OfferFields(**kept).model_dump(exclude_unset=True)
