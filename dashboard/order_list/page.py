"""Orders as wholes, by how far they are; Orders has the tabs that lead here."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, states, tables
from dashboard.kit.attributes import aria
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from dashboard.shop import order_tabs, rate_words
from services.access.locations import Concern
from services.orders.lines import order_list
from services.orders.lines.order_list import Listed, OrderFilter
from services.orders.lines.order_states import State
from utils.language import N_, _

SHOWN = 50
HEADINGS = (
    N_("Number"),
    N_("Supplier"),
    N_("State"),
    N_("Lines"),
    N_("Units"),
    N_("Cost"),
    N_("Ordered"),
    N_("Expected"),
    N_("By"),
)
FIGURES = ("Lines", "Units", "Cost")

page = Page("order-list", N_("Orders by state"), in_menu=False, concern=Concern.OWN)


@page.layout
def layout(query: dict[str, str]) -> Component:
    current = _current(query.get("state", ""))
    wanted = order_tabs.ENDS if current == order_tabs.ENDED else (State(current),)
    found = order_list.list_orders(OrderFilter(wanted), SHOWN, query.get("cursor"))
    content = _table(found.items) if found.items else _nothing(current)
    more = href("order-list", state=current, cursor=found.next_cursor) if found.next_cursor else None
    return html.Div(
        [
            html.H1(_(page.title)),
            order_tabs.tabs(current),
            content,
            html.P(html.A(_("Older orders"), href=more)) if more else None,
        ]
    )


def _current(name: str) -> str:
    """The state that is asked for; else the first in which there is an order."""
    if name in order_tabs.OPEN or name == order_tabs.ENDED:
        return name
    there = order_list.counts()
    return next((str(state) for state in order_tabs.OPEN if there[state]), order_tabs.ENDED)


def _table(orders: Sequence[Listed]) -> Component:
    title = _("Orders")
    headings = [tables.Figures(_(name)) if name in FIGURES else _(name) for name in HEADINGS]
    table = tables.listing(title, headings, [_row(own) for own in orders], exported=False)
    content = [table, rate_words.note(own.rates for own in orders)]
    return html.Section(content, className="card order-rows", **aria(label=title))


def _row(own: Listed) -> list[Component | str]:
    order = own.order
    return [
        html.A(order.number, href=href("order", number=order.number)),
        order_tabs.sender(order.is_transfer, own.supplier),
        order_tabs.state(order.state),
        formats.number(len(order.lines)),
        formats.units(own.units),
        formats.money(own.value, 0),
        formats.near_day(own.ordered_on),
        formats.near_day(own.expected_on),
        order.head.drafted_by or formats.NOTHING,
    ]


def _nothing(current: str) -> Component:
    link = html.A(_("What to order"), href=href("orders"))
    said = _("Nothing has ended yet") if current == order_tabs.ENDED else _("No order is in this state")
    return states.empty(said, html.P(link))
