"""Short and long rhythms, lives that begin and end, calendars and prices that meet, worked out by hand before they were
asked for: ten a day for sure, seven days of lead time and of review, cost 6, price 10. Nothing is on hand, so the first
week is lost and an order is for the 70 of the second one, unless more is said."""

from datetime import date, timedelta

import numpy as np
import pytest

from services.catalogue.product_fields import ProductFields
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import WEEKDAYS, NewSupplier
from services.planning import catalogue_service, product_suppliers, supplier_service
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest, order_list
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from tests.unit.services.advice import worked_out
from tests.unit.services.replenishment.test_kits import made_of
from tests.unit.services.replenishment.test_pairs_of_terms import SHUT_FIRST, WAITS, dated, day, mill, on_its_way
from utils import clock

DAYS = np.arange(365)
AT_ONCE, DAILY = {"lead_time_days": 0}, {"review_days": 1}
FAR = {"lead_time_days": 120, "review_days": 30}

ALONE = [
    ("launched yesterday", {"launch": -1}, 70),
    ("launched tomorrow, here today", AT_ONCE | {"launch": 1}, 60),
    ("ends before goods come, some there", {"ends": 5, "on_hand": 20.0}, 0),
    ("ends today, here today", AT_ONCE | {"ends": 0}, 10),
    ("ends today, some there", AT_ONCE | {"ends": 0, "on_hand": 4.0}, 6),
    # Twenty a day from then on.
    ("a season that is about to begin", {"course": np.where(DAYS >= 10, 20.0, 0.0)}, 80),
    ("its first day", {"course": np.where(DAYS >= 13, 20.0, 0.0)}, 20),
    ("the day after", {"course": np.where(DAYS >= 14, 20.0, 0.0)}, 0),
    ("some are kept for it", {"course": np.where(DAYS >= 10, 20.0, 0.0), "on_hand": 30.0}, 50),
    ("a season that is about to end", {"course": np.where(DAYS <= 9, 10.0, 0.0)}, 30),
    ("a season that ends before goods come", {"course": np.where(DAYS <= 6, 10.0, 0.0)}, 0),
    # None misses 66.5 or 63, one leaves 5 or 10 % of 930.
    ("packs of a thousand", {"pack_size": 1000}, 1000),
    ("packs of a thousand, less sure", {"pack_size": 1000, "service_level": 0.9}, 0),
    ("packs of a thousand that keep for a month", {"pack_size": 1000, "shelf_life_days": 30}, 0),
    ("here today, every day", AT_ONCE | DAILY, 10),
    ("here today, every week", AT_ONCE | {"on_hand": 25.0}, 45),
    ("here today, and at most half of it", AT_ONCE | DAILY | {"max_stock": 5.0}, 5),
    ("here today, and on display", AT_ONCE | DAILY | {"display_stock": 20.0}, 30),
    ("from far", FAR, 300),
    ("from far, some left by then", FAR | {"on_hand": 1300.0}, 200),
    ("from far, customers wait", FAR | WAITS, 1500),
    ("for a day", {"shelf_life_days": 1}, 10),
    ("for a day, every day, some there", AT_ONCE | DAILY | {"shelf_life_days": 1, "on_hand": 4.0}, 6),
    # Of 25 for two days five are thrown away, and what comes tomorrow is not asked for.
    ("for two days", {"lead_time_days": 1, "review_days": 1, "shelf_life_days": 2, "on_hand": 25.0}, 0),
    ("a maximum below a pack", {"max_stock": 20.0, "pack_size": 24}, 0),
    # Five are left when it comes.
    ("a maximum that has no room for a pack", {"max_stock": 28.0, "pack_size": 24, "on_hand": 75.0}, 0),
    ("a maximum that just has", {"max_stock": 29.0, "pack_size": 24, "on_hand": 75.0}, 24),
    ("owed, though nobody waits", {"on_hand": -30.0}, 100),
    ("owed, and customers wait", WAITS | {"on_hand": -30.0}, 170),
    # 1.8 kg are left of 12.3.
    ("parts of a kilogram", {"daily": 1.5, "on_hand": 12.3}, 9),
    ("parts of a kilogram, just enough", {"daily": 1.5, "on_hand": 21.0}, 0),
    ("sold below its cost for three days", {"unit_price": 5, "service_level": None, "shelf_life_days": 3}, 0),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in ALONE], ids=[own[0] for own in ALONE])
