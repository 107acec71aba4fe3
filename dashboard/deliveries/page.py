"""Deliveries: what was ordered and is on its way, what came of it."""

from collections import Counter
from datetime import datetime
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.deliveries import (
    delivery_cancellation,
    delivery_cards,
    delivery_change,
    delivery_receipt,
    delivery_undo,
)
from dashboard.kit import downloads, notices, sessions, states
from dashboard.kit.buttons import only_for, printing
from dashboard.kit.clock import minutely
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.shop import purchase_order_files, step_words
from services.access.locations import Concern
from services.orders.entry import open_orders
from services.orders.entry.open_orders import OpenOrders
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.history import order_views
from services.orders.lines.order_lines import OPEN
from utils import clock
from utils.language import N_, _, ngettext

# A line with its buttons takes a browser some milliseconds.
SHOWN, LINES_EACH, LINES_ALONE, CLOSED_SHOWN = 25, 4, 200, 20
# Whoever wants to see more chooses a supplier, or takes the file.
MOST = 100
CLOCK, LOOKED_AT = "deliveries-clock", "deliveries-looked-at"

page = Page(
    "deliveries",
    N_("Deliveries"),
    parts=(delivery_receipt.part, delivery_change.part, delivery_cancellation.part, delivery_undo.part),
    files=(purchase_order_files.files,),
    concern=Concern.OWN,
    needs_products=True,
)


@page.layout
def layout(query: dict[str, str]) -> Component:
    supplier, number = query.get("supplier") or None, query.get("number") or None
    limit = limit_of(query.get("limit"))
    return html.Div(
        [
            html.H1(_("Deliveries")),
            html.P(_("What was ordered and is on its way; what is overdue stands first.")),
            only_for("planner", page.concern),
            _alone(number) if number else _field(supplier),
            html.Div(_shown(supplier, number, limit), id="deliveries"),
            delivery_receipt.window(),
            delivery_change.window(),
            delivery_cancellation.part.window(),
            *delivery_undo.stores(),
            dcc.Store(id="deliveries-number", data=number),
            dcc.Store(id="deliveries-limit", data=limit),
            dcc.Store(id=LOOKED_AT, data=clock.now().isoformat()),
            minutely(CLOCK),
        ]
    )


page.keeps("deliveries-supplier")


def limit_of(said: str | None) -> int:
    """How many orders an address asks for."""
    return min(int(said), MOST) if said and said.isdecimal() and len(said) < 6 and int(said) else SHOWN


@page.callback(
    Output("deliveries", "children"),
    Input("deliveries-supplier", "value", allow_optional=True),
    Input(delivery_receipt.DONE, "data"),
    Input(delivery_change.DONE, "data"),
    Input(delivery_cancellation.part.done, "data"),
    Input(delivery_undo.DONE, "data"),
    State("deliveries-number", "data"),
    State("deliveries-limit", "data"),
    prevent_initial_call=True,
)
def refresh(supplier: str | None, *given: Any) -> list[Component | None]:
    number, limit = given[-2:]
    return _shown(supplier or None, number, limit)


@page.callback(
    Output("deliveries", "children", allow_duplicate=True),
    Output(LOOKED_AT, "data"),
    Input(CLOCK, "n_intervals"),
    State(LOOKED_AT, "data"),
    State("deliveries-supplier", "value", allow_optional=True),
    State("deliveries-number", "data"),
    State("deliveries-limit", "data"),
    prevent_initial_call=True,
)
def follow(ticks: int, looked_at: str, supplier: str | None, *given: Any) -> tuple[Any, ...]:
    """What colleagues have ordered, received or moved meanwhile shows by itself; an open window stays as it is."""
    now = clock.now().isoformat()
    news = order_views.news(datetime.fromisoformat(looked_at), sessions.current_user().username)
    if not news:
        raise PreventUpdate
    notices.show(step_words.news(news), _("The list has changed"))
    return _shown(supplier or None, *given), now


def _shown(supplier: str | None, number: str | None, limit: int = SHOWN) -> list[Component | None]:
    filters = OrderFilter(supplier=supplier, number=number)
    found = open_orders.open_orders(filters, limit, LINES_ALONE if number else LINES_EACH)
    cards = [delivery_cards.card(order) for order in found.orders]
    return [_late(found), *(cards or [_nothing(supplier, number)]), _all(found, filters, limit), _closed()]


def _late(found: OpenOrders) -> Component | None:
    """Who should have delivered by now, the one that is waited for longest first."""
    late = Counter(order.key.supplier for order in found.orders if order.overdue and order.key.supplier)
    if not late:
        return None
    links = [
        html.A(
            ngettext("{name}: {count} order", "{name}: {count} orders", orders, name=name),
            href=href("deliveries", supplier=name),
        )
        for name, orders in late.items()
    ]
    return html.P([html.Strong(_("Late"), className="bad"), *links], className="late-suppliers")


def _nothing(supplier: str | None, number: str | None) -> Component:
    if number:
        words = _("Nothing of {number} is on its way", number=number)
    else:
        words = (
            _("Nothing from {supplier} is on its way", supplier=supplier) if supplier else _("Nothing is on its way")
        )
    return states.empty(words, html.P(html.A(_("What to order"), href=href("orders"))))


def _all(found: OpenOrders, filters: OrderFilter, limit: int) -> Component | None:
    """How many there are, and how to get those that are not shown."""
    if not found.total:
        return None
    given = {"status": OPEN, "supplier": filters.supplier, "number": filters.number}
    query = {name: value for name, value in given.items() if value}
    as_csv, as_workbook = downloads.links(purchase_order_files.PATH, "deliveries", query)
    words = ngettext("{count} order is on its way.", "{count} orders are on their way.", found.total)
    more = None
    if found.total > len(found.orders):
        shown = len(found.orders)
        words += " " + ngettext("The first {count} is shown.", "The first {count} are shown.", shown)
        supplier = {"supplier": filters.supplier} if filters.supplier else {}
        address = href("deliveries", limit=str(limit + SHOWN), **supplier)
        following = ngettext("{count} more order", "{count} more orders", min(SHOWN, found.total - limit))
        more = html.P(html.A(following, href=address))
    save = [words, " ", _("Save all:"), " ", as_csv, " · ", as_workbook]
    on_paper = html.Div(printing(), className="actions before-cards")
    return html.Div([more, html.P(save, className="quiet-text no-print"), on_paper])


def _closed() -> Component | None:
    tables = delivery_cards.closed(open_orders.lately_closed(CLOSED_SHOWN))
    return (
        html.Details([html.Summary(_("Lately received or cancelled")), *tables], className="card") if tables else None
    )


def _field(supplier: str | None) -> Component:
    names = open_orders.suppliers()
    field = dmc.Select(
        id="deliveries-supplier",
        label=_("Supplier"),
        data=sorted({*names, *([supplier] if supplier else [])}),
        value=supplier,
        placeholder=_("Any supplier"),
        searchable=True,
        clearable=True,
        disabled=not names,
        clearButtonProps={"aria-label": _("Any supplier")},
    )
    return html.Div(field, className="fields card no-print")


def _alone(number: str) -> Component:
    said = _("Only {number} is shown.", number=number)
    return html.P([said, " ", html.A(_("All deliveries"), href=href("deliveries"))])
