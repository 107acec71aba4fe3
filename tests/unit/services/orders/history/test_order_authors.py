import pytest

from app.db import snapshot
from app.models import PurchaseOrder
from services.access.signed_in import SignedIn
from services.orders.entry import purchase_orders
from services.orders.history import order_authors
from services.orders.lines.order_fields import OrderChange
from services.orders.sending import step_undo
from services.seen import ChangedMeanwhile
from tests.unit.services.order_desk import Desk, day


def test_who_changed_a_line_last_is_known_for_each_of_its_fields(user_ids, product):
    product("A")
    desk = Desk(user_ids[0])
    order = desk.order("4711", "A")
    desk.receive(order, 4)
    Other(user_ids[1]).change(order, expected_on=day(3))
    assert last(order, ["received"]).username == "kim"
    assert last(order, ["expected_on"]).username == "sam"


def test_whoever_undoes_a_change_has_made_it_what_it_is(user_ids, product):
    product("A")
    desk = Desk(user_ids[0])
    order = desk.order("4711", "A")
    desk.change(order, expected_on=day(3))
    step_undo.undo("4711", Other(user_ids[1]).actor)
    assert last(order, ["expected_on"]).username == "sam"


def last(order, fields):
    with snapshot() as session:
        return order_authors.last(session, session.get(PurchaseOrder, order.id), fields)


def test_the_refusal_of_whoever_comes_second_has_who_was_first(user_ids, product):
    product("A")
    desk = Desk(user_ids[0])
    order = desk.order("4711", "A")
    seen = {order.id: {"expected_on": order.expected_on}}
    Other(user_ids[1]).change(order, expected_on=day(3))
    with pytest.raises(ChangedMeanwhile, match="sam changed this meanwhile") as refused:
        purchase_orders.change_orders({order.id: OrderChange(expected_on=day(4))}, desk.actor, seen)
    assert refused.value.by.username == "sam"


class Other(Desk):
    """A colleague."""

    def __init__(self, user_id):
        self.actor = SignedIn(user_id, "sam", "planner", "session")
