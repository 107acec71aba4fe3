"""Days on which nothing could be sold because nothing was there: what was wanted on them is not known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.db.expressions import among, days_between
from app.models import Product, Sale, StockLevel
from forecasting.signals.cleaning import ran_out as ran_out_days
from services.histories import returns, sales_rows
from services.histories.sales_rows import Reader, SalesRows

EPOCH = date(1970, 1, 1)
# Product and day as one sortable number.
_DAYS = 1 << 32
# What is gone when it is first counted had run out if it was sold in so many days before; who sold nothing for longer
# has rather ended, or is out of season: of products that had sold on every second day and then not for six weeks, a
# third ever came back.
RAN_OUT_DAYS = 42
# Where most of those that sell have nothing when they are first counted nobody counts: a column was left at 0. Seen of
# so many products, if so many at least sold in so many days before, or since.
SEEN_PRODUCTS, FEWEST_SELLERS, SELLS_DAYS = 200, 5, 7


def marked(session: Session, product_ids: Sequence[int], until: date, since: date = date.min) -> SalesRows:
    """The sales from one day to another, with every day that passed without stock and without a sale marked.

    A level of nothing at the end of a day holds for that day and those after it, until the next level or the next
    sale, which shows that there was something after all. Where it is the first level ever told, it held before, too:
    since the last sale, if that was not long ago, and if the shop counts at all. A product that never had a level above
    nothing, and was sold nevertheless, is one whose stock nobody keeps: its levels say nothing. What came back is taken
    off.
    """
    return _marked(session, product_ids, until, since)[0]


def demand(
    session: Session,
    product_ids: Sequence[int],
    until: date,
    since: date = date.min,
    read: Reader = sales_rows.read,
) -> SalesRows:
    """As `marked`, with what was probably wanted in place of what was sold on the day on which a product ran out: one
    that ends with a level of nothing, or was told to be without stock and has a sale (see `ran_out`). What was told to
    be without stock stays marked, with a sale or without.
    """
    rows, ran_out = _marked(session, product_ids, until, since, read)
    affected = np.unique(rows.product_ids[ran_out]).tolist()
    quantities, own, short = rows.quantities.copy(), rows, ran_out
    if affected and since > date.min:
        own, short = _marked(session, affected, until, since - timedelta(days=ran_out_days.LOOKED_BACK), read)
    for product_id in affected:
        place = slice(*np.searchsorted(rows.product_ids, [product_id, product_id + 1]))
        wanted = _wanted(own.of(product_id), short[own.product_ids == product_id])
        quantities[place] = wanted[len(wanted) - (place.stop - place.start) :]
    return replace(rows, quantities=quantities)


def _wanted(rows: SalesRows, ran_out: np.ndarray) -> np.ndarray:
    """Of the rows of one product what was wanted, (n,)."""
    age = (rows.days - rows.days[0]).astype(int)
    sold, short = np.zeros(age[-1] + 1), np.zeros(age[-1] + 1, dtype=bool)
    sold[age], short[age] = np.where(rows.in_stock | ran_out, rows.quantities, np.nan), ran_out
    return np.where(ran_out, ran_out_days.demand(sold, short)[age], rows.quantities)


def _marked(
    session: Session, product_ids: Sequence[int], until: date, since: date, read: Reader = sales_rows.read
) -> tuple[SalesRows, np.ndarray]:
    """The rows with days without stock marked, and which of them are days with a sale that ended with nothing left."""
    sales = read(session, product_ids, until, since)
    rows = returns.netted(session, sales, product_ids, until)
    empty = _empty_levels(session, product_ids, until, since)
    sold = rows.quantities > 0
    if not len(empty):
        return rows, sold & ~rows.in_stock
    keys = _keys(rows.product_ids, rows.days)
    if (empty[:, 1] == 1).any() and not _is_counted(session):
        empty[:, 1] = 0
    days = _days_without_stock(empty, keys[sales.quantities > 0], until, since)
    known = np.isin(keys, days, assume_unique=True)
    ended_empty = np.isin(keys, empty[:, 0] * _DAYS + empty[:, 2])
    missing = np.setdiff1d(days, keys, assume_unique=True)
    place = np.searchsorted(keys, missing)
    ran_out = np.insert(sold & (ended_empty | ~rows.in_stock), place, False)
    return _with(replace(rows, in_stock=rows.in_stock & ~known), missing, place), ran_out


def _empty_levels(session: Session, product_ids: Sequence[int], until: date, since: date) -> np.ndarray:
    """(product, whether it is the first, its day, day of the next level) of each level of nothing that may hold for one
    of these days or more, by product and day; int64, shape (n, 4).
    """
    other = aliased(StockLevel)
    own = other.product_id == StockLevel.product_id
    following = sa.select(sa.func.min(other.day)).where(own, other.day > StockLevel.day).scalar_subquery()
    is_first = sa.case((sa.exists().where(own, other.day < StockLevel.day), 0), else_=1)
    end = sa.func.coalesce(following, sa.literal(until + timedelta(days=1), sa.Date))
    epoch = sa.literal(EPOCH, sa.Date)
    columns = StockLevel.product_id, is_first, *(days_between(session, epoch, day) for day in (StockLevel.day, end))
    holding = _levels_holding(product_ids, since)
    query = (
        sa.select(*columns)
        .join(holding, sa.and_(holding.c.product_id == StockLevel.product_id, StockLevel.day >= holding.c.first))
        .where(among(StockLevel.product_id, product_ids), sa.text("stock_levels.on_hand <= 0"))
        .where(_not_sold_before(since))
        .order_by(StockLevel.product_id, StockLevel.day)
    )
    figures = chain.from_iterable(session.execute(query))
    spans = np.fromiter(figures, dtype=np.float64).astype(np.int64).reshape(-1, 4)
    kept = _with_stock_kept(session, np.unique(spans[:, 0]).tolist())
    return spans[np.isin(spans[:, 0], kept)]


def _levels_holding(product_ids: Sequence[int], since: date) -> sa.Subquery:
    """The day of each product's level that holds at the beginning of a day; levels before it say nothing any more."""
    older = sa.select(sa.func.max(StockLevel.day)).where(StockLevel.product_id == Product.id, StockLevel.day <= since)
    first = sa.func.coalesce(older.scalar_subquery(), sa.literal(since, sa.Date)).label("first")
    return sa.select(Product.id.label("product_id"), first).where(among(Product.id, product_ids)).subquery()


