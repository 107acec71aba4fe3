from datetime import date

import pytest
import sqlalchemy as sa
from pydantic import ValidationError

from app.db import snapshot, transaction
from app.models import AuditEntry, PurchaseOrder
from services.errors import Conflict, InvalidInput, NotFound
from services.orders.entry import order_entry, purchase_orders
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.history import order_views
from services.orders.lines.order_fields import OrderChange, OrderLine
from services.planning import event_service
from services.planning.event_fields import NewEvent
from services.replenishment.lists.reorder import ListRequest, order_list
from services.training import training_service
from tests.unit.services.order_desk import Desk, day, line, listed, numbers


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


@pytest.fixture
def apple(product):
    return product("A", supplier="Mill", lead_time_days=4)


def test_what_is_not_said_of_a_line_is_usual(desk, apple):
    (entered,) = desk.enter(line())
    order = entered.line.order
    assert (order.status, order.supplier, order.received) == ("open", "Mill", 0)
    assert (order.ordered_on, order.expected_on) == (day(0), day(4))


def test_a_quantity_that_is_no_whole_packs_is_taken_and_said_by_every_door(desk, product):
    product("A", supplier="Mill", pack_size=12)
    entered = order_entry.enter_orders([line("1", "A", 50), line("2", "A", 48), line("3", "A", 5)], desk.actor)
    odd = "50 of A are no whole packs of 12: 48 or 60 are."
    assert entered.warnings == [odd, "5 of A are no whole pack of 12."]
    assert [own.remark for own in order_views.view("1").lines] == [odd]
    assert odd in desk.import_orders("number,sku,quantity\n4,A,50\n5,A,24\n")["warnings"]


@pytest.mark.parametrize("learned", [False, True])
def test_what_is_ordered_as_advised_is_on_its_way_in_time(desk, product, learned):
    made = product("A", [10.0, 12, 9, 11, 10, 14, 8] * 12, lead_time_days=7, review_days=0)
    for number in "abc" if learned else "":
        desk.receive(desk.order(number, quantity=1, ordered_on=day(-16)), 1, received_on=day(-10))
    training_service.train_now(made, "exponential_smoothing")
    (advised,) = order_list(ListRequest()).page.items
    desk.enter(line(quantity=advised.quantity))
    assert order_list(ListRequest()).page.items == []


def test_a_file_may_name_the_week_and_what_is_no_day_counts_as_nothing_said(desk, apple, product):
    product("B", lead_time_days=4)
    week = day(14).isocalendar()
    report = desk.import_orders(f"number,sku,quantity,due_date\n1,A,5,KW {week.week}\n1,B,5,ASAP\n")
    first, second = sorted(listed().items, key=lambda own: own.product.sku)
    assert first.order.expected_on == date.fromisocalendar(week.year, week.week, 5)
    assert second.order.expected_on == day(4)
    assert "a week as 2026-W50" in report["warnings"][0]


def test_the_same_line_again_changes_nothing(desk, apple):
    first = desk.enter(line())[0]
    again = desk.enter(line())[0]
    assert (first.outcome, again.outcome) == ("inserted", "unchanged")
    assert first.line.order.id == again.line.order.id


def test_an_open_line_is_changed_by_entering_it_anew(desk, apple):
    desk.order(quantity=10)
    (entered,) = desk.enter(line(quantity=12))
    assert entered.outcome == "updated"
    assert (entered.line.order.quantity, entered.line.order.expected_on) == (12, day(2))


def test_one_number_may_hold_several_products(desk, apple, product):
    product("B")
    assert [one.outcome for one in desk.enter(line(), line(sku="B"))] == ["inserted", "inserted"]
    assert len(listed().items) == 2


def test_two_lines_for_one_product_under_one_number_are_not_made_one(desk, apple):
    with pytest.raises(InvalidInput, match="another number") as refused:
        desk.enter(line(expected_on=day(1)), line(expected_on=day(4)))
    assert [fault.pointer for fault in refused.value.faults] == ["/lines/1/number"]
    report = desk.import_orders(f"number,sku,quantity,due_date\n1,A,50,{day(1)}\n1,A,50,{day(4)}\n")
    assert [(row["line"], row["column"]) for row in report["rejected_rows"]] == [(3, "number")]
    assert [(one.order.quantity, one.order.expected_on) for one in listed().items] == [(50, day(1))]


