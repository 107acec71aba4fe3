"""Sales of many products on one calendar."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product
from services.histories import event_calendar, stock_outs, totals

# What events may name of a product.
_PLACED = (Product.id, Product.category, Product.location)


def read(session: Session, product_ids: Sequence[int], first: date, last: date) -> np.ndarray:
    """Units sold by product (ids in rising order) and day, float64, as training sees them: 0 on a day without a row,
    NaN on a day out of stock or closed, and after the last total of those told in totals.
    """
    rows = stock_outs.demand(session, product_ids, last, first)
    sales = np.zeros((len(product_ids), (last - first).days + 1))
    age = (rows.days - np.datetime64(first)).astype(int)
    sales[np.searchsorted(product_ids, rows.product_ids), age] = np.where(rows.in_stock, rows.quantities, np.nan)
    for product_id, noted in totals.noted(session, product_ids, last).items():
        sales[np.searchsorted(product_ids, product_id), max(0, (noted.last - first).days + 1) :] = np.nan
    products = session.execute(sa.select(*_PLACED).where(among(Product.id, product_ids))).all()
    for product_id, closed in event_calendar.closed_days(session, products, first, last).items():
        sales[np.searchsorted(product_ids, product_id), closed] = np.nan
    return sales
