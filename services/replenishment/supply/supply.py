"""Stock as it is known: levels by day, what is on its way, and how long deliveries take."""

import math
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among, days_between
from app.models import Product, PurchaseOrder, Receipt
from app.models.stock import OrderStatus
from services.replenishment.supply import calendars, carried_lots
from services.replenishment.supply.supply_calendar import Calendar, Rhythm, cycle
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
# A product, by its id, from a supplier, by its name.
Way = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Units that are to arrive at the beginning of a day; overdue -- they should have come before.

    supplier -- who is to deliver them
    given_up -- they should have come so long ago, on that day, that nobody relies on them
    lots -- of what another place sends, units by their last day; none: it is fresh
    """

    day: date
    quantity: float
    overdue: bool = False
    given_up: bool = False
    supplier: str = ""
    lots: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True)
class LeadTime:
    """Days from order to arrival: mean and standard deviation; receipts -- orders they were learned from, 0: stated.

    observed_days -- the mean of these orders alone; None without them. With delivery days of its supplier all of these
    are the days before goods wait for the next delivery.
    """

    mean_days: float
    sd_days: float
    receipts: int
    observed_days: float | None = None


class Observed(NamedTuple):
    """Delivered orders, the sum of their days and of these squared."""

    orders: int
    days: float
    squares: float

    @property
    def mean(self) -> float:
        return self.days / self.orders

    @property
    def sd(self) -> float:
        return math.sqrt(max(0.0, self.squares - self.days**2 / self.orders) / (self.orders - 1))


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
        sa.select(PurchaseOrder.product_id, PurchaseOrder.expected_on, outstanding, PurchaseOrder.supplier)
        .add_columns(PurchaseOrder.lots, PurchaseOrder.received)
        .where(among(PurchaseOrder.product_id, owed), PurchaseOrder.status == OrderStatus.OPEN, outstanding > 0)
        .order_by(PurchaseOrder.expected_on)
    )
    for product_id, expected_on, quantity, supplier, noted, received in session.execute(lines):
        is_given_up = expected_on < waited_since
        day = expected_on if is_given_up else max(expected_on, today)
        lots = tuple(carried_lots.coming(noted, received, quantity))
        owed[product_id].append(Arrival(day, quantity, expected_on < today, is_given_up, supplier, lots))
    return owed


def by_supplier(session: Session, products: Sequence[Product], stated: Mapping[Way, float]) -> dict[Way, LeadTime]:
    """How long each product takes to arrive from each of these suppliers, learned from what that one has delivered in
    the last two years; stated -- days that are said of each.

    With three orders or more the mean is the credibility-weighted one (Buehlmann 1967) of what was observed and the
    stated lead time, and the spread is that observed unless one is stated. With fewer, or where a planner has said so
    (`lead_time_from`), the stated figures hold.
    """
    by_id = {own.id: own for own in products}
    known = calendars.of_suppliers(session, {name for _, name in stated})
    bound = {way: days for way, days in stated.items() if known[way[1]].delivers_by_days}
    observed = _observed(session, by_id, stated) | _beside(session, by_id, bound, known)
    return {way: _lead_time(by_id[way[0]], days, observed.get(way)) for way, days in stated.items()}


def arrival_day(calendar: Calendar, rhythm: Rhythm, ordered_on: date, absent: Container[date] = ()) -> date:
    """The day on which goods ordered on a day are expected: by the supplier's calendar, when somebody is there.

    But before those of the next order: what comes later would not count as on its way in time, and would be ordered
    again.
    """
    usual = cycle(calendar, rhythm, ordered_on, ordered_on)
    first = ordered_on + timedelta(days=math.ceil(usual.lead))
    last = ordered_on + timedelta(days=math.ceil(usual.protected) - 1)
    days = (first + timedelta(days=later) for later in range((last - first).days + 1))
    return next((day for day in days if day not in absent and calendar.can_deliver(day)), first)


def _lead_time(product: Product, stated: float, observed: Observed | None) -> LeadTime:
    spread = product.lead_time_sd_days
    if observed is None or observed.orders < LEAST_ORDERS:
        return LeadTime(stated, spread or 0.0, 0)
    weight = {"stated": 0.0, "learned": 1.0}.get(
        product.lead_time_from, observed.orders / (observed.orders + STATED_WEIGHT)
    )
    mean = weight * observed.mean + (1 - weight) * stated
    return LeadTime(mean, observed.sd if spread is None else spread, observed.orders, observed.mean)


def _came_from(product: Product, supplier: str, sender: str) -> bool:
    """Whether an order that names a sender, or none, was one to this supplier of a product."""
    return sender == supplier or not supplier or (not sender and supplier == product.supplier)


def _observed(session: Session, by_id: Mapping[int, Product], ways: Iterable[Way]) -> dict[Way, Observed]:
    """Of how many orders what is known, in days from order to arrival."""
    own = _by_order(session, list(by_id)).subquery()
    figures = (sa.func.count(), sa.func.sum(own.c.days), sa.func.sum(own.c.days * own.c.days))
    rows = session.execute(sa.select(own.c.product_id, own.c.supplier, *figures).group_by(*own.c[:2]))
    by_sender = defaultdict(list)
    for product_id, sender, orders, days, squares in rows:
        by_sender[product_id].append((sender, Observed(orders, float(days), float(squares))))
    found = {
        way: [known for sender, known in by_sender[way[0]] if _came_from(by_id[way[0]], way[1], sender)] for way in ways
    }
    return {way: Observed(*map(sum, zip(*known, strict=True))) for way, known in found.items() if known}


def _beside(
    session: Session, by_id: Mapping[int, Product], stated: Mapping[Way, float], known: Mapping[str, Calendar]
) -> dict[Way, Observed]:
    """The same where goods wait for a day of delivery: the stated days, and by how many the calendar's day was missed.

    Days from order to arrival would hold that wait already, and it would be counted twice.
    """
    orders = defaultdict(list)
    ids = {product_id for product_id, _ in stated}
    for product_id, sender, ordered_on, days in session.execute(_by_order(session, list(ids))) if ids else ():
        orders[product_id].append((sender, ordered_on, float(days)))
    found = {}
    for (product_id, name), lead in stated.items():
        came = [order for order in orders[product_id] if _came_from(by_id[product_id], name, order[0])]
        taken = [_without_wait(known[name], lead, ordered_on, days) for _, ordered_on, days in came]
        if taken:
            found[product_id, name] = Observed(len(taken), sum(taken), sum(days**2 for days in taken))
    return found


def _without_wait(calendar: Calendar, stated: float, ordered_on: date, days: float) -> float:
    placed = calendar.first_order(ordered_on)
    expected = (placed - ordered_on).days + calendar.transit(placed, stated)
    return max(0.0, stated + days - expected)


def _by_order(session: Session, product_ids: Sequence[int]) -> sa.Select[int, str, date, float]:
    """The delivered orders of these products: product_id, supplier, ordered_on, days.

    An order that came in parts counts once, with the mean day of its units.
    """
    days = days_between(session, PurchaseOrder.ordered_on, Receipt.received_on)
    mean = (sa.func.sum(days * Receipt.quantity) / sa.func.sum(Receipt.quantity)).label("days")
    return (
        sa.select(PurchaseOrder.product_id, PurchaseOrder.supplier, PurchaseOrder.ordered_on, mean)
        .join(Receipt, Receipt.order_id == PurchaseOrder.id)
        .where(among(PurchaseOrder.product_id, product_ids))
        # What another place of the shop sends says nothing of a supplier.
        .where(PurchaseOrder.source_id.is_(None))
        .where(Receipt.received_on >= clock.today() - timedelta(days=LEARNED_DAYS))
        .group_by(PurchaseOrder.product_id, PurchaseOrder.id, PurchaseOrder.supplier, PurchaseOrder.ordered_on)
        .having(sa.func.sum(Receipt.quantity) > 0)
    )
