"""What to order: what is asked for from the arrival of an order placed now to the next one, less what is left by then.

What finds an empty shelf before that arrival is lost to a shop, and no order can sell it any more; where customers
wait, it is owed to them (lost sales and backorders: Zipkin, "Foundations of Inventory Management", 2000, ch. 6).
"""

from dataclasses import dataclass, replace

import numpy as np

from forecasting.replenishment import demand
from forecasting.replenishment.demand import Cover, Outlook

# How far past the next review the day is looked for on which to order at the latest.
LOOK_AHEAD_DAYS = 28
# Stock that lasts this much longer than it has to, with the certainty asked for, is too much.
EXCESS_DAYS = 90
# Less than this share of the need is rounding of the arithmetic, not a missing unit.
TOLERANCE = 1e-5
# Largest order a database column holds.
LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Terms:
    """How products are bought, (products,) each.

    service_level -- wanted chance of no stock-out until the order after this one arrives
    lead_days, lead_sd_days -- from order to arrival; review_days -- between two orders
    pack_size, min_order -- orders are multiples of the one, and at least the other
    backorders -- whether customers wait for what is not there
    """

    service_level: np.ndarray
    lead_days: np.ndarray
    lead_sd_days: np.ndarray
    review_days: np.ndarray
    pack_size: np.ndarray
    min_order: np.ndarray
    backorders: np.ndarray

    @property
    def protected_days(self) -> np.ndarray:
        """Days until the next order arrives: who may order at any time does so tomorrow at the earliest."""
        return self.lead_days + np.maximum(self.review_days, 1.0)


@dataclass(frozen=True, slots=True)
class Stock:
    """on_hand -- units, (products,); negative: customers wait for them
    arriving -- units that come in on each day from today, (products, days)
    """

    on_hand: np.ndarray
    arriving: np.ndarray


@dataclass(frozen=True, slots=True)
class Advice:
    """Per product, (products,); days are counted from today (0), NaN for none within sight.

    needed -- units that, had they been there from the start, would do with the wanted chance; what is lost before an
              order can arrive is not in them; expected -- the same of expected demand, so that the rest is safety stock
    arriving -- on their way in time; lost -- expected demand that no order can meet any more
    quantity -- to order, whole packs; order_by -- last day on which ordering keeps the service level, negative: passed
    stock_out -- day on which expected demand empties the shelf; days_of_cover -- the same, with the fraction of a day
    units_at_risk -- expected unmet demand that an order placed now would meet; excess -- units more than enough
    """

    needed: np.ndarray
    expected: np.ndarray
    arriving: np.ndarray
    lost: np.ndarray
    quantity: np.ndarray
    order_by: np.ndarray
    stock_out: np.ndarray
    days_of_cover: np.ndarray
    units_at_risk: np.ndarray
    excess: np.ndarray


def days_ahead(terms: Terms) -> int:
    """Days of forecast that `advise` looks at."""
    longest = (terms.protected_days + 5 * terms.lead_sd_days).max(initial=0.0)
    return int(np.ceil(longest)) + max(LOOK_AHEAD_DAYS, EXCESS_DAYS)


