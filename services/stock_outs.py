"""Days on which nothing could be sold because nothing was there: what was wanted on them is not known."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.models import StockLevel
from services import stock_service
from services.sales_rows import SalesRows
from services.stock_service import among

# Product and day as one sortable number.
_DAYS = 1 << 32


def marked(session: Session, rows: SalesRows, product_ids: Sequence[int], until: date) -> SalesRows:
    """The same sales, with every day that passed without stock and without a sale marked as out of stock.

    A level of nothing at the end of a day holds for that day and those after it, until the next level or the next
    sale, which shows that there was something after all. A product that never had a level above nothing is one
    whose stock nobody keeps: its levels say nothing.
    """
    empty = _empty_levels(session, product_ids, until)
    if not len(empty):
        return rows
    sold = rows.quantities > 0
    keys = _keys(rows.product_ids, rows.days)
    days = _days_without_stock(empty, keys[sold], until)
    known = np.isin(keys, days, assume_unique=True)
    missing = np.setdiff1d(days, keys, assume_unique=True)
    return _with(rows, rows.in_stock & ~known, missing)


def _empty_levels(session: Session, product_ids: Sequence[int], until: date) -> np.ndarray:
    """(product, first day, day of the next level) of each level of nothing, by product and day; int64, shape (n, 3)."""
    later = aliased(StockLevel)
    following = sa.select(sa.func.min(later.day)).where(
        later.product_id == StockLevel.product_id, later.day > StockLevel.day
    )
    end = sa.func.coalesce(following.scalar_subquery(), sa.literal(until + timedelta(days=1), sa.Date))
    epoch = sa.literal(date(1970, 1, 1), sa.Date)
    columns = StockLevel.product_id, *(stock_service.days_between(session, epoch, day) for day in (StockLevel.day, end))
    query = (
        sa.select(*columns)
        .where(among(StockLevel.product_id, product_ids), sa.text("stock_levels.on_hand <= 0"), StockLevel.day <= until)
        .order_by(StockLevel.product_id, StockLevel.day)
    )
    spans = np.array(session.execute(query).all(), dtype=np.int64).reshape(-1, 3)
    kept = _with_stock_kept(session, np.unique(spans[:, 0]).tolist())
    return spans[np.isin(spans[:, 0], kept)]


def _with_stock_kept(session: Session, product_ids: Sequence[int]) -> Sequence[int]:
    above_nothing = sa.func.max(StockLevel.on_hand) > 0
    query = sa.select(StockLevel.product_id).where(among(StockLevel.product_id, product_ids))
    return session.scalars(query.group_by(StockLevel.product_id).having(above_nothing)).all()


def _days_without_stock(empty: np.ndarray, sold: np.ndarray, until: date) -> np.ndarray:
    """The keys of all days these levels hold for and nothing was sold on, sorted."""
    first = empty[:, 0] * _DAYS + empty[:, 1]
    last_day = np.minimum(empty[:, 2] - 1, np.datetime64(until, "D").astype(np.int64))
    end = empty[:, 0] * _DAYS + last_day + 1
    following = np.append(sold, np.iinfo(np.int64).max)[np.searchsorted(sold, first, side="right")]
    lengths = np.minimum(end, following) - first
    offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    days = np.repeat(first, lengths) + offsets
    return days[~np.isin(days, sold, assume_unique=True)]


def _keys(product_ids: np.ndarray, days: np.ndarray) -> np.ndarray:
    return product_ids * _DAYS + days.astype("datetime64[D]").astype(np.int64)


def _with(rows: SalesRows, in_stock: np.ndarray, missing: np.ndarray) -> SalesRows:
    """The rows with these flags, and a row without a sale for each of the missing days, sorted."""
    place = np.searchsorted(_keys(rows.product_ids, rows.days), missing)
    return SalesRows(
        np.insert(rows.product_ids, place, missing // _DAYS),
        np.insert(rows.days, place, (missing % _DAYS).astype("datetime64[D]")),
        np.insert(rows.quantities, place, 0.0),
        np.insert(in_stock, place, False),
        np.insert(rows.promo, place, False),
        np.insert(rows.price, place, np.nan),
    )
