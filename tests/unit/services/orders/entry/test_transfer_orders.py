"""Goods that go from one of the shop's places to another, as orders."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from pydantic import ValidationError

from app.db import snapshot, transaction
from app.models import Product
from services.access.signed_in import SignedIn
from services.catalogue.product_fields import ProductFields
from services.errors import Conflict, InvalidInput
from services.imports import undoing
from services.orders.entry import order_entry, order_work, purchase_orders, receipts, transfer_orders
from services.orders.entry.transfer_orders import TransferLine
from services.orders.history import order_views
from services.orders.lines.order_fields import NewReceipt, OrderChanges
from services.orders.sending import order_sending, step_undo
from services.orders.sending.order_sending import Wanted
from services.planning import catalogue_service
from services.replenishment.supply import product_supply, stock_now, supply, targets
from services.stock import stock_history, stock_levels
from services.stock.stock_history import StockRow
from tests.unit.services.order_desk import Desk, day, line
from utils import clock
from utils.config import use_settings


@pytest.fixture
def kim(user_ids):
    return SignedIn(user_ids[0], "kim", "planner", "session")


@pytest.fixture
def places(product):
    """An item in two places, of which one has 50."""
    return product("TEA@north", on_hand=50.0, location="North"), product("TEA@south", on_hand=2.0, location="South")


@pytest.fixture
def sent(places, kim):
    (order,) = transfer_orders.begin([wanted()], kim)
    return order


def wanted(quantity=20, **fields):
    return TransferLine(source_sku="TEA@north", target_sku="TEA@south", quantity=quantity, **fields)


def stocks():
    with snapshot() as session:
        return [own.on_hand for own in session.scalars(sa.select(Product).order_by(Product.sku))]


def state(number):
    return order_views.view(number).order.state


def id_of(number):
    return order_views.view(number).lines[0].line.order.id


def receive(number, units, kim):
    receipts.receive(id_of(number), NewReceipt(quantity=units), kim)


def test_no_more_is_sent_than_is_known_to_be_there(places, kim):
    with pytest.raises(Conflict, match="there are 50, and 60 are to be sent"):
        transfer_orders.begin([wanted(60)], kim)
    (draft,) = transfer_orders.begin([wanted(60)], kim, draft=True)
    assert (stocks(), state(draft.number)) == ([50.0, 2.0], "draft")


def test_what_was_sold_since_the_last_count_is_not_sent(product, kim):
    # Fifty were counted four days ago; ten a day were sold since.
    north = product("TEA@north", [10, 10, 10], location="North")
    product("TEA@south", on_hand=2.0, location="South")
    with transaction() as session:
        stock_levels.record(session, {(north.id, day(-4)): 50.0})
    with pytest.raises(Conflict, match="there are 20, and 30 are to be sent"):
        transfer_orders.begin([wanted(30)], kim)
    transfer_orders.begin([wanted(20)], kim)
    with pytest.raises(Conflict, match="there are 0, and 1 are to be sent"):
        transfer_orders.begin([wanted(1)], kim)


def test_no_more_is_put_on_the_way_than_is_there(sent, kim):
    def to(units):
        lines = [{"product_sku": "TEA@south", "quantity": units}]
        purchase_orders.change_lines(sent.number, OrderChanges(lines=lines), kim)

    with pytest.raises(Conflict, match="there are 30, and 31 are to be sent"):
        to(51)
    to(50)
    assert stocks() == [0.0, 2.0]
    to(10)
    assert stocks() == [40.0, 2.0]


def test_goods_leave_when_they_are_sent_and_are_there_when_they_are_received(sent, kim):
    assert (stocks(), state(sent.number), sent.is_transfer) == ([30.0, 2.0], "sent", True)
    receive(sent.number, 20, kim)
    assert (stocks(), state(sent.number)) == ([30.0, 22.0], "received")


def test_a_transfer_of_which_one_line_never_came_is_closed(places, product, kim):
    product("OIL@north", on_hand=9.0, location="North")
    product("OIL@south", on_hand=0.0, location="South")
    oil = TransferLine(source_sku="OIL@north", target_sku="OIL@south", quantity=4)
    (sent,) = transfer_orders.begin([wanted(), oil], kim)
    receive(sent.number, order_views.view(sent.number).lines[0].line.order.quantity, kim)
    order_work.close(sent.number, kim)
    assert state(sent.number) == "closed"


def test_a_draft_moves_nothing_until_it_is_sent(places, kim):
    (order,) = transfer_orders.begin([wanted()], kim, draft=True)
    assert (stocks(), state(order.number)) == ([50.0, 2.0], "draft")
    order_work.approve(order.number, kim)
    order_sending.send(order.number, kim, Wanted())
    assert (stocks(), state(order.number)) == ([30.0, 2.0], "sent")


def test_each_step_is_undone_with_the_stock_that_it_moved(sent, kim):
    receive(sent.number, 5, kim)
    assert stocks() == [30.0, 7.0]
    for left in ([30.0, 2.0], [50.0, 2.0]):
        step_undo.undo(sent.number, kim)
        assert stocks() == left
    assert state(sent.number) == "draft"
    assert step_undo.undo(sent.number, kim) is False


def test_what_another_transfer_took_since_is_named_and_undone_first(sent, product, kim):
    product("TEA@west", on_hand=0.0, location="West")
    line = TransferLine(source_sku="TEA@north", target_sku="TEA@west", quantity=5)
    (other,) = transfer_orders.begin([line], kim)
    with pytest.raises(Conflict, match=f"{other.number} moved the same stock since .step 'send'.: undo that first"):
        step_undo.undo(sent.number, kim)
    assert stocks() == [25.0, 2.0, 0.0]
    step_undo.undo(other.number, kim)
    step_undo.undo(sent.number, kim)
    assert stocks() == [50.0, 2.0, 0.0]


def test_what_does_not_come_is_back_where_it_was(sent, kim):
    order_work.cancel(sent.number, kim)
    assert stocks() == [50.0, 2.0]
    step_undo.undo(sent.number, kim)
    receive(sent.number, 5, kim)
    order_work.close(sent.number, kim)
    assert (stocks(), state(sent.number)) == ([45.0, 7.0], "closed")


def test_another_quantity_on_the_way_leaves_too(sent, kim):
    lines = [{"product_sku": "TEA@south", "quantity": 25}]
    purchase_orders.change_lines(sent.number, OrderChanges(lines=lines), kim)
    assert stocks() == [25.0, 2.0]
    step_undo.undo(sent.number, kim)
    assert stocks() == [30.0, 2.0]


def test_more_than_was_sent_has_left_as_well(sent, kim):
    receive(sent.number, 24, kim)
    assert stocks() == [26.0, 26.0]


def test_it_counts_as_arriving_and_teaches_no_lead_time(sent, places, kim):
    with snapshot() as session:
        (arrival,) = supply.arrivals(session, [places[1].id])[places[1].id]
    assert (arrival.day, arrival.quantity) == (day(1), 20)
    receive(sent.number, 20, kim)
    with snapshot() as session:
        assert product_supply.read(session, [places[1]])[places[1].id].lead.receipts == 0


def test_what_left_after_the_last_count_is_not_on_hand(places, kim):
    with transaction() as session:
        stock_levels.record(session, {(places[0].id, day(-3)): 50.0})
    transfer_orders.begin([wanted()], kim)
    with snapshot() as session:
        north = session.get_one(Product, places[0].id)
        assert stock_now.read(session, [north])[north.id].units == 30


def test_it_needs_no_approval_as_nothing_is_bought(places, kim, database):
    use_settings(database.model_copy(update={"order_approval_limit": 1.0}))
    (order,) = transfer_orders.begin([wanted()], kim)
    assert state(order.number) == "sent"


def test_each_route_is_an_order_of_its_own(places, product, kim):
    product("TEA@west", on_hand=1.0, location="West")
    west = TransferLine(source_sku="TEA@north", target_sku="TEA@west", quantity=3)
    orders = transfer_orders.begin([wanted(), west], kim)
    assert [order.number.split("-")[-2] for order in orders] == ["SOUTH", "WEST"]
    assert stocks() == [27.0, 2.0, 1.0]


def test_what_cannot_be_moved_is_refused_and_nothing_moves(places, kim):
    with pytest.raises(InvalidInput, match="no product 'TEA@moon'"):
        transfer_orders.begin([wanted(), TransferLine(source_sku="TEA@moon", target_sku="TEA@south", quantity=1)], kim)
    with pytest.raises(InvalidInput, match="twice"):
        transfer_orders.begin([wanted(), wanted()], kim)
    with pytest.raises(ValidationError, match="another product"):
        TransferLine(source_sku="A", target_sku="A", quantity=1)
    assert stocks() == [50.0, 2.0]


def test_nobody_orders_under_the_number_of_a_transfer(sent, kim):
    with pytest.raises(InvalidInput, match="is a transfer"):
        order_entry.enter_orders([line(sent.number, "TEA@north")], kim)


def test_a_transfer_is_not_mailed(sent, kim):
    with pytest.raises(Conflict):
        order_sending.send(sent.number, kim, Wanted())


def test_what_was_sent_is_as_old_as_what_had_come_in_where_it_came_from(product, kim):
    # Ten came five days ago and keep for seven: today and tomorrow are left, wherever they are by now.
    north, south = (product(f"BUN@{place}", on_hand=0.0, location=place, shelf_life_days=7) for place in ("n", "s"))
    order_entry.enter_orders([line("1", north.sku, 10, ordered_on=day(-6), expected_on=day(-5))], kim)
    receipts.receive(id_of("1"), NewReceipt(quantity=10, received_on=day(-5)), kim)
    (order,) = transfer_orders.begin([TransferLine(source_sku=north.sku, target_sku=south.sku, quantity=10)], kim)
    receive(order.number, 10, kim)
    with snapshot() as session:
        here = [session.get_one(Product, south.id)]
        assert targets.expiring(session, here, stock_now.read(session, here)) == {south.id: ((1, 10.0),)}


def test_what_a_file_says_of_goods_that_came_is_followed_by_the_place_that_gave_them(sent, kim):
    desk = Desk(kim.user_id)
    file = f"number,sku,quantity,received_on\n{sent.number},TEA@south,{{}},{day(0)}\n"
    more = desk.import_receipts(file.format(23))["task_id"]
    assert stocks() == [27.0, 25.0]
    undoing.undo(more, kim)
    assert stocks() == [30.0, 2.0]
    desk.import_receipts(file.format(15))
    order_work.close(sent.number, kim)
    assert stocks() == [35.0, 17.0]
    desk.import_receipts(file.format(12))
    assert stocks() == [38.0, 14.0]


def later(days):
    return time_machine.travel(clock.now() + timedelta(days=days))


def counted(sku, units, days_ago):
    stock_history.record_levels([StockRow(product_sku=sku, date=day(-days_ago), on_hand=units)])


@pytest.fixture
def on_the_way(places, kim):
    """Of fifty that were counted twenty left today."""
    counted("TEA@north", 50, 1)
    (order,) = transfer_orders.begin([wanted()], kim)
    return order


def test_a_count_has_seen_what_left_before_it_though_nobody_knew_how_much(on_the_way, kim):
    with later(2):
        counted("TEA@north", 26, 1)
        receive(on_the_way.number, 24, kim)
        assert stocks() == [26.0, 26.0]
        step_undo.undo(on_the_way.number, kim)
        assert stocks() == [26.0, 2.0]


def test_what_comes_back_was_not_there_when_it_was_counted(on_the_way, kim):
    with later(2):
        counted("TEA@north", 30, 1)
        order_work.cancel(on_the_way.number, kim)
        assert stocks() == [50.0, 2.0]
        step_undo.undo(on_the_way.number, kim)
        assert stocks() == [30.0, 2.0]


def test_what_was_counted_since_is_not_undone(on_the_way, kim):
    with later(2):
        counted("TEA@north", 30, 1)
        with pytest.raises(Conflict, match=r"the stock of TEA@north on .* was told or changed again"):
            step_undo.undo(on_the_way.number, kim)
        receive(on_the_way.number, 20, kim)
    with later(4):
        counted("TEA@south", 21, 1)
        with pytest.raises(Conflict, match=r"the stock of TEA@south on .* was told or changed again"):
            step_undo.undo(on_the_way.number, kim)
        assert stocks() == [30.0, 21.0]


def test_of_a_kit_those_that_are_packed_are_sent(product, kim):
    product("CUP", on_hand=20.0)
    north, south = (product(f"BOX@{place}", on_hand=None, location=place) for place in ("north", "south"))
    for box in (north, south):
        catalogue_service.update_product(box.sku, ProductFields(components=[{"product_sku": "CUP", "quantity": 2}]))
    line = TransferLine(source_sku=north.sku, target_sku=south.sku, quantity=3)
    with pytest.raises(Conflict, match="there are 0, and 3 are to be sent"):
        transfer_orders.begin([line], kim)
    counted(north.sku, 5, 0)
    counted(south.sku, 0, 0)
    (order,) = transfer_orders.begin([line], kim)
    receive(order.number, 3, kim)
    assert stocks() == [2.0, 3.0, 20.0]
    step_undo.undo(order.number, kim)
    step_undo.undo(order.number, kim)
    assert stocks() == [5.0, 0.0, 20.0]
