"""Kits and recipes, worked out by hand: ten a day for sure, seven days until an order comes, a week until the next."""

from datetime import timedelta

import numpy as np
import pytest

from app.db import snapshot, transaction
from app.models import OrderAdvice, Sale
from services.catalogue import product_service
from services.catalogue.product_fields import ProductFields
from services.planning import catalogue_service
from services.replenishment.kits import kit_stock
from services.replenishment.supply import stock_now
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from services.stock import stock_history
from services.stock.stock_history import StockRow
from tests.unit.services.advice import worked_out
from tests.unit.services.order_desk import Desk
from utils import clock


def day(ahead):
    return clock.today() + timedelta(days=ahead)


def made_of(sku, **parts):
    """The kit, of so many units of each part; change it before any of them."""
    components = [{"product_sku": part, "quantity": quantity} for part, quantity in parts.items()]
    return catalogue_service.update_product(sku, ProductFields(components=components))


def advice_on(product):
    with snapshot() as session:
        return session.get(OrderAdvice, product.id)


def sold(product, units, days_ago):
    with transaction() as session:
        session.add(Sale(product_id=product.id, day=day(-days_ago), quantity=units))


def on_hand(sku):
    own = product_service.get_product(sku)
    return stock_now.of([own])[own.id].units


def available(sku):
    own = product_service.get_product(sku)
    return kit_stock.available([own], stock_now.of([own]))[own.id]


def counted(sku, units, days_ago=0):
    stock_history.record_levels([StockRow(product_sku=sku, date=day(-days_ago), on_hand=units)])


@pytest.fixture
def box(stocked):
    """Ten of the part are sold alone each day; three boxes with two of it each."""
    part = stocked("PART", on_hand=0.0)
    stocked("BOX", daily=3.0)
    made_of("BOX", PART=2)
    return part


def test_a_part_is_ordered_for_itself_and_for_its_kits(box):
    # A week of 10 + 3 x 2 each day.
    advice = advice_on(box)
    assert (advice.quantity, advice.expected_demand, advice.for_kits) == (112, 112, pytest.approx(42))
    assert "of 112 expected, 42 go into BOX" in advice.reason


# Goods come on day 7 and have to last until day 14; of the other part, what is ordered now comes after its lead time.
@pytest.mark.parametrize(
    ("other", "kit", "for_kits"),
    [
        ({"lead_time_days": 7}, {}, 42),
        ({"lead_time_days": 12}, {}, 2 * 3 * 2),
        ({"lead_time_days": 20}, {}, 0),
        # Without the part no kit is put together before day 7: all of the other one is left.
        ({"lead_time_days": 20, "on_hand": 30.0}, {}, 42),
        ({"lead_time_days": 20, "on_hand": 10.0}, {}, 10 * 2),
        # Two a day of it are sold alone: 16 are left, of which five go a day, three of them into kits.
        ({"lead_time_days": 20, "on_hand": 30.0, "daily": 2.0}, {}, 3 * 3 * 2),
        ({"lead_time_days": 20, "on_hand": None}, {}, 42),
        ({"lead_time_days": 20}, {"backorders": True}, 42),
    ],
)
def test_no_part_is_ordered_for_kits_that_lack_another_one(box, stocked, other, kit, for_kits):
    stocked("RIBBON", **{"on_hand": 0.0, "daily": 0.0} | other)
    catalogue_service.update_product("BOX", ProductFields(**kit))
    made_of("BOX", PART=2, RIBBON=1)
    advice = worked_out(box)
    assert (advice.quantity, advice.for_kits) == (70 + for_kits, pytest.approx(for_kits))


@pytest.mark.parametrize(("ribbons", "for_kits"), [(0.0, 0), (30.0, 42), (10.0, 20)])
def test_another_part_that_was_never_sold_by_itself_may_be_lacking(box, product, ribbons, for_kits):
    product("RIBBON", on_hand=ribbons, lead_time_days=20)
    made_of("BOX", PART=2, RIBBON=1)
    assert worked_out(box).quantity == 70 + for_kits


def test_what_other_kits_take_of_a_part_is_not_there_for_this_one(box, stocked):
    stocked("RIBBON", daily=0.0, on_hand=30.0, lead_time_days=20)
    stocked("CARD", daily=2.0)
    made_of("BOX", PART=2, RIBBON=1)
    made_of("CARD", RIBBON=1)
    assert worked_out(box).quantity == 70 + 3 * 3 * 2


