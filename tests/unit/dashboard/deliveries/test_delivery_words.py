import pytest

from dashboard.deliveries import delivery_words
from services.errors import Conflict
from services.orders.entry import open_orders
from services.orders.entry.open_orders import OrderKey
from tests.unit.services.order_desk import Desk, day


@pytest.fixture
def desk(user_ids, product, in_berlin):
    for sku in "AB":
        product(sku)
    return Desk(user_ids[0])


def ending(which):
    (line,) = getattr(open_orders.lately_closed(1), which)
    return delivery_words.ending(line)


@pytest.mark.parametrize(
    ("offset", "words"),
    [(-2, "2 days overdue"), (-1, "1 day overdue"), (0, "due today"), (1, "in 1 day"), (1200, "in 1,200 days")],
)
def test_how_far_off_a_delivery_is(in_berlin, offset, words):
    assert delivery_words.due(day(offset))[0] == words


def test_a_button_about_an_order_is_about_its_open_lines_of_this_supplier_as_they_are_then(desk):
    about = delivery_words.about_order(OrderKey('4"7', ""))
    desk.order('4"7', "A")
    gone = desk.order('4"7', "B")
    desk.change(gone, status="cancelled")
    assert [line.product.sku for line in delivery_words.open_lines(about)] == ["A"]


def test_a_button_about_what_is_closed_by_now_says_so(desk):
    order = desk.order()
    desk.change(order, status="cancelled")
    with pytest.raises(Conflict, match="Nothing of it"):
        delivery_words.open_lines(str(order.id))


def test_several_lines_have_one_name_and_one_path_that_curl_understands(desk):
    one, other = desk.order("1", "A"), desk.order("1", "B")
    lines = delivery_words.open_lines(delivery_words.about_order(OrderKey("1", "")))
    assert (delivery_words.name(lines), delivery_words.name(lines[:1])) == ("1, 2 products", "A of 1")
    assert delivery_words.path(lines) == f"/purchase-orders/{{{one.id},{other.id}}}"
    assert delivery_words.path(lines[:1]) == f"/purchase-orders/{one.id}"


def test_a_closed_line_says_how_it_ended(desk):
    desk.change(desk.order("1"), status="cancelled")
    assert ending("dropped") == "Cancelled"
    desk.receive(desk.order("2"), 12.5)
    assert ending("received").endswith("; 2.5 more than ordered")
    short = desk.order("3")
    desk.receive(short, 4)
    desk.change(short, status="received")
    assert ending("received").endswith("; 6 did not come")
