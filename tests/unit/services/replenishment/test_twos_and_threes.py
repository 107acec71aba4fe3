"""Terms that meet by twos and threes, worked out by hand before they were asked for: ten a day for sure, seven days of
lead time and of review, cost 6, price 10. Nothing is on hand, so the first week is lost and an order is for the 70 of
the second one, unless more is said."""

import pytest

from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import WEEKDAYS, NewSupplier, SupplierChange
from services.planning import product_suppliers, supplier_service
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest, order_list
from tests.unit.services.advice import worked_out
from tests.unit.services.replenishment.test_pairs_of_terms import (
    FILL,
    SHUT,
    WAITS,
    boxes,
    dated,
    day,
    mill,
    on_its_way,
)

LEAST, SHELF = {"min_stock": 25.0}, {"display_stock": 20.0}

ALONE = [
    # 10 of the 20 for display are there.
    ("fill rate, display and some there", FILL | SHELF | {"on_hand": 10.0}, 73),
    ("fill rate, display and packs", FILL | SHELF | {"pack_size": 24}, 96),
    ("fill rate and end", FILL | {"ends": 10}, 36),
    # 48 would waste 18 at 6 for 6 more at 4.
    ("fill rate, shelf life and packs", FILL | {"shelf_life_days": 3, "pack_size": 24}, 24),
    # 75 are owed when the order comes, and 40 are asked for until the end.
    ("customers wait until the end", WAITS | {"ends": 10, "on_hand": -5.0}, 115),
    ("customers wait until the end, and a maximum", WAITS | {"ends": 10, "on_hand": -5.0, "max_stock": 60.0}, 115),
    ("customers wait until the end, and a low maximum", WAITS | {"ends": 10, "on_hand": -5.0, "max_stock": 30.0}, 105),
    ("maximum below the smallest order", {"max_stock": 50.0, "min_order": 60}, 0),
    ("maximum beside what is sold by then", {"max_stock": 50.0, "on_hand": 40.0}, 50),
    ("maximum, least stock and packs", LEAST | {"max_stock": 80.0, "pack_size": 10}, 80),
    # A pack of seventy days, of which sixty are sold: 100 left at 6, 600 sold at 4.
    ("packs of months and a shelf life nearly as long", {"pack_size": 700, "shelf_life_days": 60}, 700),
    ("packs of months and a shelf life that is too short", {"pack_size": 700, "shelf_life_days": 20}, 0),
    # What comes on day 7 is sold until day 8, or day 11.
    ("launch after it has expired", {"launch": 10, "shelf_life_days": 3}, 0),
    ("launch while it keeps", {"launch": 10, "shelf_life_days": 5}, 20),
    ("end, least stock and a pack", LEAST | {"ends": 9, "pack_size": 40}, 40),
    ("display that is sold off at the end", SHELF | {"ends": 13, "on_hand": 20.0}, 70),
    ("display that is there until the next order", SHELF | {"ends": 14, "on_hand": 20.0}, 70),
    ("no review and a smallest order", {"review_days": 0, "min_order": 30}, 30),
    ("no review and packs that expire", {"review_days": 0, "pack_size": 8, "shelf_life_days": 1}, 8),
    # The next order would come on day 14 and find 30 too few on display.
    ("display that expires with what is sold", SHELF | {"shelf_life_days": 7}, 90),
    ("display, least stock and maximum", SHELF | LEAST | {"max_stock": 100.0}, 100),
    ("few asked for, but shown", SHELF | {"daily": 0.01, "stocked_from": 12.0}, 0),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in ALONE], ids=[own[0] for own in ALONE])
def test_quantity(stocked, fields, quantity):
    assert worked_out(stocked(**{"on_hand": 0.0} | dated(**fields))).quantity == quantity


# A hundred come on day 3, and 60 are left on day 7; of what keeps for six days they are sold until day 8, and what
# comes on day 7 after that until day 12.
@pytest.mark.parametrize(
    ("fields", "quantity"),
    [
        ({}, 10),
        ({"max_stock": 60.0}, 0),
        ({"max_stock": 65.0}, 5),
        (LEAST, 35),
        (SHELF, 30),
        ({"shelf_life_days": 6}, 40),
    ],
)
def test_quantity_beside_goods_on_their_way(stocked, fields, quantity):
    added = stocked(on_hand=0.0, **fields)
    on_its_way(added, 100, 3)
    assert worked_out(added).quantity == quantity


def weekday(ahead):
    return WEEKDAYS[day(ahead).weekday()]


