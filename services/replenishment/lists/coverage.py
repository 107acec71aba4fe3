"""How long an order will last, so that a page can say so while a quantity is being typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import sqlalchemy as sa

from app.db import snapshot
from app.db.expressions import among
from app.models import Product
from forecasting.forecast import Forecast
from services.forecasts import forecast_service
from services.replenishment.lists.advice_lines import Line

# Who orders for longer than this is not helped by the day on which it ends.
DAYS = 180
# What has passed of a forecast, and the days until an order comes, stand before these.
FORECAST_DAYS = 300
DIGITS = 2


@dataclass(frozen=True)
class Ahead:
    """What stands before an order that is placed today.

    arrives_on -- when it comes; left -- units that are still there then
    demand -- expected units of each day from then on
    """

    arrives_on: date
    left: float
    demand: list[float]

    def last_day(self, units: float) -> tuple[date, bool]:
        """The last whose demand an order of so many covers as a whole, and whether it may last longer than that."""
        rest = self.left + units - np.cumsum(self.demand)
        short = np.flatnonzero(rest < -(10.0**-6))
        days = int(short[0]) if len(short) else len(self.demand)
        return self.arrives_on + timedelta(days=days - 1), not len(short)


def ahead(lines: Sequence[Line]) -> dict[int, Ahead]:
    """By product id, of the lines that say when their order comes."""
    with snapshot() as session:
        products = session.scalars(sa.select(Product).where(among(Product.id, [line.product_id for line in lines])))
        served = forecast_service.champions(session, products.all(), FORECAST_DAYS)
    return {
        line.product_id: _ahead(line, line.arrives_on, served[line.product_id].forecast)
        for line in lines
        if line.arrives_on and line.product_id in served
    }


def _ahead(line: Line, arrives_on: date, forecast: Forecast) -> Ahead:
    daily = np.repeat(forecast.mean / forecast.step_days, forecast.step_days) + _for_kits(line)
    today, first = (max(0, (day - forecast.start).days) for day in (line.as_of, arrives_on))
    left = max(0.0, (line.on_hand or 0.0) + line.arriving - float(daily[today:first].sum()))
    demand = [round(float(units), DIGITS) for units in daily[first : first + DAYS]]
    return Ahead(arrives_on, round(left, DIGITS), demand)


def _for_kits(line: Line) -> float:
    """Units a day that go into kits: the forecast of a product is of what is sold of it alone."""
    days = (line.next_arrival_on - line.as_of).days if line.next_arrival_on else 0
    return line.for_kits / days if days > 0 else 0.0
