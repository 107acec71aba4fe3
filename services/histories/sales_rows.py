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

# One row for each product, its days and figures one after the other: a row for each day would take the database twice
# and the reader ten times as long. What few days have is sent for these days only. Prices as whole 1/10,000, as stored:
# as a floating point number PostgreSQL writes and reads each of them as a text. Each product is looked up by itself:
# asked for a part of a large shop, PostgreSQL reads the sales of all others too, in each part, and sorts what it found.
# Aggregates see their rows in the order of the subquery (PostgreSQL documentation, "Aggregate Functions").
_POSTGRESQL = """
SELECT wanted.id, own.* FROM unnest(%s::int[]) AS wanted (id) CROSS JOIN LATERAL (
    SELECT string_agg(date_send(day), ''), string_agg(float8send(quantity), ''),
        string_agg(date_send(day), '') FILTER (WHERE NOT in_stock), string_agg(date_send(day), '') FILTER (WHERE promo),
        string_agg(date_send(day), '') FILTER (WHERE price IS NOT NULL),
        string_agg(int8send((price * 10000)::int8), '') FILTER (WHERE price IS NOT NULL)
    FROM (
        SELECT day, quantity, in_stock, promo, price FROM sales
        WHERE product_id = wanted.id AND day BETWEEN %s AND %s ORDER BY day
    ) AS sold HAVING count(*) > 0
) AS own
"""
# What it takes to compile a query is not made good by one that mostly copies.
_UNCOMPILED = "SET LOCAL jit = off"
_PRICE_UNIT = 10_000

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


def _from_postgresql(cursor: DBAPICursor, product_ids: Sequence[int], between: tuple[date, date]) -> SalesRows:
    cursor.execute(_UNCOMPILED)
    found = list(binary_copy.fields(cursor, _POSTGRESQL, (sorted({*product_ids}), *between)))
    ids, days, quantities, *few = zip(*found, strict=True) if found else [()] * 7
    own_days = [np.frombuffer(column, ">i4") for column in days]
    lengths = [len(column) for column in own_days]
    numbers = np.frombuffer(b"".join(ids), ">i4").astype(np.int64)
    in_stock, promo, price = np.full(sum(lengths), True), np.full(sum(lengths), False), np.full(sum(lengths), np.nan)
    first = 0
    for own, out_of_stock, promoted, priced, prices in zip(own_days, *few, strict=True):
        rows = slice(first, first + len(own))
        in_stock[rows][_positions(out_of_stock, own)] = False
        promo[rows][_positions(promoted, own)] = True
        price[rows][_positions(priced, own)] = np.frombuffer(prices, ">i8") / _PRICE_UNIT
        first = rows.stop
    return SalesRows(
        np.repeat(numbers, lengths),
        np.frombuffer(b"".join(days), ">i4").astype("timedelta64[D]") + EPOCH,
        np.frombuffer(b"".join(quantities), ">f8").astype(np.float64),
        in_stock,
        promo,
        price,
    )


def _positions(some: memoryview, days: np.ndarray) -> np.ndarray | slice:
    """Where some days of a product stand among all its days."""
    if not len(some):
        return slice(0)
    return slice(None) if len(some) == days.nbytes else np.searchsorted(days, np.frombuffer(some, ">i4"))


def _from_sqlite(cursor: DBAPICursor, product_ids: Sequence[int], days: tuple[date, date]) -> SalesRows:
    ids = "[" + ",".join(map(str, product_ids)) + "]"
    found = cursor.execute(_SQLITE, (ids, *(day.isoformat() for day in days))).fetchall()
    rows = np.array(found, dtype=np.float64).reshape(-1, 6)
    in_stock, promo = rows[:, 3:5].astype(bool).T.copy()
    own_days = EPOCH + rows[:, 1].astype(np.int64)
    return SalesRows(rows[:, 0].astype(np.int64), own_days, rows[:, 2].copy(), in_stock, promo, rows[:, 5].copy())
