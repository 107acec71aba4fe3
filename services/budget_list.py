"""The best order list that a budget buys."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.order_lines import Line


@dataclass(frozen=True, slots=True)
class Bought:
    """lines -- what the budget buys; at_most -- money at risk that no list within it could exceed (Dantzig's bound)."""

    lines: list[Line]
    at_most: float


def best_within(lines: Sequence[Line], budget: float) -> Bought:
    """Lines by the risk that each unit of money covers, as many as fit; the first that does not, in part.

    A part covers its share of the line's risk: that makes this a fractional knapsack, for which the order by ratio is
    optimal up to the last pack (Dantzig, "Discrete-variable extremum problems", 1957). What is left over after it goes
    to the following lines that still fit. Lines of unknown cost cannot be weighed and are left out.
    """
    left, at_most, full = budget, 0.0, False
    bought = []
    for line in sorted((line for line in lines if line.cost is not None), key=_ratio):
        if not full:
            at_most += line.money_at_risk * min(1.0, left / line.cost if line.cost else 1.0)
        if line.cost > left:
            full = True
            line = _part(line, left, budget)
        if line is not None:
            left -= line.cost
            bought.append(line)
    return Bought(bought, at_most)


def _ratio(line: Line) -> tuple[float, float, int]:
    free = not line.cost
    return (0.0 if free else 1.0, 0.0 if free else -line.money_at_risk / line.cost, line.product_id)


def _part(line: Line, left: float, budget: float) -> Line | None:
    """As many whole packs as the rest of the budget pays for, if the smallest order allows it."""
    quantity = int((left / line.unit_cost + 1e-9) // line.pack_size) * line.pack_size
    if quantity < max(1, line.min_order):
        return None
    remark = f"The budget of {budget:,.2f} pays for {quantity} of {line.quantity}."
    return line.changed(quantity, quantity / line.quantity, remark)