def _not_sold_before(since: date) -> sa.ColumnElement[bool]:
    """Whether a level lasted until this day: it is not older, or nothing was sold in between."""
    own = Sale.product_id == StockLevel.product_id, Sale.day > StockLevel.day, Sale.day < since, Sale.quantity > 0
    return sa.or_(StockLevel.day >= since, ~sa.exists().where(*own))


def _with_stock_kept(session: Session, product_ids: Sequence[int]) -> Sequence[int]:
    own = StockLevel.product_id == Product.id
    above_nothing = sa.exists().where(own, StockLevel.on_hand > 0)
    first = sa.select(sa.func.min(StockLevel.day)).where(own).scalar_subquery()
    sold_since = sa.exists().where(Sale.product_id == Product.id, Sale.day > first, Sale.quantity > 0)
    is_kept = sa.or_(above_nothing, ~sold_since)
    return session.scalars(sa.select(Product.id).where(among(Product.id, product_ids), is_kept)).all()


def _is_counted(session: Session) -> bool:
    """Whether what sells in this shop is mostly there when it is counted."""
    own = StockLevel.product_id == Product.id
    some = sa.select(Product.id).where(sa.exists().where(own)).order_by(Product.id).limit(SEEN_PRODUCTS).subquery()
    latest = sa.select(sa.func.max(Sale.day)).where(Sale.product_id == StockLevel.product_id).scalar_subquery()
    counts = session.execute(
        sa.select(sa.func.min(StockLevel.day), sa.func.max(StockLevel.on_hand), latest)
        .where(StockLevel.product_id.in_(sa.select(some.c.id)))
        .group_by(StockLevel.product_id)
    )
    are_there = [most > 0 for first, most, sold in counts if sold and sold > first - timedelta(days=SELLS_DAYS)]
    return len(are_there) < FEWEST_SELLERS or 2 * sum(are_there) >= len(are_there)


def _days_without_stock(empty: np.ndarray, sold: np.ndarray, until: date, since: date) -> np.ndarray:
    """The keys of all days these levels hold for and nothing was sold on, sorted."""
    products, is_first, level_day, next_level = empty.T
    last_sale = np.append(sold, -1)[np.searchsorted(sold, products * _DAYS + level_day, side="left") - 1]
    ran_out = (is_first == 1) & (last_sale // _DAYS == products) & (level_day - last_sale % _DAYS <= RAN_OUT_DAYS)
    first_day = np.where(ran_out, last_sale % _DAYS + 1, level_day)
    first = products * _DAYS + np.maximum(first_day, _number(since))
    end = products * _DAYS + np.minimum(next_level, _number(until) + 1)
    next_sale = np.searchsorted(sold, products * _DAYS + level_day, side="right")
    following = np.append(sold, np.iinfo(np.int64).max)[next_sale]
    lengths = np.maximum(np.minimum(end, following) - first, 0)
    offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    days = np.repeat(first, lengths) + offsets
    return days[~np.isin(days, sold, assume_unique=True)]


def _number(day: date) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def _keys(product_ids: np.ndarray, days: np.ndarray) -> np.ndarray:
    return product_ids * _DAYS + days.astype("datetime64[D]").astype(np.int64)


def _with(rows: SalesRows, missing: np.ndarray, place: np.ndarray) -> SalesRows:
    """The rows, and one without stock and without a sale for each of the missing days, which stand before these."""
    return SalesRows(
        np.insert(rows.product_ids, place, missing // _DAYS),
        np.insert(rows.days, place, (missing % _DAYS).astype("datetime64[D]")),
        np.insert(rows.quantities, place, 0.0),
        np.insert(rows.in_stock, place, False),
        np.insert(rows.promo, place, False),
        np.insert(rows.price, place, np.nan),
    )
