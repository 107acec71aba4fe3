"""Stock as it is known: levels by day, what is on its way, and how long deliveries take."""

import math
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among, days_between
from app.models import Product, PurchaseOrder, Receipt
from app.models.stock import OrderStatus
from utils import clock
from utils.config import get_settings

# Fewer orders than this say nothing about a lead time.
LEAST_ORDERS = 3
# The stated lead time weighs as much as this many orders.
STATED_WEIGHT = 3
# Nothing is under way for longer.
LONGEST_LEAD_DAYS = 365
# Suppliers change: what they did longer ago is not asked.
LEARNED_DAYS = 730


@dataclass(frozen=True, slots=True)
class Arrival:
    """Units that are to arrive at the beginning of a day; overdue -- they should have come before.

    given_up -- they should have come so long ago, on that day, that nobody relies on them
    """

    day: date
    quantity: float
    overdue: bool = False
    given_up: bool = False


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Days from order to arrival: mean and standard deviation; receipts -- orders they were learned from, 0: stated.

    observed_days -- the mean of these orders alone; None without them
    """

    mean_days: float
    sd_days: float
    receipts: int
    observed_days: float | None = None


def arrivals(session: Session, product_ids: Iterable[int]) -> dict[int, list[Arrival]]:
    """What open purchase orders still owe each of these products, earliest first; overdue goods count as due today,
    and those that are overdue for too long as given up.

    Every product has an entry; without open orders it is an empty list.
    """
    today = clock.today()
    waited_since = today - timedelta(days=get_settings().overdue_order_days)
    owed: dict[int, list[Arrival]] = {product_id: [] for product_id in product_ids}
    outstanding = PurchaseOrder.quantity - PurchaseOrder.received
    lines = (
        sa.select(PurchaseOrder.product_id, PurchaseOrder.expected_on, outstanding)
        .where(among(PurchaseOrder.product_id, owed), PurchaseOrder.status == OrderStatus.OPEN, outstanding > 0)
        .order_by(PurchaseOrder.expected_on)
    )
    for product_id, expected_on, quantity in session.execute(lines):
        is_given_up = expected_on < waited_since
        day = expected_on if is_given_up else max(expected_on, today)
        owed[product_id].append(Arrival(day, quantity, expected_on < today, is_given_up))
    return owed


def lead_times(session: Session, products: Sequence[Product]) -> dict[int, LeadTime]:
    """How long each product takes to arrive, learned from its receipts of the last two years.

    With three orders or more the mean is the credibility-weighted one (Buehlmann 1967) of what was observed and the
    stated lead time, and the spread is that observed unless one is stated. With fewer, the stated figures hold.
    """
    observed = {row.product_id: row for row in session.execute(_observed(session, [p.id for p in products]))}
    return {product.id: _lead_time(product, observed.get(product.id)) for product in products}


def arrival_day(product: Product, lead: LeadTime, ordered_on: date, closed: Container[date]) -> date:
    """The day on which goods ordered on a day are expected: after their lead time, when somebody is there.

    But within the days that an order has to last for, lead time and review period: what comes later would not count
    as on its way in time, and would be ordered again.
    """
    lasts = math.ceil(lead.mean_days + max(1, product.review_days))
    latest = ordered_on + timedelta(days=lasts - 1)
    usual = min(ordered_on + timedelta(days=math.ceil(lead.mean_days)), latest)
    days = (usual + timedelta(days=later) for later in range((latest - usual).days + 1))
    return next((day for day in days if day not in closed), usual)


def _lead_time(product: Product, observed: Any) -> LeadTime:
    stated = float(product.lead_time_days)
    if observed is None or observed.orders < LEAST_ORDERS:
        return LeadTime(stated, product.lead_time_sd_days or 0.0, 0)
    orders, mean = observed.orders, float(observed.days) / observed.orders
    spread = product.lead_time_sd_days
    if spread is None:
        spread = math.sqrt(max(0.0, float(observed.squares) - orders * mean**2) / (orders - 1))
    weight = orders / (orders + STATED_WEIGHT)
    return LeadTime(weight * mean + (1 - weight) * stated, spread, orders, mean)


def _observed(session: Session, product_ids: Sequence[int]) -> sa.Select[Any]:
    """For each product its delivered orders, and the sum of their days and of these squared.

    An order that came in parts counts once, with the mean day of its units.
    """
    days = days_between(session, PurchaseOrder.ordered_on, Receipt.received_on)
    by_order = (
        sa.select(
            PurchaseOrder.product_id,
            (sa.func.sum(days * Receipt.quantity) / sa.func.sum(Receipt.quantity)).label("days"),
        )
        .join(Receipt, Receipt.order_id == PurchaseOrder.id)
        .where(among(PurchaseOrder.product_id, product_ids))
        .where(Receipt.received_on >= clock.today() - timedelta(days=LEARNED_DAYS))
        .group_by(PurchaseOrder.product_id, PurchaseOrder.id)
        .having(sa.func.sum(Receipt.quantity) > 0)
        .subquery()
    )
    figures = {
        "orders": sa.func.count(),
        "days": sa.func.sum(by_order.c.days),
        "squares": sa.func.sum(by_order.c.days * by_order.c.days),
    }
    columns = [figure.label(name) for name, figure in figures.items()]
    return sa.select(by_order.c.product_id, *columns).group_by(by_order.c.product_id)