def test_every_faulty_line_is_named_and_none_is_entered(desk, apple):
    lines = (line(), line(sku="no such"), line("2", ordered_on=day(-1), expected_on=day(-2)))
    with pytest.raises(InvalidInput) as refused:
        desk.enter(*lines)
    assert [fault.pointer for fault in refused.value.faults] == ["/lines/1/product_sku", "/lines/2/expected_on"]
    assert numbers() == []


def test_a_closed_line_is_not_entered_anew_but_may_be_repeated(desk, apple):
    order = desk.order()
    desk.change(order, status="cancelled")
    assert desk.enter(line(quantity=10))[0].outcome == "unchanged"
    with pytest.raises(InvalidInput, match="another number"):
        desk.enter(line(quantity=11))


def test_a_file_is_entered_but_for_its_faulty_rows(desk, apple):
    report = desk.import_orders(
        "Order number;SKU;Qty;Order date;Due date;Vendor\n"
        f"7;A;2,5;{day(-3):%d.%m.%Y};{day(9)};\n7;B;1;;;\n8;A;0;;;\n;A;1;;;\n9;A;4;;;Farm\n"
    )
    assert (report["rows_read"], report["inserted"], report["rejected"]) == (5, 2, 3)
    rejected = [(row["line"], row["column"]) for row in report["rejected_rows"]]
    assert rejected == [(3, "product_sku"), (4, "quantity"), (5, "number")]
    found = [(one.order.number, one.order.quantity, one.order.supplier) for one in listed().items]
    assert found == [("9", 4, "Farm"), ("7", 2.5, "Mill")]


def test_the_same_file_again_changes_nothing(desk, apple):
    text = "number,sku,quantity\n1,A,5\n2,A,6\n"
    desk.import_orders(text)
    assert desk.import_orders(text)["unchanged"] == 2


def test_orders_are_found_by_what_they_are(desk, apple, product):
    product("B", supplier="Farm")
    late, soon = desk.order("late", expected_on=day(-1)), desk.order("soon", "B")
    desk.change(desk.order("off"), status="cancelled")
    assert numbers(status="open") == ["late", "soon"]
    assert numbers(product_sku="B") == ["soon"]
    assert numbers(supplier="Farm") == ["soon"]
    assert numbers(overdue=True) == ["late"]
    assert sorted(numbers(overdue=False)) == ["off", "soon"]
    assert [late.supplier, soon.supplier] == ["Mill", "Farm"]


def test_orders_come_in_the_order_they_are_expected_page_by_page(desk, apple):
    for number, days in [("c", 9), ("a", 3), ("b", 3)]:
        desk.order(number, expected_on=day(days))
    first = listed(limit=2)
    rest = listed(limit=2, cursor=first.next_cursor)
    assert [[one.order.number for one in page.items] for page in (first, rest)] == [["a", "b"], ["c"]]
    assert [one.order.number for one in purchase_orders.all_orders(OrderFilter())] == ["a", "b", "c"]


def test_all_orders_are_read_in_parts(desk, apple, monkeypatch):
    monkeypatch.setattr(purchase_orders, "TOGETHER", 2)
    desk.enter(*(line(str(number)) for number in range(5)))
    lines = purchase_orders.all_orders(OrderFilter())
    first = [next(lines).order.number for _ in range(2)]
    with transaction() as session:
        session.execute(sa.delete(PurchaseOrder).where(PurchaseOrder.number == "3"))
    assert [*first, *(one.order.number for one in lines)] == ["0", "1", "2", "4"]


@pytest.mark.parametrize("cursor", ["WyJhIiwgImIiXQ==", "WyIyMDI2LTAxLTAxIiwgIjk5OTk5OTk5OTk5OTk5OTk5OTk5Il0="])
def test_a_cursor_of_another_list_is_refused(desk, apple, cursor):
    with pytest.raises(InvalidInput):
        listed(cursor=cursor)


def test_an_open_line_can_be_changed(desk, apple):
    changed = desk.change(desk.order(), quantity=7, expected_on=day(20)).order
    assert (changed.quantity, changed.expected_on, changed.status) == (7, day(20), "open")


def test_a_line_cannot_come_before_it_was_ordered(desk, apple):
    with pytest.raises(InvalidInput, match="before"):
        desk.change(desk.order(), expected_on=day(-6))


def test_a_closed_line_cannot_be_changed(desk, apple):
    order = desk.order()
    desk.change(order, status="received")
    with pytest.raises(Conflict):
        desk.change(order, quantity=3)


