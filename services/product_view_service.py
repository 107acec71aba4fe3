"""One product as a planner looks at it: its sales, its forecast, its model, and what to order."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Product
from forecasting.training import NotTrained
from services import advice_service, forecast_service, model_service, order_case, product_service, sales_rows
from services.prediction_document import Wish, coming_days
from utils import clock


@dataclass(frozen=True, slots=True)
class ProductView:
    """days, sold, in_stock -- its history without gaps: a day that was not recorded is a day without a sale
    forecast -- a dict for each day: date, predicted, lower, upper; model -- what is known of the version behind it,
    number 0: fitted just now; both empty for a product that was never sold
    """

    product: Product
    days: list[date]
    sold: list[float]
    in_stock: list[bool]
    model: dict[str, Any]
    forecast: list[dict[str, Any]]
    advice: dict[str, Any]

    @property
    def is_stale(self) -> bool:
        """Whether there are sales that the model has not seen."""
        return bool(self.model and self.days and self.days[-1].isoformat() > self.model["history_end"])


def view(sku: str, wish: Wish) -> ProductView:
    """All of one product. Raises NotFound."""
    with snapshot() as session:
        product = product_service.find_product(session, sku)
        (served,) = forecast_service.served(session, [product], order_case.FORECAST_DAYS)
        if isinstance(served, NotTrained):
            return ProductView(product, [], [], [], {}, [], {})
        days, sold, in_stock = _history(session, product, served.version.history_end)
        advice = advice_service.recommendations(session, [product], {product.id: served})
    return ProductView(
        product=product,
        days=days,
        sold=sold,
        in_stock=in_stock,
        model=model_service.meta(product.sku, served.version),
        forecast=coming_days(served.forecast, wish),
        advice=advice.get(product.id, {}),
    )


def _history(session: Session, product: Product, until: date) -> tuple[list[date], list[float], list[bool]]:
    rows = sales_rows.read(session, [product.id], clock.today() - timedelta(days=1))
    if not len(rows.days):
        return [], [], []
    first = rows.days[0]
    age = (rows.days - first).astype(int)
    number = 1 + max(int(age[-1]), (until - first.item()).days)
    sold, in_stock = np.zeros(number), np.ones(number, dtype=bool)
    sold[age], in_stock[age] = rows.quantities, rows.in_stock
    days = (first + np.arange(len(sold))).astype(object).tolist()
    return days, sold.tolist(), in_stock.tolist()
