"""What was and will be on hand of a product: as it was recorded, and as expected demand and arrivals make it."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import Product, StockLevel
from services.replenishment.supply import stock_now, supply
from utils import clock

# Of what was recorded, as much as a year back and forth shows.
PAST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class StockCourse:
    """recorded -- units at the end of days gone by
    coming -- units expected at the end of the days from today on; empty where what is on hand is not known
    arrivals -- units that are to arrive, by day, without what nobody relies on any more
    """

    recorded: dict[date, float]
    coming: dict[date, float]
    arrivals: dict[date, float]

    @property
    def empty_on(self) -> date | None:
        """The first day at whose end nothing is expected to be left."""
        return next((day for day, units in self.coming.items() if units <= 0), None)


def read(session: Session, product: Product, expected: dict[date, float]) -> StockCourse:
    """expected -- units of demand, by day or by the first day of a longer period, in their order"""
    today = clock.today()
    arrivals: dict[date, float] = {}
    for own in supply.arrivals(session, [product.id])[product.id]:
        if not own.given_up:
            arrivals[own.day] = arrivals.get(own.day, 0.0) + own.quantity
    units = stock_now.read(session, [product])[product.id].units
    coming = (
        {} if units is None else _coming(units, {day: own for day, own in expected.items() if day >= today}, arrivals)
    )
    levels = sa.select(StockLevel.day, StockLevel.on_hand).where(StockLevel.product_id == product.id)
    recorded = session.execute(
        levels.where(StockLevel.day >= today - PAST, StockLevel.day < today).order_by(StockLevel.day)
    )
    return StockCourse(dict(recorded.all()), coming, arrivals)


def _coming(units: float, expected: dict[date, float], arrivals: dict[date, float]) -> dict[date, float]:
    """What is left at the end of each day, never less than nothing: what finds an empty shelf is lost."""
    left, waiting, course = units, dict(arrivals), {}
    for day, demand in expected.items():
        left += sum(waiting.pop(own) for own in sorted(waiting) if own <= day)
        left = max(0.0, left - demand)
        course[day] = round(left, 2)
    return course
