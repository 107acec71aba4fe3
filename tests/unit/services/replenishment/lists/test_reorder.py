from decimal import Decimal

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import OrderAdvice, Product, Supplier
from services.errors import InvalidInput
from services.replenishment.lists import reorder
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest, OrderList, order_list
from utils import clock


@pytest.fixture
def advised(product):
    """Products with an advice each: what is at risk, what it costs to order ten."""

    def add(sku: str, risk: float, unit_cost: float | None = 1.0, kind: str = "order", **fields: object) -> Product:
        added = product(sku, unit_cost=unit_cost, **fields)
        quantity = 10 if kind == "order" else 0
        cost = None if unit_cost is None else quantity * unit_cost
        advice = {
            "product_id": added.id, "as_of": clock.today(), "kind": kind, "quantity": quantity, "needed": 20.0,
            "order_by": None, "stock_out_date": None, "days_of_cover": None, "cost": cost, "money_at_risk": risk,
            "excess_units": 0.0, "excess_value": 7.0 if kind == "excess" else None, "said": "Because.",
            "computed_at": clock.now(),
        }  # fmt: skip
        with transaction() as session:
            session.execute(sa.insert(OrderAdvice), [advice])
        return added

    return add


def supplier(name: str, value: float) -> None:
    now = clock.now()
    with transaction() as session:
        session.add(Supplier(name=name, min_order_value=Decimal(value), created_at=now, updated_at=now))


def skus(found: OrderList) -> list[str]:
    return [line.sku for line in found.page.items]


def test_most_money_at_risk_comes_first(advised):
    for sku, risk in (("A", 5.0), ("B", 50.0), ("C", 0.5)):
        advised(sku, risk)
    found = order_list(ListRequest())
    assert skus(found) == ["B", "A", "C"]
    assert (found.totals.lines, found.totals.cost, found.totals.money_at_risk) == (3, 30.0, 55.5)


def test_only_what_is_to_be_ordered_is_listed(advised):
    advised("A", 5.0)
    advised("B", 0.0, kind="enough")
    advised("C", 0.0, kind="excess")
    assert skus(order_list(ListRequest())) == ["A"]
    surplus = order_list(ListRequest(Choice("excess")))
    assert (skus(surplus), surplus.totals.excess_value) == (["C"], 7.0)


def test_a_list_of_one_supplier_category_or_location(advised):
    advised("A", 5.0, supplier="Mill", category="Bread", location="North")
    advised("B", 6.0, supplier="Dairy", category="Milk", location="South")
    for choice in (Choice(supplier="Mill"), Choice(category="Bread"), Choice(location="North")):
        assert skus(order_list(ListRequest(choice))) == ["A"]


def test_pages_follow_each_other_and_totals_are_of_all(advised):
    for number in range(5):
        advised(f"P{number}", float(number))
    first = order_list(ListRequest(limit=2))
    second = order_list(ListRequest(limit=2, cursor=first.page.next_cursor))
    third = order_list(ListRequest(limit=2, cursor=second.page.next_cursor))
    assert [skus(found) for found in (first, second, third)] == [["P4", "P3"], ["P2", "P1"], ["P0"]]
    assert third.page.next_cursor is None
    assert third.totals.lines == 5


def test_a_cursor_of_our_own_making_is_refused(advised):
    with pytest.raises(InvalidInput):
        order_list(ListRequest(cursor="nonsense"))


def test_a_budget_buys_what_covers_most(advised):
    advised("dear", 60.0, unit_cost=10.0)
    advised("cheap", 50.0, unit_cost=1.0)
    advised("unknown", 70.0, unit_cost=None)
    found = order_list(ListRequest(budget=60.0))
    assert {line.sku: line.quantity for line in found.page.items} == {"cheap": 10, "dear": 5}
    assert (found.totals.cost, found.totals.money_at_risk, found.totals.left_out) == (60.0, 80.0, 1)
    assert found.totals.covered_at_most == 80.0


def test_an_order_below_its_suppliers_minimum_is_filled_up_with_what_is_needed_next(advised):
    supplier("Mill", 25)
    advised("A", 5.0, supplier="Mill")
    advised("B", 0.0, kind="enough", supplier="Mill", on_hand=14.0)
    advised("C", 0.0, kind="excess", supplier="Mill")
    found = order_list(ListRequest(Choice(supplier="Mill")))
    # A is stocked for half its need, B for seven tenths: A is raised to B's, then both in turn.
    assert {line.sku: line.quantity for line in found.page.items} == {"A": 20, "B": 5}
    assert all("minimum of 25.00" in line.reason for line in found.page.items)


def test_a_minimum_holds_for_the_whole_order_whatever_part_is_shown(advised):
    supplier("Mill", 20)
    advised("A", 5.0, supplier="Mill", category="Bread")
    advised("B", 5.0, supplier="Mill", category="Cake")
    (line,) = order_list(ListRequest(Choice(category="Bread"))).page.items
    assert line.quantity == 10


def test_a_budget_below_a_suppliers_minimum_says_so(advised):
    supplier("Mill", 10)
    advised("A", 5.0, supplier="Mill")
    (line,) = order_list(ListRequest(budget=4.0)).page.items
    assert line.quantity == 4
    assert line.reason.endswith("The order to Mill is 6.00 below its minimum.")


def test_what_is_not_chosen_leaves_its_money_unspent(advised):
    for sku, risk in (("A", 60.0), ("B", 50.0)):
        advised(sku, risk)
    shown = {line.sku: line.quantity for line in order_list(ListRequest(budget=15.0)).page.items}
    with snapshot() as session:
        (line,) = reorder.choose(session, Choice(), 15.0, {"B"}).lines
    assert (line.sku, line.quantity) == ("B", shown["B"]) == ("B", 5)
