import pytest

from services.orders.entry import purchase_orders, receipt_list
from services.orders.entry.receipt_list import ReceiptFilter
from services.orders.lines.order_fields import OrderLine
from tests.unit.services.order_desk import Desk, day


@pytest.fixture
def desk(user_ids, product):
    for sku in "AB":
        product(sku)
    own = Desk(user_ids[0])
    for number, sku in (("1", "A"), ("2", "B")):
        order = own.order(number, sku=sku, supplier=f"of {sku}")
        for quantity, ago in ((3, 4), (2, 4), (1, 2)):
            own.receive(order, quantity, received_on=day(-ago))
    return own


def listed(**filters):
    rows = receipt_list.all_receipts(ReceiptFilter(**filters))
    return [(row.order.number, row.product.sku, row.received_on, row.quantity) for row in rows]


def test_what_came_in_on_a_day_adds_up_the_latest_day_first(desk):
    assert listed() == [("2", "B", day(-2), 1), ("1", "A", day(-2), 1), ("2", "B", day(-4), 5), ("1", "A", day(-4), 5)]


@pytest.mark.parametrize("filters", [{"number": "1"}, {"product_sku": "A"}, {"supplier": "of A"}])
def test_of_one_order_product_or_supplier(desk, filters):
    assert [row[:2] for row in listed(**filters)] == [("1", "A")] * 2


def test_of_some_days(desk):
    assert [row[3] for row in listed(first=day(-3))] == [1, 1]
    assert [row[3] for row in listed(last=day(-3))] == [5, 5]


def test_page_by_page_it_is_the_same(desk):
    found, cursor = [], None
    while not found or cursor:
        page = receipt_list.list_receipts(ReceiptFilter(), 1, cursor)
        found, cursor = [*found, *page.items], page.next_cursor
    assert [(row.order.number, row.received_on) for row in found] == [(row[0], row[2]) for row in listed()]


def test_what_was_corrected_to_nothing_did_not_come_in(desk):
    desk.import_receipts(f"number,sku,quantity,date\n1,A,0,{day(-2)}\n")
    assert ("1", "A", day(-2)) not in [row[:3] for row in listed()]


def test_sent_back_after_its_order_was_moved_it_changes_nothing(desk):
    desk.enter(OrderLine(number="1", product_sku="A", quantity=10, ordered_on=day(-3)))
    report = desk.import_receipts(f"number,sku,quantity,date\n1,A,5,{day(-4)}\n")
    assert (report["unchanged"], report["rejected"]) == (1, 0)
    assert purchase_orders.list_orders(purchase_orders.OrderFilter(number="1"), 1, None).items[0].order.received == 6
