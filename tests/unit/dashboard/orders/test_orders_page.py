import re

import pytest
import sqlalchemy as sa
from flask import g

from app.db import snapshot, transaction
from app.models import Product
from dashboard.orders import order_filters, order_shown
from dashboard.orders import page as orders
from services.access import users
from services.access.signed_in import SignedIn
from services.orders.entry import advice_orders, purchase_orders
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.papers import worksheet
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest
from services.training import training_service
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


def ordered(shown, chosen, actor):
    advice_orders.order(order_shown.to_order(shown, chosen), actor)
    return {line.product.sku: line.order.quantity for line in purchase_orders.all_orders(OrderFilter("open"))}


def shown(budget=None, choice=Choice()):
    return order_shown.document(worksheet.read(ListRequest(choice, budget, None)), choice, budget)


def test_what_is_shown_is_ordered_and_pressed_again_nothing_more(kim, lines):
    seen = shown(18.0)
    assert ordered(seen, None, kim) == {"A": 6, "B": 3}
    assert ordered(seen, None, kim) == {"A": 6, "B": 3}


@pytest.mark.parametrize("chosen", [{"all": True, "others": ["A"]}, {"all": False, "others": ["B"]}])
def test_a_line_that_is_not_chosen_leaves_the_others_as_they_were_shown(kim, lines, chosen):
    assert ordered(shown(18.0), chosen | {"quantities": {}}, kim) == {"B": 3}


def test_a_quantity_that_was_typed_is_ordered_and_the_advice_is_kept_beside_it(kim, lines):
    chosen = {"all": True, "others": ["B", "C"], "quantities": {"A": 7, "B": 9}}
    assert ordered(shown(), chosen, kim) == {"A": 7}
    (line,) = purchase_orders.all_orders(OrderFilter("open"))
    assert line.order.advised == 6


def test_one_supplier_is_ordered_alone_within_the_budget_of_all(kim, lines):
    wanted = order_shown.to_order(shown(18.0), None, "Mill", draft=True)
    (made,) = advice_orders.order(wanted, kim).orders
    assert (made.supplier, made.state, made.units) == ("Mill", "draft", 9)


def test_what_stands_in_a_draft_is_set_aside_and_names_it(kim, lines):
    (made,) = advice_orders.order(order_shown.to_order(shown(), None, "Mill", draft=True), kim).orders
    # What nothing is known of is no longer advised once its advice is worked out anew.
    with snapshot() as session:
        products = session.scalars(sa.select(Product)).all()
    for product in products:
        advised(product)
    sheet = worksheet.read(ListRequest(limit=None))
    assert sheet.drafted == {"A": made.number, "B": made.number}
    assert sheet.aside == {"A", "B"}
    assert {group.supplier: len(group.chosen) for group in sheet.groups} == {"Mill": 0, "Dairy": 1}


@pytest.mark.parametrize(
    ("said", "budget"),
    [(None, None), ("", None), ("50", 50), ("0", 0), ("-5", None), ("nan", None), ("9" * 400, None), ("half", None)],
)
def test_a_budget_in_an_address_may_be_anything(said, budget):
    assert order_filters.budget_of(said) == budget


def test_an_address_shows_the_same_as_the_fields_do(kim, lines):
    page = str(orders.layout({"supplier": "Mill", "budget": "12", "kind": "no such kind"}))
    assert "1 product has to wait." in page
    assert "value=12" in page


def test_who_may_type_no_quantity_reads_how_long_the_advised_one_lasts(kim, product):
    training_service.train_now(product("A", [3.0] * 60, on_hand=0, supplier="Mill"), "seasonal_naive")
    g.page_user = SignedIn(kim.user_id, "kim", "viewer", "session")
    day = re.search(r"Td\(children='([^']*)', className='line-cover'", str(orders.layout({}))).group(1)
    assert re.search(r"\d", day)


def test_a_list_that_is_empty_for_want_of_stock_figures_says_so(kim, product):
    training_service.train_now(product("UNTOLD", [3.0] * 60, on_hand=None), "seasonal_naive")
    assert "until it is, no order of it is advised" in str(orders.layout({}))
    assert "under these conditions" in str(orders.layout({"supplier": "Mill"}))
