"""Goods that came are noted as they were typed, and never twice."""

import json
import re

import pytest

from services.catalogue import product_service
from services.orders.entry import purchase_orders
from services.orders.entry.open_orders import OrderKey
from tests.unit.dashboard.desk import Desk as Browser
from tests.unit.dashboard.desk import notice
from tests.unit.services.order_desk import Desk, day

UNITS = "delivery-units"


@pytest.fixture
def desk(user_ids, product):
    for sku in "AB":
        product(sku, on_hand=3.0)
    return Desk(user_ids[0])


@pytest.fixture
def browser(signed_in):
    return Browser(signed_in("planner"))


def about(*orders):
    one = orders[0]
    meant = one.id if len(orders) == 1 else OrderKey(one.number, one.supplier)
    return {"about": json.dumps(meant)}


def opened(browser, clicked):
    return browser.change("delivery-came", clicked, prop="data")["response"]


def noted(browser, clicked, seen, units, on=0):
    fields = [({"type": UNITS, "line": order.id}, own) for order, own in units.items()]
    given = {UNITS: fields, "delivery-came-on": str(day(on)), "delivery-came-seen": seen, "delivery-came": clicked}
    return browser.change("delivery-note", 1, given)


def on_hand(sku="A"):
    return product_service.get_product(sku).on_hand


def test_the_window_is_filled_in_with_all_that_is_still_to_come_today(browser, desk):
    order = desk.order("4711", "A")
    desk.receive(order, 4)
    window = opened(browser, about(order))
    assert window["delivery-came-window"] == {"opened": True, "title": "What came of A of 4711?"}
    (field,) = window["delivery-came-lines"]["children"]
    assert (field["props"]["value"], field["props"]["description"]) == (6.0, "10 ordered")
    assert window["delivery-came-on"]["value"] == str(day(0))
    assert on_hand() == 7


def test_goods_are_named_as_who_unpacks_them_calls_them(browser, desk, product):
    product("C", name="Oat cake")
    order = desk.order("4711", "C")
    (field,) = opened(browser, about(order))["delivery-came-lines"]["children"]
    name, code = field["props"]["label"]["props"]["children"]
    assert (name, code["props"]["children"], field["props"]["description"]) == ("Oat cake · ", "C", "10 ordered")


def test_of_an_order_each_line_comes_in_as_it_was_typed(browser, desk):
    one, other = desk.order("4711", "A"), desk.order("4711", "B")
    clicked = about(one, other)
    seen = opened(browser, clicked)["delivery-came-seen"]["data"]
    answer = noted(browser, clicked, seen, {one: 10, other: 2.5}, on=-1)
    assert notice(answer) == "4711, 2 products: 12.5 units came in and are on hand now. 7.5 are still to come."
    assert (on_hand("A"), on_hand("B")) == (13, 5.5)
    assert purchase_orders.get_order(other.id).receipts[0].received_on == day(-1)


def test_a_line_that_is_left_empty_is_still_to_come(browser, desk):
    one, other = desk.order("4711", "A"), desk.order("4711", "B")
    seen = opened(browser, about(one, other))["delivery-came-seen"]["data"]
    noted(browser, about(one, other), seen, {one: 10, other: ""})
    assert purchase_orders.get_order(other.id).outstanding == 10
    assert "at least one product" in notice(noted(browser, about(other), seen, {other: 0}))


def test_of_two_who_note_the_same_delivery_the_second_is_told_and_may_note_it_again(browser, desk):
    order = desk.order("4711", "A")
    seen = opened(browser, about(order))["delivery-came-seen"]["data"]
    desk.receive(order, 4)
    answer = noted(browser, about(order), seen, {order: 10})
    assert re.match("kim changed this .*: What had come in is 4 now", notice(answer))
    assert "delivery-came-window" not in answer["response"]
    assert on_hand() == 7
    noted(browser, about(order), answer["response"]["delivery-came-seen"]["data"], {order: 6})
    assert on_hand() == 13
