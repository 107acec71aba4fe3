"""The order list as a page shows it: kept in the browser, so that what is ordered is what was seen."""

from typing import Any

from services.orders.advice_orders import AdviceOrder
from services.orders.worksheet import Worksheet
from services.replenishment.advice_lines import Choice


def document(sheet: Worksheet, choice: Choice, budget: float | None) -> dict[str, Any]:
    """What a page has to remember of a list that it shows, as plain JSON values."""
    return {
        "choice": {"supplier": choice.supplier, "category": choice.category},
        "budget": budget,
        "marks": {group.supplier: {line.sku: line.mark for line in group.lines} for group in sheet.groups},
        "aside": sorted(sheet.aside),
    }


def at_first(shown: dict[str, Any]) -> dict[str, Any]:
    """What is chosen of a list before anybody does, as assets/worksheet.js says it later: whether all lines are or
    none, the codes of which the other holds, and units in place of what is advised, by code."""
    return {"all": True, "others": shown["aside"], "quantities": {}}


def to_order(
    shown: dict[str, Any], chosen: dict[str, Any] | None, supplier: str | None = None, draft: bool = False
) -> AdviceOrder:
    """The order of the chosen lines of a list, as they were shown; supplier -- of this one alone."""
    chosen = chosen or at_first(shown)
    groups = shown["marks"] if supplier is None else {supplier: shown["marks"].get(supplier, {})}
    marks = {sku: mark for group in groups.values() for sku, mark in group.items()}
    others = marks.keys() & set(chosen["others"])
    skus = frozenset(marks.keys() - others if chosen["all"] else others)
    quantities = {sku: units for sku, units in chosen["quantities"].items() if sku in skus}
    choice = Choice(**shown["choice"])
    return AdviceOrder(choice, shown["budget"], skus, shown=marks, draft=draft, quantities=quantities)
