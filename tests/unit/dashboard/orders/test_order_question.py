from datetime import date

import pytest
from flask import g

from app.db import transaction
from app.models import OrderAdvice
from dashboard.orders import order_question
from services.access.signed_in import SignedIn
from services.errors import Conflict
from services.orders.entry.advice_orders import AdviceOrder
from services.replenishment.lists.advice_lines import Choice
from utils import clock


@pytest.fixture
def listed(product, in_berlin):
    """Put a product on the list: ten units, at this cost in all."""
    g.page_user = SignedIn(1, "kim", "planner", "session")

    def add(sku, supplier, cost):
        own = product(sku, supplier=supplier, unit_cost=None if cost is None else cost / 10)
        figures = {"quantity": 10, "needed": 10.0, "money_at_risk": 5.0, "excess_units": 0.0, "cost": cost}
        with transaction() as session:
            advice = OrderAdvice(product_id=own.id, kind="order", as_of=date(2026, 1, 1), said="", **figures)
            advice.computed_at = clock.now()
            session.add(advice)

    return add


def title(**wanted):
    return order_question.asked(AdviceOrder(**wanted))[1]


def test_it_asks_with_products_suppliers_and_cost(listed):
    listed("A", "Mill", 1000.0)
    listed("B", "Mill", 200.0)
    listed("C", "Press", 34.0)
    opened, asked, content, yes = order_question.asked(AdviceOrder())
    assert (opened, asked, yes) == (True, "Order 3 products from 2 suppliers for 1,234?", "Order 3 products")
    assert str(content).index("Mill") < str(content).index("Press")
    assert title(product_skus=frozenset({"A"})) == "Order 1 product from 1 supplier for 1,000?"
    assert title(choice=Choice(supplier="Press")) == "Order 1 product from 1 supplier for 34?"


def test_it_says_what_has_no_known_cost(listed):
    listed("A", "Mill", None)
    assert title() == "Order 1 product from 1 supplier?"
    listed("B", "Mill", 10.0)
    _, asked, content, _ = order_question.asked(AdviceOrder())
    assert asked == "Order 2 products from 1 supplier for 10?"
    assert "The cost of 1 product is unknown." in str(content)


def test_nothing_that_is_left_to_order_is_not_asked_about(listed):
    with pytest.raises(Conflict, match="left to order"):
        title()
