from services.access.signed_in import SignedIn
from services.orders import order_authors, step_undo
from tests.unit.services.order_desk import Desk, day


def test_who_changed_a_line_last_is_known_for_each_of_its_fields(user_ids, product):
    product("A")
    desk = Desk(user_ids[0])
    order = desk.order("4711", "A")
    desk.receive(order, 4)
    Other(user_ids[1]).change(order, expected_on=day(3))
    assert order_authors.last([order.id], ["received"]).username == "kim"
    assert order_authors.last([order.id], ["expected_on"]).username == "sam"


def test_whoever_undoes_a_change_has_made_it_what_it_is(user_ids, product):
    product("A")
    desk = Desk(user_ids[0])
    order = desk.order("4711", "A")
    desk.change(order, expected_on=day(3))
    step_undo.undo("4711", Other(user_ids[1]).actor)
    assert order_authors.last([order.id], ["expected_on"]).username == "sam"


class Other(Desk):
    """A colleague."""

    def __init__(self, user_id):
        self.actor = SignedIn(user_id, "sam", "planner", "session")
