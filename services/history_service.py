"""From sales rows to what the engine reads."""

from collections.abc import Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, Sale
from forecasting.history import History
from services import event_calendar, sales_rows
from utils import clock


def last_complete_day(session: Session) -> date:
    """The last day whose sales are all in: the latest day anything was sold, but not a day that is still running."""
    latest = sa.select(sa.func.max(Sale.day)).where(Sale.product_id == Product.id).scalar_subquery()
    last = session.scalar(sa.select(sa.func.max(latest)).select_from(Product))
    yesterday = clock.today() - timedelta(days=1)
    return min(last, yesterday) if last else yesterday


def load_histories(session: Session, products: Sequence[Product], until: date) -> list[History]:
    """One history per product, in their order, with the events that concern it, read with two queries."""
    rows = sales_rows.read(session, [product.id for product in products], until)
    histories = []
    for product in products:
        own = rows.of(product.id)
        histories.append(History.from_rows(own.days, own.quantities, own.in_stock, until, product.category))
    return event_calendar.with_events(session, products, histories)
