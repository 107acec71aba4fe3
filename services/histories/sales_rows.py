"""Sales as arrays, as fast as the database can hand them over."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Protocol

import numpy as np
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.orm import Session

from services.histories import binary_copy

EPOCH = np.datetime64("2000-01-01", "D")

_POSTGRESQL = """
SELECT product_id, day, quantity, in_stock, promo, COALESCE(price::float8, 'NaN') FROM sales
WHERE product_id = ANY(%s) AND day BETWEEN %s AND %s ORDER BY product_id, day
"""
_ROW = binary_copy.row_of(
    ("product_id", ">i4"), ("day", ">i4"), ("quantity", ">f8"), ("in_stock", "?"), ("promo", "?"), ("price", ">f8")
)

_SQLITE = """
SELECT product_id, CAST(julianday(day) - 2451544.5 AS INTEGER), quantity, in_stock, promo, CAST(price AS REAL)
FROM sales WHERE product_id IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ? ORDER BY product_id, day
"""


@dataclass(frozen=True, slots=True)
class SalesRows:
    """Rows sorted by product and day, each column of shape (n,).

    product_ids -- int64; days -- datetime64[D]; quantities -- float64; in_stock, promo -- bool
    price -- float64, NaN where none was recorded
    """

    product_ids: np.ndarray
    days: np.ndarray
    quantities: np.ndarray
    in_stock: np.ndarray
    promo: np.ndarray
    price: np.ndarray

    def of(self, product_id: int) -> "SalesRows":
        """The rows of one product, without a copy."""
        own = slice(*np.searchsorted(self.product_ids, [product_id, product_id + 1]))
        return self.select(own)

    def select(self, rows: slice | np.ndarray) -> "SalesRows":
        """These rows alone; what selects them is as NumPy takes it."""
        return SalesRows(*(getattr(self, field.name)[rows] for field in fields(self)))


class Reader(Protocol):
    """As `read`."""

    def __call__(
        self, session: Session, product_ids: Sequence[int], until: date, since: date = date.min
    ) -> SalesRows: ...


class ReadOnce:
    """A `read` for one who goes through the days of the same products: they are all read at the first of them."""

    def __init__(self) -> None:
        self._ids: frozenset[int] = frozenset()
        self._rows: SalesRows

    def __call__(self, session: Session, product_ids: Sequence[int], until: date, since: date = date.min) -> SalesRows:
        if not self._ids.issuperset(product_ids):
            self._rows, self._ids = read(session, product_ids, date.max), frozenset(product_ids)
        rows = self._rows
        inside = (rows.days >= np.datetime64(since)) & (rows.days <= np.datetime64(until))
        return rows.select(inside & np.isin(rows.product_ids, np.asarray(product_ids)))


def read(session: Session, product_ids: Sequence[int], until: date, since: date = date.min) -> SalesRows:
    """The sales of these products from one day to another, both included."""
    connection = session.connection().connection
    if session.get_bind().dialect.name == "postgresql":
        return _from_postgresql(connection.cursor(), product_ids, (since, until))
    return _from_sqlite(connection.cursor(), product_ids, (since, until))


def _from_postgresql(cursor: DBAPICursor, product_ids: Sequence[int], days: tuple[date, date]) -> SalesRows:
    rows = binary_copy.read(cursor, _POSTGRESQL, (list(product_ids), *days), _ROW)
    return SalesRows(
        rows["product_id"].astype(np.int64),
        EPOCH + rows["day"].astype(np.int64),
        rows["quantity"].astype(np.float64),
        rows["in_stock"].copy(),
        rows["promo"].copy(),
        rows["price"].astype(np.float64),
    )


def _from_sqlite(cursor: DBAPICursor, product_ids: Sequence[int], days: tuple[date, date]) -> SalesRows:
    ids = "[" + ",".join(map(str, product_ids)) + "]"
    found = cursor.execute(_SQLITE, (ids, *(day.isoformat() for day in days))).fetchall()
    rows = np.array(found, dtype=np.float64).reshape(-1, 6)
    in_stock, promo = rows[:, 3:5].astype(bool).T.copy()
    own_days = EPOCH + rows[:, 1].astype(np.int64)
    return SalesRows(rows[:, 0].astype(np.int64), own_days, rows[:, 2].copy(), in_stock, promo, rows[:, 5].copy())
