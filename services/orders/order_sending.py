"""Sending an order to its supplier."""

from services.access.signed_in import SignedIn
from services.orders import order_work
from services.orders.order_steps import Doing
from utils import clock


def send(number: str, actor: SignedIn) -> None:
    """Order what a draft holds: from now on it is on its way. Raises NotFound, Conflict."""
    with order_work.step(number, Doing("send", actor)) as (session, order, _):
        order_work.place(session, order, actor)
        order.head.sent_by, order.head.sent_at = actor.username, clock.now()
