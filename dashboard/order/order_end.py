"""The end of an order, after a question: no more of it will come, or nothing will."""

import json

from dash.development.base_component import Component

from dashboard.kit import notices, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command, segment
from dashboard.shop import order_conflict
from services.access.locations import Concern
from services.orders.entry import order_work, own_orders
from services.orders.history.order_seen import OrderChanged
from services.orders.history.order_views import OrderView
from utils.language import N_, _, pgettext

LABELS = {"close": N_("Close order"), "cancel": N_("Cancel order")}
TITLES = {"close": N_("Close {lines}?"), "cancel": N_("Cancel {lines}?")}
TEXTS = {
    "close": N_("No more of it is expected; what came stays on hand. The advice may ask to order the rest again."),
    "cancel": N_(
        "Nothing of it is expected any more; the advice may ask to order it again. Tell the supplier yourself."
    ),
}


def openers(view: OrderView) -> list[Component]:
    """The one that fits: of an order of which something came the rest is closed."""
    came = any(row.received for row in view.order.rows)
    action = "close" if came else "cancel"
    if action not in view.possible:
        return []
    about = json.dumps([action, view.order.number, view.mark])
    return [part.opener(_(LABELS[action]), about, view.order.number)]


def _ask(about: str) -> Question:
    action, number = json.loads(about)[:2]
    call = command("POST", f"/purchase-orders/{segment(number)}/{action}", body={"reason": ""})
    return Question(_(TITLES[action], lines=number), _(TEXTS[action]), _(LABELS[action]), call)


def _end(about: str) -> None:
    action, number, mark = json.loads(about)
    end = order_work.close if action == "close" else order_work.cancel
    try:
        with own_orders.of_order(number):
            end(number, sessions.current_user(), seen=mark)
    except OrderChanged as error:
        order_conflict.show(number, error, _(order_conflict.NOTHING_DONE))
        return
    title = pgettext("order", "Closed") if action == "close" else pgettext("order", "Cancelled")
    notices.show(_("{number}: nothing more is expected.", number=number), title)


part = Confirmation("order-end", _ask, _end, role="planner", concern=Concern.OWN)
