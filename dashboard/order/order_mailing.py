"""An order that goes to its supplier by mail, after a question: a mail cannot be taken back."""

import json
from typing import Any

from dash.development.base_component import Component

from dashboard.kit import notices, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command, segment
from dashboard.order import order_typed
from dashboard.shop import order_conflict
from services.access.locations import Concern
from services.orders import order_sending, order_views, own_orders
from services.orders.order_seen import OrderChanged
from services.orders.order_sending import Wanted
from services.orders.order_views import OrderView
from utils.language import _


def address(view: OrderView) -> str | None:
    """Where its supplier takes orders by mail; None: nowhere."""
    if view.order.is_transfer or len(view.priced) != 1:
        return None
    terms = view.priced[0].terms
    return (terms and terms.email) or None


def opener(view: OrderView) -> Component | None:
    if address(view) is None:
        return None
    return part.opener(_("Send by mail"), json.dumps([view.order.number, view.mark]), view.order.number)


def _ask(about: str, *given: Any) -> Question:
    order_typed.read(*given).require_saved()
    number = json.loads(about)[0]
    to = address(order_views.view(number))
    text = _("As a PDF and as a workbook, in the supplier's language. From then on it counts as on its way.")
    call = command("POST", f"/purchase-orders/{segment(number)}/send", body={"mail": True})
    return Question(_("Mail {number} to {address}?", number=number, address=to), text, _("Send"), call)


def _send(about: str) -> None:
    number, mark = json.loads(about)
    try:
        with own_orders.of_order(number):
            order_sending.send(number, sessions.current_user(), Wanted(seen=mark))
    except OrderChanged as error:
        order_conflict.show(number, error, _(order_conflict.NOTHING_DONE))
        return
    notices.show(_("{number} goes out by mail; this page says when it is there.", number=number), _("Sent"))


part = Confirmation("order-mail", _ask, _send, role="planner", concern=Concern.OWN, states=order_typed.STATES)
