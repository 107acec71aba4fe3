"""What whoever was second hears of an order that somebody else has made otherwise."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import notices
from dashboard.shop import order_words
from services.orders.history import order_views
from services.orders.history.order_seen import OrderChanged
from utils.language import N_, _

NOTHING_DONE = N_("Nothing was done; this is how it is now.")


def message(number: str, error: OrderChanged, then: str) -> Component:
    """On the page, above the order as it is now."""
    title, words = _said(number, error)
    return html.P([html.Strong(title), " ", words, " ", then], className="message error")


def show(number: str, error: OrderChanged, then: str) -> None:
    """As a notice, where a window lay above the order."""
    title, words = _said(number, error)
    notices.show(f"{words} {then}", title, "red")


def _said(number: str, error: OrderChanged) -> tuple[str, str]:
    title = _("{who} was quicker.", who=error.by.username) if error.by else _("Changed meanwhile")
    return title, order_words.conflict(order_views.view(number), error)
