"""Which service was promised, and which was kept: order cycle by order cycle, from days without stock."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import bulk_insert
from app.db.expressions import among
from app.models import KeptPromise, OrderAdvice, Product, Sale, StockLevel
from services.histories import stock_outs

WEEK = 7
# Weeks that are filled in where nothing has been looked at yet.
FIRST_WEEKS = 8
# A longer cycle is looked at in parts of so many days: its stock-outs count in the month they were in.
LONGEST_CYCLE = 28
FILL_RATE = "fill_rate"
COLUMNS = ("week", "product_id", "cycles", "promised", "kept", "days_out", "lost")


def first_week(session: Session, usual: date, until: date) -> date:
    """The Monday from which on to look: the usual one, or where nothing is known yet, eight weeks ago."""
    if session.scalar(sa.select(sa.exists().where(KeptPromise.cycles > KeptPromise.reconstructed))):
        return usual
    monday = until - timedelta(days=until.weekday())
    return min(usual, monday - timedelta(weeks=FIRST_WEEKS))


def look_back(session: Session, ids: Sequence[int], since: date, until: date) -> None:
    """Replace what is known of these products, from a Monday on.

    A cycle is as long as the days between two orders; it counts in the week of its last day. Products whose stock
    nobody keeps are left out: that they never ran out is not known.
    """
    products = session.execute(_PROMISED.where(among(Product.id, ids))).all()
    in_block = KeptPromise.product_id.between(ids[0], ids[-1]), KeptPromise.week >= since
    really = sa.or_(KeptPromise.reconstructed == 0, among(KeptPromise.product_id, [row.id for row in products]))
    session.execute(sa.delete(KeptPromise).where(*in_block, really))
    sold, out = _days(session, [row.id for row in products], since, until)
    first_day = since - timedelta(days=LONGEST_CYCLE)
    begins = np.array([max(0, (row.first_sale - first_day).days) for row in products], dtype=int)
    lost = _lost(sold, out, np.arange(sold.shape[1]) >= begins[:, None])
    rows: list[tuple[Any, ...]] = []
    for product, begin, *days in zip(products, begins, sold, out, lost, strict=True):
        rows += _weeks(product, np.array(days), since, begin)
    bulk_insert.insert(session, KeptPromise.__tablename__, COLUMNS, rows)


_KEEPS_STOCK = sa.or_(Product.on_hand.is_not(None), sa.exists().where(StockLevel.product_id == Product.id))
_FIRST_SALE = sa.select(sa.func.min(Sale.day)).where(Sale.product_id == Product.id).scalar_subquery()
_PROMISED = (
    sa.select(
        Product.id, Product.review_days, Product.target, OrderAdvice.service_level, _FIRST_SALE.label("first_sale")
    )
    .join(OrderAdvice, OrderAdvice.product_id == Product.id)
    .where(OrderAdvice.service_level.is_not(None), _FIRST_SALE.is_not(None), _KEEPS_STOCK)
    .order_by(Product.id)
)


def _days(session: Session, ids: Sequence[int], since: date, until: date) -> tuple[np.ndarray, np.ndarray]:
    """Units sold, and whether there was nothing left: float64 and bool, shape (products, days), from the first day of
    a cycle that may end in the first week."""
    first = since - timedelta(days=LONGEST_CYCLE)
    shape = len(ids), (until - first).days + 1
    sold, out = np.zeros(shape), np.zeros(shape, dtype=bool)
    rows = stock_outs.marked(session, ids, until, first)
    place = np.searchsorted(ids, rows.product_ids), (rows.days - np.datetime64(first)).astype(int)
    sold[place], out[place] = rows.quantities, ~rows.in_stock
    return sold, out


def _lost(sold: np.ndarray, out: np.ndarray, begun: np.ndarray) -> np.ndarray:
    """Units that days without stock fell short of those with, shape of all. begun -- whether it was sold at all yet"""
    days = np.maximum((begun & ~out).sum(axis=1, keepdims=True), 1)
    usual = np.where(out, 0.0, sold).sum(axis=1, keepdims=True) / days
    return np.where(out, np.maximum(usual - sold, 0.0), 0.0)


def _weeks(product: Any, days: np.ndarray, since: date, begin: int) -> list[tuple[Any, ...]]:
    """Rows of COLUMNS, one for each week in which a cycle ended.

    days -- sold, out and lost, shape (3, days); begin -- of these days the first on which it was sold
    """
    length = min(max(product.review_days, 1), LONGEST_CYCLE)
    number = (since - date.min).days + np.arange(days.shape[1] - LONGEST_CYCLE)
    has_begun = np.arange(len(number)) + LONGEST_CYCLE - length >= begin - 1
    ends = np.flatnonzero(((number + 1) % length == 0) & has_begun)
    until_then = np.cumsum(days, axis=1)[:, LONGEST_CYCLE:]
    before = np.cumsum(np.pad(days, ((0, 0), (length, 0)))[:, : days.shape[1]], axis=1)[:, LONGEST_CYCLE:]
    sold, out, lost = (until_then - before)[:, ends]
    asked = np.maximum(sold + lost, 1e-9)
    kept = 1 - lost / asked if product.target == FILL_RATE else (out == 0).astype(float)
    cycles, kept = np.bincount(ends // WEEK), np.bincount(ends // WEEK, kept)
    first_days = np.arange(0, len(number), WEEK)
    out, lost = np.add.reduceat(days[1:, LONGEST_CYCLE:], first_days, axis=1)
    return [
        (
            (since + timedelta(weeks=week)).isoformat(),
            product.id,
            int(cycles[week]),
            float(cycles[week] * product.service_level),
            float(kept[week]),
            int(out[week]),
            float(lost[week]),
        )
        for week in np.flatnonzero(cycles).tolist()
    ]
