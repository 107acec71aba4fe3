"""What SQLite and PostgreSQL write differently."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlalchemy.sql import coercions, operators, roles


class _Listed(sa.types.UserDefinedType[list[int]]):
    """Whole numbers in brackets, written at once: SQLAlchemy's own lists render each of them as an expression."""

    cache_ok = True

    def literal_processor(self, dialect: sa.Dialect) -> Callable[[list[int]], str]:
        return lambda ids: f"({','.join(map(str, ids)) or 'SELECT 0 WHERE 1 = 0'})"


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
    listed = sa.bindparam(None, [int(id_) for id_ in ids], type_=_Listed(), literal_execute=True)
    own = coercions.expect(roles.ExpressionElementRole, column)
    return sa.BinaryExpression(own, listed, operators.in_op, type_=sa.Boolean(), negate=operators.not_in_op)


def as_text(session: Session, figure: Any) -> sa.ColumnElement[str]:
    """A figure to be joined with others. SQLite does so by itself, in half the time that its CAST takes."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return sa.cast(figure, sa.String) if is_postgresql else sa.type_coerce(figure, sa.String)


def later(session: Session, day: Any, days: Any) -> sa.ColumnElement[date]:
    """The date so many days after another."""
    if session.get_bind().dialect.name == "postgresql":
        return sa.type_coerce(day + sa.type_coerce(days, sa.Integer), sa.Date)
    return sa.type_coerce(sa.func.date(day, sa.cast(days, sa.String) + " days"), sa.Date)


def rounded(session: Session, figure: Any, digits: int) -> sa.ColumnElement[Any]:
    """A figure with so many digits behind the point."""
    # PostgreSQL rounds only decimals to digits.
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return sa.func.round(sa.cast(figure, sa.Numeric) if is_postgresql else figure, digits)


def any_of(session: Session, flag: Any) -> sa.ColumnElement[bool]:
    """Whether a flag is set in any row of a group; NULL where all are."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return sa.type_coerce(sa.func.bool_or(flag) if is_postgresql else sa.func.max(flag), sa.Boolean)


def behind_last(session: Session, text: Any, sign: str) -> sa.ColumnElement[str]:
    """What stands in a text behind the last of these signs; all of it where there is none."""
    if session.get_bind().dialect.name == "postgresql":
        return sa.func.regexp_replace(text, f"^.*{sign}", "")
    before = sa.func.rtrim(text, sa.func.replace(text, sign, ""))
    return sa.func.substr(text, sa.func.length(before) + 1)
