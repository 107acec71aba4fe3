"""How good published forecasts were: errors summed over products, categories or weeks, in units and in money."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import ForecastScore, Product
from forecasting.published.scoring import HORIZON, LEADS
from services import remembered
from services.errors import InvalidInput
from services.paging import Page, position
from services.remembered import Remembered
from utils import clock, currencies
from utils.language import _

# The running week and four before.
WEEKS_BY_DEFAULT = 5
LAST_OF_BUCKET = (*(lead - 1 for lead in LEADS[1:]), HORIZON)
GROUPS = ("sku", "category", "location", "week", "lead")


@dataclass(frozen=True)
class AccuracyQuery:
    """by -- one of GROUPS; first, last -- days, widened to whole weeks, None: the last five weeks
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


_OWN = ("forecasts", "inside", "actual", "absolute_error", "error", "naive_absolute_error", "reconstructed")
_MONEY = ("actual", "absolute_error", "error", "value_added")
_SUMMED = (*_OWN, *(f"money_{name}" for name in _MONEY))
_PRICE = sa.cast(Product.unit_price, sa.Double)


def scores(by: str, conditions: Sequence[sa.ColumnElement[bool]]) -> sa.Select[*tuple[Any, ...]]:
    """The scores that fit. For groups of products they are added up first: each product is then joined only once."""
    if by in ("week", "lead"):
        return sa.select(*ForecastScore.__table__.c).where(*conditions)
    sums = [sa.func.sum(sa.cast(getattr(ForecastScore, name), sa.Double)).label(name) for name in _OWN]
    return sa.select(ForecastScore.product_id, *sums).where(*conditions).group_by(ForecastScore.product_id)


def sums_of(own: sa.FromClause) -> dict[str, sa.ColumnElement[float]]:
    """What is added up of such scores, which are joined with their products."""
    columns: dict[str, sa.ColumnElement[Any]] = {name: own.c[name] for name in _OWN}
    columns["value_added"] = own.c.naive_absolute_error - own.c.absolute_error
    in_money = {f"money_{name}": _sum(columns[name], _PRICE) for name in _MONEY}
    return sums_in_units(own) | in_money


def sums_in_units(own: sa.FromClause) -> dict[str, sa.ColumnElement[float]]:
    """Of it, what needs no price."""
    return {name: _sum(own.c[name]) for name in _OWN}


def _sum(column: sa.ColumnElement[Any], factor: Any = 1) -> sa.ColumnElement[float]:
    return sa.func.sum(sa.cast(column, sa.Double) * factor)


def _share(part: sa.ColumnElement[float], whole: sa.ColumnElement[float]) -> sa.ColumnElement[float]:
    return part / sa.func.nullif(whole, 0)


SORTS: dict[str, Callable[[Mapping[str, Any]], sa.ColumnElement[float]]] = {
    "error": lambda sums: sums["absolute_error"],
    "money": lambda sums: sums["money_absolute_error"],
    "wape": lambda sums: _share(sums["absolute_error"], sums["actual"]),
    "bias": lambda sums: _share(sums["error"], sums["actual"]),
    "coverage": lambda sums: _share(sums["inside"], sums["forecasts"]),
    "value_added": lambda sums: sums["naive_absolute_error"] - sums["absolute_error"],
}


_pages: Remembered[Accuracy] = Remembered(remembered.scores, remembered.products, most=20)


def accuracy(query: AccuracyQuery, limit: int | None, cursor: str | None) -> Accuracy:
    """Figures per group, and their total. limit -- None: all of them. Raises InvalidInput."""
    with snapshot() as session:
        # Of each product, for a file.
        if limit is None and query.by == "sku":
            return _accuracy(session, query, limit, cursor)
        return _pages.get(session, (query, limit, cursor), lambda: _accuracy(session, query, limit, cursor))


def _accuracy(session: Session, query: AccuracyQuery, limit: int | None, cursor: str | None) -> Accuracy:
    leads = _leads(query)
    reach = leads[0], LAST_OF_BUCKET[LEADS.index(leads[-1])]
    first, last = weeks_of(session, query)
    conditions = conditions_of(query, first, last)
    start = max(0, position(cursor, 1, int)[0]) if cursor else 0
    # Of few groups the total is added up here: the database would go through all scores once more.
    is_part = limit is not None and query.by == "sku"
    wanted = _grouped(conditions, query)
    rows = session.execute(wanted.offset(start).limit(limit + 1) if limit and is_part else wanted).all()
    total = _total(session, conditions) if is_part else added(rows)
    shown = rows if is_part else rows[start : start + limit + 1 if limit else None]
    items = [item(query, row) for row in shown]
    page = Page.of(items, limit, lambda _: [start + limit]) if limit else Page(items, None)
    return Accuracy(page, figures(total) if total.forecasts else None, reach, first, last + timedelta(days=6))


