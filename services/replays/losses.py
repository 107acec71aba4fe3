"""The products for which the shop's own rule was better than the advice, and why."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from services.replays.outcome import STOCKCAST, Kept, Terms, rounded
from services.replays.shop_past import ShopPast

# The result names so many.
LISTED = 50
# Less than this is no difference.
LEAST_MONEY = 0.005


def of(past: ShopPast, found: Mapping[str, Kept], terms: Terms, expected: np.ndarray) -> dict[str, Any]:
    """The products for which the shop's rule cost less, lost margins included, those first that it cost most."""
    own = found[STOCKCAST]
    name, rule = next((name, one) for name, one in found.items() if name != STOCKCAST)
    parts = {
        "lost_sales": (own.lost - rule.lost) * terms.worth,
        "stock": own.holding_cost - rule.holding_cost,
        "waste": own.waste_cost - rule.waste_cost,
        "orders": own.order_cost - rule.order_cost,
        "prices": own.dearer - rule.dearer,
    }
    worse = sum(parts.values(), np.zeros(len(own.lost)))
    rows = np.flatnonzero(worse > LEAST_MONEY)
    rows = rows[np.argsort(-worse[rows], kind="stable")]
    why = [max(parts, key=lambda part: parts[part][row]) for row in rows]
    asked = past.asked.sum(axis=1)
    items = [
        {
            "product_sku": past.products[row].sku,
            "name": past.products[row].name,
            "cost_more": rounded(worse[row]),
            "why": reason,
            "forecast": rounded(expected[row]),
            "asked": rounded(asked[row]),
            STOCKCAST: _of_product(own, row),
            name: _of_product(rule, row),
        }
        for row, reason in zip(rows[:LISTED].tolist(), why, strict=False)
    ]
    return {"products": len(rows), "cost_more": rounded(worse[rows].sum()), "items": items}


def _of_product(one: Kept, row: int) -> dict[str, float]:
    figures = {"lost_sales": one.lost, "average_stock": one.stock, "waste": one.wasted}
    return {name: rounded(amounts[row]) for name, amounts in figures.items()}
