"""The days on which nobody opens: nothing is sold then, and no goods are taken in."""

from collections.abc import Collection
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import Product, Sale
from services.histories import event_calendar
from utils import clock

RECENT_DAYS = 182
# A weekday without a sale is closed where the others had so many on average; of fewer it may be chance.
TELLING = 10


def closed_days(session: Session, products: Collection[Product], first: date, last: date) -> dict[int, set[date]]:
    """Of each of these products, by id, those of the days, first and last included, on which its shop is closed.

    Weekdays on which none of them is ever sold, and announced closures.
    """
    days = [first + timedelta(days=age) for age in range((last - first).days + 1)]
    weekdays = _closed_weekdays(session, products)
    resting = {day for day in days if day.weekday() in weekdays}
    announced = event_calendar.closed_days(session, products, first, last)
    return {
        product.id: resting
        | {day for day, is_closed in zip(days, announced.get(product.id, ()), strict=False) if is_closed}
        for product in products
    }


def _closed_weekdays(session: Session, products: Collection[Product]) -> set[int]:
    since = clock.today() - timedelta(days=RECENT_DAYS)
    sold = (
        sa.select(Sale.day, sa.func.count())
        .where(among(Sale.product_id, [product.id for product in products]), Sale.day >= since, Sale.quantity > 0)
        .group_by(Sale.day)
    )
    sales = [0] * 7
    for day, number in session.execute(sold):
        sales[day.weekday()] += number
    return {weekday for weekday in range(7) if not sales[weekday] and sum(sales) >= 6 * TELLING}
