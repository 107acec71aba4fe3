"""Pairs of terms of which one is a supplier's calendar, a second supplier or money, worked out by hand: ten a day for
sure, seven days of lead time and of review, cost 6, price 10. Nothing is on hand, so the first week is lost and an
order is for the 70 of the second one, unless more is said."""

import pytest

from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import WEEKDAYS, NewSupplier
from services.planning import product_suppliers, supplier_service
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest, order_list
from tests.unit.services.advice import worked_out
from tests.unit.services.replenishment.test_pairs_of_terms import (
    FILL,
    SHUT,
    SHUT_FIRST,
    WAITS,
    boxes,
    dated,
    day,
    mill,
    on_its_way,
)

AT_ONCE = {"order_cost": 20}
LEAST, SHELF = {"min_stock": 25.0}, {"display_stock": 20.0}


def weekday(ahead):
    return WEEKDAYS[day(ahead).weekday()]


# Ordered in two days, so that the goods come on day 9 and the next ones on day 16: the days before 9 are lost.
ON_A_DAY = [
    ("launch before the goods come", {"launch": 8}, 70),
    ("launch after the goods come", {"launch": 12}, 40),
    ("launch after the next ones come", {"launch": 17}, 0),
    # Four days of it: 32 miss 8 at 4 each, 48 would leave 8 at 6 each; 24 miss 16 at 4 each.
    ("end and packs", {"ends": 12, "pack_size": 16}, 32),
    ("end and larger packs", {"ends": 12, "pack_size": 24}, 48),
    ("shelf life", {"shelf_life_days": 4}, 40),
    # What is there on day 9 is sold first, the day after it expires: 10 of it, and four days of what comes.
    ("shelf life of what is there", {"on_hand": 110.0, "shelf_life_days": 10}, 60),
    ("fill rate", FILL, 63),
    ("customers wait", WAITS, 160),
    ("least stock", LEAST, 95),
    # 20 of them stay on the shelf.
    ("display stock and maximum", SHELF | {"max_stock": 60.0}, 60),
    ("maximum and packs", {"max_stock": 60.0, "pack_size": 24}, 48),
    ("smallest order", {"min_order": 90}, 90),
]


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in ON_A_DAY], ids=[own[0] for own in ON_A_DAY])
def test_quantity_of_a_supplier_with_one_order_day(stocked, fields, quantity):
    mill(order_days=[weekday(2)])
    assert worked_out(stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**fields))).quantity == quantity


def test_quantity_of_a_part_of_kits_whose_supplier_has_one_order_day(stocked):
    mill(order_days=[weekday(2)])
    part = stocked(supplier="Mill", on_hand=0.0)
    boxes(stocked)
    assert worked_out(part).quantity == 7 * 16


@pytest.mark.parametrize(("launch", "quantity"), [(5, 70), (12, 50)])
def test_launch_and_day_of_delivery(stocked, launch, quantity):
    # An order of today comes on day 10, one of day 7 on day 17.
    mill(delivery_days=[weekday(10)])
    assert worked_out(stocked(supplier="Mill", on_hand=0.0, **dated(launch=launch))).quantity == quantity


SHUTDOWNS = [
    ("shelf life", {}, {"shelf_life_days": 5}, 50),
    # Eight days of it; packs of 24 hold 72, a fourth would waste 16 at 6 for 8 at 4.
    ("shelf life and packs", {}, {"shelf_life_days": 8, "pack_size": 24}, 72),
    ("launch and end", {}, {"launch": 10, "ends": 18}, 90),
    ("display stock and maximum", {}, SHELF | {"max_stock": 100.0}, 100),
    # The next come on day 21, 28, 35 or 42: a day costs 20 / 14 + 0.29, 20 / 21 + 0.43, 20 / 28 + 0.57, 20 / 35 + 0.72
    ("cost of an order", AT_ONCE, {}, 280),
]


@pytest.mark.parametrize(
    ("terms", "fields", "quantity"), [own[1:] for own in SHUTDOWNS], ids=[own[0] for own in SHUTDOWNS]
)
def test_quantity_before_a_shutdown(stocked, terms, fields, quantity):
    mill(SHUT, **terms)
    assert worked_out(stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**fields))).quantity == quantity


POSTPONED = [
    # 30 are missing, and 25 have room beside the 60.
    ("maximum and display stock", SHELF | {"max_stock": 85.0}, 25),
    # 8 miss 2 at 4 each, 12 would leave 2 at 6 each.
    ("packs and end", {"ends": 16, "pack_size": 4}, 8),
    ("least stock and fill rate", LEAST | FILL, 35),
]


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in POSTPONED], ids=[own[0] for own in POSTPONED])
def test_quantity_with_goods_that_a_shutdown_postpones(stocked, fields, quantity):
    # 60 of day 4 come on day 10, with the order of today, and 70 are asked for until the next one.
    mill(SHUT_FIRST)
    added = stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**fields))
    on_its_way(added, 60, 4)
    assert worked_out(added).quantity == quantity


def test_postponed_goods_and_another_supplier_who_delivers_before_them(stocked):
    # 30 are asked for between the goods of Farm, on day 7, and the 60 that Mill postpones to day 10; these last for six
    # days, and what Mill, cheaper, takes an order for once it is open comes on day 17.
    mill(SHUT_FIRST)
    added = stocked(supplier="Mill", on_hand=0.0)
    farm = supplier_service.create_supplier(NewSupplier(name="Farm"))
    product_suppliers.put("A", farm.id, ProductSupplierTerms(unit_cost=7, lead_time_days=7))
    on_its_way(added, 60, 4)
    advice = worked_out(added)
    assert (advice.supplier, advice.quantity) == ("Farm", 40)


