"""What SQLite and PostgreSQL write differently."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_into(session: Session, table: Any) -> Any:
    """An INSERT that this session's database lets meet a row that is there already (`on_conflict_do_...`)."""
    return {"postgresql": postgresql.insert, "sqlite": sqlite.insert}[session.get_bind().dialect.name](table)


def days_between(session: Session, first: Any, last: Any) -> sa.ColumnElement[float]:
    """The days from one date to another, as this session's database counts them."""
    if session.get_bind().dialect.name == "postgresql":
        return sa.cast(sa.type_coerce(last - first, sa.Integer), sa.Double)
    return sa.func.julianday(last) - sa.func.julianday(first)


def among(column: Any, ids: Iterable[int]) -> sa.ColumnElement[bool]:
    """Whether the column is one of these ids, however many they are."""
    # Written into the statement: SQLite takes at most 32,766 parameters.
    return column.in_(sa.bindparam(None, list(ids), expanding=True, literal_execute=True))
