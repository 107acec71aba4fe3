from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import AuditEntry, OrderAdvice, Product, Supplier
from services.errors import InvalidInput
from services.jobs import jobs
from services.orders.entry import advice_orders, purchase_orders
from services.orders.entry.advice_orders import (
    CHANGED,
    NO_COST,
    NO_MONEY,
    NOTHING_TO_ORDER,
    OTHER_PART,
    TOO_MANY,
    AdviceOrder,
)
from services.orders.entry.purchase_orders import OrderFilter
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest, order_list
from services.task_service import new_record
from services.training import training_service
from tests.unit.services.advice import advised
from tests.unit.services.order_desk import Desk
from utils import clock

SALES = [10.0, 12, 9, 11, 10, 14, 8] * 12


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


@pytest.fixture
def short(product):
    """Products that are trained and have too little on hand."""

    def add(*skus, **fields):
        for sku in skus:
            made = product(sku, SALES, **({"lead_time_days": 3, "unit_cost": 2, "supplier": "Mill & Sons"} | fields))
            training_service.train_now(made, "exponential_smoothing")

    return add


def order(desk, *args, **fields):
    return advice_orders.order(AdviceOrder(*args, **fields), desk.actor)


def listed():
    return {line.sku: line.quantity for line in order_list(ListRequest(limit=None)).page.items}


def marks(budget=None):
    return {line.sku: line.mark for line in order_list(ListRequest(budget=budget, limit=None)).page.items}


def on_the_way():
    return {line.product.sku: line.order.quantity for line in purchase_orders.all_orders(OrderFilter("open"))}


def minimum(name, value):
    now = clock.now()
    with transaction() as session:
        session.add(Supplier(name=name, min_order_value=Decimal(value), created_at=now, updated_at=now))


def test_all_that_is_advised_is_ordered_and_nothing_is_left_to_order(short, desk):
    short("A", "B")
    wanted = listed()
    assert wanted
    (ordered,) = order(desk).orders
    assert on_the_way() == wanted
    assert ordered.cost == 2 * sum(wanted.values())
    assert listed() == {}
    assert order(desk).orders == []


@pytest.mark.parametrize("terms", [{"review_days": 0}, {"lead_time_days": 0, "review_days": 0}, {"review_days": 1}])
def test_what_was_ordered_comes_within_the_days_it_was_ordered_for(short, desk, terms):
    short("A", **terms)
    assert order(desk).orders
    assert listed() == {}


def test_what_a_file_has_just_brought_is_not_ordered_though_its_advice_is_still_to_come(short, desk):
    short("A", "B", review_days=7)
    with transaction() as session:
        session.execute(sa.update(Product).where(Product.sku == "A").values(on_hand=1000.0))
        session.add(new_record(jobs.RefreshAdvice()))
    order(desk)
    assert on_the_way().keys() == {"B"}


def test_what_was_on_order_without_a_line_is_not_ordered_again(short, desk):
    short("A", on_order=20.0, review_days=7)
    ordered = listed()["A"]
    order(desk)
    assert sum(line.order.quantity for line in purchase_orders.all_orders(OrderFilter("open"))) == ordered + 20
    assert listed() == {}


def test_each_supplier_gets_an_order_of_its_own_with_a_number_to_read(short, desk):
    short("A")
    short("B", supplier="Dairy")
    short("C", supplier="")
    day = clock.today().isoformat()
    numbers = {one.supplier: one.number for one in order(desk).orders}
    assert numbers == {
        "Mill & Sons": f"PO-{day}-MILL-SONS-1",
        "Dairy": f"PO-{day}-DAIRY-1",
        "": f"PO-{day}-ORDER-1",
    }


def test_no_number_is_given_twice(short, desk):
    short("A", "B")
    short("C", supplier="Mill-Sons")
    order(desk, product_skus=frozenset("A"))
    rest = [one.number for one in order(desk, prefix="PO").orders]
    assert sorted(number.rpartition("-")[2] for number in rest) == ["2", "3"]


def test_it_is_expected_after_the_lead_time(short, desk):
    short("A", lead_time_days=4)
    assert order(desk).orders[0].expected_on == clock.today() + timedelta(days=4)


def test_only_chosen_products_are_ordered(short, desk):
    short("A", "B")
    ordered = order(desk, product_skus=frozenset("A"))
    assert [line.product.sku for one in ordered.orders for line in one.lines] == ["A"]
    assert set(listed()) == {"B"}


def test_what_needs_no_order_is_left_out_with_the_reason(short, desk):
    short("A")
    short("B", on_hand=10_000)
    assert order(desk, product_skus=frozenset("AB")).left_out == [("B", "", NOTHING_TO_ORDER)]