def test_several_lines_are_changed_all_or_none(desk, apple):
    first, second = desk.order("1"), desk.order("2")
    desk.change(second, status="received")
    later = OrderChange(expected_on=day(9))
    with pytest.raises(Conflict):
        purchase_orders.change_orders({first.id: later, second.id: later}, desk.actor)
    assert purchase_orders.get_order(first.id).order.expected_on == day(2)


def test_a_line_of_which_some_came_is_closed_not_cancelled(desk, apple):
    order = desk.order()
    desk.receive(order, 4)
    with pytest.raises(Conflict):
        desk.change(order, status="cancelled")
    closed = desk.change(order, status="received")
    assert (closed.order.status, closed.order.received, closed.outstanding) == ("received", 4, 0)


def test_a_line_cut_down_to_what_has_come_is_closed(desk, apple):
    order = desk.order()
    desk.receive(order, 4)
    assert desk.change(order, quantity=4).order.status == "received"


def test_an_unknown_order_is_said(desk):
    with pytest.raises(NotFound):
        purchase_orders.get_order(7)


def test_who_changed_what_is_on_record(desk, apple):
    order = desk.order()
    desk.change(order, quantity=7)
    with snapshot() as session:
        entries = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [entry.action for entry in entries] == ["purchase_order.enter", "purchase_order.change"]
    assert entries[1].subject.startswith("1: 7 of A")


@pytest.mark.parametrize("fault", [{"number": ""}, {"number": "x" * 65}, {"quantity": 0}, {"expected_on": "soon"}])
def test_a_faulty_line_is_refused(fault):
    with pytest.raises(ValidationError):
        OrderLine(**({"number": "1", "product_sku": "A", "quantity": 1} | fault))


def test_a_line_is_not_opened_by_a_change():
    with pytest.raises(ValidationError):
        OrderChange(status="open")


def test_goods_are_not_expected_on_a_day_on_which_nobody_takes_them_in(desk, product):
    product("C", lead_time_days=2, review_days=7)
    closure = NewEvent(kind="closure", name="Stocktaking", starts_on=day(2), ends_on=day(3))
    event_service.create(closure, "kim")
    (entered,) = desk.enter(line(sku="C"))
    assert entered.line.order.expected_on == day(4)
    (said,) = desk.enter(line("2", sku="C", expected_on=day(2)))
    assert said.line.order.expected_on == day(2)


@pytest.mark.parametrize(
    ("columns", "left"),
    [
        ("Ordered Qty,Received", "100,40"),
        ("Qty,Rcv'd,Backordered", "100,40,60"),
        ("Bestellmenge,Noch zu liefern", "100,60"),
        ("quantity,outstanding", "100,60"),
    ],
)
def test_of_an_order_that_has_partly_come_elsewhere_the_rest_is_on_its_way(desk, apple, columns, left):
    desk.import_orders(f"PO Number,SKU,{columns}\n4711,A,{left}\n4712,A,{left}\n")
    assert [one.order.quantity for one in listed().items] == [60, 60]


def test_what_came_here_is_not_taken_off_twice_where_the_file_knows_of_it_or_not(desk, apple):
    desk.import_orders("number,sku,quantity,received\n1,A,100,40\n2,A,100,0\n")
    first, second = (one.order for one in listed().items)
    desk.receive(first, 10)
    desk.receive(second, 30)
    report = desk.import_orders("number,sku,quantity,received\n1,A,100,50\n2,A,100,0\n3,A,100,100\n")
    assert (report["unchanged"], report["rejected"]) == (2, 1)
    assert "nothing of it is on its way" in report["rejected_rows"][0]["reason"]


def test_a_line_is_not_cut_below_what_has_come_by_any_door(desk, apple):
    order = desk.order(quantity=253)
    desk.receive(order, 252)
    with pytest.raises(Conflict, match="252 of A have come: order at least that, or close the line"):
        desk.change(order, quantity=1)
    with pytest.raises(InvalidInput, match="252 of A have come") as refused:
        desk.enter(line(quantity=1))
    assert [fault.pointer for fault in refused.value.faults] == ["/lines/0/quantity"]
    with pytest.raises(InvalidInput, match="252 of A have come"):
        desk.import_orders("number,sku,quantity\n1,A,1\n")
    assert purchase_orders.get_order(order.id).order.quantity == 253
