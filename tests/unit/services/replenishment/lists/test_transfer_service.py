import numpy as np
import pytest
import sqlalchemy as sa
from sqlalchemy import event

from app.db import snapshot
from app.models import OrderAdvice
from services.access.signed_in import SignedIn
from services.catalogue.supplier_fields import NewSupplier
from services.orders.entry import transfer_orders
from services.orders.entry.transfer_orders import TransferLine
from services.planning import supplier_service
from services.replenishment.lists import advice_lines, reorder, transfer_service
from services.replenishment.lists.reorder import ListRequest
from services.replenishment.lists.transfer_record import SuggestedTransfer
from services.sku import item_of
from services.training import training_service
from tests.unit.services.advice import advised, worked_out


@pytest.fixture
def place(product):
    """Add an item in a place, with its stock and what it needs until the order after the next arrives."""

    def add(sku, on_hand, needed, money=10.0, yearly=365.0, arriving=0.0, lost=0.0, **fields):
        short = needed > on_hand + arriving
        added = product(sku, on_hand=on_hand, **fields)
        quantity = int(needed - on_hand) if short else 0
        advised(
            added,
            kind="order" if short else "enough",
            needed=needed,
            arriving=arriving,
            lost=lost,
            quantity=quantity,
            yearly_demand=yearly,
            money_at_risk=money if short else 0.0,
        )
        return added

    return add


def carried(item=None):
    with snapshot() as session:
        transfers = transfer_service.suggestions(session, item and {item})
    return [(t.source.sku, t.target.sku, t.quantity) for t in transfers]


def test_what_one_shop_can_spare_goes_to_another_that_misses_it(place):
    place("milk@A", 50.0, 20.0)
    place("milk@B", 5.0, 17.0)
    assert carried() == [("milk@A", "milk@B", 12)]


def test_whoever_gives_keeps_what_it_needs_itself(place):
    place("milk@A", 25.6, 20.0)
    place("milk@B", 5.0, 17.0)
    assert carried() == [("milk@A", "milk@B", 5)]


def test_of_what_does_not_keep_only_what_is_sold_in_time_is_carried(place):
    # It keeps for four days, so until the day after the day after tomorrow: brought tomorrow, three days of ten a day
    # sell 30, of which the 15 that are here, less the ten of today, come first.
    place("milk@A", 90.0, 20.0, shelf_life_days=4)
    place("milk@B", 15.0, 65.0, yearly=3650.0, shelf_life_days=4)
    assert carried() == [("milk@A", "milk@B", 25)]


def test_what_is_lost_until_an_order_comes_is_carried_besides_and_met_first(place):
    # Twelve would have to be ordered; brought tomorrow, eight more are sold before that comes.
    place("milk@A", 50.0, 20.0)
    place("milk@B", 5.0, 17.0, lost=8.6)
    place("cream@A", 30.0, 20.0)
    place("cream@B", 5.0, 17.0, lost=8.0)
    with snapshot() as session:
        found = {own.item: (own.quantity, own.left) for own in transfer_service.suggestions(session)}
    assert found == {"milk": (20, 0), "cream": (10, 10)}


@pytest.mark.parametrize(("spare", "quantity", "left"), [(200, 110, 0), (60, 60, 50), (30, 30, 70)])
def test_what_is_left_to_order_is_what_is_advised_once_it_was_carried(stocked, user_ids, spare, quantity, left):
    # Of ten a day 30 are there, 40 are lost until an order of today comes, and 70 are to be ordered.
    giver, taker = stocked("milk@A", on_hand=140.0 + spare), stocked("milk@B", on_hand=30.0)
    worked_out(giver), worked_out(taker)
    with snapshot() as session:
        (transfer,) = transfer_service.suggestions(session)
    assert (transfer.quantity, transfer.left) == (quantity, left)
    kim = SignedIn(user_ids[0], "kim", "planner", "session")
    transfer_orders.begin([TransferLine(source_sku="milk@A", target_sku="milk@B", quantity=quantity)], kim)
    assert (worked_out(giver).quantity, worked_out(taker).quantity) == (0, left)


