"""Forecasts of whole locations, categories and items: sums of their products', so that they agree with each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import ForecastScore, Product
from forecasting.forecast import Forecast
from forecasting.published import totals
from services.errors import InvalidInput
from services.forecasts import forecast_service
from services.histories import history_service
from services.paging import Page, position
from services.sku import item_of
from utils import clock

BLOCK = 1000
# Read and added up while somebody waits: about two seconds.
MOST_PRODUCTS = 100_000
# A champion that was not replaced may have seen its last sales so long ago and still counts.
OLDEST_DAYS = 31
# Errors of so many full weeks, a week ahead, say how far they go together.
WEEKS_LOOKED_AT, LEAD = 12, 1


@dataclass(frozen=True)
class TotalQuery:
    """by -- "location", "category" or "item" (see `sku.item_of`); category, location -- of these products only;
    days -- to forecast; level -- the interval in percent"""

    by: str
    days: int = 28
    level: float = 80.0
    category: str | None = None
    location: str | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        given = {Product.category: self.category, Product.location: self.location}
        return [column == value for column, value in given.items() if value is not None]

    def group_of(self, product: Product | sa.Row[Any]) -> str:
        return item_of(product.sku, product.location) if self.by == "item" else getattr(product, self.by)

    def columns(self) -> list[Any]:
        """What `group_of` needs of a product; products that do not differ in the first are in one group."""
        return [Product.id, Product.sku, Product.location] if self.by == "item" else [getattr(Product, self.by)]


@dataclass
class Sum:
    """mean, variance -- of the days to come, float64 (days,); products -- how many were added, last -- the last"""

    mean: np.ndarray
    variance: np.ndarray
    products: int = 0
    last: Forecast | None = None

    def add(self, forecast: Forecast) -> None:
        # As a single forecast shows it, so that what is shown adds up.
        self.mean += np.round(forecast.mean, 3)
        self.variance += totals.variance(forecast)
        self.products += 1
        self.last = forecast


@dataclass
class Sums:
    """start -- the first day; without_forecast -- products with no model, or with one too old"""

    start: date
    groups: dict[str, Sum] = field(default_factory=dict)
    without_forecast: int = 0


@dataclass(frozen=True)
class Totals:
    """page -- one line per group, by name; without_forecast -- products that are missing in them"""

    page: Page[dict[str, Any]]
    total: dict[str, Any]
    without_forecast: int


def total(query: TotalQuery, limit: int, cursor: str | None) -> Totals:
    """What a group's products are forecast to sell together, planners' overrides and closed days included.

    Raises InvalidInput for a cursor we did not give out, and for more products than can be added up at once.
    """
    begin = max(0, position(cursor, 1, int)[0]) if cursor else 0
    with snapshot() as session:
        _check_size(session, query)
        sums = _sums(session, query)
        names = sorted(sums.groups)
        widths, overall = _dependence(session, query, names)
    everything = _everything(sums, query.days)
    lines = (_line(sums, query, name, width) for name, width in zip(names, widths, strict=True))
    rows = [line for number, line in enumerate(lines) if begin <= number <= begin + limit]
    page = Page.of(rows, limit, lambda _: [begin + limit])
    return Totals(page, _figures(everything, sums.start, query, overall), sums.without_forecast)


def _check_size(session: Session, query: TotalQuery) -> None:
    products = session.scalars(sa.select(sa.func.count()).select_from(Product).where(*query.conditions())).one()
    if products > MOST_PRODUCTS:
        raise InvalidInput(
            f"These are {products:,} products; at most {MOST_PRODUCTS:,} are added up. Name a category or location.",
            "too_many_products",
        )


def _sums(session: Session, query: TotalQuery) -> Sums:
    sums = Sums(history_service.last_complete_day(session) + timedelta(days=1))
    for products in _blocks(session, query):
        served = forecast_service.champions(session, products, query.days + OLDEST_DAYS)
        for product in products:
            forecast = _days(served[product.id].forecast, sums.start, query.days) if product.id in served else None
            if forecast is None:
                sums.without_forecast += 1
                continue
            name = query.group_of(product)
            if name not in sums.groups:
                sums.groups[name] = Sum(np.zeros(query.days), np.zeros(query.days))
            sums.groups[name].add(forecast)
    return sums


def _blocks(session: Session, query: TotalQuery) -> Iterator[Sequence[Product]]:
    products = session.scalars(sa.select(Product).where(*query.conditions()).order_by(Product.id)).all()
    for first in range(0, len(products), BLOCK):
        yield products[first : first + BLOCK]


def _days(forecast: Forecast, start: date, days: int) -> Forecast | None:
    """The days from `start` on; None if it does not reach over all of them."""
    first = (start - forecast.start).days
    own = slice(first, first + days)
    if first < 0 or len(forecast) < own.stop:
        return None
    return Forecast(start, forecast.mean[own], forecast.quantiles[:, own])


def _everything(sums: Sums, days: int) -> Sum:
    everything = Sum(np.zeros(days), np.zeros(days))
    for one in sums.groups.values():
        everything.mean += one.mean
        everything.variance += one.variance
        everything.products += one.products
    return everything


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


def _line(sums: Sums, query: TotalQuery, name: str, width: float) -> dict[str, Any]:
    return {query.by: name} | _figures(sums.groups[name], sums.start, query, width)


def _figures(summed: Sum, start: date, query: TotalQuery, width: float) -> dict[str, Any]:
    if summed.products == 1 and summed.last:
        lower, upper = summed.last.interval(query.level)
    else:
        # At most all of it goes together.
        width = min(width, float(summed.products))
        lower, upper = totals.interval(summed.mean, width * summed.variance, query.level)
    columns = (np.round(column, 3).tolist() for column in (summed.mean, lower, upper))
    dates = [(start + timedelta(days=ahead)).isoformat() for ahead in range(query.days)]
    names = ("date", "predicted", "lower", "upper")
    return {
        "products": summed.products,
        "predicted": round(float(summed.mean.sum()), 3),
        "chart_data": [dict(zip(names, day, strict=True)) for day in zip(dates, *columns, strict=True)],
    }
