"""What is on hand today: the last count, less what was sold since, alone and in kits, and what went to another place,
and with what came in since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, whole
from app.db.expressions import among
from app.models import Product, PurchaseOrder, Receipt, Sale, StockLevel
from app.models.stock import OrderStatus
from services.replenishment.supply import kit_sales
from services.replenishment.supply.kit_sales import Count
from utils import clock


@dataclass(frozen=True, slots=True)
class OnHand:
    """units -- at the beginning of today, None: unknown; counted_on -- the day at whose end it was last counted"""

    units: float | None
    counted_on: date | None = None


def of(products: Sequence[Product]) -> dict[int, OnHand]:
    """What is on hand of these products, by id."""
    with snapshot() as session:
        return read(session, products)


def read(session: Session, products: Sequence[Product]) -> dict[int, OnHand]:
    """What is on hand of these products, by id.

    Sales of a day that is still running are yet to come. More than there was cannot be sold: below zero is only what
    was so when it was counted.
    """
    with whole(session) as wider:
        return _read(wider, products)


def _read(session: Session, products: Sequence[Product]) -> dict[int, OnHand]:
    known = [product for product in products if product.on_hand is not None]
    counts = _counts(product.id for product in known)
    sold, received, sent = _sold(session, counts), _received(session, counts), _sent(session, counts)
    taken = kit_sales.taken(session, known, partial(_last_counts, session))
    found = {product.id: OnHand(product.on_hand) for product in products}
    for product_id, day, units in session.execute(sa.select(counts)):
        gone = sum(own.get(product_id, 0.0) for own in (sold, taken, sent))
        left = units - gone + received.get(product_id, 0.0)
        found[product_id] = OnHand(max(left, min(units, 0.0)), day)
    return found


def _last_counts(session: Session, product_ids: Iterable[int]) -> dict[int, Count]:
    return {row.product_id: Count(row.day, row.on_hand) for row in session.execute(sa.select(_counts(product_ids)))}


def _counts(product_ids: Iterable[int]) -> sa.Subquery:
    """The last count of each product: product_id, day, on_hand."""
    own = among(StockLevel.product_id, product_ids), StockLevel.counted
    newest = sa.select(StockLevel.product_id, sa.func.max(StockLevel.day).label("day")).where(*own)
    last = newest.group_by(StockLevel.product_id).subquery()
    is_last = sa.and_(StockLevel.product_id == last.c.product_id, StockLevel.day == last.c.day)
    return sa.select(StockLevel.product_id, StockLevel.day, StockLevel.on_hand).join(last, is_last).subquery()


def _sold(session: Session, counts: sa.Subquery) -> dict[int, float]:
    since = Sale.product_id == counts.c.product_id, Sale.day > counts.c.day, Sale.day < clock.today()
    units = sa.func.sum(Sale.quantity - Sale.returned)
    return _by_product(session, sa.select(Sale.product_id, units).join(counts, sa.and_(*since)))


def _received(session: Session, counts: sa.Subquery) -> dict[int, float]:
    since = PurchaseOrder.product_id == counts.c.product_id, Receipt.received_on > counts.c.day
    units = sa.select(PurchaseOrder.product_id, sa.func.sum(Receipt.quantity)).join(Receipt)
    return _by_product(session, units.join(counts, sa.and_(*since)))


def _sent(session: Session, counts: sa.Subquery) -> dict[int, float]:
    """What left for another place, as `transfer_stock.gone` has it."""
    since = PurchaseOrder.source_id == counts.c.product_id, PurchaseOrder.ordered_on > counts.c.day
    came, wanted = PurchaseOrder.received, PurchaseOrder.quantity
    gone = sa.case(
        (sa.and_(PurchaseOrder.status == OrderStatus.OPEN, wanted > came), wanted),
        (PurchaseOrder.status.in_((OrderStatus.OPEN, OrderStatus.RECEIVED)), came),
        else_=0.0,
    )
    query = sa.select(counts.c.product_id, sa.func.sum(gone)).join(PurchaseOrder, sa.and_(*since))
    return _by_product(session, query)


def _by_product(session: Session, query: sa.Select[int, float]) -> dict[int, float]:
    return dict(session.execute(query.group_by(query.selected_columns[0])).all())
