"""Many rows into one table, as fast as the database takes them."""

import csv
import io
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from app.db import binary_rows


def insert(session: Session, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows of plain values, one for each of these columns (days as YYYY-MM-DD text, None for NULL)."""
    if not rows:
        return
    names = ", ".join(columns)
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        text.seek(0)
        with closing(connection.connection.cursor()) as cursor:
            cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv)", text)
    else:
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608


def insert_records(session: Session, model: Any, records: Sequence[Mapping[str, Any]]) -> None:
    """Add rows of a model, by the names of its columns: all records have the same; what they leave out is the
    database's default."""
    if not records:
        return
    table: sa.Table = model.__table__
    connection = session.connection()
    if connection.dialect.name != "postgresql":
        connection.execute(sa.insert(table), records)
        return
    columns = [table.c[name] for name in records[0]]
    names = ", ".join(column.name for column in columns)
    with closing(connection.connection.cursor()) as cursor:
        rows = io.BytesIO(binary_rows.encoded(columns, records))
        cursor.copy_expert(f"COPY {table.name} ({names}) FROM STDIN WITH (FORMAT binary)", rows)


def listed(model: Any, records: Sequence[Mapping[str, Any]]) -> sa.Select[Any]:
    """On PostgreSQL, rows of a model as a query, for an INSERT that may meet rows that are there; as `insert_records`
    takes them."""
    table: sa.Table = model.__table__
    columns = [(table.c[name].type, [record[name] for record in records]) for name in records[0]]
    # A NumPy number within an array is more than the driver writes.
    plain = [(kind, [*map(float, own)] if isinstance(kind, sa.Float) else own) for kind, own in columns]
    return sa.select(*(sa.func.unnest(sa.literal(own, ARRAY(kind))) for kind, own in plain))
