"""The end of an order, after a question: no more of it will come, or nothing will."""

import json

from dash.development.base_component import Component

from dashboard.kit import notices, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command, segment
from services.orders import order_work
from services.orders.order_views import OrderView

LABELS = {"close": "Close", "cancel": "Cancel order"}
TITLES = {"close": "Close {}?", "cancel": "Cancel {}?"}
TEXTS = {
    "close": "No more of it is expected; what came stays on hand. The advice may ask to order the rest again.",
    "cancel": "Nothing of it is expected any more; the advice may ask to order it again. Tell the supplier yourself.",
}


def openers(view: OrderView) -> list[Component]:
    """The one that fits: of an order of which something came the rest is closed."""
    came = any(row.received for row in view.order.rows)
    action = "close" if came else "cancel"
    if action not in view.possible:
        return []
    about = json.dumps([action, view.order.number, view.mark])
    return [part.opener(LABELS[action], about, view.order.number)]


def _ask(about: str) -> Question:
    action, number, _ = json.loads(about)
    call = command("POST", f"/purchase-orders/{segment(number)}/{action}", body={"reason": ""})
    return Question(TITLES[action].format(number), TEXTS[action], LABELS[action], call)


def _end(about: str) -> None:
    action, number, mark = json.loads(about)
    end = order_work.close if action == "close" else order_work.cancel
    end(number, sessions.current_user(), seen=mark)
    notices.show(f"{number}: nothing more is expected.", "Closed" if action == "close" else "Cancelled")


part = Confirmation("order-end", _ask, _end, role="planner")
