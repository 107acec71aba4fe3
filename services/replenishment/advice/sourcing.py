"""Of which supplier to order a product, and how much at once."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

from forecasting.replenishment import endings, lots
from forecasting.replenishment.lots import Lot, Prices
from forecasting.replenishment.ordering import Advice
from forecasting.replenishment.outlook import Outlook
from forecasting.replenishment.terms import Stock, Terms
from services.replenishment.advice import bridging
from services.replenishment.advice.order_case import Case
from services.replenishment.supply import offers

# What is lost of a product without a price is worth so many times its dearest cost.
LOST_WORTH = 2.0


@dataclass(frozen=True, slots=True)
class Plans:
    """The advice on each case, and what it was worked out from."""

    outlook: Outlook
    terms: Terms
    stock: Stock
    advice: Advice

    def select(self, rows: np.ndarray) -> "Plans":
        return Plans(
            self.outlook.select(rows), _part(self.terms, rows), _part(self.stock, rows), _part(self.advice, rows)
        )


def lot(case: Case, quantity: float, left: float, room: float) -> Lot:
    """What to order where so many are advised: more, where its price breaks save more than keeping it costs.

    left, room -- see `ordering.Advice`
    """
    cost, units = case.unit_cost or 0.0, int(quantity)
    at_least = offers.price(cost, case.offer.breaks, units) or 0.0
    listed = Lot(units, cost, case.holding_daily or 0.0, _sells(case, left), case.pack_size, room, case.keeps_by_cost)
    single = listed.at(units, at_least)
    if not case.offer.breaks or case.unit_cost is None:
        return single
    return lots.with_breaks(single, case.offer.breaks)


def _sells(case: Case, left: float) -> np.ndarray:
    """Units of an order placed now that are expected to be sold by the end of each day from its arrival on: what is
    there, or comes later, is sold first."""
    arrives, step = math.ceil(case.cycle.lead), case.forecast.step_days
    last = arrives + min(lots.LONGEST_DAYS, case.targets.shelf_life_days)
    daily = np.repeat(case.mean / step, step)[arrives : int(last)]
    there = np.full(len(daily), left)
    for day, units in case.arrivals:
        if day > arrives:
            there[day - arrives :] += units
    return np.maximum.accumulate(np.maximum(np.cumsum(daily) - there, 0.0))


def room(case: Case, own: Lot) -> float:
    """Units up to which an order may be raised: as many as there is room for, and as are sold before they expire, it
    ends or its season does; inf: any number."""
    season = _season(case)
    if math.isinf(min(season, case.targets.shelf_life_days)):
        return own.room
    days = int(min(season, len(own.sells)))
    return min(own.room, float(own.sells[days - 1]) if days else 0.0)


def _season(case: Case) -> float:
    """Days from its arrival on in which an order can be sold; inf: always."""
    step = case.forecast.step_days
    return endings.days_sold(np.repeat(case.mean / step, step)[math.ceil(case.cycle.lead) :])


def cheapest(cases: Sequence[Case], plans: Plans) -> list[int]:
    """The positions of the cases to go by: for each product that of the plan that costs least in expectation.

    Of plans that cost the same the one of the lower priority number; a plan of unknown cost comes after all others. Of
    whom it has just been ordered stays chosen as long as nothing is missing by that: nobody is asked for more beside.
    """
    by_product = _by_product(range(len(cases)), cases)
    several = [row for rows in by_product.values() if len(rows) > 1 for row in rows]
    if not several:
        return list(range(len(cases)))
    own = np.array(several)
    costs = dict(zip(several, _costs([cases[row] for row in several], plans.select(own)), strict=True))

    def rank(row: int) -> tuple[bool, float, int]:
        is_done = cases[row].is_ordered and not plans.advice.quantity[row]
        return not is_done, round(costs[row], 2), cases[row].offer.priority

    return [min(rows, key=rank) if len(rows) > 1 else rows[0] for rows in by_product.values()]


def _by_product(rows: Iterable[int], cases: Sequence[Case]) -> dict[int, list[int]]:
    found = defaultdict[int, list[int]](list)
    for row in rows:
        found[cases[row].product_id].append(row)
    return found


def _costs(cases: Sequence[Case], plans: Plans) -> list[float]:
    own = plans.advice
    columns = own.quantity, own.left, own.room
    lots_of = [_accepted(case, lot(case, *figures)) for case, *figures in zip(cases, *columns, strict=True)]
    by_product = _by_product(range(len(cases)), cases)
    horizon, dearest = np.empty((2, len(cases)))
    for rows in by_product.values():
        horizon[rows] = plans.terms.protected_days[rows].max()
        dearest[rows] = max(cases[row].unit_cost or 0.0 for row in rows)
    prices = Prices(
        unit_cost=np.array([own.unit_cost for own in lots_of]),
        lost=np.array([case.unit_price or LOST_WORTH * most for case, most in zip(cases, dearest, strict=True)]),
        order_cost=np.array([case.offer.order_share for case in cases]),
        keep=np.array([own.keep for own in lots_of]),
        horizon=horizon,
    )
    expected = lots.expected(plans.outlook, plans.terms, plans.stock, own, prices)
    costs = expected.cost
    there = plans.stock.on_hand + own.arriving
    # What no order of the plan brings, or brings and does not keep for so long, is not bought, and lost.
    sold = np.array([one.sold(one.quantity) for one in lots_of])
    costs += np.maximum(own.expected - there - sold, 0.0) * (prices.lost - prices.unit_cost)
    missing = np.maximum(own.needed - there, 0.0)
    after = bridging.followed_by(cases)
    for row, case in enumerate(cases):
        rows = by_product[case.product_id]
        otherwise = _otherwise(row, [other for other in rows if cases[other].unit_cost is not None], lots_of)
        if any(cases[other].bridged_to for other in rows):
            # What is bought from whom later is said by the plan, and what more of it now spares as well.
            otherwise = lots_of[after[row]].unit_cost
            daily = float(prices.keep[after[row]] * expected.kept[after[row]]) + _regular_cost(cases[after[row]])
            costs[row] += _later(case, horizon[row], (lots_of[row], lots_of[after[row]]), daily)
        costs[row] += lots.surplus_cost(lots_of[row], missing[row], otherwise)
    return [np.inf if case.unit_cost is None else float(cost) for case, cost in zip(cases, costs, strict=True)]


def _later(case: Case, horizon: float, both: tuple[Lot, Lot], daily_cost: float) -> float:
    """What goes on costs in a quarter after the horizon; before it, what a bridge no longer has to be bought for.

    both -- the lot of a plan, and of the one that follows it; daily_cost -- of ordering and keeping by that one
    """
    own, after = both
    daily = np.repeat(case.mean / case.forecast.step_days, case.forecast.step_days)
    end, ends = math.ceil(horizon), math.ceil(case.cycle.protected)
    spared = (own.unit_cost - after.unit_cost) * float(daily[ends:end].sum())
    return (
        after.unit_cost * float(daily[end : end + bridging.LATER_DAYS].sum())
        + daily_cost * bridging.LATER_DAYS
        - spared
    )


def _regular_cost(case: Case) -> float:
    """What a day of ordering costs, and of keeping what the smallest order is more than is asked for in a cycle."""
    review = case.cycle.review
    too_many = max(0.0, bridging.smallest(case) - case.daily * review)
    return case.offer.order_share / review + (case.holding_daily or 0.0) * too_many / 2


def _accepted(case: Case, own: Lot) -> Lot:
    """What has to be ordered so that the supplier takes the order: the product's part in its minimum; where there is no
    room for that, or it is not sold in time, nothing."""
    if not own.quantity or own.quantity >= case.least_units:
        return own
    quantity = math.ceil(case.least_units / case.pack_size) * case.pack_size
    each = offers.price(case.unit_cost, case.offer.breaks, quantity) or 0.0
    return own.at(quantity if quantity <= room(case, own) else 0, each)


def _otherwise(row: int, rows: Sequence[int], lots_of: Sequence[Lot]) -> float:
    """What one unit costs by the cheapest of the other plans for the same product, of those whose cost is known."""
    return min((lots_of[other].unit_cost for other in rows if other != row), default=lots_of[row].unit_cost)


def _part(columns: Any, rows: np.ndarray) -> Any:
    """The same of some products."""
    values = {own.name: getattr(columns, own.name) for own in fields(columns)}
    parts = {
        name: None if value is None else _part(value, rows) if is_dataclass(value) else value[rows]
        for name, value in values.items()
    }
    return type(columns)(**parts)
