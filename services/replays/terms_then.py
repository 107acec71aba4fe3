"""On which days each product of a replay could have been ordered, and when the goods would have come."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from forecasting.replenishment.simulation import Trade
from services.replays.shop_past import ShopPast
from services.replenishment.order_case import Case

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