def test_what_does_not_fit_what_was_asked_for_is_said_to_be_elsewhere(product, desk):
    advised(product("A", unit_cost=2, supplier="Mill"))
    ordered = order(desk, Choice(supplier="Dairy"), product_skus=frozenset("A"))
    assert (ordered.orders, ordered.left_out) == ([], [("A", "", OTHER_PART)])


def test_lines_that_are_not_chosen_leave_the_others_as_they_were_shown(product, desk):
    for sku, risk in (("A", 60.0), ("B", 50.0)):
        advised(product(sku, unit_cost=2), money_at_risk=risk)
    order(desk, budget=18.0, product_skus=frozenset("B"))
    assert on_the_way() == {"B": 3}


def test_what_has_changed_since_it_was_shown_is_not_ordered(product, desk):
    for sku in "AB":
        advised(product(sku, unit_cost=2))
    shown = marks() | {"B": 0}
    advised(product("C", unit_cost=2))
    ordered = order(desk, shown=shown)
    assert on_the_way() == {"A": 6}
    assert ordered.left_out == [("B", "", CHANGED), ("C", "", CHANGED)]


def test_what_is_ordered_is_read_anew(product, desk):
    advised(product("A", unit_cost=2))
    shown = marks()
    with transaction() as session:
        session.execute(sa.update(OrderAdvice).values(quantity=OrderAdvice.quantity + 6))
    assert marks() == shown, "the list is remembered"
    assert order(desk, shown=shown).left_out == [("A", "", CHANGED)]


def test_the_lines_that_were_shown_are_not_ordered_twice(short, desk):
    short("A", "B", "C", unit_price=5)
    shown = marks(300.0)
    cost = [sum(own.cost for own in order(desk, budget=300.0, shown=shown).orders) for _ in range(3)]
    assert cost[0] > 290
    assert cost[1:] == [0, 0]


def test_an_unknown_product_is_refused_and_nothing_is_ordered(short, desk):
    short("A")
    with pytest.raises(InvalidInput, match="no product 'X'"):
        order(desk, product_skus=frozenset("AX"))
    assert on_the_way() == {}


def test_a_budget_leaves_out_what_it_does_not_pay_for(product, desk):
    for sku, cost in (("A", 10.0), ("B", 100.0), ("C", None)):
        advised(product(sku, unit_cost=cost and cost / 6), cost=cost, quantity=6)
    ordered = order(desk, budget=20.0)
    assert on_the_way() == {"A": 6, "B": 1} or on_the_way() == {"A": 6}
    assert ("C", "", NO_COST) in ordered.left_out


def test_a_budget_of_nothing_orders_nothing_and_says_why(product, desk):
    advised(product("A", unit_cost=2), cost=12.0)
    assert order(desk, budget=0.0).left_out == [("A", "", NO_MONEY)]


def test_an_order_reaches_its_suppliers_minimum_as_the_list_says(short, desk):
    short("A", on_hand=60)
    minimum("Mill & Sons", 400)
    wanted = listed()
    (ordered,) = order(desk).orders
    assert on_the_way() == wanted
    assert ordered.cost >= 400
    assert ordered.remark is None


def test_a_part_of_an_order_may_stay_below_the_minimum_and_says_so(product, desk):
    for sku in "AB":
        advised(product(sku, unit_cost=2, supplier="Mill"), cost=12.0)
    minimum("Mill", 20)
    (ordered,) = order(desk, product_skus=frozenset("A")).orders
    assert ordered.remark == "The order to Mill is 8.00 below its minimum."


def test_a_category_can_be_ordered_alone(short, desk):
    short("A", category="Bread")
    short("B", category="Milk")
    order(desk, Choice(category="Bread"))
    assert set(listed()) == {"B"}


def test_who_ordered_is_in_the_audit_log(product, desk):
    advised(product("A", unit_cost=2))
    order(desk)
    with snapshot() as session:
        (entry,) = session.scalars(sa.select(AuditEntry)).all()
        assert session.scalar(sa.select(sa.func.count()).select_from(OrderAdvice)) == 0
    assert (entry.username, entry.action) == ("kim", "purchase_order.enter")
    assert entry.subject.startswith("1 lines of PO-")


def test_more_than_an_order_can_hold_keeps_nothing_else_from_being_ordered(desk, product):
    advised(product("A", supplier="Mill"), quantity=2 * 10**8)
    advised(product("B", supplier="Mill"))
    made = order(desk)
    assert on_the_way() == {"B": 6}
    assert [(one.product_sku, one.reason) for one in made.left_out] == [("A", TOO_MANY)]
    assert order(desk, quantities={"A": 12}).totals.units == 12
