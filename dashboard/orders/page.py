"""Orders: the whole list of what to order, within a budget, for a supplier, on paper."""

from typing import Any

from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import buttons, downloads, formats, notices, sessions, states
from dashboard.kit.attributes import aria
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.orders import order_files, order_filters, order_question, order_result, order_shown
from dashboard.orders.order_paper import PAPER_PATH
from dashboard.shop import order_tables
from services.orders import advice_orders
from services.replenishment import reorder
from services.replenishment.advice_lines import Choice
from services.replenishment.reorder import ListRequest, OrderList, Totals

SHOWN = 100

page = Page("orders", "Orders", files=(order_files.files,))


@page.layout
def layout(query: dict[str, str]) -> Component:
    choice = order_filters.choice_of(query.get("kind"), query.get("supplier"), query.get("category"))
    share = order_filters.share_of(query.get("budget"))
    found, budget = order_filters.found(choice, share, SHOWN)
    listed, out, shown = _drawn(found, choice, budget)
    return html.Div(
        [
            html.H1("Orders"),
            order_filters.fields(choice, found.totals, share, budget),
            html.Div(id="orders-result", role="status"),
            html.Fieldset(html.Div(out, id="orders-out"), id="orders-actions", className="plain"),
            html.Div(listed, id="orders-list"),
            dcc.Store(id="orders-shown", data=shown),
            dcc.Store(id="orders-chosen"),
            order_question.window(),
        ]
    )


page.keeps("orders-kind", "orders-supplier", "orders-category", "orders-budget")


@page.callback(
    Output("orders-list", "children"),
    Output("orders-out", "children"),
    Output("orders-shown", "data"),
    Output("orders-chosen", "data"),
    Output("orders-budget-words", "children"),
    Output("orders-budget", "disabled"),
    Input("orders-kind", "value"),
    Input("orders-supplier", "value"),
    Input("orders-category", "value"),
    Input("orders-budget", "value"),
    prevent_initial_call=True,
)
def narrow(kind: str, supplier: str | None, category: str | None, share: int) -> tuple[Any, ...]:
    choice = order_filters.choice_of(kind, supplier, category)
    found, budget = order_filters.found(choice, share, SHOWN)
    return *_drawn(found, choice, budget), None, order_filters.budget_words(budget), not (found.totals.cost or budget)


@page.callback(
    *order_question.ASKED,
    Input("orders-order", "n_clicks"),
    State("orders-shown", "data"),
    State("orders-chosen", "data"),
    role="planner",
    prevent_initial_call=True,
)
def ask(clicks: int | None, shown: dict[str, Any], chosen: dict[str, Any] | None) -> tuple[Any, ...]:
    # A button that has just been drawn announces itself, without a click.
    if not clicks:
        raise PreventUpdate
    return order_question.asked(order_shown.to_order(shown, chosen))


@page.callback(
    Output("orders-result", "children"),
    Output("orders-list", "children", allow_duplicate=True),
    Output("orders-out", "children", allow_duplicate=True),
    Output("orders-shown", "data", allow_duplicate=True),
    Output("orders-chosen", "data", allow_duplicate=True),
    Output("orders-budget-words", "children", allow_duplicate=True),
    Input(order_question.YES, "n_clicks"),
    State("orders-shown", "data"),
    State("orders-chosen", "data"),
    role="planner",
    prevent_initial_call=True,
    running=[
        (Output("orders-actions", "disabled"), True, False),
        (Output(order_question.WINDOW, "opened"), False, False),
        (Output(order_question.YES, "disabled"), True, False),
    ],
)
def order(clicks: int | None, shown: dict[str, Any], chosen: dict[str, Any] | None) -> tuple[Any, ...]:
    # A button that has just been drawn announces itself, without a click.
    if not clicks:
        raise PreventUpdate
    wanted = order_shown.to_order(shown, chosen)
    ordered = advice_orders.order(wanted, sessions.current_user())
    if ordered.orders:
        notices.show("What was ordered is on its way and off the list.", "Ordered")
    left = wanted.budget and max(0.0, round(wanted.budget - sum(own.cost for own in ordered.orders), 2))
    found = reorder.order_list(ListRequest(wanted.choice, left, SHOWN))
    return (
        order_result.section(ordered),
        *_drawn(found, wanted.choice, left),
        None,
        order_filters.budget_words(left, "Left: "),
    )


def _drawn(found: OrderList, choice: Choice, budget: float | None) -> tuple[Any, ...]:
    """The list, what can be done with it, and what is remembered of it."""
    shown = order_shown.document(found, choice, budget) if sessions.may("planner") else None
    return _listed(found, choice), _ways_out(choice, budget, found.totals), shown


def _listed(found: OrderList, choice: Choice) -> list[Component | None]:
    lines = found.page.items
    if not lines:
        return [states.empty("Nothing here", html.P("No product is of this kind, under these conditions."))]
    title = order_tables.KINDS[choice.kind]
    if choice.kind == "order":
        table = order_tables.orders(lines, title, found.totals.lines if sessions.may("planner") else None)
    else:
        table = order_tables.too_much(lines, title)
    more = found.totals.lines - len(lines)
    note = (
        f"The first {formats.number(len(lines))}; {formats.number(more)} more are on paper and in the file."
        if more
        else None
    )
    return [
        html.P(_sums(found.totals, choice), className="numbers", role="status"),
        html.Section(table, className="card", **aria(label=title)),
        html.P(note, className="quiet-text") if note else None,
    ]


def _sums(totals: Totals, choice: Choice) -> str:
    count = "1 product" if totals.lines == 1 else f"{formats.number(totals.lines)} products"
    if choice.kind != "order":
        return f"{count}, {formats.number(totals.excess_value)} tied up"
    words = f"{count}, cost {formats.number(totals.cost)}, covering {formats.number(totals.money_at_risk)} at risk"
    if totals.covered_at_most is not None:
        words += f" of at most {formats.number(totals.covered_at_most)} that this budget could cover"
        words += f"; {formats.number(totals.left_out)} products have to wait"
    if totals.without_cost:
        words += f"; the cost of {formats.number(totals.without_cost)} is unknown"
    return words + "."


def _ways_out(choice: Choice, budget: float | None, totals: Totals) -> Component:
    given = {"kind": choice.kind, "supplier": choice.supplier, "category": choice.category, "budget": budget}
    query = {name: str(value) for name, value in given.items() if value is not None}
    is_order = choice.kind == "order"
    label = f"Order {formats.count(totals.lines, 'product', 'products')}"
    actions = [
        buttons.button(label, "orders-order", disabled=not totals.lines) if is_order else None,
        html.A("Print", href=href(PAPER_PATH, **query), target="_blank", className="button-link"),
        *downloads.links(order_files.PATH, "orders", query, className="button-link"),
    ]
    path = href("reorder", **query | {"format": "csv"}).removeprefix(href("").rstrip("/"))
    calls = [command("GET", path)]
    if is_order:
        body = {name: value for name, value in given.items() if name != "kind" and value is not None}
        key = [] if budget is None else ['-H "Idempotency-Key: $(uuidgen)"']
        calls.append(command("POST", "/purchase-orders/from-advice", *key, body=body))
    said = buttons.only_for("planner") if is_order else None
    return html.Div([html.Div(actions, className="actions"), said, same_with_curl(*calls)], className="no-print")
