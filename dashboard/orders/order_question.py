"""Whether to order: how many products, from how many suppliers, for how much; asked before anything is ordered."""

from collections import defaultdict
from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import Output, html
from dash.development.base_component import Component

from dashboard.kit import formats, tables
from dashboard.kit.buttons import button
from services.errors import Conflict
from services.orders.advice_orders import AdviceOrder
from services.replenishment import reorder
from services.replenishment.advice_lines import Line
from services.replenishment.reorder import ListRequest
from utils.language import _

WINDOW, CONTENT, YES = "orders-question", "orders-question-content", "orders-yes"
SUPPLIERS_SHOWN = 10
FOLLOWS = "Each supplier gets one order. It counts as on its way at once; Deliveries shows it, and can cancel it."

# What `asked` answers.
ASKED = (
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(WINDOW, "title"),
    Output(CONTENT, "children"),
    Output(YES, "children"),
)


def window() -> Component:
    """The window, closed. A click on YES is the answer."""
    content = [html.Div(id=CONTENT), html.Div(button("Order", YES), className="actions")]
    return dmc.Modal(content, id=WINDOW, size="lg", closeButtonProps={"aria-label": _("Close")})


def asked(wanted: AdviceOrder) -> tuple[bool, str, list[Component], str]:
    """Open the window with the question that ordering this needs. Raises Conflict when nothing is left to order."""
    listed = reorder.order_list(ListRequest(wanted.choice, wanted.budget, 1)).lines
    skus = wanted.product_skus
    there = (line for line in listed if (skus is None or line.sku in skus) and wanted.holds(line))
    lines = [wanted.by_hand(line) for line in there]
    if not lines:
        raise Conflict("Nothing of this is left to order; look at the list again.", "nothing_to_order")
    return True, title(lines), [html.P(FOLLOWS), *_by_supplier(lines)], f"Order {_products(lines)}"


def title(lines: Sequence[Line]) -> str:
    """For example "Order 21 products from 4 suppliers for 3,879?"."""
    suppliers = {line.supplier for line in lines}
    whom = formats.count(len(suppliers), "supplier", "suppliers")
    return f"Order {_products(lines)} from {whom}{_cost(lines)}?"


def _cost(lines: Sequence[Line]) -> str:
    """As far as it is known."""
    costs = [line.cost for line in lines if line.cost is not None]
    if not costs:
        return ""
    unknown = len(lines) - len(costs)
    rest = f", the cost of {formats.number(unknown)} unknown" if unknown else ""
    return f" for {formats.number(sum(costs))}{rest}"


def _products(lines: Sequence[Line]) -> str:
    return formats.count(len(lines), "product", "products")


def _by_supplier(lines: Sequence[Line]) -> list[Component]:
    groups = defaultdict(list)
    for line in lines:
        groups[line.supplier].append(line)
    dearest = sorted(groups, key=lambda name: -sum(line.cost or 0.0 for line in groups[name]))
    rows = [_row(name, groups[name]) for name in dearest[:SUPPLIERS_SHOWN]]
    table = tables.listing("To be ordered", ("Supplier", "Products", "Units", "Cost"), rows, exported=False)
    hidden = len(groups) - len(rows)
    return [table, *([html.P(f"and {formats.count(hidden, 'other supplier', 'other suppliers')}")] if hidden else [])]


def _row(name: str, lines: Sequence[Line]) -> list[str]:
    units = sum(line.quantity for line in lines)
    known = [line.cost for line in lines if line.cost is not None]
    figures = formats.number(len(lines)), formats.number(units), formats.number(sum(known) if known else None)
    return [name or "Without a supplier", *figures]
