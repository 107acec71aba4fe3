"""The rule that a shop orders by itself, with what it needs to know of each product."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db.expressions import among
from app.models import PurchaseOrder, Receipt
from app.models.stock import OrderStatus
from forecasting.replenishment.rules import SPREAD_DAYS, CoverDays, MinMax, SeasonalNaive
from forecasting.replenishment.simulation import Buyer, Shelf
from services.replays.shop_past import ShopPast
from services.replenishment.advice.order_case import Case
from services.replenishment.supply import stock_now

# What rules of thumb keep besides what is sold until the next order comes.
SAFETY_DAYS = 7


class Rule(StrEnum):
    MIN_MAX = "min_max"
    COVER_DAYS = "cover_days"
    ORDERS = "orders"


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """Days of demand of the last quarter; None: as each product says, else from its lead time and review period.

    min_days, max_days -- of min_max: at which to order, and up to what; cover_days -- of cover_days
    """

    min_days: float | None = None
    max_days: float | None = None
    cover_days: float | None = None


@dataclass(frozen=True, slots=True)
class InPacks:
    """A rule whose orders are whole packs, and no smaller than the smallest order."""

    rule: Buyer
    pack_size: np.ndarray
    min_order: np.ndarray

    @classmethod
    def of(cls, rule: Buyer, cases: Sequence[Case]) -> "InPacks":
        packs, least = ([getattr(case, name) for case in cases] for name in ("pack_size", "min_order"))
        return cls(rule, np.array(packs, dtype=float), np.array(least, dtype=float))

    def __call__(self, day: int, shelf: Shelf) -> np.ndarray:
        missing = self.rule(day, shelf)
        packs = np.ceil(np.maximum(missing, self.min_order) / self.pack_size - 1e-9)
        return np.where(missing > 1e-9, packs * self.pack_size, 0.0)

    def opening(self) -> np.ndarray:
        """What it fills up to where nothing is there, (products,)."""
        products = len(self.pack_size)
        return self(0, Shelf(np.zeros((products, 1)), np.zeros((products, 1)), np.zeros(products)))


def min_max(past: ShopPast, cases: Sequence[Case], settings: RuleSettings) -> MinMax:
    """The bounds that products have, else what they sold in the quarter before, over the days that bounds are for."""
    daily = past.past.daily(0, SPREAD_DAYS)
    least = daily * (_protected(cases) + SAFETY_DAYS if settings.min_days is None else settings.min_days)
    most = least + daily * _review(cases) if settings.max_days is None else daily * settings.max_days
    if settings.min_days is None:
        stated = np.array([case.targets.min_stock for case in cases])
        least = np.where(stated > 0, stated, least)
    if settings.max_days is None:
        stated = np.array([case.targets.max_stock for case in cases])
        most = np.where(np.isfinite(stated), stated, np.maximum(most, least + daily * _review(cases)))
    # Of what is sold now and then, too, one unit has to be missed.
    return MinMax(np.floor(least), np.maximum(np.ceil(most), np.floor(least) + 1))


def cover_days(past: ShopPast, cases: Sequence[Case], settings: RuleSettings) -> CoverDays:
    usual = _protected(cases) + SAFETY_DAYS
    return CoverDays(past.past, usual if settings.cover_days is None else np.full(len(cases), settings.cover_days))


def seasonal_naive(past: ShopPast, cases: Sequence[Case]) -> SeasonalNaive:
    return SeasonalNaive(past.past, np.array([case.level for case in cases]), _protected(cases))


def _protected(cases: Sequence[Case]) -> np.ndarray:
    return np.array([case.cycle.protected for case in cases])


def _review(cases: Sequence[Case]) -> np.ndarray:
    return np.array([max(1.0, case.cycle.review) for case in cases])


@dataclass(frozen=True, slots=True)
class Placed:
    """What the shop really ordered: units by the day they came, and number of orders by the day they were placed,
    (products, days) each; before -- of what came, that which had been ordered before the first day; opening -- on the
    shelf on that day, (products,)"""

    came: np.ndarray
    before: np.ndarray
    orders: np.ndarray
    opening: np.ndarray

    def select(self, rows: np.ndarray) -> "Placed":
        return Placed(self.came[rows], self.before[rows], self.orders[rows], self.opening[rows])


def nothing(day: int, shelf: Shelf) -> np.ndarray:
    """A `simulation.Buyer` whose goods are on their way already."""
    return np.zeros(len(shelf.owed))


def placed(session: Session, past: ShopPast) -> Placed:
    """Of products whose stock is not known, or for which no order was placed, NaN as opening."""
    shape, row_of = past.asked.shape, {product.id: row for row, product in enumerate(past.products)}
    came, before, orders = np.zeros((3, *shape))
    last = past.day(shape[1] - 1)
    ours = among(PurchaseOrder.product_id, row_of)
    received = sa.select(PurchaseOrder.product_id, PurchaseOrder.ordered_on, Receipt.received_on, Receipt.quantity)
    since = received.join(Receipt, Receipt.order_id == PurchaseOrder.id).where(ours, Receipt.received_on >= past.opens)
    later = np.zeros(shape[0])
    for product_id, ordered_on, received_on, quantity in session.execute(since):
        row, day = row_of[product_id], (received_on - past.opens).days
        if received_on > last:
            later[row] += quantity
            continue
        came[row, day] += quantity
        before[row, day] += quantity if ordered_on < past.opens else 0.0
    made = sa.select(PurchaseOrder.product_id, PurchaseOrder.ordered_on).where(
        ours,
        PurchaseOrder.ordered_on.between(past.opens, last),
        PurchaseOrder.status.in_((OrderStatus.OPEN, OrderStatus.RECEIVED)),
    )
    for product_id, ordered_on in session.execute(made):
        orders[row_of[product_id], (ordered_on - past.opens).days] += 1
    return Placed(came, before, orders, _opening(session, past, came, later, orders))


def _opening(session: Session, past: ShopPast, came: np.ndarray, later: np.ndarray, orders: np.ndarray) -> np.ndarray:
    """What must have been there: what is there today, and all that was sold since, less what came in."""
    now = stock_now.read(session, past.products)
    today = np.array([np.nan if (units := now[own.id].units) is None else units for own in past.products])
    sold = past.asked.sum(axis=1) - past.estimated
    opening = np.maximum(today + sold - came.sum(axis=1) - later, 0.0)
    return np.where(orders.any(axis=1) | came.any(axis=1), opening, np.nan)
