"""How good published forecasts were: errors summed over products, categories or weeks, in units and in money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import ForecastScore, Product
from forecasting.scoring import HORIZON, LEADS
from services.errors import InvalidInput
from services.pages import Page, position
from utils import clock

# The running week and four before.
WEEKS_BY_DEFAULT = 5
LAST_OF_BUCKET = (*(lead - 1 for lead in LEADS[1:]), HORIZON)
GROUPS: dict[str, sa.ColumnElement[Any]] = {
    "sku": Product.sku,
    "category": Product.category,
    "location": Product.location,
    "week": ForecastScore.week,
    "lead": ForecastScore.lead,
}


@dataclass(frozen=True)
class AccuracyQuery:
    """by -- a key of GROUPS; first, last -- days, widened to whole weeks, None: the last five weeks
    lead -- days ahead, 1 to 28, widened to their bucket; sort -- a key of SORTS, "-" before it reverses
    """

    by: str = "sku"
    first: date | None = None
    last: date | None = None
    lead: tuple[int, int] = (1, HORIZON)
    product_sku: str | None = None
    category: str | None = None
    sort: str | None = None


@dataclass(frozen=True)
class Accuracy:
    """total -- over all that fits, None: nothing was scored; leads, first, last -- what they were widened to"""

    page: Page[dict[str, Any]]
    total: dict[str, Any] | None
    leads: tuple[int, int]
    first: date
    last: date


def _sum(column: sa.ColumnElement[Any], factor: Any = 1) -> sa.ColumnElement[float]:
    return sa.func.sum(sa.cast(column, sa.Double) * factor)


_PRICE = sa.cast(Product.unit_price, sa.Double)
_GAIN = sa.cast(ForecastScore.naive_absolute_error, sa.Double) - sa.cast(ForecastScore.absolute_error, sa.Double)
_SUMS = {
    "forecasts": sa.func.sum(ForecastScore.forecasts),
    "inside": sa.func.sum(ForecastScore.inside),
    "actual": _sum(ForecastScore.actual),
    "absolute_error": _sum(ForecastScore.absolute_error),
    "error": _sum(ForecastScore.error),
    "naive_absolute_error": _sum(ForecastScore.naive_absolute_error),
    "money_actual": _sum(ForecastScore.actual, _PRICE),
    "money_absolute_error": _sum(ForecastScore.absolute_error, _PRICE),
    "money_error": _sum(ForecastScore.error, _PRICE),
    "money_value_added": _sum(_GAIN, _PRICE),
}


def _share(part: sa.ColumnElement[float], whole: sa.ColumnElement[float]) -> sa.ColumnElement[float]:
    return part / sa.func.nullif(whole, 0)


SORTS = {
    "error": _SUMS["absolute_error"],
    "money": _SUMS["money_absolute_error"],
    "wape": _share(_SUMS["absolute_error"], _SUMS["actual"]),
    "bias": _share(_SUMS["error"], _SUMS["actual"]),
    "coverage": _share(sa.cast(_SUMS["inside"], sa.Double), _SUMS["forecasts"]),
    "value_added": _SUMS["naive_absolute_error"] - _SUMS["absolute_error"],
}


def accuracy(query: AccuracyQuery, limit: int | None, cursor: str | None) -> Accuracy:
    """Figures per group, and their total. limit -- None: all of them. Raises InvalidInput."""
    leads = [lead for lead, last in zip(LEADS, LAST_OF_BUCKET, strict=True) if _meet((lead, last), query.lead)]
    reach = leads[0], LAST_OF_BUCKET[LEADS.index(leads[-1])]
    with snapshot() as session:
        first, last = _weeks(session, query)
        conditions = [ForecastScore.week.between(first, last), *_conditions(query)]
        if len(leads) < len(LEADS):
            conditions.append(ForecastScore.lead.in_(leads))
        scores = sa.select(*_labelled()).select_from(ForecastScore).join(Product).where(*conditions)
        total = session.execute(scores).one()
        start = max(0, position(cursor, 1, int)[0]) if cursor else 0
        rows = session.execute(_grouped(scores, query).offset(start).limit(limit and limit + 1)).all()
    items = [{query.by: _name(row.group)} | figures(row) for row in rows]
    page = Page.of(items, limit, lambda _: [start + limit]) if limit else Page(items, None)
    return Accuracy(page, figures(total) if total.forecasts else None, reach, first, last + timedelta(days=6))


def figures(sums: Any) -> dict[str, Any]:
    """Measures from a row of sums: wape, bias, coverage and value added as fractions; None without sales."""
    gain = sums.naive_absolute_error - sums.absolute_error
    return {
        "forecasts": sums.forecasts,
        "wape": _ratio(sums.absolute_error, sums.actual),
        "bias": _ratio(sums.error, sums.actual),
        "coverage": _ratio(sums.inside, sums.forecasts),
        "naive_wape": _ratio(sums.naive_absolute_error, sums.actual),
        "value_added": _ratio(gain, sums.naive_absolute_error),
        "units": _amounts(sums.actual, sums.absolute_error, sums.error, gain),
        "money": _amounts(sums.money_actual, sums.money_absolute_error, sums.money_error, sums.money_value_added),
    }


def _amounts(*amounts: float | None) -> dict[str, float] | None:
    if amounts[0] is None:
        return None
    names = ("actual", "absolute_error", "error", "value_added")
    return {name: round(amount, 2) for name, amount in zip(names, amounts, strict=True)}


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def _labelled() -> Sequence[sa.ColumnElement[Any]]:
    return [column.label(name) for name, column in _SUMS.items()]


def _grouped(scores: sa.Select[Any], query: AccuracyQuery) -> sa.Select[Any]:
    group = GROUPS[query.by]
    grouped = scores.add_columns(group.label("group")).group_by(group)
    if query.sort is None:
        return grouped.order_by(group)
    value = SORTS.get(query.sort.removeprefix("-"))
    if value is None:
        raise InvalidInput(f"Cannot sort by {query.sort!r}; choose one of {', '.join(SORTS)}.", "invalid_sort")
    return grouped.order_by(value.is_(None), value.desc() if query.sort.startswith("-") else value, group)


def _conditions(query: AccuracyQuery) -> list[sa.ColumnElement[bool]]:
    given = {Product.sku: query.product_sku, Product.category: query.category}
    return [column == value for column, value in given.items() if value is not None]


def _weeks(session: Session, query: AccuracyQuery) -> tuple[date, date]:
    """The first and the last week, by their Mondays."""
    if query.first and query.last and query.first > query.last:
        raise InvalidInput("'from' is after 'to'; swap them.", "invalid_period")
    last = query.last or session.scalar(sa.select(sa.func.max(ForecastScore.week))) or date(1970, 1, 1)
    first = query.first or clock.monday(last) - timedelta(weeks=WEEKS_BY_DEFAULT - 1)
    return clock.monday(first), clock.monday(last)


def _meet(bucket: tuple[int, int], asked: tuple[int, int]) -> bool:
    return bucket[0] <= asked[1] and asked[0] <= bucket[1]


def _name(group: Any) -> Any:
    return group.isoformat() if isinstance(group, date) else group
