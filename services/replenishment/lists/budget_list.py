"""A good order list that a budget buys."""

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.replenishment.lists.advice_lines import Line
from utils import language
from utils.config import get_settings
from utils.language import _

# Each costs a walk through all lines; the first alone gives the guarantee.
TRIED_FIRST = 5
# A list that covers this share of the bound is not worth another walk.
GOOD_ENOUGH = 0.999
# What a share of a cost may be off by.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Bought:
    """lines -- what the budget buys; at_most -- money at risk that no list within it could exceed (Dantzig's bound)."""

    lines: list[Line]
    at_most: float

    @property
    def covered(self) -> float:
        return sum(line.money_at_risk for line in self.lines)


def good_within(lines: Sequence[Line], budget: float) -> Bought:
    """Lines by the risk that each unit of money covers, as many as fit; those that do not, in part.

    A part covers its share of what is missing, and so of the line's risk. By ratio alone a cheap line may keep out a
    dear one that is worth far more, so the lines that cover most by themselves are each tried first too, and the best
    of these lists is taken: it covers at least half of `at_most` (as for the knapsack: Kellerer, Pferschy and Pisinger,
    "Knapsack Problems", 2004, section 2.5), and where there are no smallest orders all of it but for a pack. Lines of
    unknown cost cannot be weighed and are left out.
    """
    alone = [(own, line) for line in lines if line.cost is not None and (own := _bought(line, budget, budget))]
    by_ratio = sorted((line for _, line in alone), key=_ratio)
    at_most = _bound(by_ratio, budget)
    best = Bought(_walk(by_ratio, budget), at_most)
    for _gain, first in heapq.nlargest(TRIED_FIRST, alone, key=lambda one: (one[0].money_at_risk, -one[0].product_id)):
        if best.covered >= GOOD_ENOUGH * at_most:
            break
        rest = (line for line in by_ratio if line is not first)
        best = max(best, Bought(_walk([first, *rest], budget), at_most), key=lambda bought: bought.covered)
    return best


def _walk(lines: Iterable[Line], budget: float) -> list[Line]:
    """What the budget buys of these lines, one after the other."""
    left, bought = budget, []
    for line in lines:
        own = _bought(line, left, budget)
        if own is not None:
            left = max(0.0, left - _cost(own))
            bought.append(own)
    return bought


def _bound(by_ratio: Iterable[Line], budget: float) -> float:
    """What they could cover if packs could be opened (Dantzig, "Discrete-variable extremum problems", 1957)."""
    left, covered = budget, 0.0
    for line in by_ratio:
        cost = _covering(line)
        share = min(1.0, left / cost) if cost else 1.0
        covered += line.money_at_risk * share
        if share < 1.0:
            break
        left -= cost
    return covered


def _ratio(line: Line) -> tuple[float, float, int]:
    cost = _covering(line)
    return (1.0 if cost else 0.0, -line.money_at_risk / cost if cost else 0.0, line.product_id)


def _cost(line: Line) -> float:
    """Of a line that is weighed: it has one, or is free."""
    return line.cost or 0.0


def _covering(line: Line) -> float:
    """What it costs to cover all that is at risk."""
    cost, most = _cost(line), _missing(line)
    return cost if most == line.quantity else min(cost, line.cost_of(most) or 0.0)


def _missing(line: Line) -> int:
    """Units of the line that cover all that is at risk: those beyond are for a price break, or a supplier's minimum."""
    missing = line.missing
    if not missing or line.quantity < missing + line.pack_size:
        return line.quantity
    return min(line.quantity, math.ceil(max(missing - ROUNDING, line.min_order) / line.pack_size) * line.pack_size)


def _bought(line: Line, left: float, budget: float) -> Line | None:
    """The line, or as many whole packs as the rest of the budget pays for, if the smallest order allows it."""
    cost = line.cost or 0.0
    if not line.unit_cost or cost <= left:
        return line
    fewest = max(1, line.min_order, min(line.pack_size, line.quantity))
    # Prices fall with the quantity, so that fewer cost no less than their share: mostly there is nothing to look up.
    if left * line.quantity < cost * fewest * (1 - ROUNDING):
        return None
    quantity, most = line.within(left), _missing(line)
    if quantity < max(1, line.min_order):
        return None
    if quantity > most and (line.cost_of(most) or 0.0) <= left:
        quantity = most
    remark = _(
        "The budget of {budget} pays for {quantity} of {line_quantity}.",
        budget=language.money(budget, get_settings().currency),
        quantity=quantity,
        line_quantity=line.quantity,
    )
    return line.changed(quantity, min(1.0, quantity / most), remark)
