"""The temporary tables through which sales come in; they live as long as their connection, or until it begins anew."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models.product import Money

# What is told of a product and day.
VALUES = ("quantity", "in_stock", "price", "promo", "span")


def _values(prefix: str = "") -> list[sa.Column[Any]]:
    types: tuple[Any, ...] = (sa.Float, sa.Boolean, Money, sa.Boolean, sa.SmallInteger)
    return [sa.Column(f"{prefix}{name}", kind) for name, kind in zip(VALUES, types, strict=True)]


def _table(name: str, *columns: sa.Column[Any]) -> sa.Table:
    return sa.Table(name, sa.MetaData(), *columns, prefixes=["TEMPORARY"])


# As given, several rows of a product and day allowed. A value that is not given (NULL) leaves what is known as it is,
# but a quantity that is not given says that nothing counts.
staged = _table(
    "staged_sales",
    sa.Column("line", sa.BigInteger),
    sa.Column("sku", sa.String(64)),
    sa.Column("day", sa.Date),
    *_values(),
    sa.Column("name", sa.String(200)),
    sa.Column("category", sa.String(100)),
)

# Totals of several days while they are being spread over these.
spread = _table("spread_sales", *(sa.Column(column.name, column.type) for column in staged.c))

# What is to be again, by product and day; `left_quantity` -- what the import that is being undone left there.
restored = _table(
    "restored_sales",
    sa.Column("product_id", sa.Integer),
    sa.Column("day", sa.Date),
    *_values(),
    sa.Column("left_quantity", sa.Float),
)

# What is told of products in what is staged, by its field (name, category), and what was given to which.
chosen_words = _table(
    "chosen_words",
    sa.Column("field", sa.String(16), primary_key=True),
    sa.Column("sku", sa.String(64), primary_key=True),
    sa.Column("said", sa.String(200)),
)
given_words = _table(
    "given_words",
    sa.Column("field", sa.String(16), primary_key=True),
    sa.Column("product_id", sa.Integer, primary_key=True),
    sa.Column("said", sa.String(200)),
)

# One row per product and day of one source: as it is to be, and as it was (known_...; NULL: it was not).
# alone -- no other source has told of the day; same -- it is so already
incoming = _table(
    "incoming_sales",
    sa.Column("product_id", sa.Integer),
    sa.Column("day", sa.Date),
    *_values(),
    *_values("known_"),
    sa.Column("alone", sa.Boolean),
    sa.Column("same", sa.Boolean),
)


def create(session: Session) -> None:
    """Make room for the rows to come on this session's connection."""
    for table in (staged, spread, restored, chosen_words, given_words, incoming):
        session.execute(sa.text(f"DROP TABLE IF EXISTS {table.name}"))
        session.execute(sa.schema.CreateTable(table))


def joined(table: Any, columns: Sequence[str] = ("product_id", "day")) -> sa.ColumnElement[bool]:
    """Whether a row of another table is about the product and day of an incoming one."""
    return sa.and_(*(getattr(table, name) == incoming.c[name] for name in columns))
