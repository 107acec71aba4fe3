"""Orders by state open where there is something, and add up no money without the rate at which they do."""

import pytest
from flask import g

from app.db import transaction
from app.models import Supplier
from dashboard.order import page as order
from dashboard.order_list import page as order_list
from services.orders.entry import order_work
from tests.unit.services.order_desk import Desk, line
from utils import clock


@pytest.fixture
def desk(app, product, user_ids):
    """Kim, who looks at the pages; bread in dollars, milk in pounds of which nobody has said what they are worth."""
    with transaction() as session:
        moment = {"created_at": clock.now(), "updated_at": clock.now()}
        session.add(Supplier(name="Mill", currency="USD", exchange_rate=0.5, **moment))
        session.add(Supplier(name="Dairy", currency="GBP", **moment))
    product("A", supplier="Mill", unit_cost=3), product("B", supplier="Dairy", unit_cost=4)
    own = Desk(user_ids[0])
    with app.test_request_context():
        g.page_user = own.actor
        yield own


def test_without_a_state_the_first_is_shown_in_which_there_is_an_order(desk):
    assert "Nothing has ended yet" in str(order_list.page.show({}))
    desk.enter(line("1", "A"))
    assert "'1'" in str(order_list.page.show({}))
    order_work.cancel("1", desk.actor)
    assert "'1'" in str(order_list.page.show({}))


def test_what_is_in_other_currencies_says_at_which_rate_it_was_added_up(desk):
    desk.enter(line("1", "A"), line("1", "B"))
    for shown in (order_list.page.show({}), order.page.show({"number": "1"})):
        assert "1 GBP = 1.00" in str(shown)
        assert "1 USD = 0.50" in str(shown)
        assert "Nobody has said what GBP is worth" in str(shown)


def test_in_the_shops_own_money_nothing_is_said_of_rates(desk, product):
    product("C", supplier="Farm", unit_cost=5)
    desk.enter(line("2", "C"))
    assert "Converted" not in str(order_list.page.show({}))