def test_another_kit_that_lacks_a_part_of_its_own_takes_nothing_from_this_one(box, stocked):
    stocked("RIBBON", daily=0.0, on_hand=20.0, lead_time_days=20)
    stocked("PAPER", daily=0.0, on_hand=0.0, lead_time_days=20)
    stocked("CARD", daily=2.0)
    made_of("BOX", PART=2, RIBBON=1)
    made_of("CARD", RIBBON=1, PAPER=1)
    assert worked_out(box).quantity == 70 + 20 * 2


def test_kits_put_together_before_the_order_comes_have_taken_the_other_part(box, stocked):
    # 16 a day of the part, and five of the other one: its 30 are gone after six days, and of the part six are left.
    stocked("RIBBON", daily=2.0, on_hand=30.0, lead_time_days=20)
    made_of("BOX", PART=2, RIBBON=1)
    catalogue_service.update_product("PART", ProductFields(on_hand=7 * 16.0))
    assert advice_on(box).quantity == 70 - (7 - 6) * 3 * 2


# Of the ribbon two go into a box, and a box and two of the part into a hamper, of which three are sold a day.
@pytest.mark.parametrize(("ribbons", "packed", "for_kits"), [(0.0, None, 0), (20.0, None, 10 * 2), (0.0, 5.0, 5 * 2)])
def test_a_kit_within_a_kit_that_cannot_be_put_together_is_lacking_too(stocked, ribbons, packed, for_kits):
    part = stocked("PART", on_hand=0.0)
    stocked("RIBBON", daily=0.0, on_hand=ribbons, lead_time_days=20)
    stocked("BOX", daily=0.0, on_hand=packed)
    stocked("HAMPER", daily=3.0)
    made_of("BOX", RIBBON=2)
    made_of("HAMPER", BOX=1, PART=2)
    assert worked_out(part).quantity == 70 + for_kits


# Of 35 ribbons two a day go otherwise: 21 are left on day 7, of which five go a day, three of them into hampers.
@pytest.mark.parametrize(("alone", "cards"), [(2.0, 0.0), (0.0, 2.0)])
def test_what_goes_into_a_kit_within_a_kit_is_also_sold_otherwise(stocked, alone, cards):
    part = stocked("PART", on_hand=0.0)
    stocked("RIBBON", daily=alone, on_hand=35.0, lead_time_days=20)
    for sku, daily in (("BOX", 0.0), ("CARD", cards), ("HAMPER", 3.0)):
        stocked(sku, daily=daily)
    made_of("BOX", RIBBON=1)
    made_of("CARD", RIBBON=1)
    made_of("HAMPER", BOX=1, PART=2)
    assert worked_out(part).quantity == 70 + 12 * 2


@pytest.fixture
def hampers(stocked):
    """Of the part two go into a set, which goes into a box, of which two go into a hamper: four sets, three boxes and
    one hamper are sold a day, which take nine sets, and ten of the part alone."""
    part = stocked("PART", on_hand=0.0)
    for sku, daily in (("SET", 4.0), ("BOX", 3.0), ("HAMPER", 1.0)):
        stocked(sku, daily=daily)
    return part


SET, BOX, HAMPER = {"PART": 2}, {"SET": 1}, {"BOX": 2}
RIBBON = {"RIBBON": 1}
# Without the part nothing is put together before day 7: all ribbons are there for the week until day 14.
DEEP = [
    ("enough of all", SET, BOX, HAMPER, 0.0, 63),
    ("in a hamper by two ways", SET, BOX, HAMPER | {"SET": 1}, 0.0, 70),
    ("enough ribbons for sets", SET | RIBBON, BOX, HAMPER, 63.0, 63),
    ("not enough for sets", SET | RIBBON, BOX, HAMPER, 28.0, 28),
    ("enough for boxes, in hampers as well", SET, BOX | RIBBON, HAMPER, 35.0, 63),
    ("not enough for boxes", SET, BOX | RIBBON, HAMPER, 20.0, 28 + 20),
    ("not enough for hampers", SET, BOX, HAMPER | RIBBON, 4.0, 28 + 21 + 8),
    ("enough for boxes and hampers", SET, BOX | RIBBON, HAMPER | RIBBON, 42.0, 63),
    # Six a day are gone after four days.
    ("not enough for boxes and hampers", SET, BOX | RIBBON, HAMPER | RIBBON, 24.0, 28 + 4 * 5),
]


