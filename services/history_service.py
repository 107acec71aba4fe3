"""From sales rows to what the engine reads."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, Sale
from forecasting.history import History
from utils import clock


def last_complete_day(session: Session) -> date:
    """The last day whose sales are all in: the latest day anything was sold, but not a day that is still running."""
    latest = sa.select(sa.func.max(Sale.day)).where(Sale.product_id == Product.id).scalar_subquery()
    last = session.scalar(sa.select(sa.func.max(latest)).select_from(Product))
    yesterday = clock.today() - timedelta(days=1)
    return min(last, yesterday) if last else yesterday


def load_histories(session: Session, products: Sequence[Product], until: date) -> list[History]:
    """One history per product, in their order, read with one query."""
    rows = session.execute(
        sa.select(Sale.product_id, Sale.day, Sale.quantity, Sale.in_stock)
        .where(Sale.product_id.in_([product.id for product in products]), Sale.day <= until)
        .order_by(Sale.product_id, Sale.day)
    ).all()
    ids = np.array([row.product_id for row in rows], dtype=np.int64)
    days = np.array([row.day for row in rows], dtype="datetime64[D]")
    quantities = np.array([row.quantity for row in rows], dtype=np.float64)
    in_stock = np.array([row.in_stock for row in rows], dtype=bool)
    histories = []
    for product in products:
        own = slice(*np.searchsorted(ids, [product.id, product.id + 1]))
        histories.append(History.from_rows(days[own], quantities[own], in_stock[own], until, product.category))
    return histories
