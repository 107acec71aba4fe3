"""Confirming an order moves its lines only where a day is said."""

import json

import pytest

from services.orders.entry import purchase_orders
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.history import order_views
from tests.unit.dashboard.desk import Desk as Browser
from tests.unit.services.order_desk import Desk, day


@pytest.fixture
def browser(signed_in, user_ids, product):
    desk = Desk(user_ids[0])
    for sku, expected in (("A", 2), ("B", 9)):
        product(sku)
        desk.order("4711", sku, expected_on=day(expected))
    desk.order("4712", "A", expected_on=day(4))
    return Browser(signed_in("planner"))


def clicked(number):
    return {"about": json.dumps(["confirm", number, order_views.view(number).mark])}


def confirmed(browser, number, chosen):
    about = clicked(number)
    given = {"order-confirm-day": chosen, "order-confirm-mark": json.loads(about["about"])[2], "order-confirm": about}
    browser.change("order-confirm-yes", 1, given)
    lines = purchase_orders.all_orders(OrderFilter(number=number))
    return [line.order.expected_on for line in lines], order_views.view(number).order.head.confirmed_by


def test_a_day_is_filled_in_where_all_lines_have_it(browser):
    opened = [browser.change("order-confirm", clicked(number), prop="data") for number in ("4711", "4712")]
    assert [one["response"]["order-confirm-day"]["value"] for one in opened] == [None, str(day(4))]


def test_without_a_day_each_line_keeps_its_own(browser):
    assert confirmed(browser, "4711", None) == ([day(2), day(9)], "planner")


def test_a_day_that_is_chosen_is_that_of_all_lines(browser):
    assert confirmed(browser, "4711", str(day(5))) == ([day(5), day(5)], "planner")
