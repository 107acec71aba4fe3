"""Who said what of a product."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from pydantic_core import to_jsonable_python
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import AuditEntry, Product
from services.access import audit
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields

CHANGED = "product.change"


def values(product: Product, names: Iterable[str]) -> dict[str, Any]:
    """What is stored in those of these fields that are a product's, as plain values of JSON."""
    own = {name: getattr(product, name) for name in names if name in ProductFields.model_fields}
    # Money is a number everywhere in the API, and as stored has more digits than as sent.
    return {name: float(one) if isinstance(one, Decimal) else to_jsonable_python(one) for name, one in own.items()}


def note(session: Session, actor: SignedIn | None, product: Product, before: dict[str, Any]) -> None:
    """Note what somebody has changed. before -- `values` before that"""
    after = values(product, before)
    changed = [name for name in before if after[name] != before[name]]
    if changed:
        sides = {side: {name: own[name] for name in changed} for side, own in (("before", before), ("after", after))}
        subject = f"{product.sku}: {', '.join(changed)}"
        audit.note(session, actor, CHANGED, subject, audit.Change(_target(product.sku), sides))


def last(sku: str, names: Collection[str]) -> AuditEntry | None:
    """Who made one of these fields what it is; None where that is not noted: a file, a delivery."""
    now = values(product_service.get_product(sku), names)
    with snapshot() as session:
        for entry in audit.of_target(session, _target(sku)):
            after = (entry.changes or {})["after"]
            if any(after[name] == now[name] for name in after.keys() & now.keys()):
                return entry
    return None


def _target(sku: str) -> str:
    return f"/products/{sku}"
