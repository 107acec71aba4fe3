"""On which days each product of a replay could have been ordered of whom, and when the goods would have come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from forecasting.replenishment.simulation import Trade
from services.replays.shop_past import ShopPast
from services.replenishment.advice.order_case import Case

SEED = 17


def trade(past: ShopPast, cases: Sequence[Case]) -> Trade:
    """By the terms as they are known today, one case for each product: what they were then is not kept.

    Lead times that vary are drawn, the same for all that are compared.
    """
    asked = past.asked
    days = asked.shape[1]
    shelf_days = np.array([case.targets.shelf_life_days for case in cases])
    return Trade(
        asked=asked,
        orders=np.array([_order_days(case, past.opens, days) for case in cases]),
        arrives=np.array([_arrivals(case, past.opens, days) for case in cases]),
        # What keeps for longer than the replay expires in none of its days.
        shelf_days=np.where(shelf_days < days, shelf_days, np.inf),
        waits=np.array([case.backorders for case in cases]),
    )


@dataclass(frozen=True, slots=True)
class Market:
    """A trade in which each product may be ordered of any of its suppliers.

    takes -- whether one of them takes an order of a day, bool (suppliers, products, days); where a product has fewer of
             them than others have, nobody does
    """

    trade: Trade
    takes: np.ndarray

    @classmethod
    def of(cls, usual: Trade, offered: Sequence[Sequence[Case]], opens: date) -> "Market":
        """usual -- of the first supplier of each product; offered -- the cases of all of them, in their order"""
        most = max(len(own) for own in offered)
        takes = np.zeros((most, *usual.orders.shape), dtype=bool)
        arrives = np.tile(usual.arrives, (most, 1, 1))
        takes[0] = usual.orders
        for row, own in enumerate(offered):
            for number, case in enumerate(own[1:], 1):
                takes[number, row] = _order_days(case, opens, usual.days)
                arrives[number, row] = _arrivals(case, opens, usual.days)
        return cls(replace(usual, orders=np.any(takes, axis=0), arrives=arrives), takes)

    def next_order(self, number: int, row: int, day: int) -> int | None:
        """The day from this one on, on which that supplier takes an order of the product; None: none of those run."""
        days = np.flatnonzero(self.takes[number, row, day:])
        return day + int(days[0]) if len(days) else None


def _order_days(case: Case, opens: date, days: int) -> np.ndarray:
    """The days on which its supplier takes orders; without any named, one in each review period."""
    placed = np.zeros(days, dtype=bool)
    wait = 1 if case.calendar.order_days is not None else max(1, case.review_days)
    day = case.calendar.first_order(opens)
    while (number := (day - opens).days) < days:
        placed[number] = True
        day = case.calendar.first_order(day + timedelta(days=wait))
    return placed


def _arrivals(case: Case, opens: date, days: int) -> np.ndarray:
    """The day in whose morning an order of each day is there."""
    if case.lead_sd_days > 0:
        spread = case.lead_sd_days**2 / case.lead_days if case.lead_days > 0 else 0.0
        draws = np.random.default_rng([SEED, case.product_id])
        took = draws.gamma(case.lead_days / spread, spread, days) if spread else np.zeros(days)
    else:
        took = np.full(days, case.lead_days)
    placed = (opens + timedelta(days=number) for number in range(days))
    came = [case.calendar.transit(day, lead) for day, lead in zip(placed, took.tolist(), strict=True)]
    return np.arange(days) + np.ceil(came).astype(int)
