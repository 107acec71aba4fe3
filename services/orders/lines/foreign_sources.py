"""Transfers that come from where whoever is at work sees nothing: they take in what comes, and decide nothing else."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, PurchaseOrder
from services.access import locations

# That can be taken of them, and taken back.
STEPS = ("receive",)


def of(session: Session, numbers: Collection[str]) -> set[str]:
    """Those of these orders that take goods from a place which is not seen."""
    if not locations.seen():
        return set()
    source = PurchaseOrder.source_id
    hidden = source.is_not(None), source.not_in(sa.select(Product.id)), PurchaseOrder.number.in_(numbers)
    return set(session.scalars(sa.select(PurchaseOrder.number).where(*hidden)))
