"""What packs and smallest orders force beyond what can still be sold, worked out by hand: ten a day for sure, seven
days of lead time and of review, cost 6, price 10, nothing on hand. What is sold until day 30 is sold for 24 days from
day 7 on: 240 that earn 960."""

import numpy as np
import pytest

from app.db import snapshot
from forecasting.reasons import NO_LONGER_SOLD
from services.catalogue.product_fields import ProductFields
from services.catalogue.supplier_fields import NewSupplier
from services.planning import catalogue_service, supplier_service
from services.replenishment.lists import transfer_service
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from tests.unit.services.advice import worked_out
from tests.unit.services.replenishment.test_golden_quantities import dated

WAITS = {"backorders": True}
DAYS = np.arange(365)
ONCE = {"course": np.where(DAYS < 31, 10.0, 0.0)}
# Of the next year's season thirty days are in sight: 300 more.
AGAIN = {"course": np.where((DAYS < 31) | (DAYS >= 335), 10.0, 0.0)}

QUANTITIES = [
    # 260 would be left, for 1,560.
    ("end and a smallest order far too large", {"ends": 30, "min_order": 500}, 0),
    # 60 are left for 360: it is the only way to sell the 240.
    ("end and a smallest order that pays for what it leaves", {"ends": 30, "min_order": 300}, 300),
    ("end and a smallest order that just pays", {"ends": 30, "min_order": 399}, 399),
    ("end and one that just does not", {"ends": 30, "min_order": 401}, 0),
    # 30 are there when it comes, so 210 are sold for 840, and 90 or 150 left.
    ("end, stock and a smallest order", {"ends": 30, "min_order": 300, "on_hand": 100.0}, 300),
    ("end, stock and one too large", {"ends": 30, "min_order": 360, "on_hand": 100.0}, 0),
    ("end and packs that are sold", {"ends": 30, "pack_size": 100}, 100),
    # 90 can be sold: 10 of a hundred are left, or 310 of four hundred.
    ("end and packs", {"ends": 15, "pack_size": 100}, 100),
    ("end and packs far too large", {"ends": 15, "pack_size": 400}, 0),
    # The first week is owed: 160 are sold for 640.
    ("end where customers wait", WAITS | {"ends": 15, "min_order": 250}, 250),
    ("end where customers wait, too large", WAITS | {"ends": 15, "min_order": 270}, 0),
    ("end, smallest order and room for it", {"ends": 30, "min_order": 300, "max_stock": 400.0}, 300),
    ("end, smallest order and no room for it", {"ends": 30, "min_order": 300, "max_stock": 250.0}, 0),
    # Without money one left weighs as much as one sold.
    ("end, cost unknown", {"ends": 30, "min_order": 479, "unit_cost": None}, 479),
    ("end, cost unknown, too large", {"ends": 30, "min_order": 481, "unit_cost": None}, 0),
    ("a last season", ONCE | {"min_order": 300}, 300),
    ("a last season and a smallest order far too large", ONCE | {"min_order": 500}, 0),
    # 260 are kept for ten months at 1.50 a year, the rest of 2,000 is never sold.
    ("a season that comes again", AGAIN | {"min_order": 500}, 500),
    ("a season that comes again and a smallest order far too large", AGAIN | {"min_order": 2000}, 0),
    ("a season that comes again, dear to keep", AGAIN | {"min_order": 500, "holding_cost": 20.0}, 0),
    # It keeps for a year: all of 1,500 are sold in time.
    ("a long shelf life and a smallest order", {"shelf_life_days": 365, "min_order": 1500}, 1500),
    # Sold for 30 days: 300 that earn 1,200; 100 are left for 600.
    ("a shelf life of several cycles and a smallest order", {"shelf_life_days": 30, "min_order": 400}, 400),
    ("one that is too large", {"shelf_life_days": 30, "min_order": 501}, 0),
    ("shelf life, end and a smallest order", {"shelf_life_days": 60, "ends": 30, "min_order": 500}, 0),
    ("no end", {"min_order": 500}, 500),
    # What an ended product owes is not bought any more, nor what comes too late for a shop.
    ("ended, less than nothing on hand", {"ends": -1, "on_hand": -5.0}, 0),
    ("ended, and owed to customers", WAITS | {"ends": -1, "on_hand": -5.0}, 0),
    ("ends before goods come, less than nothing on hand", {"ends": 3, "on_hand": -5.0}, 0),
    ("ends before goods come, and owed to customers", WAITS | {"ends": 3, "on_hand": -5.0}, 45),
    ("no longer sold", {"method": NO_LONGER_SOLD, "daily": 0.0, "on_hand": -5.0}, 0),
    ("no longer sold, and owed", WAITS | {"method": NO_LONGER_SOLD, "daily": 0.0, "on_hand": -5.0}, 5),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in QUANTITIES], ids=[own[0] for own in QUANTITIES])
