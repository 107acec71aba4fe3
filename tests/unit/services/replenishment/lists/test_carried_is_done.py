"""Once what is advised to be carried is on its way, no more is, and to be ordered is what was said to be left."""

import pytest

from app.db import snapshot
from services.access.signed_in import SignedIn
from services.catalogue.supplier_fields import NewSupplier
from services.orders.entry import transfer_orders
from services.orders.entry.transfer_orders import TransferLine
from services.planning import supplier_service
from services.replenishment.lists import transfer_service
from tests.unit.services.advice import worked_out


def suggested():
    with snapshot() as session:
        return transfer_service.suggestions(session)


@pytest.fixture
def carry(user_ids):
    """Do what is suggested; what each place is advised to order afterwards is worked out by whoever asks."""

    def carry():
        kim = SignedIn(user_ids[0], "kim", "planner", "session")
        found = suggested()
        own = [(one.source.sku, one.target.sku, one.quantity) for one in found]
        lines = [TransferLine(source_sku=giver, target_sku=taker, quantity=units) for giver, taker, units in own]
        transfer_orders.begin(lines, kim)
        return own

    return carry


@pytest.mark.parametrize(
    "terms",
    [
        {},
        {"target": "fill_rate"},
        {"target": "fill_rate", "lead_time_days": 12, "review_days": 1},
        {"backorders": True, "on_hand": -30.0},
        {"lead_time_sd_days": 2.0},
        {"lead_time_sd_days": 2.0, "backorders": True},
        {"min_stock": 20.0},
        {"shelf_life_days": 60},
    ],
    ids=str,
)
def test_no_more_is_to_be_carried_or_ordered_in_its_place(stocked, carry, terms):
    # What is lost until an order comes differs from course to course, so that it cannot be added to what is missing.
    giver = stocked("milk@A", on_hand=1000.0, spread=1.0)
    taker = stocked("milk@B", spread=6.0, **{"on_hand": 0.0} | terms)
    worked_out(giver), worked_out(taker)
    assert [own[:2] for own in carry()] == [("milk@A", "milk@B")]
    assert (worked_out(taker).quantity, suggested()) == (0, [])


def test_what_is_needed_before_it_comes_is_ordered_besides(stocked, carry):
    # An order comes today and lasts for a week of ten a day; what is brought tomorrow spares all of it but today's.
    giver, taker = stocked("milk@A", on_hand=500.0), stocked("milk@B", on_hand=0.0, lead_time_days=0)
    worked_out(giver)
    assert worked_out(taker).quantity == 70
    (transfer,) = suggested()
    assert (transfer.quantity, transfer.to_order) == (60, 10)
    assert transfer.advice(70).endswith("move 60 before ordering the other 10.")
    carry()
    assert (worked_out(taker).quantity, suggested()) == (10, [])


def test_what_comes_no_sooner_than_the_next_order_is_not_carried(stocked):
    worked_out(stocked("milk@A", on_hand=500.0))
    assert worked_out(stocked("milk@B", on_hand=0.0, lead_time_days=0, review_days=1)).quantity == 10
    assert suggested() == []


@pytest.mark.parametrize(("spare", "carried"), [(29, 0), (70, 70)])
def test_nothing_is_carried_where_as_much_is_ordered_all_the_same(stocked, spare, carried):
    # A week of ten a day is missing from the day on which an order comes; it comes in packs of seventy.
    worked_out(stocked("milk@A", on_hand=140.0 + spare))
    worked_out(stocked("milk@B", on_hand=70.0, pack_size=70))
    assert sum(own.quantity for own in suggested()) == carried


def test_of_an_order_for_several_cycles_nobody_knows_what_is_left(stocked, carry):
    supplier_service.create_supplier(NewSupplier(name="Mill", order_cost=100))
    worked_out(stocked("milk@A", on_hand=180.0, holding_cost=1.0))
    taker = stocked("milk@B", on_hand=70.0, supplier="Mill", holding_cost=1.0)
    assert worked_out(taker).quantity > 140
    (transfer,) = suggested()
    assert transfer.advice(worked_out(taker).quantity).endswith("move 40 before ordering.")
    assert transfer.reason.endswith("move 40 before ordering.")
