"""An order that goes to its supplier by mail, after a question: a mail cannot be taken back."""

import json
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import notices, sentences, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command, segment
from dashboard.kit.urls import href
from dashboard.order import order_typed
from dashboard.shop import order_conflict
from services.access.locations import Concern
from services.orders.entry import own_orders
from services.orders.history import order_views
from services.orders.history.order_seen import OrderChanged
from services.orders.history.order_views import OrderView
from services.orders.lines.order_states import UNDER_WAY
from services.orders.sending import order_sending
from services.orders.sending.order_sending import Wanted
from utils.config import get_settings
from utils.language import _, pgettext


def address(view: OrderView) -> str | None:
    """Where its supplier takes orders by mail, if we can send any; None: nowhere."""
    if not get_settings().smtp_url or view.order.is_transfer or len(view.priced) != 1:
        return None
    terms = view.priced[0].terms
    return (terms and terms.email) or None


def opener(view: OrderView) -> Component | None:
    """Of an order that its supplier has already: once more, as it is by now."""
    again = view.order.state in UNDER_WAY
    if address(view) is None or not (again or "send" in view.possible):
        return None
    label = _("Mail it again") if again and view.mail else _("Send by mail")
    return part.opener(label, json.dumps([view.order.number, view.mark, again]), view.order.number)


def note(view: OrderView) -> Component | None:
    """Why it is not mailed, and what to do instead; None where it can be, or has gone already."""
    if view.mail and view.mail.status == "given_up" and view.order.state in UNDER_WAY:
        return _failed(view)
    if "send" not in view.possible or view.order.is_transfer or address(view):
        return None
    if not get_settings().smtp_url:
        words: list[Any] = [_("No mail server is set up: send the order yourself, as a PDF, then mark it as sent.")]
    elif view.supplier:
        said = _("{supplier} has no e-mail for orders: send it yourself, as a PDF, or say one.", supplier=view.supplier)
        words = [said, " ", html.A(_("Its terms"), href=href("supplier", name=view.supplier))]
    else:
        return None
    return html.P(words, className="quiet-text no-print below")


def _failed(view: OrderView) -> Component:
    """The supplier has not got it, and does not know."""
    said = _(
        "The supplier has not got this order. Correct the address and mail it again, or send it yourself, as a PDF."
    )
    why = sentences.why(view.mail.error) if view.mail and view.mail.error else ""
    terms = html.A(_("Its terms"), href=href("supplier", name=view.supplier)) if view.supplier else None
    return html.P([said, " ", why, " ", terms], className="error-text no-print below", role="alert")


def _ask(about: str, *given: Any) -> Question:
    order_typed.read(*given).require_saved()
    number, _mark, again = json.loads(about)
    to = address(order_views.view(number))
    text = (
        _("As it is now: as a PDF and as a workbook, in the supplier's language, with a new link.")
        if again
        else _("As a PDF and as a workbook, in the supplier's language. From then on it counts as on its way.")
    )
    call = command("POST", f"/purchase-orders/{segment(number)}/send", body={"again" if again else "mail": True})
    return Question(_("Mail {number} to {address}?", number=number, address=to), text, _("Send"), call)


def _send(about: str) -> None:
    number, mark, again = json.loads(about)
    try:
        with own_orders.of_order(number):
            order_sending.send(number, sessions.current_user(), Wanted(again=again, seen=mark))
    except OrderChanged as error:
        order_conflict.show(number, error, _(order_conflict.NOTHING_DONE))
        return
    notices.show(
        _("{number} goes out by mail; this page says when it is there.", number=number), pgettext("order", "Sent")
    )


part = Confirmation("order-mail", _ask, _send, role="planner", concern=Concern.OWN, states=order_typed.STATES)
