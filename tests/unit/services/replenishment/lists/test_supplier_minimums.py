from datetime import date
from decimal import Decimal

import pytest

from app.models import Supplier
from services.replenishment.lists.budget_list import good_within
from services.replenishment.lists.supplier_minimums import filled_up, flagged
from tests.unit.services.replenishment.lists.test_budget_list import line
from utils import config

# A reason is in the shop's language and currency.
pytestmark = pytest.mark.usefixtures("configured")


def mill(value: float | None = None, units: int = 0) -> Supplier:
    return Supplier(name="Mill", min_order_value=None if value is None else Decimal(value), min_order_units=units)


def test_an_order_that_is_large_enough_stays_as_it_is():
    order = [line(1, 10, 10.0, 50.0)]
    assert filled_up(order, [], mill(value=100)) == order


def test_an_order_of_too_little_money_gets_the_packs_that_are_needed_next():
    # Stocked for 1.0, 1.2 and 3 times what they need: the first is raised to 1.2, then both in turn.
    order = [line(1, 10, 5.0, 50.0), line(2, 12, 5.0, 50.0, needed=10.0)]
    spare = [line(3, 0, 5.0, 0.0, needed=10.0, on_hand=30.0)]
    raised = {own.product_id: own.quantity for own in filled_up(order, spare, mill(value=135))}
    assert raised == {1: 14, 2: 13}


def test_what_is_on_its_way_counts_as_stocked():
    order = [line(1, 70, 5.0, 50.0, needed=74.0)]
    spare = [line(2, 0, 5.0, 0.0, needed=74.0, on_hand=0.0, arriving=300.0)]
    assert [own.quantity for own in filled_up(order, spare, mill(units=200))] == [200]


def test_whole_packs_are_added_and_it_is_said():
    (raised,) = filled_up([line(1, 12, 5.0, 50.0, pack_size=6)], [], mill(value=80))
    assert (raised.quantity, raised.cost) == (18, 90.0)
    assert raised.reason == "Because. 6 are added so that the order to Mill reaches its minimum of 80.00."


def test_what_was_enough_may_be_ordered_early_in_its_smallest_order():
    spare = line(2, 0, 5.0, 0.0, needed=100.0, on_hand=1.0, min_order=20, pack_size=6)
    lines = filled_up([line(1, 10, 5.0, 50.0)], [spare], mill(units=30))
    assert {own.product_id: (own.kind, own.quantity) for own in lines} == {1: ("order", 10), 2: ("order", 24)}


def test_a_pack_of_months_is_not_opened_for_the_few_that_are_lacking():
    # The first is needed sooner, but with seventy of it would last for longer than the other with thirty more.
    order = [line(1, 0, 5.0, 0.0, needed=14.0, on_hand=7.0, pack_size=70), line(2, 70, 5.0, 50.0, on_hand=70.0)]
    raised = {own.product_id: own.quantity for own in filled_up(order[1:], order[:1], mill(units=100))}
    assert raised == {2: 100}


def test_what_is_at_risk_does_not_grow_with_it():
    (raised,) = filled_up([line(1, 10, 5.0, 50.0)], [], mill(units=30))
    assert (raised.quantity, raised.money_at_risk) == (30, 50.0)


@pytest.mark.parametrize(("least", "raised"), [(60, [10, 50]), (59, [10, 24, 25])])
def test_a_price_that_falls_from_so_many_on_is_reached_where_no_more_than_that_is_lacking(least, raised):
    # Fifty for 4 each instead of 5; they last for six days.
    terms = {"arrives_on": date(2026, 3, 9), "next_arrival_on": date(2026, 3, 16), "price_breaks": "[[50, 4.0]]"}
    spare = [line(number, 0, 5.0, 0.0, needed=70.0, on_hand=10.0, **terms) for number in (2, 3)]
    lines = filled_up([line(1, 10, 5.0, 50.0, on_hand=90.0)], spare, mill(units=least))
    assert sorted(own.quantity for own in lines) == sorted(raised)


def test_nothing_is_ordered_only_to_reach_a_minimum():
    assert filled_up([], [line(1, 0, 5.0, 0.0, needed=10.0)], mill(value=100)) == []


def test_a_minimum_out_of_reach_is_flagged():
    (flag,) = filled_up([line(1, 10, None, 50.0)], [], mill(value=100))
    assert flag.quantity == 10
    assert flag.reason == "Because. The order to Mill is 100.00 below its minimum."


def test_money_in_a_reason_has_its_currency(configured, monkeypatch):
    monkeypatch.setattr(config, "_current", configured.model_copy(update={"currency": "EUR"}))
    (flag,) = flagged([line(1, 10, 5.0, 50.0)], mill(value=100))
    (part,) = good_within([line(1, 10, 10.0, 200.0)], 64.0).lines
    assert (" is €50.00 below " in flag.reason, "budget of €64.00" in part.reason) == (True, True)


def test_a_budget_that_leaves_an_order_too_small_is_flagged():
    (flag,) = flagged([line(1, 10, 5.0, 50.0)], mill(units=30))
    assert flag.reason.endswith("The order to Mill is 20 units below its minimum.")