def advise(outlook: Outlook, terms: Terms, stock: Stock) -> Advice:
    """Advice for products of one step, from what is known today."""
    cover = _cover(outlook, terms, stock)
    courses = demand.follow(outlook, cover, LOOK_AHEAD_DAYS // outlook.step_days)
    lost = np.where(terms.backorders.astype(bool)[:, None], np.float32(0), courses.lost_early)
    arriving = _in_time(stock.arriving, terms.protected_days)
    needed = _needed(outlook, courses.gap - lost, terms.service_level, stock.on_hand + arriving)
    quantity = round_up(needed - stock.on_hand - arriving, needed, terms)
    backlog = np.maximum(0.0, -stock.on_hand - arriving)
    stock_out, days_of_cover = _runs_out(outlook, stock)
    return Advice(
        needed=needed,
        expected=(courses.total - lost).mean(axis=1, dtype=float),
        arriving=arriving,
        lost=lost.mean(axis=1, dtype=float),
        quantity=quantity,
        order_by=_order_by(courses.slack, terms, outlook.step_days),
        stock_out=stock_out,
        days_of_cover=days_of_cover,
        units_at_risk=(courses.lost - lost).mean(axis=1, dtype=float) + backlog,
        excess=_excess(outlook, terms, cover, np.where(quantity > 0, 0.0, stock.on_hand + arriving)),
    )


def _needed(outlook: Outlook, missing: np.ndarray, service_level: np.ndarray, there: np.ndarray) -> np.ndarray:
    """What is there and the quantile of what is missing; of whole units the least number that reaches the level.

    Paths run smoothly between whole numbers, so n units hold whatever is below n + 1/2 (continuity correction).
    """
    needed = there + demand.quantile(missing, service_level)
    return np.where(outlook.in_units, np.maximum(np.ceil(needed - 0.5), 0.0), needed)


def round_up(missing: np.ndarray, needed: np.ndarray, terms: Terms) -> np.ndarray:
    """The least number of whole packs that holds what is missing and is no smaller than the minimum, int64."""
    missing = missing - TOLERANCE * np.abs(needed)
    packs = np.ceil(np.maximum(missing, terms.min_order) / terms.pack_size)
    largest = LARGEST // terms.pack_size * terms.pack_size
    return np.where(missing > 0, np.minimum(packs * terms.pack_size, largest), 0).astype(np.int64)


def _cover(outlook: Outlook, terms: Terms, stock: Stock) -> Cover:
    """Days become periods; what arrives within a period is there for all of it."""
    step = outlook.step_days
    available = (stock.on_hand[:, None] + np.cumsum(stock.arriving, axis=1))[:, step - 1 :: step]
    periods = outlook.quantiles.shape[2]
    last = np.minimum(np.arange(periods), available.shape[1] - 1)
    review = terms.protected_days - terms.lead_days
    return Cover(available[:, last], terms.lead_days / step, terms.lead_sd_days / step, review / step)


def _in_time(arriving: np.ndarray, days: np.ndarray) -> np.ndarray:
    return np.where(np.arange(arriving.shape[1]) < np.ceil(days)[:, None], arriving, 0.0).sum(axis=1)


def _order_by(slack: np.ndarray, terms: Terms, step_days: int) -> np.ndarray:
    days = np.floor(demand.quantile(slack, 1 - terms.service_level) * step_days)
    seen = np.floor(terms.protected_days - terms.lead_days) + LOOK_AHEAD_DAYS
    return np.where(days < seen, days, np.nan)


def _runs_out(outlook: Outlook, stock: Stock) -> tuple[np.ndarray, np.ndarray]:
    """Day and moment at which expected demand has used up what is there, counted in days; NaN: not in sight."""
    daily = np.repeat(outlook.mean / outlook.step_days, outlook.step_days, axis=1)
    arrived = np.cumsum(stock.arriving, axis=1)
    last = np.minimum(np.arange(daily.shape[1]), arrived.shape[1] - 1)
    left = stock.on_hand[:, None] + arrived[:, last] - np.cumsum(daily, axis=1)
    empty = left < -TOLERANCE
    day, rows = empty.argmax(axis=1), np.arange(len(empty))
    moment = day + np.clip(1 + left[rows, day] / np.maximum(daily[rows, day], 1e-12), 0.0, 1.0)
    out = ~empty.any(axis=1)
    return np.where(out, np.nan, day), np.where(out, np.nan, moment)


def _excess(outlook: Outlook, terms: Terms, cover: Cover, available: np.ndarray) -> np.ndarray:
    """Units beyond what is sold, with the certainty asked for, in EXCESS_DAYS more than they have to last."""
    longer = replace(cover, review=cover.review + EXCESS_DAYS / outlook.step_days)
    ends = np.ceil(longer.lead + longer.review)
    expected = np.where(np.arange(outlook.mean.shape[1]) < ends[:, None], outlook.mean, 0.0).sum(axis=1)
    rows = np.flatnonzero(available > expected)
    excess = np.zeros(len(outlook))
    if len(rows):
        total = demand.follow(outlook.select(rows), longer.select(rows)).total
        excess[rows] = available[rows] - demand.quantile(total, terms.service_level[rows])
    return np.maximum(np.floor(excess), 0.0)