BY_CALENDAR = [
    # Ordered in two days, here on day 9, the next on day 16.
    ("shelf life and packs", {"order_days": 2}, {"shelf_life_days": 5, "pack_size": 12}, 48),
    ("shelf life, packs and smallest order", {"order_days": 2},
     {"shelf_life_days": 5, "pack_size": 12, "min_order": 60}, 60),
    ("least stock and some there", {"order_days": 2}, LEAST | {"on_hand": 100.0}, 85),
    # Today's cut-off has passed: here on day 14, the next on day 21.
    ("cut-off", {"order_days": 0, "cut_off": "00:00"}, {"on_hand": 150.0}, 60),
    ("cut-off and shelf life", {"order_days": 0, "cut_off": "00:00"}, {"shelf_life_days": 4}, 40),
    ("cut-off on any day", {"cut_off": "00:00"}, {"on_hand": 85.0}, 65),
    ("cut-off, end and packs", {"cut_off": "00:00"}, {"ends": 11, "pack_size": 25}, 50),
    ("shutdown and display", {"shut": SHUT}, SHELF, 160),
    ("shutdown, display and least stock", {"shut": SHUT}, SHELF | LEAST, 185),
    ("shutdown and fill rate", {"shut": SHUT}, FILL, 126),
    ("shutdown, shelf life and maximum", {"shut": SHUT}, {"shelf_life_days": 10, "max_stock": 90.0}, 90),
]  # fmt: skip


@pytest.mark.parametrize(
    ("terms", "fields", "quantity"), [own[1:] for own in BY_CALENDAR], ids=[own[0] for own in BY_CALENDAR]
)
def test_quantity_by_calendar(stocked, terms, fields, quantity):
    terms = terms | {"order_days": [weekday(terms["order_days"])]} if "order_days" in terms else terms
    mill(**terms)
    assert worked_out(stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**fields))).quantity == quantity


# Sixteen a day: ten alone, and two in each of three boxes.
@pytest.mark.parametrize(
    ("fields", "quantity"), [({"shelf_life_days": 4}, 64), (SHELF, 132), (LEAST, 137), ({"max_stock": 100.0}, 100)]
)
def test_quantity_of_a_part(stocked, fields, quantity):
    part = stocked(on_hand=0.0, **fields)
    boxes(stocked)
    assert worked_out(part).quantity == quantity


def other(name, **fields):
    terms = {
        key: fields.pop(key) for key in ("currency", "exchange_rate", "closed", "min_order_value") if key in fields
    }
    supplier = supplier_service.create_supplier(NewSupplier(name=name, **terms))
    product_suppliers.put("A", supplier.id, ProductSupplierTerms(**fields))
    return supplier.id


def test_of_two_suppliers_the_cheaper_in_shop_money_is_asked(stocked):
    part = stocked(supplier="Mill")
    mill()
    other("Farm", currency="USD", exchange_rate=0.5, unit_cost=10)
    advice = worked_out(part)
    assert (advice.supplier, advice.quantity, advice.cost) == ("Farm", 70, 350)


@pytest.mark.parametrize(("least", "quantity"), [(500, 70), (1000, 100)])
def test_a_minimum_is_in_the_money_of_its_supplier(stocked, least, quantity):
    part = stocked(supplier="")
    other("Farm", currency="USD", exchange_rate=0.5, unit_cost=10, min_order_value=least)
    worked_out(part)
    (line,) = order_list(ListRequest(Choice(supplier="Farm"))).page.items
    assert (line.quantity, line.cost) == (quantity, 5 * quantity)


def test_of_equal_suppliers_that_of_priority_is_asked_and_while_it_is_shut_the_other(stocked):
    part = stocked(supplier="")
    farm = other("Farm", priority=1, unit_cost=6)
    other("Barn", priority=2, unit_cost=6)
    assert worked_out(part).supplier == "Farm"
    closed = [{"from": day(0), "to": day(20)}]
    supplier_service.update_supplier(farm, SupplierChange(closed=closed))
    advice = worked_out(part)
    assert (advice.supplier, advice.quantity) == ("Barn", 70)


@pytest.mark.parametrize(
    ("budget", "quantity", "cost"), [(1000, 200, 1000), (500, 70, 420), (420, 70, 420), (300, 50, 300)]
)
def test_a_break_and_a_budget(stocked, budget, quantity, cost):
    part = stocked(supplier="")
    other("Farm", unit_cost=6, price_breaks=[{"quantity": 200, "unit_cost": 5}])
    worked_out(part)
    (line,) = order_list(ListRequest(Choice(), budget=budget)).page.items
    assert (line.quantity, line.cost) == (quantity, cost)