TWO = [
    ("end", {"ends": 9}, 30),
    ("end and packs", {"ends": 9, "pack_size": 16}, 32),
    ("launch and end", {"on_hand": 0.0, "launch": 10, "ends": 11}, 20),
    ("fill rate and least stock", FILL | LEAST, 95),
    ("display stock and maximum", SHELF | {"on_hand": 90.0, "max_stock": 60.0}, 40),
    ("too few are asked for", {"daily": 0.01, "stocked_from": 12.0, "on_hand": 0.0}, 0),
    ("what is owed where customers wait", WAITS | {"on_hand": -5.0}, 145),
]


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in TWO], ids=[own[0] for own in TWO])
def test_quantity_of_the_cheaper_of_two_suppliers_in_two_currencies(stocked, fields, quantity):
    added = stocked(supplier="Mill", **{"on_hand": 70.0} | dated(**fields))
    for name, rate, cost in (("Mill", 2.0, 3), ("Farm", 0.5, 10)):
        own = supplier_service.create_supplier(NewSupplier(name=name, currency="USD", exchange_rate=rate))
        product_suppliers.put("A", own.id, ProductSupplierTerms(unit_cost=cost, lead_time_days=7))
    advice = worked_out(added)
    assert (advice.quantity, advice.supplier) == (quantity, "Farm" if quantity else advice.supplier)


def test_minimums_in_money_of_two_suppliers_in_two_currencies(stocked):
    # 900 dollars are 450 of the shop's, 75 at 6; 400 pounds are 800, 134 at 6.
    for sku, rate, cost, least in (("A", 0.5, 12, 900), ("B", 2.0, 3, 400)):
        own = NewSupplier(name=f"of {sku}", currency="USD", exchange_rate=rate, min_order_value=least)
        supplier = supplier_service.create_supplier(own)
        added = stocked(sku, supplier=supplier.name, on_hand=0.0)
        product_suppliers.put(sku, supplier.id, ProductSupplierTerms(unit_cost=cost, lead_time_days=7))
        worked_out(added)
    lines = order_list(ListRequest()).page.items
    assert {line.sku: (line.quantity, line.cost) for line in lines} == {"A": (75, 450), "B": (134, 804)}


LISTED = [
    ("budget and postponed goods", {"shut": SHUT_FIRST, "comes": 4}, {}, 30.0, [(5, 30)]),
    ("budget and order day", {"order_days": True}, {}, 300.0, [(50, 300)]),
    # 48 at 6 are no more than 300; below the break of 80 nothing is for 5.
    ("budget, breaks and packs", {"breaks": 80}, {"pack_size": 24}, 300.0, [(48, 288)]),
    # 80 for 5 each are within 400.
    ("budget that pays for a price break", {"breaks": 80}, {}, 400.0, [(80, 400)]),
    ("budget, end and packs", {}, {"ends": 9, "pack_size": 16}, 100.0, [(16, 96)]),
    ("budget below a minimum in money", {"min_order_value": 600}, {}, 300.0, [(50, 300)]),
    ("minimum in money and order day", {"min_order_value": 600, "order_days": True}, {}, None, [(100, 600)]),
    # 90 are missing.
    ("minimum and display stock and a maximum", {"min_order_units": 100}, SHELF | {"max_stock": 100.0}, None,
     [(100, 600)]),
    ("minimum and display stock and a maximum in its way", {"min_order_units": 100}, SHELF | {"max_stock": 95.0}, None,
     [(90, 540)]),
    ("minimum and launch and end in its way", {"min_order_units": 100}, {"launch": 10, "ends": 16}, None, [(40, 240)]),
    ("minimum, shelf life and shutdown in its way", {"min_order_units": 160, "shut": SHUT}, {"shelf_life_days": 14},
     None, [(140, 840)]),
    ("minimum, shelf life and shutdown", {"min_order_units": 160, "shut": SHUT}, {"shelf_life_days": 16}, None,
     [(160, 960)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "fields", "budget", "expected"), [own[1:] for own in LISTED], ids=[own[0] for own in LISTED]
)
def test_quantity_and_cost_on_the_list(stocked, terms, fields, budget, expected):
    own = dict(terms)
    comes = own.pop("comes", None)
    if own.pop("order_days", None):
        own["order_days"] = [weekday(2)]
    added = stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**fields))
    mill(**own)
    if comes:
        on_its_way(added, 60, comes)
    worked_out(added)
    assert [(line.quantity, line.cost) for line in order_list(ListRequest(Choice(), budget)).page.items] == expected


REPLACED = [
    # Of 100 left today 10 are there on day 9.
    ("order day", {"order_days": True}, {}, 60),
    ("end", {}, {"ends": 9}, 0),
    ("end and packs", {}, {"ends": 12, "pack_size": 16}, 32),
    # 30 are left on day 7, and last until day 9: what comes is sold on two of its five days.
    ("shelf life", {}, {"shelf_life_days": 5}, 20),
    # Sold from day 3 on, of 100 40 are there on day 9.
    ("launch and order day", {"order_days": True}, {"launch": 3}, 30),
]


@pytest.mark.parametrize(
    ("terms", "fields", "quantity"), [own[1:] for own in REPLACED], ids=[own[0] for own in REPLACED]
)
def test_quantity_where_some_are_left_of_what_it_replaces(stocked, terms, fields, quantity):
    stocked("OLD", on_hand=100.0, **dated(ends=-1))
    added = stocked(supplier="Mill", replaces="OLD", **{"on_hand": 0.0} | dated(**fields))
    mill(**({"order_days": [weekday(2)]} if terms else {}))
    assert worked_out(added).quantity == quantity
