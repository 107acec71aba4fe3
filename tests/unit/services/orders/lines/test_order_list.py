"""Orders as wholes, listed by how far they are."""

from itertools import combinations_with_replacement
from itertools import product as every

import pytest

from app.db import transaction
from app.models import OrderHead, PurchaseOrder
from app.models.order import OrderPhase
from app.models.stock import OrderStatus
from services.access.signed_in import SignedIn
from services.errors import InvalidInput
from services.orders.entry import transfer_orders
from services.orders.entry.transfer_orders import TransferLine
from services.orders.lines import order_list
from services.orders.lines.agreements import Agreed
from services.orders.lines.order_list import OrderFilter
from services.orders.lines.order_states import State, state_of
from services.paging import Page
from tests.unit.services.order_desk import Desk, day, line
from utils import clock

# What a line keeps that was ordered.
AGREED = Agreed("A", "Apple", None, 1, [], "", 1.0).of_so_many(10)
# Of a line: what it is, how much of its ten has come, and what was agreed of it.
LINES = [(OrderStatus.DRAFT, 0, None), (OrderStatus.OPEN, 0, AGREED), (OrderStatus.OPEN, 4, AGREED)]
LINES += [(OrderStatus.CANCELLED, 0, agreed) for agreed in (None, AGREED)]
LINES += [(OrderStatus.RECEIVED, come, agreed) for come in (0, 4, 10, 12) for agreed in (None, AGREED)]

UNSENT = {OrderStatus.DRAFT, OrderStatus.CANCELLED}


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


def numbers(**filters):
    return [own.order.number for own in order_list.every_order(OrderFilter(**filters))]


def row(number, place, made, status, come, agreed):
    return PurchaseOrder(
        number=number,
        product_id=made[place].id,
        quantity=10.0,
        received=float(come),
        status=status,
        agreed=agreed,
        supplier="",
        ordered_on=day(-3),
        expected_on=day(2),
        created_at=clock.now(),
    )


def may_be(pair, phase):
    """What is drafted has a head that says so, and stands under no number with what is ordered."""
    statuses = {status for status, *_ in pair}
    drafted = OrderStatus.DRAFT in statuses
    return not drafted or (phase in (OrderPhase.DRAFT, OrderPhase.APPROVED) and statuses <= UNSENT)


@pytest.fixture
def state_by_number(product):
    """Orders of two lines in whatever states these may be together, in every phase or without a head: what each is."""
    made, states = [product("A"), product("B")], {}
    pairs = combinations_with_replacement(LINES, 2)
    with transaction() as session:
        for place, (pair, phase) in enumerate(every(pairs, [None, *OrderPhase])):
            if not may_be(pair, phase):
                continue
            number = f"PO-{place:03}"
            rows = [row(number, position, made, *own) for position, own in enumerate(pair)]
            session.add_all(rows)
            if phase:
                session.add(OrderHead(number=number, phase=phase, created_at=clock.now(), written_by=[]))
            states[number] = state_of(phase or OrderPhase.SENT, rows)
    return states


def test_the_database_knows_the_state_of_every_order(state_by_number):
    found = {number: state for state in State for number in numbers(states=[state])}
    assert found == state_by_number
    assert set(found.values()) == set(State)


def test_what_is_counted_is_what_is_listed(state_by_number):
    assert order_list.counts() == {state: len(numbers(states=[state])) for state in order_list.AT_WORK}


def test_all_pages_together_are_the_list_the_newest_first(product, desk):
    product("A", supplier="Mill")
    for place in range(5):
        desk.order(f"PO-{place}", ordered_on=day(-place))
    found, cursor = [], None
    while cursor or not found:
        page = order_list.list_orders(OrderFilter(), 2, cursor)
        found, cursor = [*found, *(own.order.number for own in page.items)], page.next_cursor
    assert found == numbers() == [f"PO-{place}" for place in range(5)]


def test_orders_are_found_by_product_supplier_and_what_is_late(product, desk):
    for sku, name in (("A", "Mill"), ("B", "Farm")):
        product(sku, supplier=name)
    desk.enter(
        line("both", "A", 1), line("both", "B", 1), line("late", "B", 1, ordered_on=day(-9), expected_on=day(-1))
    )
    assert set(numbers(product_sku="B")) == set(numbers(supplier="Farm")) == {"both", "late"}
    assert numbers(product_sku="A", supplier="Farm") == ["both"]
    assert (numbers(overdue=True), numbers(overdue=False)) == (["late"], ["both"])


def test_transfers_are_apart_from_purchases(product, desk, user_ids):
    product("A@north", on_hand=9.0)
    product("A@south")
    desk.order("PO-1", "A@north")
    moved = TransferLine(source_sku="A@north", target_sku="A@south", quantity=4)
    (made,) = transfer_orders.begin([moved], SignedIn(user_ids[0], "kim", "planner", "session"))
    assert (numbers(kind="transfer"), numbers(kind="purchase")) == ([made.number], ["PO-1"])


def test_a_cursor_of_another_list_is_refused(database):
    with pytest.raises(InvalidInput, match="another list"):
        order_list.list_orders(OrderFilter(), 2, Page.of(["a", "b"], 1, lambda last: [last, last]).next_cursor)