def test_of_what_is_lost_today_nothing_is_carried(stocked):
    assert worked_out(stocked(on_hand=0.0)).lost == 60
    assert worked_out(stocked("B", on_hand=4.0, display_stock=2.0)).lost == 60
    assert worked_out(stocked("C", on_hand=0.0, backorders=True)).lost == 0


def test_who_waits_for_goods_that_are_enough_is_helped_until_they_come(place):
    place("milk@A", 50.0, 20.0)
    place("milk@B", 0.0, 17.0, arriving=17.0, lost=6.0, unit_price=3.0)
    with snapshot() as session:
        (transfer,) = transfer_service.suggestions(session)
    assert (transfer.quantity, transfer.left, transfer.money_at_risk) == (6, 0, 18.0)


def test_other_items_are_no_help(place):
    place("milk@A", 50.0, 20.0)
    place("cream@B", 5.0, 17.0)
    place("milkshake@B", 5.0, 17.0)
    assert carried() == []


def test_no_unit_is_promised_twice_and_the_most_money_comes_first(place):
    place("milk@A", 30.0, 20.0)
    place("milk@B", 0.0, 8.0, money=5.0)
    place("milk@C", 0.0, 8.0, money=50.0)
    assert carried() == [("milk@A", "milk@C", 8), ("milk@A", "milk@B", 2)]


def test_two_shops_can_help_a_third(place):
    place("milk@A", 25.0, 20.0)
    place("milk@B", 29.0, 20.0)
    place("milk@C", 0.0, 30.0)
    assert sorted(carried()) == [("milk@A", "milk@C", 5), ("milk@B", "milk@C", 9)]


def test_what_is_on_its_way_to_a_shop_is_not_carried_there_too(place):
    place("milk@A", 90.0, 20.0)
    advised(place("milk@B", 5.0, 17.0), kind="order", needed=17.0, quantity=3)
    assert carried() == [("milk@A", "milk@B", 3)]


def test_what_arrives_in_time_is_not_missing_whatever_the_packs(place):
    place("milk@A", 100.0, 9.0)
    advised(place("milk@B", 10.0, 100.0, pack_size=50), needed=100.0, arriving=60.0, quantity=50)
    assert carried() == [("milk@A", "milk@B", 30)]


def test_what_arrives_in_time_is_kept_with_the_advice(product):
    added = product("A", [10.0] * 60, on_order=30, lead_time_days=3)
    training_service.train_now(added, "seasonal_naive")
    with snapshot() as session:
        assert session.scalar(sa.select(OrderAdvice.arriving)) == 30


def test_one_item_can_be_asked_for(place):
    for item in ("milk", "cream"):
        place(f"{item}@A", 50.0, 20.0)
        place(f"{item}@B", 5.0, 17.0)
    assert carried("cream") == [("cream@A", "cream@B", 12)]


def test_the_reason_holds_the_figures(place):
    place("milk@A", 25.0, 20.0)
    place("milk-B", 5.0, 17.0, location="B")
    with snapshot() as session:
        (transfer,) = transfer_service.suggestions(session)
    assert transfer.reason == "B misses 12; A has 25 on hand and needs 20: move 5 before ordering the other 7."


def test_suggestions_come_page_by_page(place):
    place("milk@A", 90.0, 20.0)
    for shop, money in (("B", 3.0), ("C", 2.0), ("D", 1.0)):
        place(f"milk@{shop}", 0.0, 8.0, money=money)
    first = transfer_service.list_transfers(2, None)
    rest = transfer_service.list_transfers(2, first.next_cursor)
    assert [[t.target.name for t in page.items] for page in (first, rest)] == [["B", "C"], ["D"]]
    assert rest.next_cursor is None


