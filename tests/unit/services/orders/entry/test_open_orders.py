import pytest

from services.orders.entry import open_orders, purchase_orders
from services.orders.entry.purchase_orders import OrderFilter
from tests.unit.services.order_desk import Desk, day


@pytest.fixture
def desk(user_ids, product):
    for sku in "ABC":
        product(sku)
    return Desk(user_ids[0])


def found(orders=50, lines_each=10, **filters):
    return open_orders.open_orders(OrderFilter(**filters), orders, lines_each)


def numbers(**limits):
    return [order.key.number for order in found(**limits).orders]


def test_an_order_is_as_late_as_its_first_line_and_the_overdue_stand_first(desk):
    desk.order("soon", "A", expected_on=day(1))
    desk.order("mixed", "A", expected_on=day(9))
    desk.order("mixed", "B", expected_on=day(-1))
    (mixed, soon) = found().orders
    assert (mixed.key.number, mixed.expected_on, mixed.count) == ("mixed", day(-1), 2)
    assert [line.product.sku for line in mixed.lines] == ["B", "A"]
    assert soon.key.number == "soon"


def test_one_number_of_two_suppliers_is_two_deliveries(desk):
    desk.order("1", "A", supplier="Mill")
    desk.order("1", "B", supplier="Press")
    assert [(order.key.supplier, order.count) for order in found().orders] == [("Mill", 1), ("Press", 1)]
    assert [order.key.supplier for order in found(supplier="Press").orders] == ["Press"]
    assert open_orders.suppliers() == ["Mill", "Press"]


def test_what_is_not_shown_is_counted(desk):
    for sku in "ABC":
        desk.order("1", sku)
    desk.order("2", "A", expected_on=day(3))
    shown = found(orders=1, lines_each=2)
    assert (shown.total, [(order.count, len(order.lines)) for order in shown.orders]) == (2, [(3, 2)])


def test_closed_lines_are_no_longer_on_their_way_and_say_how_they_ended(desk):
    came, dropped, partly = (desk.order(number, "A") for number in ("came", "dropped", "partly"))
    desk.receive(came, 10, received_on=day(0))
    desk.receive(partly, 4, received_on=day(-2))
    desk.change(dropped, status="cancelled")
    assert numbers() == ["partly"]
    desk.change(partly, status="received")
    closed = open_orders.lately_closed(20)
    assert [line.order.number for line in closed.received] == ["came", "partly"]
    assert [line.order.number for line in closed.dropped] == ["dropped"]
    assert len(open_orders.lately_closed(1).received) == 1


def test_where_nothing_was_ordered_nothing_is_on_its_way(database):
    assert (found().orders, found().total, open_orders.suppliers()) == ([], 0, [])


def test_a_later_delivery_of_an_order_is_never_moved_forward(desk):
    for sku, expected in (("A", 2), ("B", 3), ("C", 8)):
        desk.order("1", sku, expected_on=day(expected))
    lines = list(purchase_orders.all_orders(OrderFilter(number="1")))
    moved = {to: [line.product.sku for line in open_orders.moved(lines, day(to))] for to in (1, 3, 5, 9)}
    assert moved == {1: ["A"], 3: ["A"], 5: ["A", "B"], 9: ["A", "B", "C"]}
