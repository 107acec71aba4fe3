"""What a PostgreSQL query answers, as one array: its binary COPY (PostgreSQL documentation, COPY, "Binary Format")."""

import io
from collections.abc import Sequence
from typing import Any

import numpy as np

HEADER, TRAILER = 19, 2


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
    received = io.BytesIO()
    cursor.copy_expert(cursor.mogrify(f"COPY ({query}) TO STDOUT (FORMAT binary)", parameters), received)
    return np.frombuffer(received.getbuffer()[HEADER:-TRAILER], dtype=row)
