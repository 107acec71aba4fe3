"""Another day of an order is the day of its next delivery; what was to come later stays."""

import json
import re

import pytest

from services.orders.entry import purchase_orders
from services.orders.entry.open_orders import OrderKey
from services.orders.entry.purchase_orders import OrderFilter
from tests.unit.dashboard.desk import Desk as Browser
from tests.unit.dashboard.desk import notice
from tests.unit.services.order_desk import Desk, day

ORDER = {"about": json.dumps(OrderKey("4711", ""))}


@pytest.fixture
def desk(user_ids, product):
    desk = Desk(user_ids[0])
    for sku, expected in (("A", 2), ("B", 3), ("C", 8)):
        product(sku)
        desk.order("4711", sku, expected_on=day(expected))
    return desk


@pytest.fixture
def browser(signed_in, desk):
    return Browser(signed_in("planner"))


def opened(browser):
    return browser.change("delivery-about", ORDER, prop="data")["response"]


def changed(browser, seen, to):
    given = {"delivery-expected-on": str(day(to)), "delivery-seen": seen, "delivery-about": ORDER}
    return browser.change("delivery-change", 1, given)


def expected():
    return [line.order.expected_on for line in purchase_orders.all_orders(OrderFilter())]


def test_what_moves_and_what_stays_is_said_before(browser):
    assert opened(browser)["delivery-expected-on"]["value"] == str(day(2))
    shown = browser.change("delivery-expected-on", str(day(5)), {"delivery-about": ORDER}, "value")
    assert "2 of 3 products; C stays on " in str(shown)


def test_a_line_that_was_to_come_later_stays_where_it_was(browser):
    answer = changed(browser, opened(browser)["delivery-seen"]["data"], 5)
    assert "4711, 2 products: expected on " in notice(answer)
    assert expected() == [day(5), day(5), day(8)]


def test_of_two_who_change_the_same_day_the_second_is_told_and_keeps_what_was_typed(browser, desk):
    seen = opened(browser)["delivery-seen"]["data"]
    first = next(iter(purchase_orders.all_orders(OrderFilter()))).order
    desk.change(first, expected_on=day(1))
    answer = changed(browser, seen, 2)
    assert re.match("kim changed this .*: Expected on is ", notice(answer))
    assert (expected(), "delivery-expected-on" in answer["response"]) == ([day(1), day(3), day(8)], False)
