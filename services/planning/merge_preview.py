"""What making two products one would do: look first."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.db import snapshot
from app.models import Event, Override, PurchaseOrder, Sale
from services.catalogue import kits
from services.planning import renaming
from services.replenishment.supply import stock_now


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What moves from one product to another. on_hand -- of the one that stays, None: unknown"""

    product_sku: str
    into: str
    days_of_sales: int
    units_sold: float
    first_day: date | None
    last_day: date | None
    on_hand: float | None
    orders: int
    events: int
    overrides: int
    kits: list[str]
    can_be_undone: bool = True


def preview(sku: str, into: str) -> MergePreview:
    """Nothing is changed. Raises NotFound, Conflict as the merge would."""
    with snapshot() as session:
        old, kept = renaming.both(session, sku, into)
        stocks = stock_now.read(session, [old, kept])
        own, beside = stocks[old.id].units, stocks[kept.id].units
        figures = sa.func.count(), sa.func.sum(Sale.quantity), sa.func.min(Sale.day), sa.func.max(Sale.day)
        days, units, first, last = session.execute(sa.select(*figures).where(Sale.product_id == old.id)).one()
        orders, events, overrides = (
            session.scalars(sa.select(sa.func.count()).where(model.product_id == old.id)).one()
            for model in (PurchaseOrder, Event, Override)
        )
        return MergePreview(
            product_sku=old.sku,
            into=kept.sku,
            days_of_sales=days,
            units_sold=float(units or 0.0),
            first_day=first,
            last_day=last,
            on_hand=beside if own is None or beside is None else own + beside,
            orders=orders,
            events=events,
            overrides=overrides,
            kits=sorted(kit.sku for kit in kits.every(session).values() if old.sku in kit.parts),
        )
