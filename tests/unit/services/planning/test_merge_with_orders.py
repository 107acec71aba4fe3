"""Two products that become one, and two again, while an order of one of them is on its way."""

import pytest

from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.errors import Conflict
from services.imports import undoing
from services.orders.entry import order_entry, receipts
from services.orders.history import order_views
from services.orders.lines.order_fields import NewReceipt
from services.orders.sending import step_undo
from services.planning import renaming
from services.stock import stock_history
from services.stock.stock_history import StockRow
from tests.unit.services.order_desk import line


@pytest.fixture
def actor(user_ids):
    return SignedIn(user_ids[0], "kim", "planner", "")


@pytest.fixture
def ordered(product, actor):
    """Ten of TEA, of which two are there, are on their way; of GREEN-TEA four are there."""
    for sku, units in (("TEA", 2), ("GREEN-TEA", 4)):
        product(sku, supplier="Mill")
        stock_history.record_levels([StockRow(product_sku=sku, on_hand=units)])
    order_entry.enter_orders([line("1", "TEA", 10)], actor)


def merge(actor):
    return renaming.merge("TEA", "GREEN-TEA", actor).task_id


def receive(units, actor):
    receipts.receive(order_views.view("1").lines[0].line.order.id, NewReceipt(quantity=units), actor)


def of():
    return order_views.view("1").lines[0].line.product.sku


def stocks():
    return [product_service.get_product(sku).on_hand for sku in ("TEA", "GREEN-TEA")]


def test_an_open_order_goes_along_and_comes_back(ordered, actor):
    merged = merge(actor)
    assert of() == "GREEN-TEA"
    undoing.undo(merged, actor)
    assert (of(), stocks()) == ("TEA", [2, 4])
    receive(10, actor)
    assert stocks() == [12, 4]


def test_what_came_since_keeps_the_merge(ordered, actor):
    merged = merge(actor)
    receive(10, actor)
    with pytest.raises(Conflict, match="stock of GREEN-TEA"):
        undoing.undo(merged, actor)
    step_undo.undo("1", actor)
    undoing.undo(merged, actor)
    assert (of(), stocks()) == ("TEA", [2, 4])


def test_what_came_before_can_be_taken_back_after_both(ordered, actor):
    receive(3, actor)
    undoing.undo(merge(actor), actor)
    assert stocks() == [5, 4]
    step_undo.undo("1", actor)
    assert stocks() == [2, 4]


def test_what_came_before_is_not_taken_back_while_both_are_one(ordered, actor):
    receive(3, actor)
    merge(actor)
    with pytest.raises(Conflict, match="made one with another"):
        step_undo.undo("1", actor)
    assert product_service.get_product("GREEN-TEA").on_hand == 9
