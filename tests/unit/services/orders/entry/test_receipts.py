from concurrent.futures import ThreadPoolExecutor

import pytest

from app.db import snapshot
from services.catalogue import product_service
from services.errors import Conflict, InvalidInput, NotFound
from services.orders.entry import purchase_orders, receipts
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.lines.order_fields import NewReceipt
from services.replenishment.supply import product_supply, supply
from services.sales import sales_service
from services.sales.day_history import HistoryQuery
from services.sales.sales_service import SaleRow
from services.seen import ChangedMeanwhile
from services.stock import stock_history
from tests.unit.services.order_desk import Desk, day


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


@pytest.fixture
def order(desk, product):
    product("A", on_hand=3.0)
    return desk.order()


def on_hand():
    return product_service.get_product("A").on_hand


def levels():
    return {row.day: row.on_hand for row in stock_history.history(HistoryQuery("A"), 100, None).items}


def test_goods_that_come_in_are_on_hand_and_no_longer_awaited(desk, order):
    line = desk.receive(order, 4)
    assert (line.order.received, line.outstanding, line.order.status) == (4, 6, "open")
    assert (on_hand(), levels()) == (7, {day(0): 7})
    with snapshot() as session:
        arrivals = supply.arrivals(session, [order.product_id])
    assert [arrival.quantity for arrival in arrivals[order.product_id]] == [6]


def test_when_all_has_come_the_line_is_closed(desk, order):
    desk.receive(order, 4)
    line = desk.receive(order, 6)
    assert (line.order.status, line.over_received) == ("received", 0)
    assert [receipt.quantity for receipt in line.receipts] == [4, 6]


def test_more_than_was_ordered_is_taken_and_said(desk, order):
    assert desk.receive(order, 12).over_received == 2
    assert on_hand() == 15


def test_what_has_all_come_is_not_added_once_more_but_a_file_may_say_so(desk, order):
    desk.receive(order, 10, received_on=day(-1))
    with pytest.raises(Conflict, match="All of this line has come"):
        desk.receive(order, 10)
    desk.import_receipts(f"number,sku,quantity,received_on\n1,A,1,{day(0)}\n")
    assert (purchase_orders.get_order(order.id).over_received, on_hand()) == (1, 14)


def test_goods_are_added_to_the_day_they_came(desk, order):
    desk.receive(order, 4, received_on=day(-2))
    assert levels() == {day(-2): 7}


@pytest.mark.parametrize("offset", [-6, 3])
def test_goods_come_after_they_were_ordered_and_not_in_the_future(desk, order, offset):
    with pytest.raises(ValueError if offset > 0 else InvalidInput):
        desk.receive(order, 4, received_on=day(offset))
    assert on_hand() == 3


def test_nothing_comes_in_for_a_cancelled_line(desk, order):
    desk.change(order, status="cancelled")
    with pytest.raises(Conflict, match="cancelled"):
        desk.receive(order, 4)


def test_nothing_more_comes_in_for_a_line_that_was_closed_by_hand(desk, order):
    desk.receive(order, 4, received_on=day(-1))
    desk.change(order, status="received")
    with pytest.raises(Conflict, match="closed with 4 of 10; enter what came in under a new one"):
        desk.receive(order, 1)
    assert on_hand() == 7


def test_an_unknown_order_is_said(desk, order):
    order.id += 1
    with pytest.raises(NotFound):
        desk.receive(order, 4)


def test_a_file_brings_no_more_for_a_line_that_was_closed_by_hand_either(desk, order):
    desk.change(order, status="received")
    with pytest.raises(InvalidInput, match="closed with 0 of 10"):
        desk.import_receipts(f"number,sku,quantity,received_on\n1,A,4,{day(0)}\n")
    assert on_hand() == 3


@pytest.mark.parametrize("headings", ["Qty ordered,Qty received", "Menge,Gelieferte Menge", "Ordered,Received"])
def test_of_what_was_ordered_and_what_came_the_latter_counts(desk, order, headings):
    desk.import_receipts(f"Order,SKU,{headings},Date\n1,A,10,4,{day(0)}\n")
    assert on_hand() == 7


def test_a_file_says_what_came_in_by_line_and_day(desk, order):
    report = desk.import_receipts(f"number,sku,quantity,date\n1,A,4,{day(-1)}\n1,A,6,{day(0)}\n")
    assert (report["recorded"], report["rejected"]) == (2, 0)
    assert on_hand() == 13
    assert purchase_orders.get_order(order.id).order.status == "received"


def test_the_same_file_again_changes_nothing(desk, order):
    text = f"number,sku,quantity,received_on\n1,A,4,{day(-1)}\n"
    desk.import_receipts(text)
    assert desk.import_receipts(text)["unchanged"] == 1
    assert on_hand() == 7


