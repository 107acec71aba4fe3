"""Writing down how much stock there is; the newest level is what the product has on hand."""

import datetime
from collections.abc import Mapping, Set

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from app.db import insert_into
from app.models import Product, StockLevel
from services.stock_service import among
from utils import clock

Levels = Mapping[tuple[int, datetime.date], float]


def record(session: Session, levels: Levels) -> None:
    """Write the units on hand at the end of a day, by product id and day, over what was known of these days."""
    product_ids = {product_id for product_id, _ in levels}
    _lock(session, product_ids)
    _write(session, levels)
    _follow_newest(session, product_ids)


def record_now(session: Session, product: Product) -> None:
    """Write what the product has on hand now, as the level of today, or of the newest day known if that is later."""
    newest = session.scalar(sa.select(sa.func.max(StockLevel.day)).where(StockLevel.product_id == product.id))
    _write(session, {(product.id, max(newest or clock.today(), clock.today())): product.on_hand})


def add(session: Session, arrived: Levels) -> None:
    """Add the units that came in, by product id and day (less than 0: take back), to the level of their day and of
    all days after it."""
    product_ids = {product_id for product_id, _ in arrived}
    _lock(session, product_ids)
    for (product_id, day), units in sorted(arrived.items()):
        _raise(session, product_id, day, units)
    _follow_newest(session, product_ids)


def _raise(session: Session, product_id: int, day: datetime.date, units: float) -> None:
    own = StockLevel.product_id == product_id
    until_then = sa.select(StockLevel.on_hand).where(own, StockLevel.day <= day).order_by(StockLevel.day.desc())
    before = session.scalar(until_then.limit(1))
    later = sa.update(StockLevel).where(own, StockLevel.day > day).values(on_hand=StockLevel.on_hand + units)
    raised = session.execute(later, execution_options={"synchronize_session": False}).rowcount
    if before is None and not raised:
        before = session.scalar(sa.select(Product.on_hand).where(Product.id == product_id))
    if before is not None:
        _write(session, {(product_id, day): before + units})


def _lock(session: Session, product_ids: Set[int]) -> None:
    # One writer per product at a time, and all lock in the same order.
    products = sa.select(Product.id).where(among(Product.id, product_ids))
    session.execute(products.order_by(Product.id).with_for_update()).all()


def _write(session: Session, levels: Levels) -> None:
    rows = [{"product_id": key[0], "day": key[1], "on_hand": units} for key, units in sorted(levels.items())]
    if rows:
        insert = insert_into(session, StockLevel)
        values = {"on_hand": insert.excluded.on_hand}
        session.execute(insert.on_conflict_do_update(index_elements=["product_id", "day"], set_=values), rows)


def _follow_newest(session: Session, product_ids: Set[int]) -> None:
    newest = (
        sa.select(StockLevel.on_hand)
        .where(StockLevel.product_id == Product.id)
        .order_by(StockLevel.day.desc())
        .limit(1)
        .scalar_subquery()
    )
    update = sa.update(Product).where(among(Product.id, product_ids)).values(on_hand=newest, updated_at=clock.now())
    session.execute(update, execution_options={"synchronize_session": False})
    # Left to itself, the session would compare each product it holds with each it has just changed.
    for product_id in product_ids:
        product = session.identity_map.get(identity_key(Product, product_id))
        if product is not None:
            session.expire(product, ["on_hand", "updated_at"])