@pytest.mark.parametrize(
    ("sets", "boxes", "hamper", "ribbons", "wanted"), [own[1:] for own in DEEP], ids=[own[0] for own in DEEP]
)
def test_kits_three_deep_take_each_unit_once(hampers, stocked, sets, boxes, hamper, ribbons, wanted):
    stocked("RIBBON", daily=0.0, on_hand=ribbons, lead_time_days=20)
    for sku, parts in (("SET", sets), ("BOX", boxes), ("HAMPER", hamper)):
        made_of(sku, **parts)
    assert worked_out(hampers).quantity == 70 + 2 * wanted


def test_boxes_within_hampers_are_packed_once(hampers):
    # 35 of the 42 packed ones are gone in the first week.
    catalogue_service.update_product("BOX", ProductFields(on_hand=42.0))
    for sku, parts in (("SET", SET), ("BOX", BOX), ("HAMPER", HAMPER)):
        made_of(sku, **parts)
    assert worked_out(hampers).quantity == 70 + 2 * (28 + 35 - 7)


def test_what_comes_of_another_part_is_shared_from_that_day_on(box, stocked, user_ids):
    # Twenty come on day 8; five of these go a day.
    stocked("RIBBON", daily=2.0, on_hand=0.0, lead_time_days=20)
    Desk(user_ids[0]).order("1", "RIBBON", 20, expected_on=day(8))
    made_of("BOX", PART=2, RIBBON=1)
    assert advice_on(box).quantity == 70 + 4 * 3 * 2


def test_the_order_of_a_part_follows_when_what_its_kits_lacked_is_there(box, stocked):
    stocked("RIBBON", daily=0.0, on_hand=0.0, lead_time_days=20)
    made_of("BOX", PART=2, RIBBON=1)
    before = advice_on(box).quantity
    catalogue_service.update_product("RIBBON", ProductFields(on_hand=300.0))
    assert (before, advice_on(box).quantity) == (70, 112)


def test_the_advice_of_a_part_says_for_which_kit_how_much_is(box):
    own = what_ifs.advice("PART", WhatIf(demand_change=100))
    assert own["now"]["in_kits"] == [{"product_sku": "BOX", "units": 42}]
    assert (own["quantity"], own["in_kits"]) == (224, [{"product_sku": "BOX", "units": 84}])


def test_a_kit_is_never_ordered_itself(box):
    advice = worked_out(product_service.get_product("BOX"))
    assert (advice.kind, advice.quantity, advice.money_at_risk) == ("kit", 0, 0)
    assert advice.reason.endswith("it is put together of its parts: these are ordered.")


def test_what_is_sold_in_kits_only_is_ordered_for_them(stocked, product):
    ribbon = product("RIBBON", on_hand=0.0, unit_cost=1, unit_price=2)
    stocked("BOX", daily=4.0)
    made_of("BOX", RIBBON=0.5)
    assert (advice_on(ribbon).quantity, advice_on(ribbon).for_kits) == (14, 14)
    assert what_ifs.advice("RIBBON", WhatIf())["quantity"] == 14


def test_kits_of_kits_take_the_parts_of_their_parts(stocked):
    flour = stocked("FLOUR", daily=0.0, on_hand=0.0)
    stocked("DOUGH", daily=0.0)
    stocked("BREAD", daily=4.0)
    made_of("DOUGH", FLOUR=0.5)
    made_of("BREAD", DOUGH=3)
    # A week of 4 x 3 x 0.5.
    assert advice_on(flour).quantity == 42


def test_packed_kits_are_sold_before_any_part_is_taken(box):
    # 42 kits are asked for in two weeks; 35 are packed, so 7 of the last week take two each.
    counted("BOX", 35.0)
    assert advice_on(box).quantity == 70 + 14
    assert "35 are packed, 7 more are to be put together" in advice_on(product_service.get_product("BOX")).reason


def test_a_part_that_leaves_a_kit_is_ordered_for_itself_again(box):
    catalogue_service.update_product("BOX", ProductFields(components=None))
    assert (advice_on(box).quantity, advice_on(box).for_kits) == (70, 0)


