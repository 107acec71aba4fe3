"""Many rows into one table, as fast as the database takes them."""

import csv
import io
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from sqlalchemy.orm import Session


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
