"""What is sold by the piece is not ordered in parts of one, by whatever door."""

import pytest

from app.db import transaction
from services.errors import InvalidInput
from services.orders.entry import order_entry, transfer_orders
from services.orders.entry.transfer_orders import TransferLine
from services.orders.history import order_views
from services.orders.lines.order_fields import OrderLine
from services.sales import sales_service
from services.sales.sales_service import SaleRow
from tests.unit.services.order_desk import Desk, day, line


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


def test_a_part_of_a_piece_is_refused_with_what_can_be_ordered(product, desk):
    product("A", [3, 4])
    with pytest.raises(InvalidInput, match="A is sold in whole units only: 2 or 3, not"):
        desk.enter(line("1", "A", 2.5))
    with pytest.raises(InvalidInput, match="whole units only: 1, not"):
        desk.enter(line("1", "A", 0.5))


def test_what_is_sold_by_weight_or_was_never_sold_is_ordered_by_any_part(product, desk):
    product("CHEESE", [3, 0.75])
    product("HAM", [3, 4], on_hand=1.25)
    product("NEW")
    desk.enter(*(line("1", sku, 2.5) for sku in ("CHEESE", "HAM", "NEW")))
    assert [own.units for own in order_views.view("1").lines] == [2.5] * 3


def test_a_quantity_is_not_changed_to_a_part_of_a_piece(product, desk):
    product("A", [3, 4])
    order = desk.order("1", "A", 10)
    with pytest.raises(InvalidInput, match="2 or 3"):
        desk.change(order, quantity=2.5)
    desk.change(order, quantity=3)


def test_a_row_of_a_file_with_a_part_of_a_piece_is_rejected_and_the_others_are_taken(product, desk):
    product("A", [3, 4])
    product("B", [3, 4])
    report = desk.import_orders("number,product_sku,quantity\n1,A,2.5\n1,B,2\n")
    assert (report["inserted"], report["rejected"]) == (1, 1)
    assert "2 or 3" in report["rejected_rows"][0]["reason"]


def test_a_part_that_was_ordered_before_stays_as_it_is(product, desk):
    product("A")
    desk.order("1", "A", 2.5)
    sales_service.record_sales([SaleRow(product_sku="A", date=day(-1), quantity=4)])
    desk.import_orders("number,product_sku,quantity\n1,A,2.5\n")
    assert order_views.view("1").lines[0].units == 2.5


def test_a_part_of_a_piece_is_not_carried_to_another_place(product, desk):
    product("A@north", [3, 4], on_hand=9)
    product("A@south")
    moved = TransferLine(source_sku="A@north", target_sku="A@south", quantity=2.5)
    with pytest.raises(InvalidInput, match="2 or 3"):
        transfer_orders.begin([moved], desk.actor)


def test_what_a_product_says_to_be_on_order_is_on_its_way_though_it_is_a_part(product, desk):
    product("A", [3, 4])
    with transaction() as session:
        (entered,) = order_entry.enter(session, [OrderLine(number="1", product_sku="A", quantity=2.5)], desk.actor)
    assert entered.line.order.quantity == 2.5


def test_a_slip_of_the_hand_is_no_quantity():
    with pytest.raises(ValueError, match="100000000"):
        line("1", "A", 1e9)
