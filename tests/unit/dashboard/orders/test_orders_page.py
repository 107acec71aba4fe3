import pytest
from flask import g

from app.db import transaction
from app.models import Product
from dashboard.orders import order_filters, order_shown
from dashboard.orders import page as orders
from services.access import users
from services.access.signed_in import SignedIn
from services.orders import advice_orders, purchase_orders
from services.orders.purchase_orders import OrderFilter
from services.replenishment.advice_lines import Choice
from services.replenishment.reorder import ListRequest, order_list
from tests.unit.services.advice import advised
from utils import clock


@pytest.fixture
def kim(app):
    """A planner who looks at the page."""
    user_id = users.create_user("kim", "a quite long password", "planner").id
    with app.test_request_context():
        g.page_user = SignedIn(user_id, "kim", "planner", "session")
        yield g.page_user


@pytest.fixture
def lines(database):
    """Three products to order, of which one has another supplier; each costs 12."""
    for sku, supplier in (("A", "Mill"), ("B", "Mill"), ("C", "Dairy")):
        with transaction() as session:
            added = Product(sku=sku, supplier=supplier, unit_cost=2, created_at=clock.now(), updated_at=clock.now())
            session.add(added)
        advised(added)


def budget(*fields):
    *_, shown, _, words, _ = orders.narrow("order", *fields)
    return shown["budget"], words


def ordered(shown, chosen, actor):
    advice_orders.order(order_shown.to_order(shown, chosen), actor)
    return {line.product.sku: line.order.quantity for line in purchase_orders.all_orders(OrderFilter("open"))}


def test_a_budget_is_a_share_of_the_list_that_it_is_for(kim, lines):
    assert budget(None, None, 50) == (18, "At most 18")
    assert budget("Mill", None, 50) == (12, "At most 12")
    assert budget("Dairy", None, 50) == (6, "At most 6")
    assert budget("Dairy", None, 100) == (None, "All that is needed")


def shown(budget):
    return order_shown.document(order_list(ListRequest(budget=budget)), Choice(), budget)


def test_what_is_shown_is_ordered_and_pressed_again_nothing_more(kim, lines):
    seen = shown(18.0)
    assert ordered(seen, None, kim) == {"A": 6, "B": 3}
    assert ordered(seen, None, kim) == {"A": 6, "B": 3}


@pytest.mark.parametrize("chosen", [{"all": True, "others": ["A"]}, {"all": False, "others": ["B"]}])
def test_a_line_that_is_not_chosen_leaves_the_others_as_they_were_shown(kim, lines, chosen):
    assert ordered(shown(18.0), chosen, kim) == {"B": 3}


@pytest.mark.parametrize(
    ("said", "share"), [(None, 100), ("50", 50), ("0", 1), ("250", 100), ("-5", 100), ("9" * 5000, 100), ("half", 100)]
)
def test_a_budget_in_an_address_may_be_anything(said, share):
    assert order_filters.share_of(said) == share


def test_an_address_shows_the_same_as_the_fields_do(kim, lines):
    page = str(orders.layout({"supplier": "Mill", "budget": "50", "kind": "no such kind"}))
    assert "At most 12" in page
    assert "value=50" in page
