import pytest
from flask import g

from dashboard.deliveries import delivery_cards
from services.access.signed_in import SignedIn
from services.orders.entry import open_orders
from services.orders.entry.purchase_orders import OrderFilter
from tests.unit.services.order_desk import Desk, day


@pytest.fixture
def desk(user_ids, product, in_berlin):
    for sku in "AB":
        product(sku)
    return Desk(user_ids[0])


@pytest.fixture
def drawn(desk):
    """The card of the only order, as someone of this role sees it."""

    def drawn(role="planner", lines_each=10):
        g.page_user = SignedIn(1, "kim", role, "session")
        (order,) = open_orders.open_orders(OrderFilter(), 1, lines_each).orders
        return str(delivery_cards.card(order))

    return drawn


def test_an_overdue_order_says_so_in_words_and_what_is_still_to_come(desk, drawn):
    desk.receive(desk.order("4711", "A", 1000.5, expected_on=day(-3)), 0.25)
    text = drawn()
    assert "3 days overdue" in text
    assert "Strong('1,000.25')" in text


def test_an_order_of_one_line_has_no_buttons_for_all_of_it(desk, drawn):
    desk.order("4711", "A")
    assert "All received: 4711" not in drawn()
    desk.order("4711", "B")
    assert "All received: 4711" in drawn()


def test_lines_that_are_not_shown_are_counted_and_a_link_leads_to_them(desk, drawn):
    desk.order("4711", "A")
    desk.order("4711", "B")
    text = drawn(lines_each=1)
    assert "1 more line, expected no earlier" in text
    assert "number=4711" in text


def test_the_command_for_a_few_lines_names_each_and_for_many_a_file(desk, drawn, product):
    order = desk.order("4711", "A")
    assert f"/purchase-orders/{order.id}/receipts" in drawn()
    assert f'"quantity": 10.0, "received_on": "{day(0)}"' in drawn()
    for sku in "CDEFG":
        product(sku)
        desk.order("4711", sku)
    assert "@received.csv" in drawn()


def test_a_viewer_is_offered_what_he_may_not_do_as_disabled(desk, drawn):
    desk.order("4711", "A")
    assert drawn("viewer").count("disabled=True") == 3
    assert "disabled=True" not in drawn("planner")
