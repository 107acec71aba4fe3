"""What one source tells of days, held against what is known and written.

A day that only one source has told of is a row in `sales` that names the source: nothing is stored twice. Once another
source tells of it, what each has told becomes a part of its own, and the row their sum.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db.expressions import insert_into
from app.models import Sale, SalePart
from services.errors import Unavailable
from services.sales import changed_products
from services.sales.day_sums import added_up
from services.sales.staged_tables import VALUES, incoming
from utils.language import _

_KEY = ("product_id", "day")
# Any number, as long as nobody else locks it (PostgreSQL, "Advisory Locks").
_LOCK = 20_261_126

_changed = ~incoming.c.same
_own, _shared = sa.and_(_changed, incoming.c.alone), sa.and_(_changed, ~incoming.c.alone)
_is_reported, _gone = incoming.c.quantity.is_not(None), incoming.c.quantity.is_(None)


def lock(session: Session) -> None:
    """One writer of sales at a time, until the transaction ends: two that add to one day must know of each other.

    SQLite has but one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def compare(session: Session, wanted: sa.Subquery, source_id: int) -> None:
    """Fill `incoming` with what is to be, by product and day, beside what this source has told so far.

    wanted -- product_id, day and values. Without a quantity nothing is left of the day; another value that is missing
    stays as it is known. With a left_quantity as well, only days which still are so count, and nothing stays.
    """
    from_row = Sale.source_id == source_id
    values = {"quantity": Sale.quantity - Sale.returned} | {name: getattr(Sale, name) for name in VALUES[1:]}
    known = {name: sa.case((from_row, values[name]), else_=getattr(SalePart, name)) for name in VALUES}
    is_exact = "left_quantity" in wanted.c
    usual = {"in_stock": sa.true(), "price": sa.null(), "promo": sa.false(), "span": sa.literal(1)}
    stays = {name: usual[name] if is_exact or name == "span" else known[name] for name in usual}
    given = {name: sa.func.coalesce(wanted.c[name], stays[name], usual[name]) for name in usual}
    values = {"quantity": wanted.c.quantity} | given
    alone = sa.or_(Sale.product_id.is_(None), sa.func.coalesce(from_row, sa.false()))
    same = sa.and_(*(values[name].is_not_distinct_from(known[name]) for name in VALUES))
    own_part = SalePart.product_id == wanted.c.product_id, SalePart.day == wanted.c.day, SalePart.source_id == source_id
    query = (
        sa.select(wanted.c.product_id, wanted.c.day, *values.values(), *known.values(), alone, same)
        .select_from(wanted)
        .outerjoin(Sale, sa.and_(Sale.product_id == wanted.c.product_id, Sale.day == wanted.c.day))
        .outerjoin(SalePart, sa.and_(*own_part))
        .where(sa.or_(wanted.c.quantity.is_not(None), known["quantity"].is_not(None)))
    )
    if is_exact:
        query = query.where(known["quantity"].is_not_distinct_from(wanted.c.left_quantity))
    session.execute(incoming.insert().from_select(incoming.columns.keys(), query))


def write(session: Session, source_id: int) -> dict[str, int]:
    """Write what has changed of `incoming`, and count it. Raises Unavailable when a product vanished meanwhile."""
    counts = _counts(session)
    changed_products.note(session)
    try:
        _write_own(session, source_id)
        if counts["removed"]:
            _delete(session, Sale, sa.select(*incoming.c[_KEY]).where(_own, _gone))
        if session.scalar(sa.select(sa.exists().where(_shared))):
            _write_shared(session, source_id)
    except IntegrityError as error:
        raise Unavailable(_("A product was deleted while its sales were being written. Try again.")) from error
    return counts


def _counts(session: Session) -> dict[str, int]:
    known = incoming.c.known_quantity.is_not(None)
    kinds = {
        "inserted": ~known,
        "updated": sa.and_(known, _changed, _is_reported),
        "unchanged": incoming.c.same,
        "removed": _gone,
        "added_to_others": sa.and_(~incoming.c.alone, _is_reported),
    }
    figures = [sa.func.count(sa.case((kind, 1))).label(name) for name, kind in kinds.items()]
    return dict(session.execute(sa.select(*figures)).mappings().one())


def _write_own(session: Session, source_id: int) -> None:
    values = dict(zip(VALUES, incoming.c[VALUES], strict=True))
    rows = sa.select(*incoming.c[_KEY], *_as_row(values, sa.literal(source_id)).values()).where(_own, _is_reported)
    _upsert(session, Sale, _as_row(values, None), rows)


def _write_shared(session: Session, source_id: int) -> None:
    shared = sa.select(*incoming.c[_KEY]).where(_shared)
    parts = (*VALUES, "source_id")
    so_far = sa.select(Sale.product_id, Sale.day, Sale.quantity - Sale.returned, *_columns(Sale, parts[1:]))
    is_row = Sale.source_id.is_not(None), sa.tuple_(Sale.product_id, Sale.day).in_(shared)
    _upsert(session, SalePart, parts, so_far.where(*is_row), key=(*_KEY, "source_id"))
    own = sa.select(*incoming.c[_KEY], *incoming.c[VALUES], sa.literal(source_id)).where(_shared, _is_reported)
    _upsert(session, SalePart, parts, own, key=(*_KEY, "source_id"))
    _delete(session, SalePart, sa.select(*incoming.c[_KEY]).where(_shared, _gone), SalePart.source_id == source_id)
    _add_up(session)


def _add_up(session: Session) -> None:
    """Make the rows of shared days the sums of their parts; what is left of one source is its own row again."""
    shared = sa.select(*incoming.c[_KEY]).where(_shared)
    is_shared = sa.tuple_(SalePart.product_id, SalePart.day).in_(shared)
    only_source = sa.case((sa.func.count() == 1, sa.func.min(SalePart.source_id)))
    row = _as_row(added_up(session, SalePart), only_source)
    sums = sa.select(SalePart.product_id, SalePart.day, *row.values()).where(is_shared)
    _upsert(session, Sale, row, sums.group_by(SalePart.product_id, SalePart.day))
    key = Sale.product_id == SalePart.product_id, Sale.day == SalePart.day
    _delete(session, SalePart, shared, sa.exists().where(*key, Sale.source_id.is_not(None)))
    _delete(session, Sale, shared, Sale.source_id.is_(None), ~sa.exists().where(*key))


def _as_row(values: dict[str, Any], source_id: Any) -> dict[str, Any]:
    """A row of `sales`: units sold, and apart from them what came back beyond them."""
    zero = sa.literal(0.0)
    sold = {
        "quantity": sa.case((values["quantity"] > 0, values["quantity"]), else_=zero),
        "returned": sa.case((values["quantity"] < 0, -values["quantity"]), else_=zero),
    }
    return values | sold | {"source_id": source_id}


def _columns(model: Any, names: tuple[str, ...]) -> list[Any]:
    return [getattr(model, name) for name in names]


def _upsert(session: Session, model: Any, names: Any, rows: sa.Select[Any], key: tuple[str, ...] = _KEY) -> None:
    # In key order: rows land side by side on disk.
    ordered = rows.order_by(sa.text("1, 2"))
    insert = insert_into(session, model).from_select(list(dict.fromkeys([*_KEY, *names])), ordered)
    values = {name: insert.excluded[name] for name in names if name not in key}
    session.execute(insert.on_conflict_do_update(index_elements=key, set_=values))


def _delete(session: Session, model: Any, days: sa.Select[Any], *conditions: sa.ColumnElement[bool]) -> None:
    session.execute(sa.delete(model).where(sa.tuple_(model.product_id, model.day).in_(days), *conditions))
