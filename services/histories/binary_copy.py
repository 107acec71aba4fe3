"""What a PostgreSQL query answers, as one array: its binary COPY (PostgreSQL documentation, COPY, "Binary Format")."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

HEADER, TRAILER = 19, 2
FIELDS, LENGTH = 2, 4


def row_of(*columns: tuple[Any, ...]) -> np.dtype:
    """The layout of a row whose columns are these fields of a numpy dtype: (name, type) or (name, type, shape).

    Each stands behind its length. Numbers are big-endian, days are counted from 2000-01-01. No column may be NULL, and
    each has one size, so that all rows have one.
    """
    fields: list[tuple[Any, ...]] = [("fields", ">i2")]
    for column in columns:
        fields += [(f"length of {column[0]}", ">i4"), column]
    return np.dtype(fields)


def read(cursor: Any, query: str, parameters: Sequence[Any], row: np.dtype) -> np.ndarray:
    """The rows of a SELECT with these parameters, a structured array of shape (n,)."""
    return np.frombuffer(_copied(cursor, query, parameters)[HEADER:-TRAILER], dtype=row)


def fields(cursor: Any, query: str, parameters: Sequence[Any]) -> Iterator[list[memoryview]]:
    """The fields of each row of a SELECT with these parameters, of any size, as they were sent; NULL is empty."""
    received, at = _copied(cursor, query, parameters), HEADER
    while at < len(received) - TRAILER:
        count, at, row = int.from_bytes(received[at : at + FIELDS]), at + FIELDS, []
        for _ in range(count):
            length = int.from_bytes(received[at : at + LENGTH], signed=True)
            at += LENGTH
            row.append(received[at : at + max(length, 0)])
            at += max(length, 0)
        yield row


def _copied(cursor: Any, query: str, parameters: Sequence[Any]) -> memoryview:
    received = io.BytesIO()
    cursor.copy_expert(cursor.mogrify(f"COPY ({query}) TO STDOUT (FORMAT binary)", parameters), received)
    return received.getbuffer()
