"""The order list as a page shows it: kept in the browser, so that what is ordered is what was seen."""

from typing import Any

from services.orders.advice_orders import AdviceOrder
from services.replenishment.advice_lines import Choice
from services.replenishment.reorder import OrderList

# As assets/orders.js tells them: whether all lines are chosen or none, and the codes of which the other holds.
ALL: dict[str, Any] = {"all": True, "others": []}


def document(found: OrderList, choice: Choice, budget: float | None) -> dict[str, Any]:
    """What a page has to remember of a list that it shows, as plain JSON values."""
    given = {"supplier": choice.supplier, "category": choice.category}
    lines = found.lines if choice.kind == "order" else []
    return {"choice": given, "budget": budget, "marks": {line.sku: line.mark for line in lines}}


def to_order(shown: dict[str, Any], chosen: dict[str, Any] | None) -> AdviceOrder:
    """The order of the chosen lines of a list, as they were shown."""
    marks, chosen = shown["marks"], chosen or ALL
    others = marks.keys() & set(chosen["others"])
    skus = marks.keys() - others if chosen["all"] else others
    return AdviceOrder(Choice(**shown["choice"]), shown["budget"], frozenset(skus), shown=marks)
