"""The order list as a page shows it: kept in the browser, so that what is ordered is what was seen."""

import base64
import struct
from collections.abc import Mapping
from typing import Any

from services.orders.entry.advice_orders import AdviceOrder
from services.orders.papers.worksheet import Group, Worksheet
from services.replenishment.lists.advice_lines import Choice

# No code holds one.
BETWEEN = "\n"


def document(sheet: Worksheet, choice: Choice, budget: float | None) -> dict[str, Any]:
    """What a page has to remember of a list that it shows, as plain JSON values."""
    return {
        "choice": {"supplier": choice.supplier, "category": choice.category},
        "budget": budget,
        "lines": {group.supplier: _packed(group) for group in sheet.groups},
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
    groups = shown["lines"] if supplier is None else {supplier: shown["lines"].get(supplier)}
    marks = {sku: mark for group in groups.values() if group for sku, mark in _marks(group).items()}
    others = marks.keys() & set(chosen["others"])
    skus = frozenset(marks.keys() - others if chosen["all"] else others)
    quantities = {sku: units for sku, units in chosen["quantities"].items() if sku in skus}
    choice = Choice(**shown["choice"])
    return AdviceOrder(choice, shown["budget"], skus, shown=marks, draft=draft, quantities=quantities)


def _packed(group: Group) -> dict[str, str]:
    """Codes and marks as one text each: Dash and the browser take as long for twenty thousand texts as for a page."""
    marks = struct.pack(f"<{len(group.marks)}I", *group.marks)
    return {"codes": BETWEEN.join(line.sku for line in group.lines), "marks": base64.b64encode(marks).decode()}


def _marks(group: Mapping[str, str]) -> dict[str, int]:
    """By code, as packed."""
    marks = base64.b64decode(group["marks"])
    return dict(zip(group["codes"].split(BETWEEN), struct.unpack(f"<{len(marks) // 4}I", marks), strict=True))
