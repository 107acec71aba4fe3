"""An import of products taken back."""

from typing import Any

from app.models import ImportRecord, Product
from services.catalogue import product_service, terms
from services.catalogue.product_fields import ProductFields
from services.journal import imported, made_products
from services.planning import assembling, product_changes
from services.replenishment.renewal.advice_refresh import Change
from services.stock import level_journal
from utils import clock
from utils.language import _


def undo(made: Change, record: ImportRecord) -> dict[str, int]:
    """Have the products as they were before this import. Raises Conflict where something rests on it."""
    before = imported.before(made.session, record)
    fields = {int(own): (was, now) for own, was, now in before["changed"]}
    products = product_service.held(made.session, {*fields, *before["created"]})
    reasons = [reason for product in products if product.id in fields for reason in _changed(product, fields)]
    reasons += level_journal.rests(made.session, before["stock"])
    if not reasons:
        for product in products:
            _put_back(product, fields.get(product.id, ({}, {}))[0])
            product.inherited = before.get("inherited", {}).get(str(product.id), product.inherited)
        made.session.flush()
        # What it inherits is that of the supplier and the category it has again.
        terms.settle(made.session, [product for product in products if product.id in fields])
        level_journal.put_back(made.session, before["stock"])
    imported.refuse([*reasons, *made_products.used(made.session, before["created"])])
    made.touches(fields.keys() - set(before["created"]))
    assembling.refuse_parts(made.session, (product for product in products if product.id in before["created"]))
    removed = made_products.remove(made.session, before["created"])
    return {"restored": len(fields.keys() - set(before["created"])), "kept": 0, "products_removed": removed}


def _changed(product: Product, fields: dict[int, tuple[dict[str, Any], dict[str, Any]]]) -> list[str]:
    """What of it was changed again since, in words."""
    left = product_changes.differing(product, _values(fields[product.id][1]))
    return [
        _("{name} of {of} is {value} now", name=name, of=product.sku, value=getattr(product, name)) for name in left
    ]


def _put_back(product: Product, was: dict[str, Any]) -> None:
    for name, value in _values(was).items():
        setattr(product, name, value)
    product.updated_at = clock.now()


def _values(kept: dict[str, Any]) -> dict[str, Any]:
    """What JSON has kept, as the fields have it."""
    return ProductFields(**kept).model_dump(exclude_unset=True)
