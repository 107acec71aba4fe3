"""What can be done with the order list: ordered, saved as drafts, printed, taken away as a file or by a program."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import buttons, downloads, sessions
from dashboard.kit.attributes import aria, data
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.urls import href
from dashboard.orders import order_files
from dashboard.orders.order_paper import PAPER_PATH
from dashboard.orders.worksheet_groups import DRAFT, ORDER
from services.access.locations import Concern
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import Totals
from utils.language import _, ngettext


def out(choice: Choice, budget: float | None, totals: Totals, chosen: int) -> Component:
    given = {"kind": choice.kind, "supplier": choice.supplier, "category": choice.category, "budget": budget}
    query = {name: str(value) for name, value in given.items() if value is not None}
    is_order = choice.kind == "order"
    # Of nothing there is nothing to take away.
    actions = (
        []
        if not totals.lines
        else [
            *(_buttons(chosen) if is_order else []),
            html.A(_("Print"), href=href(PAPER_PATH, **query), target="_blank", className="button-link"),
            *downloads.links(order_files.PATH, "orders", query, className="button-link"),
        ]
    )
    path = href("reorder", **query | {"format": "csv"}).removeprefix(href("").rstrip("/"))
    calls = [command("GET", path)]
    if is_order:
        body = {name: value for name, value in given.items() if name != "kind" and value is not None}
        key = [] if budget is None else ['-H "Idempotency-Key: $(uuidgen)"']
        calls.append(command("POST", "/purchase-orders/from-advice", *key, body=body))
    said = buttons.only_for("planner", Concern.OWN) if is_order else None
    return html.Div([html.Div(actions, className="actions"), said, same_with_curl(*calls)], className="no-print")


def _buttons(chosen: int) -> list[Component]:
    """For what is chosen of the whole list."""
    everything, label = data(about="null"), ngettext("Order {count} product", "Order {count} products", chosen)
    all_of_it = html.Button(
        type="button",
        role="checkbox",
        className="choose",
        **data(choose_all="1"),
        **aria(checked="true", label=_("Order all of the list")),
    )
    return [
        *([html.Span([all_of_it, _("All")], className="choose-all")] if sessions.may("planner", Concern.OWN) else []),
        buttons.button(
            label, "orders-order", concern=Concern.OWN, disabled=not chosen, **data(store=ORDER), **everything
        ),
        buttons.button(
            _("Save as drafts"),
            "orders-draft",
            quiet=True,
            concern=Concern.OWN,
            disabled=not chosen,
            **data(store=DRAFT),
            **everything,
        ),
    ]