def test_quantity(stocked, fields, quantity):
    assert worked_out(stocked(**{"on_hand": 0.0} | dated(**fields))).quantity == quantity


# The seventy that are there last until an order comes.
SUPPOSED = [
    ({"demand_change": 50}, 105),
    ({"demand_change": -50}, 0),
    ({"lead_time_days": 3}, 30),
    ({"lead_time_days": 0}, 0),
    ({"lead_time_days": 3, "demand_change": 100}, 130),
    ({"lead_time_days": 14, "review_days": 30}, 300),
    ({"review_days": 1}, 10),
    ({"on_hand": -10}, 80),
    ({"on_hand": 100}, 40),
]


@pytest.mark.parametrize(("supposed", "quantity"), SUPPOSED)
def test_what_if(stocked, supposed, quantity):
    worked_out(stocked(on_hand=70.0))
    own = what_ifs.advice("A", WhatIf(**supposed))["what_if"]
    missing = own["expected_demand"] + own["safety_stock"] - own["on_hand"] - own["arriving"]
    assert (own["quantity"], own["missing"]) == (quantity, pytest.approx(max(0.0, missing), abs=0.02))


# Ordered in two days it comes after the shutdown, on day 10. The order day after that lies in it: the next one is on
# day 16, and comes on day 23. Sixty that were to come on day 4 come on day 10 as well.
POSTPONED = [
    ("nothing else", {}, 70),
    ("some there", {"on_hand": 120.0}, 50),
    ("sold in their life already", {"shelf_life_days": 5}, 0),
    ("shelf life", {"shelf_life_days": 8}, 20),
    ("least stock", {"min_stock": 25.0}, 95),
    ("packs", {"pack_size": 50}, 100),
    ("maximum", {"max_stock": 100.0}, 40),
    ("customers wait", WAITS, 170),
    ("end", {"ends": 17}, 20),
    ("end before they are sold", {"ends": 15}, 0),
]


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in POSTPONED], ids=[own[0] for own in POSTPONED])
def test_quantity_by_order_days_after_a_shutdown_that_postpones_a_line(stocked, fields, quantity):
    mill(SHUT_FIRST, order_days=[WEEKDAYS[day(2).weekday()]])
    added = stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**fields))
    on_its_way(added, 60, 4)
    advice = worked_out(added)
    assert (advice.quantity, advice.arrives_on, advice.next_arrival_on) == (quantity, day(10), day(23))


# 70 are missing. For four cycles at once, as an order costs 20, 280 are.
PRICES = [
    ("the dearer of two breaks costs less in all", {80: 5, 100: 4.5}, {}, {}, None, (100, 450)),
    ("a break of a hundred days", {1000: 1}, {}, {}, None, (1000, 1000)),
    # It saves 8 on eighty, which keep for a day more.
    ("a small break nearby", {80: 5.9}, {}, {}, None, (80, 472)),
    ("order cost, and a budget below the break", {80: 5}, {"order_cost": 20}, {}, 399.0, (66, 396)),
    ("order cost, and a budget for the break", {80: 5}, {"order_cost": 20}, {}, 400.0, (80, 400)),
    ("order cost, and a larger budget", {80: 5}, {"order_cost": 20}, {}, 1000.0, (200, 1000)),
    ("packs, and a budget for the break", {80: 5}, {}, {"pack_size": 24}, 480.0, (96, 480)),
    ("packs, and a budget below it", {80: 5}, {}, {"pack_size": 24}, 479.0, (72, 432)),
    ("a minimum that the break exceeds", {100: 4}, {"min_order_units": 90}, {}, None, (100, 400)),
    ("a minimum in money that the break undercuts", {80: 5}, {"min_order_value": 430}, {}, None, (86, 430)),
    ("a minimum for five", {}, {"min_order_units": 200}, {"on_hand": 135.0}, None, (200, 1200)),
]


