"""How much to buy at once: larger lots cost less each, and have to be kept for longer."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from scipy.special import ndtri

from forecasting.forecast import LEVEL_WEIGHTS, Forecast
from forecasting.replenishment import demand, walks
from forecasting.replenishment.ordering import Advice
from forecasting.replenishment.outlook import Outlook
from forecasting.replenishment.terms import Stock, Terms
from forecasting.uncertainty.dependence import Dependence

# Nobody orders for longer ahead.
MOST_CYCLES = 26
LONGEST_DAYS = 365
# Less than this share is rounding of the arithmetic, not a missing unit.
TOLERANCE = 1e-5


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for in a day on average, its variance, and what any two days have in common (a correlation);
    level -- chance that it is there."""

    daily: float
    variance: float
    lasting: float
    level: float

    @classmethod
    def of(cls, forecast: Forecast, together: Dependence, daily: float, level: float) -> "Asked":
        """daily -- with what kits take, which is counted as if it came one by one"""
        alone = LEVEL_WEIGHTS @ (forecast.quantiles - forecast.mean) ** 2
        in_kits = max(0.0, daily - float(forecast.mean.mean()) / forecast.step_days)
        return cls(daily, float(alone.mean()) / forecast.step_days + in_kits, together.lasting, level)

    def kept(self, cycle: float, protected: float) -> float:
        """Units there on average, where an order lasts for so many days and is sure of so many: the further ahead, the
        less is known, and the more is kept for that."""
        spread = np.sqrt(self.variance * protected * (1 + self.lasting * max(protected - 1, 0.0)))
        return float(self.daily * cycle / 2 + max(0.0, ndtri(self.level)) * spread)


def cycles(
    order_cost: float, keep: float, asked: Asked, ahead: Callable[[int], tuple[float, float]], longest: float
) -> int:
    """For how many cycles to order at once: least cost a day of ordering and keeping.

    Cycles are added for as long as that falls (Silver and Meal, "A heuristic for selecting lot size quantities",
    1973). keep -- what it costs to keep one for a day; ahead -- days that so many last, and until they have to
    """

    def daily_cost(number: int) -> float:
        days, protected = ahead(number)
        return order_cost / days + keep * asked.kept(days, protected)

    number = 1
    while number < MOST_CYCLES and ahead(number + 1)[0] <= longest and daily_cost(number + 1) < daily_cost(number):
        number += 1
    return number


@dataclass(frozen=True, slots=True)
class Lot:
    """A quantity to order, what one of it costs, and what it costs to keep one for a day.

    sells -- units of it that are expected to be sold by the end of each day from its arrival on, as many as there may
    be, up to the last on which any can be; room -- units that there is room for
    keeps_by_cost -- what is bought for less costs less to keep
    """

    quantity: int
    unit_cost: float
    keep: float
    sells: np.ndarray
    pack_size: int = 1
    room: float = np.inf
    keeps_by_cost: bool = False

    def at(self, quantity: int, unit_cost: float) -> Self:
        """So many, at another price."""
        less = unit_cost / self.unit_cost if self.keeps_by_cost and self.unit_cost else 1.0
        return replace(self, quantity=quantity, unit_cost=unit_cost, keep=self.keep * less)

    def kept(self, quantity: float) -> float:
        """What it costs to keep so many until they are sold."""
        return self.keep * float(np.maximum(quantity - self.sells, 0.0).sum())

    def sold(self, quantity: float) -> float:
        """Of so many, those that are expected to be sold at all."""
        return min(quantity, float(self.sells[-1]) if len(self.sells) else 0.0)


def with_breaks(lot: Lot, breaks: tuple[tuple[int, float], ...]) -> Lot:
    """The lot, or a larger one that costs less each, if it saves more than it costs to keep what is too many.

    What is too many comes after all that is ordered anyway, and need not be bought later; what would never be sold is
    bought at no price.
    """
    best, gained = lot, 0.0
    for least, cost in breaks:
        quantity = -(-max(least, lot.quantity) // lot.pack_size) * lot.pack_size
        most = min(lot.room, max(lot.quantity, lot.sold(quantity) * (1 + TOLERANCE)))
        if not lot.quantity or quantity > most:
            continue
        larger = lot.at(quantity, cost)
        gain = quantity * (lot.unit_cost - cost) - larger.kept(quantity) + lot.kept(lot.quantity)
        if gain > gained:
            best, gained = larger, gain
    return best


def surplus_cost(lot: Lot, missing: float, otherwise: float) -> float:
    """What it costs that packs, a smallest order or a price break make a lot larger than what is missing: to buy and
    keep more, less what that need not be bought later, at so much each."""
    if lot.quantity <= missing:
        return 0.0
    useful = max(0.0, lot.sold(lot.quantity) - missing)
    bought = (lot.quantity - missing) * lot.unit_cost - useful * otherwise
    return bought + lot.kept(lot.quantity) - lot.kept(missing)


@dataclass(frozen=True, slots=True)
class Prices:
    """Of each plan, (plans,): what one unit costs, what one that is not sold is worth, what an order costs, and what it
    costs to keep one for a day; horizon -- days over which plans are compared"""

    unit_cost: np.ndarray
    lost: np.ndarray
    order_cost: np.ndarray
    keep: np.ndarray
    horizon: np.ndarray


@dataclass(frozen=True, slots=True)
class Expected:
    """Of each plan until its horizon, (plans,): what it costs, and units kept on average."""

    cost: np.ndarray
    kept: np.ndarray


def expected(outlook: Outlook, terms: Terms, stock: Stock, advice: Advice, prices: Prices) -> Expected:
    """What each plan is expected to cost until its horizon: buying, ordering, keeping, and what is lost before its
    goods can come.

    On the same paths for all: plans of one product differ in nothing but their terms.
    """
    cover = walks.cover(outlook, terms, stock)
    ahead = walks.longer(cover, prices.horizon / outlook.step_days - cover.lead)
    courses = demand.follow(outlook, ahead)
    # Who waits is served later: nothing is lost, and all of it is bought.
    early = np.where(terms.backorders.astype(bool)[:, None], np.float32(0), courses.lost_early)
    lost = early.mean(axis=1, dtype=float)
    bought = np.maximum(courses.worst - early, 0).mean(axis=1, dtype=float)
    cycle = terms.protected_days - terms.lead_days
    days = np.maximum(prices.horizon - terms.lead_days, 0.0)
    daily = courses.total.mean(axis=1, dtype=float) / prices.horizon
    kept = np.maximum(advice.needed - advice.expected, 0.0) + daily * cycle / 2
    cost = prices.unit_cost * bought + prices.lost * lost + prices.order_cost * days / cycle + prices.keep * kept * days
    return Expected(np.asarray(cost), np.asarray(kept))
