"""One product as a planner looks at it: its sales, its forecast, its model, and what to order."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Product
from forecasting.training import NotTrained
from services.catalogue import product_service
from services.forecasts import forecast_service, model_service, published_store
from services.forecasts.forecast_service import Served
from services.forecasts.published_store import Window
from services.histories import sales_rows
from services.replenishment.advice import order_case
from services.replenishment.lists import transfer_service
from services.replenishment.renewal import advice_service
from services.replenishment.supply import product_supply
from services.views import product_terms, stock_course
from services.views.product_terms import ProductTerms
from services.views.stock_course import StockCourse
from utils import clock

LEVEL = 80
ONE_DAY = timedelta(days=1)
# Nobody orders by a forecast that is older.
REMEMBERED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Ahead:
    """The coming days: what is expected, with the interval that holds 80 % of outcomes, in units.

    planned -- on which days this is a planner's figure, and not the model's own
    """

    days: list[date]
    expected: list[float]
    lower: list[float]
    upper: list[float]
    planned: list[bool]


@dataclass(frozen=True, slots=True)
class ProductView:
    """days, sold, in_stock -- its history without gaps: a day that was not recorded is a day without a sale
    model -- what is known of the version that is served, number 0: fitted just now
    ahead -- None, as model is empty, for a product that was never sold
    lead_time -- of the supplier that is advised, see `product_supply.lead_time_of`
    stock -- what was and will be on hand
    at_the_time -- for days gone by, what was last published for them before, at most REMEMBERED_DAYS ahead
    """

    product: Product
    days: list[date]
    sold: list[float]
    in_stock: list[bool]
    model: dict[str, Any]
    ahead: Ahead | None
    at_the_time: dict[date, float]
    advice: dict[str, Any]
    lead_time: dict[str, Any]
    terms: ProductTerms
    stock: StockCourse

    @property
    def is_stale(self) -> bool:
        """Whether there are sales that the model has not seen."""
        return bool(self.model and self.days and self.days[-1].isoformat() > self.model["history_end"])


def view(sku: str, days_ahead: int) -> ProductView:
    """All of one product. Raises NotFound."""
    with snapshot() as session:
        product = product_service.find_product(session, sku)
        terms = product_terms.of(session, product)
        (served,) = forecast_service.served(session, [product], order_case.FORECAST_DAYS)
        if isinstance(served, NotTrained):
            # What is sold in kits only has no forecast, but an advice.
            advice = advice_service.recommendations(session, [product], {}).get(product.id, {})
            lead_time, stock = _lead_time(session, product, advice), stock_course.read(session, product, {})
            return ProductView(product, [], [], [], {}, None, {}, advice, lead_time, terms, stock)
        days, sold, in_stock = _history(session, product, served.version.history_end)
        at_the_time = _at_the_time(session, product, days)
        advice = advice_service.recommendations(session, [product], {product.id: served}).get(product.id, {})
        if advice:
            advice = transfer_service.explained(session, product, advice)
        lead_time, ahead = _lead_time(session, product, advice), _ahead(served, days_ahead)
        stock = stock_course.read(session, product, dict(zip(ahead.days, ahead.expected, strict=True)))
    return ProductView(
        product=product,
        days=days,
        sold=sold,
        in_stock=in_stock,
        model=model_service.meta(product.sku, served.version),
        ahead=ahead,
        at_the_time=at_the_time,
        advice=advice,
        lead_time=lead_time,
        terms=terms,
        stock=stock,
    )


def _lead_time(session: Session, product: Product, advice: dict[str, Any]) -> dict[str, Any]:
    return product_supply.lead_time_of(session, product, advice.get("supplier", product.supplier))


def _history(session: Session, product: Product, until: date) -> tuple[list[date], list[float], list[bool]]:
    rows = sales_rows.read(session, [product.id], clock.today() - ONE_DAY)
    if not len(rows.days):
        return [], [], []
    first = rows.days[0]
    age = (rows.days - first).astype(int)
    number = 1 + max(int(age[-1]), (until - first.item()).days)
    sold, in_stock = np.zeros(number), np.ones(number, dtype=bool)
    sold[age], in_stock[age] = rows.quantities, rows.in_stock
    days = (first + np.arange(len(sold))).astype(object).tolist()
    return days, sold.tolist(), in_stock.tolist()


def _at_the_time(session: Session, product: Product, days: list[date]) -> dict[date, float]:
    if not days:
        return {}
    rows = published_store.read(session, Window(product.id, product.id, days[0], days[-1]))
    published: dict[date, float] = {}
    for row in rows.as_of.argsort():
        as_of = rows.as_of[row].item()
        expected = rows.figures[row, 0, :REMEMBERED_DAYS].round(2).tolist()
        published |= {as_of + (lead + 1) * ONE_DAY: units for lead, units in enumerate(expected)}
    return {day: published[day] for day in sorted(published) if day <= days[-1]}


def _ahead(served: Served, days: int) -> Ahead:
    forecast = served.forecast
    periods = min(len(forecast), -(-days // forecast.step_days))
    figures = (forecast.mean, *forecast.interval(LEVEL))
    expected, lower, upper = (np.round(figure[:periods].astype(float), 2).tolist() for figure in figures)
    planned = served.overridden if served.overridden is not None else np.zeros(len(forecast), dtype=bool)
    starts = [forecast.start + timedelta(days=period * forecast.step_days) for period in range(periods)]
    return Ahead(starts, expected, lower, upper, planned[:periods].tolist())
