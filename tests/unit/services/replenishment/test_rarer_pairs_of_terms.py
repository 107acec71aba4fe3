"""Pairs of terms that meet more rarely, worked out by hand: ten a day for sure, seven days of lead time and of review,
cost 6, price 10. Nothing is on hand, so the first week is lost and an order is for the 70 of the second one, unless
more is said. Where 70 are on hand, none is lost and 70 are ordered as well."""

import pytest

from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier
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
    mill,
    on_its_way,
)

# A day costs 20 / 7n to order and 0.0411 x 7n / 2 to keep: four cycles at once.
AT_ONCE = {"order_cost": 20}
LEAST = {"min_stock": 25.0}
SHELF = {"display_stock": 20.0}
DOZENS = {"pack_size": 24}
# A pack lasts for 70 days: none costs 95 % of 70, one 5 % of the other 630.
LONG = {"pack_size": 700}
SURE, UNSURE = {"service_level": 0.95}, {"service_level": 0.5}

PAIRS = [
    ("packs of months where few are needed", {}, LONG | UNSURE, 0),
    ("packs of months where none may be missing", {}, LONG | SURE, 700),
    ("packs of months and display stock", {}, LONG | UNSURE | SHELF, 0),
    # A second one for 5 each saves 1,400, and it takes 302 to keep it until day 140.
    ("packs of months and price break", {"breaks": 1000}, LONG | SURE, 1400),
    # 600 would be thrown away.
    ("packs of months and shelf life", {}, LONG | SURE | {"shelf_life_days": 10}, 0),
    ("packs of months and maximum", {}, LONG | SURE | {"max_stock": 500.0}, 0),
    ("packs of months and a part in kits", {"is_part": True}, LONG | UNSURE, 700),
    ("cost of an order and fill rate", AT_ONCE, FILL | {"on_hand": 70.0}, 252),
    ("cost of an order and display stock", AT_ONCE, SHELF | {"on_hand": 90.0}, 280),
    ("cost of an order and least stock", AT_ONCE, LEAST | {"on_hand": 70.0}, 305),
    ("cost of an order and packs", AT_ONCE, {"on_hand": 70.0, "pack_size": 50}, 300),
    ("cost of an order and smallest order", AT_ONCE, {"on_hand": 70.0, "min_order": 300}, 300),
    ("cost of an order where customers wait", AT_ONCE, WAITS, 350),
    ("cost of an order and price break", AT_ONCE | {"breaks": 300}, {"on_hand": 70.0}, 300),
    # 20 / 7n + 0.0658 x 7n / 2 is 1.635 at four and 1.643 at three; but to be sure of what kits take, six a day one by
    # one, 0.0041 x 1.645 x the root of 6 x (7n + 7) is kept besides, 0.098 at four and 0.088 at three.
    ("cost of an order and a part in kits", AT_ONCE | {"is_part": True}, {"on_hand": 112.0}, 336),
    ("cost of an order in another currency", {"order_cost": 40, "currency": "USD", "exchange_rate": 0.5},
     {"on_hand": 70.0}, 280),
    ("least stock and shutdown", {"shut": SHUT}, LEAST, 165),
    ("least stock and a part in kits", {"is_part": True}, LEAST, 137),
    ("least stock and price break", {"breaks": 80}, LEAST, 95),
    ("least stock where customers wait", {}, LEAST | WAITS, 165),
    ("least stock and packs", {}, LEAST | DOZENS, 96),
    ("least stock and smallest order", {}, LEAST | {"min_order": 120}, 120),
    ("least stock and postponed goods", {"shut": SHUT_FIRST, "comes": 4}, LEAST, 35),
    ("display stock and packs", {}, SHELF | DOZENS, 96),
    ("display stock and smallest order", {}, SHELF | {"min_order": 100}, 100),
    ("maximum and packs", {}, DOZENS | {"max_stock": 60.0}, 48),
    ("maximum below the smallest order", {}, {"max_stock": 60.0, "min_order": 80}, 0),
    # With the 60 that come on its day five have room.
    ("maximum and postponed goods", {"shut": SHUT_FIRST, "comes": 4}, {"max_stock": 65.0}, 5),
    ("packs and shutdown", {"shut": SHUT}, DOZENS, 144),
    ("packs where customers wait", {}, DOZENS | WAITS, 144),
    ("packs and postponed goods", {"shut": SHUT_FIRST, "comes": 4}, DOZENS, 24),
    ("packs and launch", {}, DOZENS | {"launch": 10}, 48),
    # Four packs for 5 each cost 480, three for 6 each 432, and the fourth is sold in three days.
    ("packs and price break", {"breaks": 80}, DOZENS, 96),
    ("shelf life and a part in kits", {"is_part": True}, {"shelf_life_days": 3}, 48),
    # What is sold in boxes only is kept as well.
    ("too few sold alone, but in kits", {"is_part": True}, {"daily": 0.0, "stocked_from": 12.0}, 42),
    ("too few are asked for and some are owed", {}, WAITS | {"daily": 0.0, "stocked_from": 12.0, "on_hand": -3.0}, 3),
    ("too few are asked for to be shown", {}, SHELF | {"daily": 0.01, "stocked_from": 12.0}, 0),
]  # fmt: skip


@pytest.mark.parametrize(("terms", "fields", "quantity"), [own[1:] for own in PAIRS], ids=[own[0] for own in PAIRS])
def test_quantity(stocked, terms, fields, quantity):
    own = dict(terms)
    is_part, comes = own.pop("is_part", False), own.pop("comes", None)
    added = stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**fields))
    mill(**own)
    if is_part:
        boxes(stocked)
    if comes:
        on_its_way(added, 60, comes)
    assert worked_out(added).quantity == quantity


