"""What colleagues do to orders shows on Deliveries and on an order by itself."""

from datetime import timedelta

import pytest

from services.access.signed_in import SignedIn
from services.orders.history import order_views
from tests.unit.dashboard.desk import Desk as Browser
from tests.unit.dashboard.desk import notice
from tests.unit.services.order_desk import Desk, day
from utils import clock


@pytest.fixture
def order(user_ids, product):
    product("A")
    return Desk(user_ids[0]).order("4711", "A", quantity=12)


@pytest.fixture
def sam(user_ids):
    desk = Desk(user_ids[1])
    desk.actor = SignedIn(user_ids[1], "sam", "planner", "session")
    return desk


@pytest.fixture
def browser(signed_in, order):
    return Browser(signed_in("planner"))


def a_minute_passes(browser, looked_at):
    given = {"deliveries-looked-at": looked_at.isoformat(), "deliveries-number": None, "deliveries-limit": 25}
    return browser.change("deliveries-clock", 1, given, "n_intervals")


def test_what_a_colleague_does_shows_on_deliveries_with_who_did_it(browser, order, sam):
    sam.change(order, expected_on=day(9))
    answer = a_minute_passes(browser, clock.now() - timedelta(hours=1))
    assert "sam" in notice(answer)
    assert "4711" in str(answer["response"]["deliveries"])


def test_nothing_is_drawn_anew_where_nobody_has_done_anything(browser):
    assert a_minute_passes(browser, clock.now() + timedelta(hours=1)) == {"status": 204}


def looked_again(browser, order, seen, typed):
    field = {"type": "order-units", "line": order.id}
    given = {"order-seen": seen, "order-reason": None, "order-units": [(field, typed)]}
    return browser.change("order-clock", 1, given, "n_intervals")


def field_of(drawn, order):
    """The field of this line, as the page draws it."""
    if isinstance(drawn, dict) and drawn.get("id") == {"type": "order-units", "line": order.id}:
        return drawn
    parts = drawn.values() if isinstance(drawn, dict) else drawn if isinstance(drawn, list) else []
    return next((found for own in parts if (found := field_of(own, order))), None)


def seen_before(order):
    return {"number": "4711", "mark": order_views.view("4711").mark, "units": {str(order.id): 12.0}}


def test_what_a_colleague_does_shows_on_the_order(browser, order, sam):
    seen = seen_before(order)
    sam.change(order, quantity=18)
    answer = looked_again(browser, order, seen, 12)["response"]
    assert "sam" in str(answer["order-conflict"])
    assert answer["order-seen"]["data"]["units"] == {str(order.id): 18.0}


def test_what_was_typed_into_the_order_stays_beside_it(browser, order, sam):
    seen = seen_before(order)
    sam.change(order, quantity=18)
    answer = looked_again(browser, order, seen, 24)["response"]
    assert "What you typed is still here" in str(answer["order-conflict"])
    assert field_of(answer["order-shown"], order)["value"] == 24
    assert answer["order-seen"]["data"]["units"] == {str(order.id): 18.0}


def test_an_order_that_is_as_it_was_seen_is_not_drawn_anew(browser, order):
    assert looked_again(browser, order, seen_before(order), 12) == {"status": 204}