def test_quantity(stocked, fields, quantity):
    assert worked_out(stocked(**dated(**fields))).quantity == quantity


@pytest.mark.parametrize(("least", "quantity"), [(200, 200), (300, 0)])
def test_quantity_of_a_part_whose_kit_ends(stocked, least, quantity):
    # Three boxes of two a day, for 24 days: 144 that earn 576; 56 left cost 336, 156 cost 936.
    part = stocked(daily=0.0, min_order=least)
    stocked("BOX", daily=3.0, on_hand=None, **dated(ends=30))
    catalogue_service.update_product("BOX", ProductFields(components=[{"product_sku": "A", "quantity": 2.0}]))
    assert worked_out(part).quantity == quantity


def test_what_an_order_costs_is_spread_over_no_more_than_is_sold(stocked):
    supplier_service.create_supplier(NewSupplier(name="Mill", order_cost=1000))
    assert worked_out(stocked(supplier="Mill", **dated(ends=30))).quantity == 240


@pytest.mark.parametrize(("life", "wasted"), [(3, 20), (7, 20), (9, 0)])
def test_what_is_shown_is_wasted_where_it_expires_before_the_next_order_comes(stocked, life, wasted):
    advice = worked_out(stocked(shelf_life_days=life, display_stock=20.0))
    assert (advice.quantity, advice.order_waste) == (20 + 10 * min(life, 7), pytest.approx(wasted, abs=0.5))


def test_what_no_order_is_small_enough_for_comes_from_another_place(stocked):
    # Of the 70 that are missing 40 are there at the station, beside the 140 it needs itself.
    for sku, fields in (("A@MAIN", dated(ends=30, min_order=500)), ("A@STATION", {"on_hand": 180.0})):
        worked_out(stocked(sku, **fields))
    with snapshot() as session:
        (found,) = transfer_service.suggestions(session)
    assert (found.source.sku, found.target.sku, found.quantity, found.to_order) == ("A@STATION", "A@MAIN", 40, 0)
    assert found.advice(0) == "STATION has 40 more than it needs: move 40 instead of ordering."


def test_the_reason_says_what_would_be_left(stocked):
    least = worked_out(stocked("A", min_order=500, **dated(ends=30)))
    assert "the least to order is 500: more of them would be left unsold than is earned (260 / 500)" in least.reason
    pays = worked_out(stocked("B", min_order=300, **dated(ends=30)))
    assert "order 300 (at least 300, of which 60 are expected never to be sold)" in pays.reason
    ended = worked_out(stocked("C", on_hand=-5.0, **dated(ends=-1)))
    assert "5 missing, but it is sold no more when an order comes" in ended.reason


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        # Ten a day: 1,200 are four months, 500 a month and a half.
        ({"min_order": 1200}, "order 1200 (at least 1,200, enough for 4 months)"),
        ({"min_order": 500}, "order 500 (at least 500)"),
        ({"ends": 200, "min_order": 1200}, "order 1200 (at least 1,200, enough for 4 months)"),
    ],
)
def test_the_reason_says_for_how_long_a_large_order_lasts(stocked, fields, said):
    assert said in worked_out(stocked(**dated(**fields))).reason


# Sold until day 20, an order is there for its last fourteen days; ten a day, give or take two.
LAST_BUYS = [
    # Cost 6, price 10: one more pays where it sells in six of ten cases.
    ({}, 0.4),
    ({"unit_price": 60}, 0.9),
    ({"unit_price": None}, 0.95),
]


@pytest.mark.parametrize(("fields", "level"), LAST_BUYS)
def test_a_last_buy_is_no_larger_than_it_earns(stocked, fields, level):
    added = stocked(on_hand=70.0, spread=2.0, review_days=14, **dated(ends=20, **fields))
    assert what_ifs.advice(added.sku, WhatIf())["service_level"] == pytest.approx(level, abs=0.01)
    assert ("would sooner be left over than sell" in worked_out(added).reason) == (level < 0.95)
