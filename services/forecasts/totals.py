"""Forecasts of whole locations, categories and items: sums of their products', so that they agree with each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Self

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Product
from forecasting.published import totals
from services import remembered
from services.forecasts import champion_store, forecast_service, moment_store, served_days, week_errors
from services.forecasts.served_days import ServedDays
from services.histories import history_service
from services.paging import Page, position
from services.remembered import Remembered
from services.sku import item_of

# Products read and added up at once: their distributions of 90 days take 60 MB.
BLOCK = 5000

NOBODY = np.zeros(0, dtype=np.int64)

# Mean, lower and upper bound of the days to come, float64 (days,) each.
Bounds = tuple[np.ndarray, np.ndarray, np.ndarray]


@dataclass(frozen=True)
class TotalQuery:
    """by -- "location", "category" or "item" (what it is a variant of, else see `sku.item_of`)
    category, location -- of these products only; days -- to forecast; level -- the interval in percent"""

    by: str
    days: int = 28
    level: float = 80.0
    category: str | None = None
    location: str | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        given = {Product.category: self.category, Product.location: self.location}
        return [column == value for column, value in given.items() if value is not None]

    def groups_of(self, products: Sequence[sa.Row[Any]]) -> list[str]:
        if self.by == "item":
            return [product.variant_of or item_of(product.sku, product.location) for product in products]
        return [*map(attrgetter(self.by), products)]


@dataclass
class Sums:
    """Of groups, in the order they were met: names, and their numbers; mean, variance -- float64 (room, days), of which
    the first rows are in use; products -- how many were added, int (room,); last -- ids of the last ones, (room,);
    members -- the ids of those that were added at once, and the numbers of their groups

    start -- the first day; without_forecast -- products with no model, or with one too old
    """

    start: date
    mean: np.ndarray
    variance: np.ndarray
    products: np.ndarray
    last: np.ndarray
    numbers: dict[str, int] = field(default_factory=dict)
    members: list[tuple[np.ndarray, np.ndarray]] = field(default_factory=list)
    without_forecast: int = 0

    @classmethod
    def empty(cls, start: date, days: int) -> Self:
        nothing = np.zeros((0, days))
        return cls(start, nothing, nothing, NOBODY, NOBODY)

    def add(self, names: Sequence[str], served: ServedDays) -> None:
        rows = np.array([self.numbers.setdefault(name, len(self.numbers)) for name in names], dtype=np.int64)
        self._make_room()
        # As a single forecast shows it, so that what is shown adds up.
        np.add.at(self.mean, rows, np.round(served.mean, 3))
        np.add.at(self.variance, rows, served.variance)
        np.add.at(self.products, rows, 1)
        self.last[rows] = served.ids
        self.members.append((np.array(served.ids, dtype=np.int64), rows))

    def numbered(self, ids: np.ndarray, figures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Figures of products, by id: the groups' numbers and the figures of those products that were added."""
        groups = np.full(max(own.max(initial=0) for own in (ids, *(own for own, _ in self.members))) + 1, -1)
        for own, rows in self.members:
            groups[own] = rows
        found = groups[ids]
        return found[found >= 0], figures[found >= 0]

    def _make_room(self) -> None:
        more = len(self.numbers) - len(self.mean)
        if more > 0:
            more = max(more, len(self.mean))
            for name in ("mean", "variance", "products", "last"):
                own = getattr(self, name)
                setattr(self, name, np.concatenate([own, np.zeros((more, *own.shape[1:]), own.dtype)]))


@dataclass(frozen=True)
class Totals:
    """page -- one line per group, by name; without_forecast -- products that are missing in them"""

    page: Page[dict[str, Any]]
    total: dict[str, Any]
    without_forecast: int


# Of a model that is another one, the advice is, too.
_seen: Remembered[Totals] = Remembered(
    remembered.advice,
    remembered.products,
    remembered.scores,
    remembered.events,
    remembered.overrides,
    lambda session: (history_service.last_complete_day(session),),
    most=20,
)


def total(query: TotalQuery, limit: int, cursor: str | None) -> Totals:
    """What a group's products are forecast to sell together, planners' overrides and closed days included.

    Raises InvalidInput for a cursor we did not give out.
    """
    with snapshot() as session:
        return _seen.get(session, (query, limit, cursor), lambda: _total(session, query, limit, cursor))


