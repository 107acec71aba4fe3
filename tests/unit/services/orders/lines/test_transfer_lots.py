"""What expires keeps its last day from place to place, and what expires first goes first."""

import pytest

from app.db import snapshot
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.orders.entry import order_work, purchase_orders, transfer_orders
from services.orders.entry.transfer_orders import TransferLine
from services.orders.history import order_views
from services.orders.lines.order_fields import LineChange, OrderChanges
from services.orders.sending import order_sending, step_undo
from services.orders.sending.order_sending import Wanted
from services.planning import catalogue_service
from services.replenishment.supply import stock_now, targets
from tests.unit.services.order_desk import Desk, day


@pytest.fixture
def north(product, user_ids):
    """30 buns that keep for seven days came to the north four days ago, 20 more yesterday; a desk."""
    desk = Desk(user_ids[0])
    for sku, place in (("BUN@n", "North"), ("BUN@s", "South")):
        product(sku, on_hand=0.0, location=place, shelf_life_days=7)
    for number, units, came in (("1", 30, -4), ("2", 20, -1)):
        desk.receive(desk.order(number, "BUN@n", units), units, received_on=day(came))
    return desk


def by_last_day(*skus):
    """Units on hand by the days that are left, of each."""
    with snapshot() as session:
        products = [product_service.find_product(session, sku) for sku in skus]
        found = targets.expiring(session, products, stock_now.read(session, products))
    days = [sorted({day for day, _ in found[own.id]}) for own in products]
    return [
        {day: sum(units for last, units in found[own.id] if last == day) for day in its}
        for own, its in zip(products, days, strict=True)
    ]


def there():
    return by_last_day("BUN@n", "BUN@s")


def send(units, draft=False):
    line = TransferLine(source_sku="BUN@n", target_sku="BUN@s", quantity=units)
    return transfer_orders.begin([line], SignedIn(1, "kim", "planner", "session"), draft)[0].number


def row(number):
    return order_views.view(number).order.rows[0]


def test_the_first_to_expire_goes_and_is_as_old_where_it_comes(north):
    # They came four days ago and are sold on seven: today and on two more.
    assert there() == [{2: 30, 5: 20}, {}]
    number = send(40)
    north.receive(row(number), 40)
    assert there() == [{5: 10}, {2: 30, 5: 10}]


def test_what_comes_in_parts_comes_in_that_order(north):
    number = send(40)
    north.receive(row(number), 25)
    assert there()[1] == {2: 25}
    north.receive(row(number), 15)
    assert there()[1] == {2: 30, 5: 10}


def test_more_that_is_sent_afterwards_expires_later(north):
    number = send(20)
    change = OrderChanges(lines=[LineChange(product_sku="BUN@s", quantity=35)])
    purchase_orders.change_lines(number, change, north.actor)
    north.receive(row(number), 35)
    assert there() == [{5: 15}, {2: 30, 5: 5}]


@pytest.mark.parametrize("back", ["cancel", "undo"])
def test_what_comes_back_is_as_old_as_it_was(north, back):
    number = send(40)
    if back == "cancel":
        order_work.cancel(number, north.actor)
    else:
        step_undo.undo(number, north.actor)
    assert there() == [{2: 30, 5: 20}, {}]


def test_what_is_sent_after_all_is_as_old_as_it_is_by_then(north):
    number = send(40, draft=True)
    assert row(number).lots is None
    order_sending.send(number, north.actor, Wanted())
    assert [units for _, units in row(number).lots] == [30, 10]
    step_undo.undo(number, north.actor)
    north.receive(north.order("3", "BUN@n", 5), 5, received_on=day(-5))
    order_sending.send(number, north.actor, Wanted())
    assert [units for _, units in row(number).lots] == [5, 30, 5]


def test_what_goes_on_from_there_still_does(north, product):
    product("BUN@w", on_hand=0.0, location="West", shelf_life_days=7)
    north.receive(row(number := send(40)), 40)
    line = TransferLine(source_sku="BUN@s", target_sku="BUN@w", quantity=35)
    (onwards,) = transfer_orders.begin([line], north.actor)
    north.receive(row(onwards.number), 35)
    assert row(number).received == 40
    assert by_last_day("BUN@s", "BUN@w") == [{5: 5}, {2: 30, 5: 5}]


def test_of_what_keeps_nothing_is_noted(north):
    catalogue_service.update_product("BUN@n", ProductFields(shelf_life_days=None))
    assert row(send(40)).lots is None
