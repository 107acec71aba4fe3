"""Two terms of one product at once, worked out by hand: ten a day for sure, seven days of lead time and of review."""

from datetime import timedelta

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import transaction
from app.models import OrderAdvice, PurchaseOrder
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import WEEKDAYS, NewSupplier
from services.planning import catalogue_service, product_suppliers, supplier_service
from services.replenishment.lists import reorder
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from tests.unit.services.advice import worked_out
from utils import clock


def day(ahead):
    return clock.today() + timedelta(days=ahead)


def weekday(ahead):
    return WEEKDAYS[day(ahead).weekday()]


def mill(name="Mill", **terms):
    return supplier_service.create_supplier(NewSupplier(name=name, **terms))


def box_of(stocked, daily, quantity=1.0, **fields):
    kit = stocked("BOX", daily=daily, on_hand=None, **fields)
    catalogue_service.update_product("BOX", ProductFields(components=[{"product_sku": "A", "quantity": quantity}]))
    return kit


def test_fill_rate_and_pack(stocked):
    # Nine tenths of 70 are 63, five packs hold 60.
    advice = worked_out(stocked(target="fill_rate", service_level=0.9, pack_size=12))
    assert (advice.needed, advice.quantity) == (63, 72)


def test_shelf_life_and_least_stock(stocked):
    # What keeps for three days cannot be left after a week; what keeps for nine can for two of its days.
    short = stocked("SHORT", shelf_life_days=3, min_stock=25.0, unit_cost=None)
    long = stocked("LONG", shelf_life_days=9, min_stock=25.0, unit_cost=None)
    assert (worked_out(short).quantity, worked_out(long).quantity) == (30, 90)


def test_display_stock_and_maximum(stocked):
    # 20 stay on the shelf. Of the 90 needed 60 may be there; what found an empty shelf before makes no room.
    advice = worked_out(stocked(display_stock=20.0, max_stock=60.0))
    assert (advice.needed, advice.quantity) == (90, 60)


def test_end_and_order_day(stocked):
    # Ordered in two days it comes on the ninth, and is sold on that day and the next only.
    mill(order_days=[weekday(2)])
    advice = worked_out(stocked(supplier="Mill", ends_on=day(10)))
    assert (advice.arrives_on, advice.quantity) == (day(9), 20)
    assert f"as it is sold until {day(10)} only" in advice.reason


def test_end_before_goods_could_come(stocked):
    assert worked_out(stocked(ends_on=day(6))).quantity == 0


def test_several_suppliers_and_shutdown(stocked):
    # Mill is cheaper, but what it is asked for comes after its holidays: the shelf would be empty for a fortnight.
    mill(closed=[{"from": day(3), "to": day(20)}])
    added = stocked(supplier="Mill")
    product_suppliers.put("A", mill("Farm").id, ProductSupplierTerms(unit_cost=7, lead_time_days=7))
    advice = worked_out(added)
    assert (advice.supplier, advice.quantity, advice.arrives_on) == ("Farm", 70, day(7))


def test_several_suppliers_of_which_one_is_shut_while_enough_is_there(stocked):
    # 350 last until five weeks from now: whoever delivers for 6 after the holidays is asked before who does for 7.
    mill(closed=[{"from": day(3), "to": day(20)}])
    added = stocked(supplier="Mill", on_hand=270.0)
    product_suppliers.put("A", mill("Farm").id, ProductSupplierTerms(unit_cost=7, lead_time_days=7))
    assert worked_out(added).supplier == "Mill"


def test_shutdown_and_postponed_goods(stocked):
    # 60 that were to come in four days come after the shutdown, on the day the order of today does: 70 for its week.
    mill(closed=[{"from": day(3), "to": day(9)}])
    added = stocked(supplier="Mill")
    with transaction() as session:
        session.add(
            PurchaseOrder(
                number="1", product_id=added.id, quantity=60, ordered_on=day(-3), expected_on=day(4),
                supplier="Mill", created_at=clock.now(),
            )
        )  # fmt: skip
    advice = worked_out(added)
    days = (advice.next_arrival_on - advice.arrives_on).days
    assert (advice.arrives_on, advice.arriving, advice.quantity) == (day(10), 60, 10 * days - 60)


@pytest.mark.parametrize(
    ("instant", "arrives"),
    [("2026-03-04T15:59:00+00:00", "2026-03-11"), ("2026-03-04T16:01:00+00:00", "2026-03-13")],
)
def test_order_day_and_cut_off_are_by_the_shops_clock(stocked, shop_in, instant, arrives):
    # Wednesday and Friday until 11:00 in New York, which is 16:00 UTC in winter.
    shop_in("America/New_York", instant)
    mill(order_days=["wed", "fri"], cut_off="11:00")
    assert worked_out(stocked(supplier="Mill")).arrives_on.isoformat() == arrives


