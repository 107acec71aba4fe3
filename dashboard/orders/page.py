"""Orders: the whole list of what to order, as a worksheet, within a budget, for a supplier, on paper."""

import json
from datetime import datetime
from typing import Any

from dash import Input, Output, State, ctx, dcc, html, set_props
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import buttons, downloads, formats, notices, plain, sessions, states
from dashboard.kit.attributes import aria, data
from dashboard.kit.clock import minutely
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.orders import (
    order_files,
    order_filters,
    order_question,
    order_reason,
    order_result,
    order_shown,
    transfer_question,
    worksheet_groups,
)
from dashboard.orders.order_paper import PAPER_PATH
from dashboard.orders.worksheet_groups import DRAFT, OPEN, ORDER
from dashboard.shop import order_tables, order_tabs, rate_words, step_words, uncounted
from services.access.locations import Concern
from services.orders import advice_orders, order_views, own_orders, worksheet
from services.orders.worksheet import Worksheet
from services.replenishment import reorder
from services.replenishment.advice_lines import Choice
from services.replenishment.reorder import ListRequest, Totals
from services.views import today
from utils import clock
from utils.language import N_, _, ngettext

# Of what is too much.
SHOWN = 50
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
    listed, out, shown = _drawn(choice, budget)
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
    return _drawn(order_filters.choice_of(kind, supplier, category), order_filters.budget_of(budget))


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
    return *_drawn(order_filters.choice_of(*chosen), order_filters.budget_of(budget)), now


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
    sheet = _sheet(order_filters.choice_of(*chosen), order_filters.budget_of(budget))
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
    left = asked.budget and max(0.0, round(asked.budget - sum(own.cost for own in ordered.orders), 2))
    set_props("orders-budget", {"value": "" if left is None else left})
    listed, out, now = _drawn(asked.choice, left)
    return order_result.section(ordered), listed, out, order_result.codes(ordered), now


def _sheet(choice: Choice, budget: float | None) -> Worksheet:
    return worksheet.read(ListRequest(choice, budget, None))


def _drawn(choice: Choice, budget: float | None) -> tuple[Any, Any, dict[str, Any] | None]:
    """The list, what can be done with it, and what is remembered of it."""
    if choice.kind != "order":
        found = reorder.order_list(ListRequest(choice, budget, SHOWN))
        return _too_much(found, choice), _ways_out(choice, budget, found.totals, 0), None
    sheet = _sheet(choice, budget)
    shown = order_shown.document(sheet, choice, budget) if sessions.may("planner", page.concern) else None
    chosen = sum(len(group.chosen) for group in sheet.groups)
    return _worksheet(sheet, choice), _ways_out(choice, budget, sheet.totals, chosen), shown


def _worksheet(sheet: Worksheet, choice: Choice) -> list[Component | None]:
    if not sheet.groups:
        # Under a filter it may be the filter that leaves nothing.
        unknown = today.uncounted() if choice == Choice() else 0
        return [uncounted.note(unknown) if unknown else _nothing()]
    sums = html.P(_sums(sheet.totals, choice), className="numbers", role="status")
    return [sums, rate_words.note(group.rates for group in sheet.groups), *worksheet_groups.groups(sheet)]


def _too_much(found: reorder.OrderList, choice: Choice) -> list[Component | None]:
    lines, title = found.page.items, _(order_tables.KINDS[choice.kind])
    if not lines:
        return [_nothing()]
    more = found.totals.lines - len(lines)
    note = ngettext(
        "The first {first}; {count} more is on paper and in the file.",
        "The first {first}; {count} more are on paper and in the file.",
        more,
        first=len(lines),
    )
    return [
        html.P(_sums(found.totals, choice), className="numbers", role="status"),
        html.Section(order_tables.too_much(lines, title), className="card", **aria(label=title)),
        html.P(note, className="quiet-text") if more else None,
    ]


def _nothing() -> Component:
    return states.empty(_("Nothing here"), html.P(_("No product is of this kind, under these conditions.")))


def _sums(totals: Totals, choice: Choice) -> str:
    count = formats.count(totals.lines, "product", "products")
    if choice.kind != "order":
        return f"{count} · " + _("Tied up: {amount}", amount=formats.money(totals.excess_value, 0))
    cost, risk = formats.money(totals.cost, 0), formats.money(totals.money_at_risk, 0)
    words = [_("{products}, cost {cost}, covering {risk} at risk.", products=count, cost=cost, risk=risk)]
    if totals.covered_at_most is not None:
        most = formats.money(totals.covered_at_most, 0)
        words.append(_("This budget could cover {most} at most.", most=most))
        words.append(ngettext("{count} product has to wait.", "{count} products have to wait.", totals.left_out or 0))
    if totals.without_cost:
        words.append(ngettext(*order_question.UNKNOWN, totals.without_cost))
    return " ".join(words)


def _ways_out(choice: Choice, budget: float | None, totals: Totals, chosen: int) -> Component:
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
    said = buttons.only_for("planner", page.concern) if is_order else None
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
        *([html.Span([all_of_it, _("All")], className="choose-all")] if sessions.may("planner", page.concern) else []),
        buttons.button(
            label, "orders-order", concern=page.concern, disabled=not chosen, **data(store=ORDER), **everything
        ),
        buttons.button(
            _("Save as drafts"),
            "orders-draft",
            quiet=True,
            concern=page.concern,
            disabled=not chosen,
            **data(store=DRAFT),
            **everything,
        ),
    ]
