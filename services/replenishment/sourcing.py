"""Of which supplier to order a product, and how much at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np

from forecasting.replenishment import lots
from forecasting.replenishment.demand import Outlook
from forecasting.replenishment.lots import Lot, Prices
from forecasting.replenishment.ordering import Advice, Stock, Terms
from services.replenishment import offers
from services.replenishment.order_case import Case

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


def lot(case: Case, quantity: int) -> Lot:
    """What to order where so many are advised: more, where its price breaks save more than keeping it costs."""
    cost, own = case.unit_cost or 0.0, case.targets
    single = Lot(quantity, cost, case.daily, case.holding_daily or 0.0, case.pack_size)
    if not case.offer.breaks or case.unit_cost is None:
        return single
    at_least = replace(single, unit_cost=offers.price(cost, case.offer.breaks, quantity) or 0.0)
    room = own.max_stock / case.daily if case.daily > 0 else lots.LONGEST_DAYS
    return lots.with_breaks(at_least, case.offer.breaks, min(lots.LONGEST_DAYS, own.shelf_life_days, room))


def cheapest(cases: Sequence[Case], plans: Plans) -> list[int]:
    """The positions of the cases to go by: for each product that of the plan that costs least in expectation.

    Of plans that cost the same the one of the lower priority number; a plan of unknown cost comes after all others.
    """
    by_product = defaultdict(list)
    for row, case in enumerate(cases):
        by_product[case.product_id].append(row)
    several = [row for rows in by_product.values() if len(rows) > 1 for row in rows]
    if not several:
        return list(range(len(cases)))
    own = np.array(several)
    costs = dict(zip(several, _costs([cases[row] for row in several], plans.select(own)), strict=True))

    def rank(row: int) -> tuple[float, int]:
        return round(costs.get(row, 0.0), 2), cases[row].offer.priority

    return [min(rows, key=rank) for rows in by_product.values()]


def _costs(cases: Sequence[Case], plans: Plans) -> list[float]:
    lots_of = [lot(case, int(units)) for case, units in zip(cases, plans.advice.quantity, strict=True)]
    horizon, dearest = defaultdict[int, float](float), defaultdict[int, float](float)
    for case, days in zip(cases, plans.terms.protected_days, strict=True):
        horizon[case.product_id] = max(horizon[case.product_id], float(days))
        dearest[case.product_id] = max(dearest[case.product_id], case.unit_cost or 0.0)
    prices = Prices(
        unit_cost=np.array([own.unit_cost for own in lots_of]),
        lost=np.array([case.unit_price or LOST_WORTH * dearest[case.product_id] for case in cases]),
        order_cost=np.array([case.offer.order_share for case in cases]),
        keep=np.array([own.keep for own in lots_of]),
        horizon=np.array([horizon[case.product_id] for case in cases]),
    )
    costs = lots.plan_costs(plans.outlook, plans.terms, plans.stock, plans.advice, prices)
    return [np.inf if case.unit_cost is None else float(cost) for case, cost in zip(cases, costs, strict=True)]


def _part(columns: Any, rows: np.ndarray) -> Any:
    """The same of some products."""
    values = {own.name: getattr(columns, own.name) for own in fields(columns)}
    parts = {
        name: None if value is None else _part(value, rows) if is_dataclass(value) else value[rows]
        for name, value in values.items()
    }
    return type(columns)(**parts)
