"""What a replay came to: service, stock, waste and money of each policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from forecasting.replenishment.rules import WEEK
from forecasting.replenishment.simulation import Course, Trade
from services.replays.bought import Bought
from services.replenishment.advice.order_case import Case

STOCKCAST = "stockcast"


@dataclass(frozen=True, slots=True)
class Share:
    """Of what was asked for, what was kept: (products, weeks) each."""

    kept: np.ndarray
    asked: np.ndarray

    @property
    def value(self) -> float:
        """NaN where nothing was asked for."""
        asked = self.asked.sum()
        return float(self.kept.sum() / asked) if asked else np.nan

    def error_of(self, value: float, less: np.ndarray | float = 0.0) -> float:
        """Standard error of the share, or of how far it is from another; the larger of two: of products, and of weeks,
        each taken as independent (of a ratio: Cochran, "Sampling Techniques", 1977, ch. 6)."""
        rest = self.kept - less - value * self.asked
        errors = []
        for axis in (1, 0):
            sums = rest.sum(axis=axis)
            if len(sums) > 1:
                errors.append(np.sqrt((sums**2).sum() * len(sums) / (len(sums) - 1)))
        asked = self.asked.sum()
        return float(max(errors) / asked) if errors and asked else np.nan


@dataclass(frozen=True, slots=True)
class Terms:
    """(products,) each. fill_rate -- the service level is a share of demand; unit_cost, unit_price -- NaN where unknown
    worth -- of a unit that is lost; keep -- of one for a day
    """

    fill_rate: np.ndarray
    unit_cost: np.ndarray
    unit_price: np.ndarray
    worth: np.ndarray
    keep: np.ndarray

    @classmethod
    def of(cls, cases: Sequence[Case]) -> "Terms":
        def money(amounts: Sequence[float | None]) -> np.ndarray:
            return np.array([np.nan if amount is None else amount for amount in amounts])

        return cls(
            fill_rate=np.array([case.targets.fill_rate for case in cases]),
            unit_cost=money([case.unit_cost for case in cases]),
            unit_price=money([case.unit_price for case in cases]),
            worth=np.array([case.worth for case in cases]),
            keep=np.nan_to_num(money([case.holding_daily for case in cases])),
        )


@dataclass(frozen=True, slots=True)
class Kept:
    """What one policy came to, of each product from its first possible arrival on: (products,) unless said.

    service -- of order cycles; met -- of demand
    dearer -- what was paid above the usual price of the first supplier; negative: so much less
    """

    service: Share
    met: Share
    lost: np.ndarray
    stock: np.ndarray
    wasted: np.ndarray
    orders: np.ndarray
    holding_cost: np.ndarray
    order_cost: np.ndarray
    waste_cost: np.ndarray
    dearer: np.ndarray

    @property
    def cost(self) -> np.ndarray:
        return self.holding_cost + self.order_cost + self.waste_cost + self.dearer


def kept(trade: Trade, course: Course, bought: Bought, terms: Terms) -> Kept:
    """What one policy came to, of what it bought."""
    cycles = trade.cycles()
    counts = cycles > 0

    def total(figures: np.ndarray) -> np.ndarray:
        return np.asarray((figures * counts).sum(axis=1))

    days = np.maximum(counts.sum(axis=1), 1)
    wasted = total(course.wasted)
    return Kept(
        service=_cycles_kept(trade, course, cycles, terms.fill_rate),
        met=Share(by_week((trade.asked - course.short) * counts), by_week(trade.asked * counts)),
        lost=total(course.lost),
        stock=total(course.stock) / days,
        wasted=wasted,
        orders=total(bought.orders),
        holding_cost=total(course.stock) * terms.keep,
        order_cost=total(bought.ordering),
        waste_cost=wasted * np.nan_to_num(terms.unit_cost),
        dearer=total(bought.dearer),
    )


def by_week(figures: np.ndarray) -> np.ndarray:
    """Sums of the days of each week, (products, weeks)."""
    return np.asarray(np.add.reduceat(figures, np.arange(0, figures.shape[1], WEEK), axis=1))


def _cycles_kept(trade: Trade, course: Course, cycles: np.ndarray, fill_rate: np.ndarray) -> Share:
    """In the week in which each cycle begins. The last one, that has not ended, counts where it is the only one."""
    products, days = cycles.shape
    last = cycles.max(axis=1, keepdims=True)
    whole = (cycles > 0) & ((cycles < last) | (last == 1))
    row, day = np.nonzero(whole)
    key = row * (days + 1) + cycles[row, day]
    short = np.bincount(key, course.short[row, day])
    asked = np.bincount(key, trade.asked[row, day])
    own, first = np.unique(key, return_index=True)
    met = 1 - short[own] / np.maximum(asked[own], 1e-9)
    is_kept = np.where(fill_rate[row[first]], met, short[own] <= 1e-9)
    weeks = -(-days // WEEK)
    place = row[first] * weeks + day[first] // WEEK
    kept = np.bincount(place, is_kept, products * weeks).reshape(products, weeks)
    return Share(kept, np.bincount(place, minlength=products * weeks).reshape(products, weeks).astype(float))


def documents(found: Mapping[str, Kept], terms: Terms) -> list[dict[str, Any]]:
    """One for each policy; money of those products for which it is known, None where it is of none."""
    own = found[STOCKCAST]
    has_orders = any(one.order_cost.any() for one in found.values())
    has_cost = has_orders or bool((~np.isnan(terms.unit_cost)).any() or terms.keep.any())
    return [{"policy": name, **_document(one, terms, has_cost), **_beside(one, own)} for name, one in found.items()]


def _document(one: Kept, terms: Terms, has_cost: bool) -> dict[str, Any]:
    def cost(amounts: np.ndarray) -> float | None:
        return rounded(amounts.sum()) if has_cost else None

    return {
        "service": _share(one.service.value),
        "service_error": _share(one.service.error_of(one.service.value)),
        "demand_met": _share(one.met.value),
        "demand_met_error": _share(one.met.error_of(one.met.value)),
        "lost_sales": rounded(one.lost.sum()),
        "lost_sales_money": _money(one.lost, terms.unit_price),
        "average_stock": rounded(one.stock.sum()),
        "average_stock_money": _money(one.stock, terms.unit_cost),
        "waste": rounded(one.wasted.sum()),
        "waste_money": _money(one.wasted, terms.unit_cost),
        "orders": round(one.orders.sum()),
        "cost": cost(one.cost),
        "holding_cost": cost(one.holding_cost),
        "order_cost": cost(one.order_cost),
        "price_difference": cost(one.dearer),
    }


def _beside(one: Kept, own: Kept) -> dict[str, Any]:
    """How much better Stockcast served, and the error of that: both met the same demand."""
    if one is own:
        return {"stockcast_better_by": None, "stockcast_better_by_error": None}
    gain = own.service.value - one.service.value
    return {
        "stockcast_better_by": _share(gain),
        "stockcast_better_by_error": _share(own.service.error_of(gain, one.service.kept)),
    }


def _money(units: np.ndarray, price: np.ndarray) -> float | None:
    known = ~np.isnan(price)
    return rounded((units[known] * price[known]).sum()) if known.any() else None


def rounded(amount: Any) -> float:
    return round(float(amount), 2)


def _share(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 4)
