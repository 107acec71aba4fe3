"""The service that was promised beside the one that was kept, by supplier, category or month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import sqrt
from typing import Any

import sqlalchemy as sa

from app.db import snapshot
from app.models import KeptPromise, OrderAdvice, Product
from services import paging
from services.errors import InvalidInput
from services.paging import Page
from utils import clock, currencies
from utils.language import _

# Before the running one.
WEEKS_BY_DEFAULT = 8
GROUPS = ("supplier", "category", "location", "month", "sku")


@dataclass(frozen=True)
class PromiseQuery:
    """by -- one of GROUPS; first, last -- days, widened to whole weeks, None: the last week known and eight before"""

    by: str = "supplier"
    first: date | None = None
    last: date | None = None
    supplier: str | None = None
    category: str | None = None


@dataclass(frozen=True)
class Promises:
    """total -- over all lines, None: nothing is known; first, last -- what the days were widened to"""

    page: Page[dict[str, Any]]
    total: dict[str, Any] | None
    first: date
    last: date


def promises(query: PromiseQuery, limit: int | None, cursor: str | None) -> Promises:
    """Those that were kept least come first. limit -- None: all. Raises InvalidInput."""
    if query.first and query.last and query.first > query.last:
        raise InvalidInput.at("/from", _("'from' is after 'to'; swap them."), "invalid_period")
    with snapshot() as session:
        latest = session.scalar(sa.select(sa.func.max(KeptPromise.week))) or clock.monday(clock.today())
        last = clock.monday(query.last or latest)
        first = clock.monday(query.first or last - timedelta(weeks=WEEKS_BY_DEFAULT))
        rows = session.execute(_sums(query, first, last)).all()
    total, lines = _lines(query.by, rows)
    return Promises(paging.cut(lines, limit, cursor), total, first, last + timedelta(days=6))


_SUPPLIER = sa.func.coalesce(OrderAdvice.supplier, Product.supplier)
_KEYS = {"supplier": _SUPPLIER, "category": Product.category, "location": Product.location, "sku": Product.sku}
_WORTH = sa.cast(Product.unit_price, sa.Double)


def _sums(query: PromiseQuery, first: date, last: date) -> sa.Select[*tuple[Any, ...]]:
    """Sums by group; by month, they are those of its weeks."""
    key = KeptPromise.week if query.by == "month" else _KEYS[query.by]
    own = KeptPromise
    summed = own.cycles, own.promised, own.kept, own.days_out, own.lost, own.reconstructed
    figures = [_sum(column) for column in summed]
    in_money = _sum(own.lost * _WORTH)
    given = {_SUPPLIER: query.supplier, Product.category: query.category}
    return (
        sa.select(key.label("key"), sa.func.count(own.product_id.distinct()), *figures, in_money)
        .join(Product, Product.id == own.product_id)
        .outerjoin(OrderAdvice, OrderAdvice.product_id == Product.id)
        .where(
            own.week.between(first, last), *(column == value for column, value in given.items() if value is not None)
        )
        .group_by(key)
        .order_by(key)
    )


def _sum(amount: Any) -> sa.ColumnElement[float]:
    return sa.func.sum(sa.cast(amount, sa.Double))


def _lines(by: str, rows: Sequence[Any]) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The total, and a line for each group, the one that is furthest below its promise first."""
    if not rows:
        return None, []
    groups = [(f"{key:%Y-%m}" if by == "month" else key, figures) for key, *figures in rows]
    lines = [{by: key} | _line([own for _, own in group]) for key, group in groupby(groups, lambda one: one[0])]
    return _line([own for _, own in groups]), sorted(lines, key=lambda line: line["difference"])


def _line(rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Figures of one group; its weeks are added up, products are the most that any week has."""
    cycles, promised, kept, days_out, lost, later = (sum(row[place] for row in rows) for place in range(1, 7))
    money = [row[7] for row in rows if row[7] is not None]
    share = kept / cycles
    # As of four cycles more, half of them kept (Agresti and Coull 1998): all of ten kept is no certainty.
    likely = (kept + 2) / (cycles + 4)
    return {
        "products": max(row[0] for row in rows),
        "cycles": round(cycles),
        "reconstructed": round(later),
        "promised": round(promised / cycles, 4),
        "kept": round(share, 4),
        "difference": round((kept - promised) / cycles, 4),
        "standard_error": round(sqrt(max(likely * (1 - likely), 0.0) / (cycles + 4)), 4),
        "days_out": round(days_out),
        "lost_units": round(lost, 2),
        "lost_money": currencies.rounded(sum(money)) if money else None,
    }
