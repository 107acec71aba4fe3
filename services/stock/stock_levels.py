"""Writing down how much stock there is; the newest level is what the product has on hand."""

import datetime
from collections.abc import Iterable, Mapping, Sequence, Set

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from app.db.expressions import among, insert_into
from app.models import Product, StockLevel
from services.catalogue import product_service
from utils import clock

Levels = Mapping[tuple[int, datetime.date], float]


def record(session: Session, levels: Levels) -> None:
    """Write the units on hand at the end of a day, by product id and day, over what was known of these days."""
    product_ids = {product_id for product_id, _ in levels}
    product_service.hold(session, product_ids)
    _write(session, levels)
    _follow_newest(session, product_ids)


def record_now(session: Session, products: Sequence[Product]) -> None:
    """Write what these have on hand now, as the level of today, or of the newest day known if that is later."""
    known = {product.id: product.on_hand for product in products if product.on_hand is not None}
    newest = sa.select(StockLevel.product_id, sa.func.max(StockLevel.day)).group_by(StockLevel.product_id)
    days = dict(session.execute(newest.where(among(StockLevel.product_id, known))).all())
    today = clock.today()
    _write(session, {(own, max(days.get(own, today), today)): units for own, units in known.items()})


def add(session: Session, arrived: Levels, past_counts: bool = False) -> None:
    """Add the units that came in, by product id and day (less than 0: take back), to the level of their day and of
    those after it, up to the next count, which has seen them. Where nobody has told how much there was, it stays
    unknown; of a kit none was packed.

    past_counts -- they are here only now, and no count of a later day has seen them
    """
    product_ids = {product_id for product_id, _ in arrived}
    product_service.hold(session, product_ids)
    for day in sorted({day for _, day in arrived}):
        own = {product_id: units for (product_id, on), units in arrived.items() if on == day}
        _raise(session, day, own, past_counts)
    _follow_newest(session, product_ids)


def restore(session: Session, levels: Mapping[tuple[int, datetime.date], tuple[float, bool] | None]) -> None:
    """Have these levels as they once were, by product id and day: units and whether they were counted; None: none."""
    product_ids = {product_id for product_id, _ in levels}
    product_service.hold(session, product_ids)
    table = StockLevel.__table__
    one = sa.delete(table).where(table.c.product_id == sa.bindparam("of"), table.c.day == sa.bindparam("on"))
    if levels:
        session.connection().execute(one, [{"of": product_id, "on": day} for product_id, day in levels])
    for was_counted in (True, False):
        known = {key: was[0] for key, was in levels.items() if was and was[1] is was_counted}
        _write(session, known, was_counted)
    _follow_newest(session, product_ids)


def _raise(session: Session, day: datetime.date, units: Mapping[int, float], past_counts: bool) -> None:
    """Add the units, by product id, to the levels of this day and of those after it."""
    ours = among(StockLevel.product_id, units)
    days = sa.select(sa.func.max(StockLevel.day)).where(ours, StockLevel.day <= day).group_by(StockLevel.product_id)
    newest = days.add_columns(StockLevel.product_id).subquery()
    here = sa.and_(StockLevel.product_id == newest.c.product_id, StockLevel.day == newest.c[0])
    counted = session.execute(sa.select(StockLevel.product_id, StockLevel.on_hand).join(newest, here)).all()
    before: dict[int, float | None] = dict(counted)
    later = session.scalars(sa.select(StockLevel.product_id).where(ours, StockLevel.day > day).distinct()).all()
    unknown = units.keys() - before.keys() - set(later)
    before |= dict(session.execute(sa.select(Product.id, Product.on_hand).where(among(Product.id, unknown))).all())
    if later:
        _raise_later(session, day, {product_id: units[product_id] for product_id in later}, past_counts)
    known = {product_id: level for product_id, level in before.items() if level is not None}
    _write(session, {(product_id, day): level + units[product_id] for product_id, level in known.items()}, False)
    _write(
        session, {(product_id, day): units[product_id] for product_id in _kits(session, before.keys() - known.keys())}
    )


def _kits(session: Session, product_ids: Set[int]) -> Sequence[int]:
    """Those of them that are put together when they are sold."""
    kits = sa.select(Product.id).where(among(Product.id, product_ids), Product.components.is_not(None))
    return session.scalars(kits).all() if product_ids else []


def _raise_later(session: Session, day: datetime.date, units: Mapping[int, float], past_counts: bool) -> None:
    counts = {} if past_counts else _next_counts(session, day, units)
    levels = StockLevel.__table__
    between = levels.c.day > day, levels.c.day < sa.bindparam("until")
    raised = sa.update(levels).where(levels.c.product_id == sa.bindparam("of"), *between)
    values = [
        {"of": product_id, "units": more, "until": counts.get(product_id, datetime.date.max)}
        for product_id, more in units.items()
    ]
    session.connection().execute(raised.values(on_hand=levels.c.on_hand + sa.bindparam("units")), values)


def _next_counts(session: Session, day: datetime.date, product_ids: Iterable[int]) -> dict[int, datetime.date]:
    """The first day after this one at whose end somebody has counted, by product id."""
    later = among(StockLevel.product_id, product_ids), StockLevel.counted, StockLevel.day > day
    first = sa.select(StockLevel.product_id, sa.func.min(StockLevel.day)).where(*later)
    return dict(session.execute(first.group_by(StockLevel.product_id)).all())


def _write(session: Session, levels: Levels, counted: bool = True) -> None:
    rows = [
        {"product_id": product_id, "day": day, "on_hand": units, "counted": counted}
        for (product_id, day), units in sorted(levels.items())
    ]
    if rows:
        insert = insert_into(session, StockLevel)
        # What came in is added to a count, which stays one.
        values = {"on_hand": insert.excluded.on_hand, "counted": sa.or_(StockLevel.counted, insert.excluded.counted)}
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
