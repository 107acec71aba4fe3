"""Which of what expires goes with a transfer: what expires first."""

from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, PurchaseOrder
from services.replenishment.supply import stock_now, targets
from utils import clock


class Leaving(NamedTuple):
    """units -- of the line that have left by now; before -- that had"""

    line: PurchaseOrder
    before: float
    units: float


def note(session: Session, leaving: Iterable[Leaving]) -> None:
    """Note when these units expire, before they are taken from the stock of the place that gives.

    What comes back keeps its note: whoever undoes that has it leave again.
    """
    more = {own.line.source_id: own for own in leaving if own.units > own.before}
    expire = Product.id.in_(more), Product.shelf_life_days.is_not(None)
    products = session.scalars(sa.select(Product).where(*expire)).all() if more else []
    if not products:
        return
    there = targets.expiring(session, products, stock_now.read(session, products))
    for product in products:
        own = more[product.id]
        kept = list(own.line.lots or []) if own.before else []
        own.line.lots = kept + _first(there[product.id], own.units - own.before)


def _first(expiring: targets.Expiring, units: float) -> list[list[object]]:
    """So many of them, the first to expire first."""
    today, found = clock.today(), []
    for days, own in sorted(expiring):
        taken = min(own, units)
        if taken > 0:
            found.append([(today + timedelta(days=days)).isoformat(), taken])
            units -= taken
    return found