@pytest.mark.parametrize(
    ("sku", "location", "item"),
    [
        ("milk@A", "", "milk"),
        ("a@b@c", "", "a@b"),
        ("@A", "", "@A"),
        ("milk-North", "north", "milk"),
        ("North", "North", "North"),
        ("milk", "North", "milk"),
        ("milk", "", "milk"),
    ],
)
def test_an_item_is_the_code_without_its_place(sku, location, item):
    assert item_of(sku, location) == item


def listed():
    return {line.sku: line for line in reorder.order_list(ListRequest()).page.items}


def test_the_order_list_names_what_another_shop_can_give_first(place):
    place("milk@North", 60.0, 20.0)
    place("milk@B", 5.0, 60.0)
    line = listed()["milk@B"]
    assert line.quantity == 55
    assert line.reason == "Because. North has 40 more than it needs: move 40 before ordering the other 15."
    assert [SuggestedTransfer.of(transfer) for transfer in line.transfers] == [
        {"product_sku": "milk@North", "location": "North", "quantity": 40, "spare": 40, "left_to_order": 15}
    ]


def test_what_can_be_carried_needs_no_order_and_two_shops_are_both_named(place):
    place("milk@A", 50.0, 20.0)
    place("milk@B", 5.0, 17.0)
    place("cream@A", 25.0, 20.0)
    place("cream@C", 29.0, 20.0)
    place("cream@B", 0.0, 30.0)
    lines = listed()
    assert lines["milk@B"].reason.endswith("A has 30 more than it needs: move 12 instead of ordering.")
    assert "C has 9 more than it needs: move 9 before ordering the other 21." in lines["cream@B"].reason
    assert lines["cream@B"].reason.endswith("A has 5 more than it needs: move 5 before ordering the other 16.")


@pytest.mark.parametrize(("terms", "rest"), [({"pack_size": 12}, 24), ({"min_order": 40}, 40)])
def test_what_is_ordered_besides_is_said_in_whole_packs_and_no_less_than_the_smallest_order(place, terms, rest):
    place("milk@North", 60.0, 20.0)
    place("milk@B", 5.0, 60.0, **terms)
    assert f"move 40 before ordering the other {rest}." in listed()["milk@B"].reason


def test_of_an_order_that_was_raised_nobody_knows_what_is_left(place):
    supplier_service.create_supplier(NewSupplier(name="Mill", min_order_units=100))
    place("milk@North", 60.0, 20.0)
    place("milk@B", 5.0, 60.0, supplier="Mill")
    line = listed()["milk@B"]
    assert line.quantity == 100
    assert line.reason.endswith("North has 40 more than it needs: move 40 before ordering.")


def test_an_item_in_one_place_is_not_asked_for_elsewhere(place):
    place("milk", 0.0, 17.0)
    place("milk@A", 50.0, 20.0)
    assert listed()["milk"].transfers == ()


def test_nothing_is_read_for_products_without_a_place(place):
    place("milk", 5.0, 17.0)
    with snapshot() as session:
        (read,) = advice_lines.read(session, OrderAdvice.kind == "order")
        statements = []
        event.listen(session.get_bind(), "before_cursor_execute", lambda *given: statements.append(given[2]))
        assert advice_lines.with_transfers(session, [read]) == [read]
    assert statements == []


def test_a_long_list_is_shared_out_as_if_every_place_asked_every_other(place):
    draw = np.random.default_rng(7)
    for number in range(24):
        on_hand, needed = (float(one) for one in draw.integers(0, 60, 2))
        place(f"milk@{number:02}", on_hand, needed, money=float(draw.integers(1, 6)))
    with snapshot() as session:
        places = transfer_service._places(session, None)
    left, expected = {own.sku: own.spare for own in places}, []
    for target in sorted(places, key=lambda own: -own.money_at_risk):
        missing = target.missing
        for source in sorted(places, key=lambda own: -left[own.sku]):
            if quantity := min(missing, left[source.sku]):
                left[source.sku] -= quantity
                missing -= quantity
                expected.append((source.sku, target.sku, quantity))
    assert len(expected) > 5
    assert sorted(carried()) == sorted(expected)