def test_another_quantity_corrects_what_was_said(desk, order):
    desk.import_receipts(f"number,sku,quantity,received_on\n1,A,10,{day(-1)}\n")
    desk.import_receipts(f"number,sku,quantity,received_on\n1,A,8,{day(-1)}\n")
    line = purchase_orders.get_order(order.id)
    assert (on_hand(), line.order.received, line.order.status) == (11, 8, "open")


def test_a_line_closed_before_all_had_come_stays_closed_when_a_receipt_is_corrected(desk, order):
    desk.receive(order, 6, received_on=day(-1))
    desk.change(order, status="received")
    desk.import_receipts(f"number,sku,quantity,received_on\n1,A,5,{day(-1)}\n")
    line = purchase_orders.get_order(order.id)
    assert (line.order.received, line.order.status, line.outstanding) == (5, "received", 0)


def test_two_rows_for_one_line_and_day_are_not_one_receipt(desk, order):
    report = desk.import_receipts(f"number,sku,quantity,received_on\n1,A,3,{day(0)}\n1,A,2,{day(0)}\n")
    assert [(row["line"], row["column"]) for row in report["rejected_rows"]] == [(3, "received_on")]
    assert on_hand() == 6


def test_rows_that_cannot_be_taken_are_named(desk, order):
    report = desk.import_receipts(
        f"number,sku,quantity,received_on\n2,A,1,{day(0)}\n1,B,1,{day(0)}\n1,A,1,{day(-9)}\n1,A,2,{day(0)}\n"
    )
    rejected = [(row["line"], row["column"]) for row in report["rejected_rows"]]
    assert rejected == [(2, "number"), (3, "number"), (4, "received_on")]
    assert on_hand() == 5


def test_a_line_taken_back_whole_teaches_no_lead_time(desk, order):
    for quantity in (4, 0):
        desk.import_receipts(f"number,sku,quantity,received_on\n1,A,{quantity},{day(-1)}\n")
    with snapshot() as session:
        product = product_service.find_product(session, "A")
        assert product_supply.read(session, [product])[product.id].lead.receipts == 0


def test_several_lines_come_in_all_or_none(desk, product):
    for sku in "AB":
        product(sku)
    one, other = desk.order("1", "A"), desk.order("1", "B", ordered_on=day(0))
    came = {order.id: NewReceipt(quantity=4, received_on=day(-1)) for order in (one, other)}
    with pytest.raises(InvalidInput, match="cannot have come before"):
        receipts.receive_all(came, desk.actor)
    assert on_hand() == 0
    receipts.receive_all(dict.fromkeys(came, NewReceipt(quantity=4)), desk.actor)
    assert [line.order.received for line in purchase_orders.all_orders(OrderFilter())] == [4, 4]


def test_received_by_the_same_sight_twice_at_once_it_comes_in_once(desk, order):
    def note(_):
        try:
            receipts.receive_all({order.id: NewReceipt(quantity=10)}, desk.actor, {order.id: {"received": 0.0}})
        except ChangedMeanwhile as error:
            return error.now
        return None

    with ThreadPoolExecutor(4) as clicks:
        told = list(clicks.map(note, range(4)))
    assert (told.count(None), told.count({"received": 10.0}), on_hand()) == (1, 3, 13)


@pytest.mark.parametrize(("pack", "most"), [(1, 100), (60, 190)])
def test_far_more_than_was_ordered_is_a_slip_of_the_hand_by_every_door(desk, product, pack, most):
    product("A", on_hand=3.0, pack_size=pack)
    order = desk.order()
    with pytest.raises(InvalidInput, match="10 of A were ordered, and 10,000,000 would have come") as refused:
        desk.receive(order, 10_000_000)
    assert [fault.pointer for fault in refused.value.faults] == ["/quantity"]
    with pytest.raises(InvalidInput, match="raise what is ordered first"):
        desk.import_receipts(f"number,sku,quantity,received_on\n1,A,{most + 1},{day(0)}\n")
    assert desk.receive(order, most).over_received == most - 10


def test_a_part_of_what_is_sold_whole_does_not_come_in_by_any_door(desk, product):
    product("B", [3, 4])
    order = desk.order("1", "B")
    with pytest.raises(InvalidInput, match="2 or 3, not"):
        desk.receive(order, 2.5)
    with pytest.raises(InvalidInput, match="2 or 3, not"):
        desk.import_receipts(f"number,sku,quantity,received_on\n1,B,2.5,{day(0)}\n")
    assert desk.receive(order, 2).order.received == 2


def test_a_part_that_was_ordered_comes(desk, product):
    product("B")
    order = desk.order("1", "B", 2.5)
    sales_service.record_sales([SaleRow(product_sku="B", date=day(-1), quantity=4)])
    assert desk.receive(order, 2.5).order.status == "received"
