"""A row as a line of JSON, and back, by the types that the database itself names."""

import base64
import json
import warnings
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from app.backups import LEFT_OUT


def tables_of(connection: sa.Connection) -> list[sa.Table]:
    """Those that a backup holds, each after those it refers to, as this database has them at its own step."""
    schema = sa.MetaData()
    with warnings.catch_warnings():
        # SQLAlchemy says that it passes over indexes on expressions. Rows have none.
        warnings.simplefilter("ignore", sa.exc.SAWarning)
        schema.reflect(connection, only=lambda name, _: name not in LEFT_OUT, resolve_fks=False)
        return list(schema.sorted_tables)


def all_of(table: sa.Table) -> sa.Select[Any]:
    """The rows of a table in the order of its key; JSON as text, whose null is not the database's own."""
    columns = [sa.cast(one, sa.Text) if isinstance(one.type, sa.JSON) else one for one in table.columns]
    return sa.select(*columns).order_by(*table.primary_key)


def written(value: Any) -> Any:
    """What stands for a value in JSON."""
    if isinstance(value, datetime):
        # SQLite keeps no zone; all instants are of UTC.
        return value.replace(tzinfo=value.tzinfo or UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value


def reader(columns: Iterable[sa.Column[Any]]) -> Callable[[list[Any]], dict[str, Any]]:
    """Reads what `written` gives for a row of these columns."""
    known = [(column.name, _reads(column.type)) for column in columns]
    return lambda row: {name: read(value) for (name, read), value in zip(known, row, strict=True)}


def _reads(kind: sa.types.TypeEngine[Any]) -> Callable[[Any], Any]:
    if isinstance(kind, sa.JSON):
        return lambda value: sa.null() if value is None else json.loads(value)
    read = next((read for known, read in _READ.items() if isinstance(kind, known)), None)
    return lambda value: value if value is None or read is None else read(value)


# The first that fits: a float is a number too.
_READ: dict[type[Any], Callable[[Any], Any] | None] = {
    sa.DateTime: datetime.fromisoformat,
    sa.Date: date.fromisoformat,
    sa.LargeBinary: base64.b64decode,
    sa.Float: None,
    sa.Numeric: Decimal,
}
