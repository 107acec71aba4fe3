from concurrent.futures import ThreadPoolExecutor

import pytest

from services.catalogue import product_service
from services.errors import Conflict
from services.orders import purchase_orders, remainders
from tests.unit.services.order_desk import Desk, day


@pytest.fixture
def desk(user_ids, product):
    for sku in ("A", "=B"):
        product(sku, on_hand=3.0)
    return Desk(user_ids[0])


def now(*orders):
    return [purchase_orders.get_order(order.id) for order in orders]


def on_hand(sku="A"):
    return product_service.get_product(sku).on_hand


def test_the_rest_of_several_lines_comes_in_at_once_whatever_their_codes(desk):
    orders = desk.order("+1", "A", 2.5), desk.order("+1", "=B")
    assert remainders.receive_rest(now(*orders), desk.actor) == 2
    assert [line.order.status for line in now(*orders)] == ["received", "received"]
    assert (on_hand(), on_hand("=B")) == (5.5, 13)


def test_what_came_before_is_kept(desk):
    order = desk.order()
    desk.receive(order, 4)
    desk.receive(order, 1, received_on=day(-1))
    assert remainders.receive_rest(now(order), desk.actor) == 1
    assert [(one.received_on, one.quantity) for one in now(order)[0].receipts] == [
        (day(-1), 1),
        (day(0), 4),
        (day(0), 5),
    ]
    assert on_hand() == 13


def test_told_again_or_twice_at_once_it_comes_in_once(desk):
    lines = now(desk.order())
    with ThreadPoolExecutor(4) as clicks:
        noted = list(clicks.map(lambda _: remainders.receive_rest(lines, desk.actor), range(4)))
    assert (sorted(noted), on_hand()) == ([0, 0, 0, 1], 13)


def test_a_line_that_was_cancelled_meanwhile_is_said(desk):
    first, second = desk.order("1"), desk.order("2")
    lines = now(first, second)
    desk.change(first, status="cancelled")
    with pytest.raises(Conflict, match=r"1 of 2 lines were noted\. Line 1: .*cancelled"):
        remainders.receive_rest(lines, desk.actor)
    assert on_hand() == 13