TWO = [
    ("fill rate", FILL, 63),
    ("display stock", SHELF | {"on_hand": 90.0}, 70),
    ("least stock", LEAST, 95),
    ("maximum", {"max_stock": 60.0}, 60),
    ("launch", {"launch": 10, "on_hand": 0.0}, 40),
    ("customers wait", WAITS | {"on_hand": 0.0}, 140),
    ("smallest order", {"min_order": 80}, 80),
    ("shelf life", {"shelf_life_days": 3}, 30),
]


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in TWO], ids=[own[0] for own in TWO])
def test_quantity_of_the_cheaper_of_two_suppliers(stocked, fields, quantity):
    added = stocked(supplier="Mill", **{"on_hand": 70.0} | dated(**fields))
    farm = supplier_service.create_supplier(NewSupplier(name="Farm", currency="USD", exchange_rate=0.5))
    product_suppliers.put("A", farm.id, ProductSupplierTerms(unit_cost=10, lead_time_days=7))
    advice = worked_out(added)
    assert (advice.supplier, advice.quantity, advice.cost) == ("Farm", quantity, quantity * 5)


REPLACED = [
    # Of a hundred 30 are left on day 7.
    ("shutdown", {"shut": SHUT}, {}, 110),
    ("display stock", {}, SHELF, 60),
    ("least stock", {}, LEAST, 65),
    ("maximum", {}, {"max_stock": 50.0}, 20),
    ("smallest order", {}, {"min_order": 50}, 50),
    ("price break", {"breaks": 80}, {}, 80),
    ("cost of an order", AT_ONCE, {}, 250),
]


@pytest.mark.parametrize(
    ("terms", "fields", "quantity"), [own[1:] for own in REPLACED], ids=[own[0] for own in REPLACED]
)
def test_quantity_where_some_are_left_of_what_it_replaces(stocked, terms, fields, quantity):
    stocked("OLD", on_hand=100.0, **dated(ends=-1))
    added = stocked(supplier="Mill", replaces="OLD", **{"on_hand": 0.0} | fields)
    mill(**terms)
    assert worked_out(added).quantity == quantity


DOLLARS = {"currency": "USD", "exchange_rate": 0.5}
LISTED = [
    ("budget and a price in another currency", DOLLARS, {}, 300.0, [(50, 300)]),
    ("budget and shutdown", {"shut": SHUT}, {}, 300.0, [(50, 300)]),
    ("budget and launch", {}, {"launch": 10}, 300.0, [(40, 240)]),
    ("budget and least stock", {}, LEAST, 300.0, [(50, 300)]),
    ("budget below the smallest order", {}, {"min_order": 60}, 300.0, []),
    ("budget and cost of an order", AT_ONCE, {"on_hand": 70.0}, 300.0, [(50, 300)]),
    ("budget and packs of months", {}, LONG | SURE, 300.0, []),
    ("budget below the minimum of a supplier", {"min_order_units": 150}, {}, 300.0, [(50, 300)]),
    ("minimum and cost of an order", AT_ONCE | {"min_order_units": 300}, {"on_hand": 70.0}, None, [(300, 1800)]),
    ("minimum and least stock", {"min_order_units": 150}, LEAST, None, [(150, 900)]),
    ("minimum and display stock", {"min_order_units": 150}, SHELF, None, [(150, 900)]),
    ("minimum and packs", {"min_order_units": 150}, DOZENS, None, [(168, 1008)]),
    ("minimum in weight and packs", {"min_order_weight": 60}, DOZENS | {"unit_weight": 0.5}, None, [(120, 720)]),
    ("minimum in volume", {"min_order_volume": 300}, {"unit_volume": 2.0}, None, [(150, 900)]),
    ("minimums in units and in money", {"min_order_units": 100, "min_order_value": 900}, {}, None, [(150, 900)]),
    # 900 of a currency that is worth a half.
    ("minimum in another currency", DOLLARS | {"min_order_value": 900}, {}, None, [(75, 450)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "fields", "budget", "expected"), [own[1:] for own in LISTED], ids=[own[0] for own in LISTED]
)
def test_quantity_and_cost_on_the_list(stocked, terms, fields, budget, expected):
    own = {"on_hand": 0.0} | dated(**fields)
    added = stocked(supplier="Mill", **own)
    mill(**terms)
    worked_out(added)
    assert [(line.quantity, line.cost) for line in order_list(ListRequest(Choice(), budget)).page.items] == expected


def test_costs_in_two_currencies_add_up_in_the_shops(stocked):
    for sku, rate, cost in (("A", 0.5, 12), ("B", 2.0, 3)):
        own = supplier_service.create_supplier(NewSupplier(name=f"of {sku}", currency="USD", exchange_rate=rate))
        added = stocked(sku, supplier=own.name)
        product_suppliers.put(sku, own.id, ProductSupplierTerms(unit_cost=cost, lead_time_days=7))
        worked_out(added)
    assert order_list(ListRequest()).totals.cost == 840


def test_a_price_break_in_another_currency_and_a_minimum_in_money(stocked):
    # 80 for 10 dollars, 5 of the shop's, are 400; 900 dollars are 450.
    added = stocked(supplier="Mill", on_hand=70.0)
    own = supplier_service.create_supplier(NewSupplier(name="Mill", min_order_value=900, **DOLLARS))
    breaks = [{"quantity": 80, "unit_cost": 10}]
    product_suppliers.put("A", own.id, ProductSupplierTerms(unit_cost=12, lead_time_days=7, price_breaks=breaks))
    assert worked_out(added).quantity == 80
    (line,) = order_list(ListRequest()).page.items
    assert (line.quantity, line.cost) == (90, 450)
