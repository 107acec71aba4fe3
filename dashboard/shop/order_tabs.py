"""From what is advised to what was ordered: the ways between the pages that show it."""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats
from dashboard.kit.attributes import aria
from dashboard.kit.urls import href
from services.orders.lines import order_list
from services.orders.lines.order_states import State
from utils.language import _, pgettext

ADVISED, ENDED = "advised", "ended"
# Those that are still to end.
OPEN = (State.DRAFT, State.APPROVED, State.SENT, State.CONFIRMED)
ENDS = (State.RECEIVED, State.CLOSED, State.CANCELLED)
# The class that colours a state.
LOOKS = {
    State.DRAFT: "quiet-text",
    State.APPROVED: "warn",
    State.SENT: "",
    State.CONFIRMED: "good",
    State.RECEIVED: "good",
    State.CLOSED: "quiet-text",
    State.CANCELLED: "quiet-text",
}


def tabs(current: str) -> Component:
    """current -- ADVISED, ENDED or a State"""
    there = order_list.counts()
    links = [
        _tab(_("To order"), href("orders"), current == ADVISED),
        *(_tab(_counted(label, there[state]), _list(state), current == state) for state, label in _labels().items()),
        _tab(pgettext("orders", "Ended"), _list(ENDED), current == ENDED),
    ]
    return html.Nav(links, className="tabs no-print", **aria(label=_("Orders")))


def _labels() -> dict[State, str]:
    """Of many orders: other languages say that in another way than of one."""
    words = (
        _("Drafts"),
        pgettext("orders", "Approved"),
        pgettext("orders", "Sent"),
        pgettext("orders", "Confirmed"),
    )
    return dict(zip(OPEN, words, strict=True))


def state(of_order: State) -> Component:
    """The state of an order as a word in its colour."""
    return html.Span(word(of_order), className=f"state {LOOKS[of_order]}".strip())


def word(of_order: State) -> str:
    """How the state of one order is called: what is said of an order has its gender in other languages."""
    words = {
        State.DRAFT: _("Draft"),
        State.APPROVED: pgettext("order", "Approved"),
        State.SENT: pgettext("order", "Sent"),
        State.CONFIRMED: pgettext("order", "Confirmed"),
        State.RECEIVED: pgettext("order", "Received"),
        State.CLOSED: pgettext("order", "Closed"),
        State.CANCELLED: pgettext("order", "Cancelled"),
    }
    return words[of_order]


def _list(name: str) -> str:
    return href("order-list", state=name)


def _counted(label: str, count: int) -> str:
    return f"{label} {formats.number(count)}" if count else label


def _tab(label: str, address: str, is_current: bool) -> Component:
    mark: dict[str, Any] = {"aria-current": "page"} if is_current else {}
    return html.A(label, href=address, **mark)


def sender(is_transfer: bool, supplier: str | None) -> str:
    """From whom the goods come; supplier -- None: from several."""
    if is_transfer:
        return _("Transfer")
    return _("Several suppliers") if supplier is None else supplier or _("Without a supplier")
