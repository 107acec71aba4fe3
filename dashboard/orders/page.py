"""Orders: the whole list of what to order, as a worksheet, within a budget, for a supplier, on paper."""

import json
from datetime import datetime
from typing import Any

from dash import Input, Output, State, ctx, dcc, html, set_props
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import notices, plain, sessions
from dashboard.kit.clock import minutely
from dashboard.kit.page import Page
from dashboard.orders import (
    order_files,
    order_filters,
    order_question,
    order_reason,
    order_result,
    order_sheet,
    order_shown,
    transfer_question,
    worksheet_groups,
)
from dashboard.orders.worksheet_groups import DRAFT, OPEN, ORDER
from dashboard.shop import order_tabs, step_words
from services.access.locations import Concern
from services.orders.entry import advice_orders, own_orders
from services.orders.history import order_views
from utils import clock, currencies
from utils.language import N_, _

CLOCK = "orders-clock"

page = Page(
    "orders",
    N_("Orders"),
    parts=(order_reason.part, transfer_question.part),
    files=(order_files.files,),
    concern=Concern.OWN,
    needs_products=True,
)


@page.layout
def layout(query: dict[str, str]) -> Component:
    choice = order_filters.choice_of(query.get("kind"), query.get("supplier"), query.get("category"))
    budget = order_filters.budget_of(query.get("budget"))
    listed, out, shown = order_sheet.drawn(choice, budget)
    return html.Div(
        [
            html.H1(_(page.title)),
            order_tabs.tabs(order_tabs.ADVISED),
            order_filters.fields(choice, budget),
            html.Div(id="orders-result", role="status"),
            html.Fieldset(
                [html.Div(out, id="orders-out"), html.Div(listed, id="orders-list")],
                id="orders-actions",
                className="plain",
            ),
            *(dcc.Store(id=name) for name in ("orders-chosen", "orders-ordered", ORDER, DRAFT, OPEN)),
            dcc.Store(id="orders-shown", data=shown),
            minutely(CLOCK),
            dcc.Store(id="orders-looked-at", data=clock.now().isoformat()),
            order_question.window(),
            order_reason.window(),
            transfer_question.part.window(),
        ]
    )


page.keeps("orders-kind", "orders-supplier", "orders-category", "orders-budget")
# Dash asks at first only where there is something to be answered.
page.in_browser("worksheet", "begin", Output("orders-shown", "id"), Input("orders-shown", "data"))
page.in_browser("worksheet", "forget", Input("orders-ordered", "data"), prevent_initial_call=True)


@page.callback(
    Output("orders-list", "children"),
    Output("orders-out", "children"),
    Output("orders-shown", "data"),
    Input("orders-kind", "value"),
    Input("orders-supplier", "value"),
    Input("orders-category", "value"),
    Input("orders-budget", "value"),
    Input(transfer_question.part.done, "data"),
    prevent_initial_call=True,
)
def narrow(
    kind: str, supplier: str | None, category: str | None, budget: str | float | None, moved: int | None = None
) -> tuple[Any, ...]:
    return order_sheet.drawn(order_filters.choice_of(kind, supplier, category), order_filters.budget_of(budget))


@page.callback(
    Output("orders-list", "children", allow_duplicate=True),
    Output("orders-out", "children", allow_duplicate=True),
    Output("orders-shown", "data", allow_duplicate=True),
    Output("orders-looked-at", "data"),
    Input(CLOCK, "n_intervals"),
    State("orders-looked-at", "data"),
    State("orders-kind", "value"),
    State("orders-supplier", "value"),
    State("orders-category", "value"),
    State("orders-budget", "value"),
    prevent_initial_call=True,
)
def follow(ticks: int, looked_at: str, *fields: Any) -> tuple[Any, ...]:
    """What colleagues have ordered meanwhile shows by itself; what was typed and chosen stays."""
    now = clock.now().isoformat()
    news = order_views.news(datetime.fromisoformat(looked_at), sessions.current_user().username)
    if not news:
        raise PreventUpdate
    notices.show(step_words.news(news), _("The list has changed"))
    *chosen, budget = fields
    return *order_sheet.drawn(order_filters.choice_of(*chosen), order_filters.budget_of(budget)), now


@page.callback(
    Input(OPEN, "data"),
    State("orders-kind", "value"),
    State("orders-supplier", "value"),
    State("orders-category", "value"),
    State("orders-budget", "value"),
    prevent_initial_call=True,
)
def fill_in(clicked: dict[str, str], *fields: Any) -> None:
    """The lines of groups that were opened: [supplier, how many] each."""
    *chosen, budget = fields
    sheet = order_sheet.sheet(order_filters.choice_of(*chosen), order_filters.budget_of(budget))
    groups = {group.supplier: group for group in sheet.groups}
    for supplier, limit in json.loads(clicked["about"])["groups"]:
        if supplier in groups:
            content = worksheet_groups.lines(sheet, groups[supplier], limit)
            set_props(worksheet_groups.content_id(supplier), {"children": plain.drawn(content)})


@page.callback(
    *order_question.ASKED,
    Input(ORDER, "data"),
    State("orders-shown", "data"),
    State("orders-chosen", "data"),
    role="planner",
    concern=page.concern,
    prevent_initial_call=True,
)
def ask(clicked: dict[str, str], shown: dict[str, Any], chosen: dict[str, Any] | None) -> tuple[Any, ...]:
    return order_question.asked(order_shown.to_order(shown, chosen, json.loads(clicked["about"])))


@page.callback(
    Output("orders-result", "children"),
    Output("orders-list", "children", allow_duplicate=True),
    Output("orders-out", "children", allow_duplicate=True),
    Output("orders-ordered", "data"),
    Output("orders-shown", "data", allow_duplicate=True),
    Input(order_question.YES, "n_clicks"),
    Input(DRAFT, "data"),
    State(ORDER, "data"),
    State("orders-shown", "data"),
    State("orders-chosen", "data"),
    role="planner",
    concern=page.concern,
    prevent_initial_call=True,
    running=[
        (Output("orders-actions", "disabled"), True, False),
        (Output(order_question.WINDOW, "opened"), False, False),
        (Output(order_question.YES, "disabled"), True, False),
    ],
)
def order(clicks: int | None, *given: Any) -> tuple[Any, ...]:
    drafted, wanted, shown, chosen = given
    is_draft = ctx.triggered_id == DRAFT
    # A button that has just been drawn announces itself, without a click.
    if not (clicks or is_draft):
        raise PreventUpdate
    supplier = json.loads((drafted if is_draft else wanted)["about"])
    asked = order_shown.to_order(shown, chosen, supplier, draft=is_draft)
    with own_orders.of_advice(asked) as own:
        ordered = advice_orders.order(own, sessions.current_user())
    if ordered.orders:
        notices.show(*order_result.notice(ordered))
    left = asked.budget and max(0.0, currencies.rounded(asked.budget - sum(own.cost for own in ordered.orders)))
    set_props("orders-budget", {"value": "" if left is None else left})
    listed, out, now = order_sheet.drawn(asked.choice, left)
    return order_result.section(ordered), listed, out, order_result.codes(ordered), now