def test_a_kit_that_is_deleted_takes_nothing_any_more(box):
    catalogue_service.delete_product("BOX")
    assert advice_on(box).quantity == 70


def test_demand_for_a_kit_beside_its_part_is_no_surer_and_no_less_sure_than_both(stocked):
    # Two independent demands of standard deviation 3 a day: that of the sum is the root of 2 times as large.
    alone = stocked("ALONE", daily=20.0, spread=3 * np.sqrt(2), on_hand=0.0, backorders=True)
    part = stocked("PART", daily=10.0, spread=3.0, on_hand=0.0, backorders=True)
    stocked("BOX", daily=10.0, spread=3.0)
    made_of("BOX", PART=1)
    assert advice_on(part).needed == pytest.approx(worked_out(alone).needed, rel=0.01)


def test_sales_of_a_kit_are_gone_from_its_parts(stocked):
    stocked("PART", on_hand=None)
    kit = stocked("BOX", on_hand=None)
    made_of("BOX", PART=2)
    counted("PART", 50.0, days_ago=5)
    sold(kit, 4, days_ago=6)
    sold(kit, 3, days_ago=2)
    sold(kit, 5, days_ago=0)
    assert on_hand("PART") == 44


def test_what_was_packed_is_gone_from_its_parts_already(stocked):
    stocked("PART", on_hand=None)
    kit = stocked("BOX", on_hand=None)
    made_of("BOX", PART=2)
    counted("PART", 50.0, days_ago=5)
    counted("BOX", 4.0, days_ago=5)
    sold(kit, 3, days_ago=3)
    sold(kit, 3, days_ago=1)
    # Four of six were packed.
    assert (on_hand("BOX"), on_hand("PART")) == (0, 46)


@pytest.mark.parametrize(("packed", "boxes", "parts"), [(None, 2, 40), (1.0, 3, 40)])
def test_kits_that_come_in_packed_are_there_and_sold_first(stocked, user_ids, packed, boxes, parts):
    stocked("PART")
    box, desk = stocked("BOX", on_hand=None), Desk(user_ids[0])
    made_of("BOX", PART=2)
    counted("PART", 40, days_ago=8)
    if packed:
        counted("BOX", packed, days_ago=8)
    order = desk.order("1", "BOX", 5, ordered_on=day(-7))
    desk.receive(order, 5, received_on=day(-6))
    sold(box, 3, days_ago=4)
    assert (on_hand("BOX"), on_hand("PART")) == (boxes, parts)
    assert available("BOX") == boxes + parts // 2
    sold(box, boxes + 4, days_ago=2)
    assert (on_hand("BOX"), on_hand("PART")) == (0, parts - 4 * 2)


def test_how_many_kits_can_be_sold_follows_from_what_is_scarcest(stocked):
    stocked("A", on_hand=20.0)
    stocked("B", on_hand=7.0)
    stocked("BOX", on_hand=None)
    made_of("BOX", A=2, B=1)
    assert (available("BOX"), available("A")) == (7, 20)
    counted("BOX", 3.0)
    assert available("BOX") == 10


def test_how_many_kits_can_be_sold_is_unknown_without_a_count_of_each_part(stocked):
    stocked("A", on_hand=20.0)
    stocked("B", on_hand=None)
    stocked("BOX", on_hand=None)
    made_of("BOX", A=2, B=1)
    assert available("BOX") is None


def test_a_part_in_two_parts_of_a_kit_is_counted_once(stocked):
    stocked("A", on_hand=12.0)
    stocked("HALF", on_hand=None)
    stocked("BOX", on_hand=None)
    made_of("HALF", A=1)
    made_of("BOX", A=1, HALF=2)
    assert available("BOX") == 4


def test_what_replaces_a_part_goes_into_its_kits_from_then_on(stocked):
    old = stocked("OLD", daily=0.0, on_hand=0.0)
    new = stocked("NEW", daily=0.0, on_hand=0.0)
    stocked("BOX", daily=3.0)
    made_of("BOX", OLD=1)
    catalogue_service.update_product("NEW", ProductFields(replaces="OLD", launch_on=day(10)))
    # Goods come in seven days and have to last for seven: three of these are the old one's.
    assert (worked_out(old).quantity, worked_out(new).quantity) == (9, 12)
