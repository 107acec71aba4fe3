"""Whether to order: how many products, from how many suppliers, for how much; asked before anything is ordered."""

from collections import defaultdict
from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import Output, html
from dash.development.base_component import Component

from dashboard.kit import formats, tables
from dashboard.kit.buttons import button
from services.access.locations import Concern
from services.errors import Conflict
from services.orders.entry.advice_orders import AdviceOrder
from services.replenishment.lists import reorder
from services.replenishment.lists.advice_lines import Line
from services.replenishment.lists.reorder import ListRequest
from utils.language import N_, _, ngettext, plural

WINDOW, CONTENT, YES = "orders-question", "orders-question-content", "orders-yes"
SUPPLIERS_SHOWN = 10
FOLLOWS = N_("Each supplier gets one order. It counts as on its way at once; Deliveries shows it, and can cancel it.")
TITLE = plural("Order {products} from {count} supplier?", "Order {products} from {count} suppliers?")
PRICED = plural(
    "Order {products} from {count} supplier for {cost}?", "Order {products} from {count} suppliers for {cost}?"
)
UNKNOWN = plural("The cost of {count} product is unknown.", "The cost of {count} products is unknown.")

# What `asked` answers.
ASKED = (
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(WINDOW, "title"),
    Output(CONTENT, "children"),
    Output(YES, "children"),
)


def window() -> Component:
    """The window, closed. A click on YES is the answer."""
    content = [html.Div(id=CONTENT), html.Div(button(_("Order"), YES, concern=Concern.OWN), className="actions")]
    return dmc.Modal(content, id=WINDOW, size="lg", closeButtonProps={"aria-label": _("Close")})


def asked(wanted: AdviceOrder) -> tuple[bool, str, list[Component], str]:
    """Open the window with the question that ordering this needs. Raises Conflict when nothing is left to order."""
    listed = reorder.order_list(ListRequest(wanted.choice, wanted.budget, 1)).lines
    skus = wanted.product_skus
    there = (line for line in listed if (skus is None or line.sku in skus) and wanted.holds(line))
    lines = [wanted.by_hand(line) for line in there]
    if not lines:
        raise Conflict(_("Nothing of this is left to order; look at the list again."), "nothing_to_order")
    yes = ngettext("Order {count} product", "Order {count} products", len(lines))
    return True, title(lines), [html.P(follows(lines)), *_by_supplier(lines)], yes


def title(lines: Sequence[Line]) -> str:
    """For example "Order 21 products from 4 suppliers for €3,879?", as far as the cost is known."""
    known = _known(lines)
    products = formats.count(len(lines), "product", "products")
    suppliers = len({line.supplier for line in lines})
    if not known:
        return ngettext(*TITLE, suppliers, products=products)
    return ngettext(*PRICED, suppliers, products=products, cost=formats.money(sum(known), 0))


def follows(lines: Sequence[Line]) -> str:
    """What happens with a yes, and what is not known."""
    unknown = len(lines) - len(_known(lines))
    return " ".join([_(FOLLOWS), *([ngettext(*UNKNOWN, unknown)] if unknown else [])])


def _known(lines: Sequence[Line]) -> list[float]:
    return [line.cost for line in lines if line.cost is not None]


def _by_supplier(lines: Sequence[Line]) -> list[Component]:
    groups = defaultdict(list)
    for line in lines:
        groups[line.supplier].append(line)
    dearest = sorted(groups, key=lambda name: -sum(line.cost or 0.0 for line in groups[name]))
    rows = [_row(name, groups[name]) for name in dearest[:SUPPLIERS_SHOWN]]
    headings = (_("Supplier"), _("Products"), _("Units"), _("Cost"))
    table = tables.listing(_("To be ordered"), headings, rows, exported=False)
    hidden = len(groups) - len(rows)
    return [
        table,
        *([html.P(ngettext("and {count} other supplier", "and {count} other suppliers", hidden))] if hidden else []),
    ]


def _row(name: str, lines: Sequence[Line]) -> list[str]:
    units = sum(line.quantity for line in lines)
    known = _known(lines)
    figures = formats.number(len(lines)), formats.number(units), formats.money(sum(known) if known else None, 0)
    return [name or _("Without a supplier"), *figures]