def test_kit_and_shelf_life_of_its_part(stocked):
    # 100 keep for three days: 30 are sold alone and 18 in boxes.
    part = stocked(on_hand=100.0, shelf_life_days=3)
    box_of(stocked, 3.0, 2.0)
    assert worked_out(part).will_expire == pytest.approx(52, rel=1e-3)


def test_kit_and_pack_and_smallest_order_of_its_part(stocked):
    part = stocked(pack_size=24, min_order=100)
    box_of(stocked, 3.0, 2.0)
    assert worked_out(part).quantity == 120


def test_kit_and_maximum_of_its_part(stocked):
    part = stocked(max_stock=100.0)
    box_of(stocked, 3.0, 2.0)
    assert (worked_out(part).needed, worked_out(part).quantity) == (112, 100)


def test_kit_that_ends_and_its_part(stocked):
    # Boxes are sold for three days of the week that an order is for.
    part = stocked()
    box_of(stocked, 3.0, 2.0, ends_on=day(9))
    assert worked_out(part).quantity == 70 + 18


def test_part_that_ends_and_its_kit(stocked):
    part = stocked(ends_on=day(9))
    box_of(stocked, 3.0, 2.0)
    assert worked_out(part).quantity == 30 + 18


def test_kit_and_budget(stocked):
    # Nobody pays for a kit: all of the money is for its part, at 6 each.
    worked_out(stocked())
    worked_out(box_of(stocked, 3.0, 2.0))
    (line,) = reorder.order_list(ListRequest(Choice(), 300.0)).page.items
    assert (line.sku, line.quantity, line.for_kits) == ("A", 50, pytest.approx(42))


def test_kit_and_several_suppliers_of_its_part(stocked):
    part = stocked(supplier="Mill", on_hand=112.0)
    box_of(stocked, 3.0, 2.0)
    product_suppliers.put("A", mill("Farm").id, ProductSupplierTerms(unit_cost=5, lead_time_days=7))
    advice = worked_out(part)
    assert (advice.supplier, advice.quantity) == ("Farm", 112)


@pytest.mark.parametrize("seed", range(12))
def test_the_figures_of_any_product_add_up(stocked, seed):
    """Expected demand + safety stock - on hand - arriving = missing, which in packs is the quantity; supposed or not,
    and in the list alike."""
    draw = np.random.default_rng(seed)
    added = stocked(
        daily=float(draw.choice([0.05, 0.8, 12.5])), spread=float(draw.choice([0, 0.3, 4])),
        on_hand=float(draw.integers(-3, 200)), lead_time_days=int(draw.integers(0, 40)),
        review_days=int(draw.integers(0, 20)), service_level=float(draw.choice([0.5, 0.9, 0.99])),
        pack_size=int(draw.choice([1, 6])), min_order=int(draw.choice([0, 10])),
        backorders=bool(draw.integers(2)), target=str(draw.choice(["cycle_service", "fill_rate"])),
        shelf_life_days=[None, 5, 60][draw.integers(3)], min_stock=float(draw.choice([0, 7])),
        display_stock=float(draw.choice([0, 4])), lead_time_sd_days=float(draw.choice([0, 2])),
    )  # fmt: skip
    if seed % 2:
        box_of(stocked, 2.0, 1.5)
    for supposed in (WhatIf(), WhatIf(demand_change=40, lead_time_days=9), WhatIf(on_hand=0.0)):
        own = what_ifs.advice("A", supposed)
        asked = own["expected_demand"] + own["safety_stock"]
        missing = max(0.0, asked - own["on_hand"] - own["arriving"])
        assert own["missing"] == pytest.approx(missing, abs=0.02)
        least = max(own["missing"], added.min_order) if own["missing"] > 0.01 else 0
        packs = -(-least // added.pack_size) * added.pack_size
        assert packs - added.pack_size - 0.02 <= own["quantity"] <= packs + 0.02
        assert own["quantity"] % added.pack_size == 0
    stored = worked_out(added)
    (line,) = reorder.order_list(ListRequest(Choice(stored.kind))).page.items
    assert line.missing == pytest.approx(what_ifs.advice("A", WhatIf())["missing"], abs=0.02)


def test_a_reason_may_take_more_than_five_hundred_characters(stocked):
    worked_out(stocked())
    with transaction() as session:
        session.execute(sa.update(OrderAdvice).values(said="Why? " * 200))
        assert session.scalars(sa.select(OrderAdvice.said)).all() == ["Why? " * 200]
