"""One change of many products, after a look at what it does: all or none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Product
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_service import ProductFilter
from services.errors import Fault, InvalidInput
from services.journal import imported
from services.journal.imported import Imported
from services.planning import product_changes
from services.planning.product_changes import Said
from services.replenishment.renewal import advice_refresh
from utils.language import _

KIND = "product_changes"
EXAMPLES = 10


@dataclass(frozen=True)
class Chosen:
    """Products by their codes, or, where there are none, by a filter."""

    skus: Sequence[str] | None
    filters: ProductFilter = field(default_factory=ProductFilter)


def change_products(
    chosen: Chosen, change: ProductFields, dry_run: bool = False, actor: SignedIn | None = None
) -> dict[str, Any]:
    """Set these fields of all chosen products; with dry_run only say what would change. It is undone as an import is.

    Returns chosen, changed, the skus of the first that change, dry_run, advice_pending, and the task_id by which it
    can be undone, None where nothing was changed.
    Raises InvalidInput where a code is unknown: then nothing changes.
    """
    said = change.model_dump(exclude_unset=True)
    if dry_run:
        with snapshot() as session:
            return _preview(_found(session, chosen), said) | {"dry_run": True, "task_id": None, "advice_pending": False}
    with advice_refresh.change() as made:
        ids = [product.id for product in _found(made.session, chosen)]
        products = product_service.held(made.session, ids)
        counts = _preview(products, said) | {"dry_run": False, "task_id": None}
        if changes := product_changes.of_all(products, said):
            kept = product_changes.make_undoable(made, changes) | {"created": []}
            counts = imported.keep(made.session, Imported(KIND, counts, kept), actor)
    return counts | {"advice_pending": made.is_pending}


def _found(session: Session, chosen: Chosen) -> Sequence[Product]:
    if chosen.skus is None:
        return session.scalars(sa.select(Product).where(*chosen.filters.conditions()).order_by(Product.sku)).all()
    products = product_service.by_sku(session, chosen.skus)
    faults = tuple(
        Fault(f"/product_skus/{place}", _("There is no product {sku!r}.", sku=sku))
        for place, sku in enumerate(chosen.skus)
        if sku not in products
    )
    if faults:
        unknown = " ".join(fault.detail for fault in faults[:3])
        raise InvalidInput(_("Nothing was changed. {unknown}", unknown=unknown), "unknown_products", faults)
    return list(products.values())


def _preview(products: Sequence[Product], said: Said) -> dict[str, Any]:
    """How many were chosen, how many change, and the first of these."""
    changes = product_changes.of_all(products, said)
    examples = sorted(product.sku for product, _ in changes)[:EXAMPLES]
    return {"chosen": len(products), "changed": len(changes), "examples": examples}
