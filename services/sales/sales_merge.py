"""How sales get into the history: staged in a temporary table first, then merged in the caller's one transaction.

Staging touches no lasting table, so it holds no lock however long it takes. Merging is an upsert by product and day
that changes only what differs.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import bulk_insert, get_engine
from app.db.expressions import insert_into
from app.models import Product, Sale
from app.models.product import Money
from services.errors import Unavailable
from utils import clock

_KEY = ("product_id", "day")
_VALUES = ("quantity", "in_stock", "price", "promo")

# As given, in order of `line`. A value that is not given (NULL) leaves what is known as it is.
_staged = sa.Table(
    "staged_sales",
    sa.MetaData(),
    sa.Column("line", sa.BigInteger),
    sa.Column("sku", sa.String(64)),
    sa.Column("day", sa.Date),
    sa.Column("quantity", sa.Float),
    sa.Column("in_stock", sa.Boolean),
    sa.Column("price", Money),
    sa.Column("promo", sa.Boolean),
    prefixes=["TEMPORARY"],
)

# One row per product and day, as it is to be; `known`: there is such a row, `same`: with these very values.
_incoming = sa.Table(
    "incoming_sales",
    sa.MetaData(),
    sa.Column("product_id", sa.Integer),
    sa.Column("day", sa.Date),
    sa.Column("quantity", sa.Float),
    sa.Column("in_stock", sa.Boolean),
    sa.Column("price", Money),
    sa.Column("promo", sa.Boolean),
    sa.Column("known", sa.Boolean),
    sa.Column("same", sa.Boolean),
    prefixes=["TEMPORARY"],
)


@dataclass(frozen=True)
class MergeCounts:
    """Days inserted, updated and found unchanged; rows overtaken by a later one of the same day; new products."""

    inserted: int
    updated: int
    unchanged: int
    duplicates: int
    products_created: int

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


@contextmanager
def own_session() -> Iterator[Session]:
    """A session whose connection is closed for good at the end, and its temporary tables with it."""
    with get_engine().connect() as connection:
        connection.detach()
        with Session(connection, expire_on_commit=False) as session:
            yield session


def begin(session: Session) -> None:
    """Make room for the rows to come on this session's connection."""
    for table in (_staged, _incoming):
        session.execute(sa.text(f"DROP TABLE IF EXISTS {table.name}"))
        session.execute(sa.schema.CreateTable(table))


def stage(session: Session, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows of plain values (days as YYYY-MM-DD text), one for each of the columns of the staging table."""
    bulk_insert.insert(session, _staged.name, columns, rows)


def merge(session: Session, write: bool = True) -> MergeCounts:
    """Merge all that is staged; products not known yet are created. The caller commits, or rolls back a trial.

    With `write` False sales are compared and counted only. Raises Unavailable when a product vanishes meanwhile.
    """
    products_created = _create_missing_products(session)
    session.execute(_incoming.insert().from_select(_incoming.columns.keys(), _compared()))
    counts = _counts(session, products_created)
    if write:
        try:
            session.execute(_upsert(session))
        except IntegrityError as error:
            raise Unavailable("A product was deleted while its sales were being written. Try again.") from error
    return counts


def _create_missing_products(session: Session) -> int:
    now = sa.literal(clock.now(), Product.created_at.type)
    unknown = ~sa.exists().where(Product.sku == _staged.c.sku)
    # In order, so that two merges that create the same products wait for each other instead of locking each other.
    missing = sa.select(_staged.c.sku).where(unknown).distinct().order_by(_staged.c.sku).subquery()
    insert = insert_into(session, Product)
    names = ["sku", "created_at", "updated_at"]
    return session.execute(
        insert.from_select(names, sa.select(missing.c.sku, now, now).where(sa.true())).on_conflict_do_nothing()
    ).rowcount


def _compared() -> sa.Select[Any]:
    """The last row given for each product and day, beside what is known of that day."""
    newest_first = sa.func.row_number().over(partition_by=(Product.id, _staged.c.day), order_by=_staged.c.line.desc())
    rows = (
        sa.select(Product.id.label("product_id"), *_staged.c["day", *_VALUES], newest_first.label("recency"))
        .join_from(_staged, Product, Product.sku == _staged.c.sku)
        .subquery()
    )
    values = {
        "quantity": rows.c.quantity,
        "in_stock": sa.func.coalesce(rows.c.in_stock, Sale.in_stock, sa.true()),
        "price": sa.func.coalesce(rows.c.price, Sale.price),
        "promo": sa.func.coalesce(rows.c.promo, Sale.promo, sa.false()),
    }
    same = sa.and_(*(value.is_not_distinct_from(getattr(Sale, name)) for name, value in values.items()))
    return (
        sa.select(rows.c.product_id, rows.c.day, *values.values(), Sale.product_id.is_not(None), same)
        .select_from(rows)
        .outerjoin(Sale, sa.and_(Sale.product_id == rows.c.product_id, Sale.day == rows.c.day))
        .where(rows.c.recency == 1)
    )


def _counts(session: Session, products_created: int) -> MergeCounts:
    query = sa.select(_incoming.c.known, _incoming.c.same, sa.func.count()).group_by(
        _incoming.c.known, _incoming.c.same
    )
    days = {(known, same): number for known, same, number in session.execute(query)}
    inserted, updated, unchanged = (days.get(kind, 0) for kind in ((False, False), (True, False), (True, True)))
    staged = session.scalar(sa.select(sa.func.count()).select_from(_staged)) or 0
    duplicates = staged - inserted - updated - unchanged
    return MergeCounts(inserted, updated, unchanged, duplicates, products_created)


def _upsert(session: Session) -> sa.Insert:
    # In key order: rows land side by side on disk, and two merges cannot lock each other.
    changed = sa.select(*_incoming.c[*_KEY, *_VALUES]).where(~_incoming.c.same).order_by(*_incoming.c[_KEY])
    insert = insert_into(session, Sale).from_select([*_KEY, *_VALUES], changed)
    return insert.on_conflict_do_update(index_elements=_KEY, set_={name: insert.excluded[name] for name in _VALUES})