@pytest.mark.parametrize(
    ("breaks", "terms", "fields", "budget", "expected"), [own[1:] for own in PRICES], ids=[own[0] for own in PRICES]
)
def test_quantity_and_cost_on_the_list(stocked, breaks, terms, fields, budget, expected):
    added = stocked(supplier="Mill", **{"on_hand": 70.0} | fields)
    supplier = supplier_service.create_supplier(NewSupplier(name="Mill", **terms))
    own = [{"quantity": least, "unit_cost": cost} for least, cost in breaks.items()]
    product_suppliers.put("A", supplier.id, ProductSupplierTerms(unit_cost=6, lead_time_days=7, price_breaks=own))
    worked_out(added)
    (line,) = order_list(ListRequest(Choice(), budget)).page.items
    assert (line.quantity, line.cost) == expected


# The old one sells until day 3, the new one all that is asked for from then on.
@pytest.mark.parametrize(
    ("left", "quantity"),
    [({"on_hand": 60.0}, 70), ({"on_hand": 100.0}, 40), ({"on_hand": 150.0}, 0),
     ({"on_hand": 100.0, "shelf_life_days": 9}, 50)],
)  # fmt: skip
def test_quantity_where_what_it_replaces_is_sold_for_some_days_more(stocked, left, quantity):
    stocked("OLD", **left, **dated(ends=3))
    assert worked_out(stocked("NEW", replaces="OLD", on_hand=0.0)).quantity == quantity


def test_a_part_of_two_kits(stocked):
    # A week of 10 + 0.3 x 3 a day, then of 10 + 2 x 3 + 1 x 2.
    part = stocked("PART", on_hand=0.0)
    for kit, daily in (("BOX", 3.0), ("CARD", 2.0)):
        stocked(kit, daily=daily)
    made_of("BOX", PART=0.3)
    assert worked_out(part).quantity == 77
    made_of("BOX", PART=2)
    made_of("CARD", PART=1)
    assert worked_out(part).quantity == 126
    catalogue_service.update_product("PART", ProductFields(shelf_life_days=3))
    assert worked_out(part).quantity == 54


# 14:00 by the shop's clock, in winter and in summer, on days of 23 and of 25 hours.
CUT_OFFS = [
    ("Pacific/Auckland", "2026-06-09T01:59:00+00:00", "2026-06-09"),
    ("Pacific/Auckland", "2026-06-09T02:00:00+00:00", "2026-06-10"),
    ("Pacific/Auckland", "2026-12-09T01:01:00+00:00", "2026-12-10"),
    ("Pacific/Auckland", "2026-09-27T00:59:00+00:00", "2026-09-27"),
    ("Pacific/Auckland", "2026-09-27T01:01:00+00:00", "2026-09-28"),
    ("Pacific/Auckland", "2026-04-05T01:59:00+00:00", "2026-04-05"),
    ("America/Los_Angeles", "2026-07-01T20:59:00+00:00", "2026-07-01"),
    ("America/Los_Angeles", "2026-07-02T05:00:00+00:00", "2026-07-02"),
    ("America/Los_Angeles", "2026-03-08T20:59:00+00:00", "2026-03-08"),
    ("America/Los_Angeles", "2026-03-08T21:01:00+00:00", "2026-03-09"),
    ("America/Los_Angeles", "2026-11-01T21:59:00+00:00", "2026-11-01"),
    ("America/Los_Angeles", "2026-11-01T22:01:00+00:00", "2026-11-02"),
]


@pytest.mark.parametrize(("zone", "instant", "ordered"), CUT_OFFS)
def test_a_cut_off_is_by_the_clock_of_the_shop(stocked, shop_in, zone, instant, ordered):
    shop_in(zone, instant)
    mill(cut_off="14:00")
    advice = worked_out(stocked(supplier="Mill", on_hand=0.0))
    day_of_order = date.fromisoformat(ordered)
    assert day_of_order - clock.today() in (timedelta(0), timedelta(1))
    assert (advice.order_by, advice.arrives_on) == (day_of_order, day_of_order + timedelta(days=7))
