"""What an order is under its supplier's terms, worked out by hand: ten a day for sure, a lead time of seven days."""

from datetime import datetime, timedelta

import pytest

from app.db import snapshot, transaction
from app.models import OrderAdvice, PurchaseOrder
from services.catalogue.supplier_fields import WEEKDAYS, NewSupplier, SupplierChange
from services.planning import event_service, supplier_service
from services.planning.event_fields import NewEvent
from services.replenishment.renewal import advice_refresh
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from tests.unit.services.advice import worked_out
from tests.unit.services.order_desk import Desk, line
from utils import clock


def day(ahead):
    return clock.today() + timedelta(days=ahead)


def weekday(ahead):
    return WEEKDAYS[day(ahead).weekday()]


def mill(**terms):
    return supplier_service.create_supplier(NewSupplier(name="Mill", **terms))


def closed(first, last):
    return [{"from": day(first), "to": day(last)}]


@pytest.fixture
def bread(stocked):
    def add(**fields):
        return stocked("A", **{"supplier": "Mill", "on_hand": 200.0, "backorders": True} | fields)

    return add


def test_an_order_waits_for_its_day_and_lasts_until_the_arrival_after_the_next(bread):
    # Ordered in two days, here in nine; the next is ordered in five days and here in twelve.
    mill(order_days=[weekday(2), weekday(5)])
    advice = worked_out(bread(on_hand=100.0))
    assert (advice.quantity, advice.arrives_on, advice.next_arrival_on) == (20, day(9), day(12))
    assert advice.order_by == day(2)
    assert f"in 12 days (lead time 7: ordered on {day(2)}, here on {day(9)}, the next on {day(12)})" in advice.reason


def test_goods_that_wait_for_a_delivery_have_to_last_for_a_week_after_it(bread):
    # Seven days from now nothing is delivered, ten days from now it is: 17 days in all.
    mill(delivery_days=[weekday(3)])
    advice = worked_out(bread(on_hand=100.0))
    assert (advice.quantity, advice.arrives_on, advice.next_arrival_on) == (70, day(10), day(17))


def test_before_a_shutdown_two_cycles_are_ordered(bread):
    # The next order would be placed on day 7 and come on day 14: closed from 13 to 26, it comes on day 27.
    mill(closed=closed(13, 26))
    advice = worked_out(bread())
    assert (advice.quantity, advice.arrives_on, advice.next_arrival_on) == (70, day(7), day(27))
    assert f"as the supplier is closed from {day(13)} to {day(26)}" in advice.reason


def test_in_a_shutdown_an_order_is_due_when_it_is_over(bread):
    mill(closed=closed(0, 4))
    advice = worked_out(bread(on_hand=0.0))
    assert (advice.order_by, advice.arrives_on) == (day(5), day(12))


def test_goods_postponed_into_a_shutdown_come_after_it(bread):
    # 100 expected on day 15 come on day 17: before the next arrival, so they count; two days are not served before.
    mill(closed=closed(14, 16))
    added = bread(on_hand=0.0, backorders=False)
    with transaction() as session:
        session.add(
            PurchaseOrder(
                number="1", product_id=added.id, quantity=100, supplier="Mill",
                ordered_on=day(0), expected_on=day(15), created_at=clock.now(),
            )
        )  # fmt: skip
    advice = worked_out(added)
    assert (advice.arriving, advice.next_arrival_on) == (0, day(17))
    # Of the hundred none is there before the order after this one, which comes on the same day.
    assert "100 arrive too late to count" in advice.reason


def test_goods_come_when_the_shop_is_open_again(bread):
    mill()
    event_service.create(NewEvent(kind="closure", starts_on=day(7), ends_on=day(9)), "kim")
    advice = worked_out(bread())
    assert (advice.arrives_on, advice.next_arrival_on) == (day(10), day(14))


def test_an_order_is_expected_by_the_calendar(bread, user_ids):
    mill(order_days=[weekday(1)], delivery_days=[weekday(9)])
    bread()
    (entered,) = Desk(user_ids[0]).enter(line())
    assert entered.line.order.expected_on == day(9)


def test_new_terms_renew_the_advice_at_once(bread):
    supplier = mill()
    added = bread()
    worked_out(added)
    supplier_service.update_supplier(supplier.id, SupplierChange(order_days=[weekday(3)]))
    with snapshot() as session:
        assert session.get_one(OrderAdvice, added.id).arrives_on == day(10)
    supplier_service.delete_supplier(supplier.id)
    with snapshot() as session:
        assert session.get_one(OrderAdvice, added.id).arrives_on == day(7)


@pytest.mark.parametrize("instant", ["2026-03-04T10:30:00+00:00"])
def test_when_the_cut_off_passes_the_advice_is_that_of_the_next_order_day(bread, monkeypatch, instant):
    now = datetime.fromisoformat(instant)
    monkeypatch.setattr(clock, "now", lambda: now)
    mill(cut_off="11:00")
    added = bread(on_hand=0.0)
    assert worked_out(added).order_by == day(0)
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=31))
    assert advice_refresh.follow_cut_offs() == {"advice_after_cut_off": 1}
    with snapshot() as session:
        advice = session.get_one(OrderAdvice, added.id)
    assert (advice.order_by, advice.arrives_on) == (day(1), day(8))
    assert advice_refresh.follow_cut_offs() == {"advice_after_cut_off": 0}


def test_a_supposed_lead_time_goes_by_the_calendar_too(bread):
    mill(delivery_days=[weekday(3)])
    bread()
    supposed = what_ifs.advice("A", WhatIf(lead_time_days=2))["what_if"]
    assert (supposed["arrives_on"], supposed["next_arrival_on"]) == (day(3).isoformat(), day(10).isoformat())


def test_stated_and_learned_lead_times_are_shown(bread):
    bread(lead_time_from="stated")
    shown = what_ifs.advice("A", WhatIf())["lead_time"]
    assert shown == {
        "counts": "stated", "days": 7.0, "stated_days": 7, "learned_days": None, "learned_from_orders": 0,
    }  # fmt: skip