def item(query: AccuracyQuery, row: Any) -> dict[str, Any]:
    return {query.by: _name(row.group)} | figures(row)


def figures(sums: Any) -> dict[str, Any]:
    """Measures from a row of sums: wape, bias, coverage and value added as fractions; None without sales, and money
    where the sums have none."""
    gain = sums.naive_absolute_error - sums.absolute_error
    return {
        "forecasts": int(sums.forecasts),
        "reconstructed": int(sums.reconstructed),
        "wape": _ratio(sums.absolute_error, sums.actual),
        "bias": _ratio(sums.error, sums.actual),
        "coverage": _ratio(sums.inside, sums.forecasts),
        "naive_wape": _ratio(sums.naive_absolute_error, sums.actual),
        "value_added": _ratio(gain, sums.naive_absolute_error),
        "units": _amounts(sums.actual, sums.absolute_error, sums.error, gain),
        "money": _amounts(*(getattr(sums, f"money_{name}", None) for name in _MONEY)),
    }


def _amounts(*amounts: float | None) -> dict[str, float] | None:
    known = [currencies.rounded(amount) for amount in amounts if amount is not None]
    return dict(zip(_MONEY, known, strict=True)) if known else None


def _ratio(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def _total(session: Session, conditions: Sequence[sa.ColumnElement[bool]]) -> Any:
    own = scores("sku", conditions).subquery()
    return session.execute(joined(own, sums_of(own))).one()


def added(rows: Sequence[Any]) -> Any:
    """The total of all groups, None where nothing is known of any."""
    known = {name: [value for row in rows if (value := getattr(row, name, None)) is not None] for name in _SUMMED}
    return SimpleNamespace(**{name: sum(values) if values else None for name, values in known.items()})


def _grouped(conditions: Sequence[sa.ColumnElement[bool]], query: AccuracyQuery) -> sa.Select[*tuple[Any, ...]]:
    own = scores(query.by, conditions).subquery()
    group = own.c[query.by] if query.by in own.c else getattr(Product, query.by)
    sums = sums_of(own)
    grouped = joined(own, sums).add_columns(group.label("group")).group_by(group)
    if query.sort is None:
        return grouped.order_by(group)
    if query.sort.removeprefix("-") not in SORTS:
        raise InvalidInput.at(
            "/sort",
            _("Cannot sort by {sort!r}; choose one of {sorts}.", sort=query.sort, sorts=", ".join(SORTS)),
            "invalid_sort",
        )
    value = SORTS[query.sort.removeprefix("-")](sums)
    return grouped.order_by(value.is_(None), value.desc() if query.sort.startswith("-") else value, group)


def joined(own: sa.FromClause, sums: Mapping[str, sa.ColumnElement[float]]) -> sa.Select[*tuple[Any, ...]]:
    columns = [column.label(name) for name, column in sums.items()]
    return sa.select(*columns).select_from(own).join(Product, Product.id == own.c.product_id)


def conditions_of(query: AccuracyQuery, first: date, last: date) -> list[sa.ColumnElement[bool]]:
    """Which scores fit. first, last -- weeks, by their Mondays"""
    conditions: list[sa.ColumnElement[bool]] = [ForecastScore.week.between(first, last)]
    leads = _leads(query)
    if len(leads) < len(LEADS):
        conditions.append(ForecastScore.lead.in_(leads))
    given = {Product.sku: query.product_sku, Product.category: query.category}
    chosen = [column == value for column, value in given.items() if value is not None]
    if chosen:
        conditions.append(ForecastScore.product_id.in_(sa.select(Product.id).where(*chosen)))
    return conditions


def _leads(query: AccuracyQuery) -> list[int]:
    """The buckets that are asked for, by the shortest lead of each."""
    return [lead for lead, last in zip(LEADS, LAST_OF_BUCKET, strict=True) if _meet((lead, last), query.lead)]


def weeks_of(session: Session, query: AccuracyQuery) -> tuple[date, date]:
    """The first and the last week, by their Mondays."""
    if query.first and query.last and query.first > query.last:
        raise InvalidInput.at("/from", _("'from' is after 'to'; swap them."), "invalid_period")
    last = query.last or session.scalar(sa.select(sa.func.max(ForecastScore.week))) or clock.today()
    first = query.first or clock.monday(last) - timedelta(weeks=WEEKS_BY_DEFAULT - 1)
    return clock.monday(first), clock.monday(last)


def _meet(bucket: tuple[int, int], asked: tuple[int, int]) -> bool:
    return bucket[0] <= asked[1] and asked[0] <= bucket[1]


def _name(group: Any) -> Any:
    return group.isoformat() if isinstance(group, date) else group