def _total(session: Session, query: TotalQuery, limit: int, cursor: str | None) -> Totals:
    begin = max(0, position(cursor, 1, int)[0]) if cursor else 0
    sums = _sums(session, query)
    names = sorted(sums.numbers)
    widths, overall = _dependence(session, sums)
    shown = range(begin, min(begin + limit + 1, len(names)))
    rows = [_line(session, sums, query, (names[number], widths[sums.numbers[names[number]]])) for number in shown]
    page = Page.of(rows, limit, lambda _: [begin + limit])
    bounds = _bounds(sums, query, slice(None), overall)
    return Totals(page, _figures(bounds, sums.start, int(sums.products.sum())), sums.without_forecast)


def _sums(session: Session, query: TotalQuery) -> Sums:
    sums = Sums.empty(history_service.last_complete_day(session) + timedelta(days=1), query.days)
    for products in _blocks(session, query, sums.start):
        served = served_days.read(session, products, sums.start, query.days)
        names = dict(zip((product.id for product in products), query.groups_of(products), strict=True))
        sums.add([names[own] for own in served.ids], served)
        sums.without_forecast += len(products) - len(served.ids)
    return sums


def _blocks(session: Session, query: TotalQuery, start: date) -> Iterator[Sequence[Any]]:
    """What is needed of the products, part by part in the order of their ids."""
    names = Product.sku, Product.variant_of, Product.category, Product.location
    products = sa.select(Product.id, *names, Product.launch_on, Product.ends_on, Product.replaces).where(
        *query.conditions()
    )
    following = moment_store.beside(session, products, start, query.days).order_by(Product.id).limit(BLOCK)
    # Past the ORM, which takes a fourth as long again to hand out rows that are no objects.
    read = session.connection().execute
    block = read(following).all()
    while block:
        yield block
        block = read(following.where(Product.id > block[-1].id)).all()


def _dependence(session: Session, sums: Sums) -> tuple[np.ndarray, float]:
    """How far errors went together within each group, by its number, and within all of them together."""
    weeks = week_errors.weeks(history_service.last_complete_day(session))
    found = np.full((2, len(sums.numbers), len(weeks)), np.nan)
    for age, (ids, errors) in enumerate(week_errors.read(session, weeks)):
        of, errors = sums.numbered(ids, errors)
        known = np.bincount(of, minlength=found.shape[1]) > 0
        for own, figures in zip(found, (errors, errors**2), strict=True):
            own[known, age] = np.bincount(of, figures, minlength=len(known))[known]
    together = np.where(np.isnan(found).all(axis=1), np.nan, np.nansum(found, axis=1))
    overall = totals.dependence(together[:1] ** 2, together[1:])
    return totals.dependence(found[0] ** 2, found[1]), float(overall[0])


def _line(session: Session, sums: Sums, query: TotalQuery, named: tuple[str, float]) -> dict[str, Any]:
    """named -- the group's name, and what its variance is to be multiplied by"""
    name, width = named
    row = sums.numbers[name]
    bounds = _bounds(sums, query, slice(row, row + 1), width)
    if sums.products[row] == 1:
        bounds = bounds[0], *_own_interval(session, int(sums.last[row]), sums.start, query)
    return {query.by: name} | _figures(bounds, sums.start, int(sums.products[row]))


def _bounds(sums: Sums, query: TotalQuery, rows: slice, width: float) -> Bounds:
    mean, variance = sums.mean[rows].sum(axis=0), sums.variance[rows].sum(axis=0)
    # At most all of it goes together.
    width = min(width, float(sums.products[rows].sum()))
    return mean, *totals.interval(mean, width * variance, query.level)


def _own_interval(session: Session, product_id: int, start: date, query: TotalQuery) -> tuple[np.ndarray, np.ndarray]:
    """What a product by itself is served with."""
    product = session.get_one(Product, product_id)
    days = query.days + champion_store.OLDEST_DAYS
    forecast = forecast_service.champions(session, [product], days)[product_id].forecast
    first = (start - forecast.start).days
    lower, upper = (bound[first : first + query.days] for bound in forecast.interval(query.level))
    return lower, upper


def _figures(bounds: Bounds, start: date, products: int) -> dict[str, Any]:
    columns = (np.round(column, 3).tolist() for column in bounds)
    dates = [(start + timedelta(days=ahead)).isoformat() for ahead in range(len(bounds[0]))]
    names = ("date", "predicted", "lower", "upper")
    return {
        "products": products,
        "predicted": round(float(bounds[0].sum()), 3),
        "chart_data": [dict(zip(names, day, strict=True)) for day in zip(dates, *columns, strict=True)],
    }
