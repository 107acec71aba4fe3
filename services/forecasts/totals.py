"""Forecasts of whole locations, categories and items: sums of their products', so that they agree with each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Self

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import ForecastScore, Product
from forecasting.published import totals
from services import remembered
from services.forecasts import forecast_service, served_days
from services.forecasts.served_days import ServedDays
from services.histories import history_service
from services.paging import Page, position
from services.remembered import Remembered
from services.sku import item_of
from utils import clock

# Products read and added up at once: their distributions of 90 days take 60 MB.
BLOCK = 5000
# Errors of so many full weeks, a week ahead, say how far they go together.
WEEKS_LOOKED_AT, LEAD = 12, 1

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

    def group_of(self, product: Product | sa.Row[Any]) -> str:
        if self.by == "item":
            return product.variant_of or item_of(product.sku, product.location)
        return str(getattr(product, self.by))

    def columns(self) -> list[Any]:
        """What `group_of` needs of a product; products that do not differ in the first are in one group."""
        of_item = [Product.id, Product.sku, Product.location, Product.variant_of]
        return of_item if self.by == "item" else [getattr(Product, self.by)]


@dataclass
class Sums:
    """Of groups, in the order they were met: names, and their numbers; mean, variance -- float64 (room, days), of which
    the first rows are in use; products -- how many were added, int (room,); last -- ids of the last ones, (room,)

    start -- the first day; without_forecast -- products with no model, or with one too old
    """

    start: date
    mean: np.ndarray
    variance: np.ndarray
    products: np.ndarray
    last: np.ndarray
    numbers: dict[str, int] = field(default_factory=dict)
    without_forecast: int = 0

    @classmethod
    def empty(cls, start: date, days: int) -> Self:
        nothing, nobody = np.zeros((0, days)), np.zeros(0, dtype=np.int64)
        return cls(start, nothing, nothing, nobody, nobody)

    def add(self, names: Sequence[str], served: ServedDays) -> None:
        rows = np.array([self.numbers.setdefault(name, len(self.numbers)) for name in names], dtype=np.int64)
        self._make_room()
        # As a single forecast shows it, so that what is shown adds up.
        np.add.at(self.mean, rows, np.round(served.mean, 3))
        np.add.at(self.variance, rows, served.variance)
        np.add.at(self.products, rows, 1)
        self.last[rows] = served.ids

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
    widths, overall = _dependence(session, query, names)
    shown = range(begin, min(begin + limit + 1, len(names)))
    rows = [_line(session, sums, query, (names[number], widths[number])) for number in shown]
    page = Page.of(rows, limit, lambda _: [begin + limit])
    bounds = _bounds(sums, query, slice(None), overall)
    return Totals(page, _figures(bounds, sums.start, int(sums.products.sum())), sums.without_forecast)


def _sums(session: Session, query: TotalQuery) -> Sums:
    sums = Sums.empty(history_service.last_complete_day(session) + timedelta(days=1), query.days)
    for products in _blocks(session, query):
        served = served_days.read(session, products, sums.start, query.days)
        names = {product.id: query.group_of(product) for product in products}
        sums.add([names[own] for own in served.ids], served)
        sums.without_forecast += len(products) - len(served.ids)
    return sums


def _blocks(session: Session, query: TotalQuery) -> Iterator[Sequence[Any]]:
    """What is needed of the products, part by part in the order of their ids."""
    names = Product.sku, Product.variant_of, Product.category, Product.location
    following = (
        sa.select(Product.id, *names, Product.launch_on, Product.ends_on)
        .where(*query.conditions())
        .order_by(Product.id)
        .limit(BLOCK)
    )
    products = session.execute(following).all()
    while products:
        yield products
        products = session.execute(following.where(Product.id > products[-1].id)).all()


def _dependence(session: Session, query: TotalQuery, names: Sequence[str]) -> tuple[np.ndarray, float]:
    """How far errors went together within each group, and within all of them together."""
    last = clock.monday(history_service.last_complete_day(session) + timedelta(days=1))
    sums = np.zeros((2, len(names), WEEKS_LOOKED_AT))
    known = np.zeros(sums.shape[1:], dtype=bool)
    numbers = {name: number for number, name in enumerate(names)}
    for row in session.execute(_errors(query, last)):
        number = numbers.get(query.group_of(row))
        if number is not None:
            age = (last - row.week).days // 7 - 1
            sums[:, number, age] += row.errors, row.squares
            known[number, age] = True
    together = np.where(known.any(axis=0), sums.sum(axis=1), np.nan)
    sums[:, ~known] = np.nan
    overall = totals.dependence(together[:1] ** 2, together[1:])
    return totals.dependence(sums[0] ** 2, sums[1]), float(overall[0])


def _errors(query: TotalQuery, last: date) -> sa.Select[Any]:
    """Sums of the errors, and of their squares, of products that are in one group, in each week before a day."""
    error = sa.cast(ForecastScore.error, sa.Double)
    figures = sa.func.sum(error).label("errors"), sa.func.sum(error * error).label("squares")
    return (
        sa.select(*query.columns(), ForecastScore.week, *figures)
        .join(Product, Product.id == ForecastScore.product_id)
        .where(
            ForecastScore.week >= last - timedelta(weeks=WEEKS_LOOKED_AT),
            ForecastScore.week < last,
            ForecastScore.lead == LEAD,
            *query.conditions(),
        )
        .group_by(ForecastScore.week, query.columns()[0])
    )


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
    forecast = forecast_service.champions(session, [product], query.days + served_days.OLDEST_DAYS)[product_id].forecast
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
