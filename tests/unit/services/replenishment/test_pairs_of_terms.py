"""Pairs of terms that stand in no other list, worked out by hand: ten a day for sure, seven days of lead time and of
review, cost 6, price 10. Nothing is on hand, so the first week is lost and an order is for the 70 of the second one,
unless more is said. B: boxes of two each, of which three are sold a day, so that 16 a day are asked for."""

from datetime import timedelta

import pytest

from app.db import transaction
from app.models import PurchaseOrder
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier
from services.planning import catalogue_service, product_suppliers, supplier_service
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest, order_list
from tests.unit.services.advice import worked_out
from utils import clock

FILL = {"target": "fill_rate", "service_level": 0.9}
WAITS = {"backorders": True}
# An order of today is here on day 7 and has to last until day 21; of one that is to come on day 10, until day 17.
SHUT, SHUT_FIRST = (8, 20), (3, 9)


def day(ahead):
    return clock.today() + timedelta(days=ahead)


def dated(launch=None, ends=None, **fields):
    life = {"launch_on": launch, "ends_on": ends}
    return {name: day(ahead) for name, ahead in life.items() if ahead is not None} | fields


def mill(shut=None, breaks=None, **terms):
    closed = [{"from": day(shut[0]), "to": day(shut[1])}] if shut else []
    supplier = supplier_service.create_supplier(NewSupplier(name="Mill", closed=closed, **terms))
    if breaks:
        own = [{"quantity": breaks, "unit_cost": 5}]
        product_suppliers.put("A", supplier.id, ProductSupplierTerms(unit_cost=6, lead_time_days=7, price_breaks=own))


def boxes(stocked, **fields):
    stocked("BOX", daily=3.0, on_hand=None, **fields)
    catalogue_service.update_product("BOX", ProductFields(components=[{"product_sku": "A", "quantity": 2}]))


def on_its_way(product, units, comes):
    with transaction() as session:
        session.add(
            PurchaseOrder(
                number=str(comes), product_id=product.id, quantity=units, ordered_on=day(-3), expected_on=day(comes),
                supplier="Mill", created_at=clock.now(),
            )
        )  # fmt: skip


ALONE = [
    # Five days of it sell 50.
    ("shelf life and maximum", {"shelf_life_days": 5, "max_stock": 60.0}, 50),
    ("shelf life and a maximum below it", {"shelf_life_days": 5, "max_stock": 40.0}, 40),
    # Days 7 to 9, whatever keeps for longer; days 7 to 11 of those until day 13.
    ("shelf life and an end before it", {"shelf_life_days": 5, "ends": 9}, 30),
    ("shelf life and an end after it", {"shelf_life_days": 5, "ends": 13}, 50),
    # Of 40 from the launch until day 14, four may be missing.
    ("launch and fill rate", FILL | {"launch": 10}, 36),
    ("launch and maximum", {"launch": 10, "max_stock": 25.0}, 25),
    # 20 stay on the shelf besides.
    ("launch and display stock", {"launch": 10, "display_stock": 20.0}, 60),
    # Nobody waits for what is not on sale yet.
    ("launch where customers wait", WAITS | {"launch": 10}, 40),
    ("launch and smallest order", {"launch": 10, "min_order": 50}, 50),
    # 63 of 70, and 20 on the shelf.
    ("fill rate and display stock", FILL | {"display_stock": 20.0}, 83),
    ("fill rate and smallest order", FILL | {"min_order": 65}, 65),
    ("smallest order where customers wait", WAITS | {"min_order": 150}, 150),
]


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in ALONE], ids=[own[0] for own in ALONE])
def test_quantity(stocked, fields, quantity):
    assert worked_out(stocked(**{"on_hand": 0.0} | dated(**fields))).quantity == quantity


SHUTDOWNS = [
    ("nothing else", {}, {}, 140),
    # Nine tenths.
    ("fill rate", {}, FILL, 126),
    ("display stock", {}, {"display_stock": 20.0}, 160),
    ("maximum", {}, {"max_stock": 100.0}, 100),
    # The first week is owed as well.
    ("customers wait", {}, WAITS, 210),
    ("smallest order", {}, {"min_order": 150}, 150),
    # Ten more for 5 each instead of 6 spare 150.
    ("price break", {"breaks": 150}, {}, 150),
]


@pytest.mark.parametrize(
    ("terms", "fields", "quantity"), [own[1:] for own in SHUTDOWNS], ids=[own[0] for own in SHUTDOWNS]
)
def test_quantity_before_a_shutdown(stocked, terms, fields, quantity):
    added = stocked(supplier="Mill", **{"on_hand": 0.0} | fields)
    mill(SHUT, **terms)
    assert worked_out(added).quantity == quantity


def test_quantity_of_a_part_before_a_shutdown(stocked):
    mill(SHUT)
    part = stocked(supplier="Mill", on_hand=0.0)
    boxes(stocked)
    assert worked_out(part).quantity == 14 * 16


POSTPONED = [
    # 60 that were to come on day 4 come on day 10, as the order of today does; until day 17 70 are asked for.
    ("nothing else", {}, 10),
    # 40 are sold of what keeps for four days.
    ("shelf life", {"shelf_life_days": 4, "unit_cost": None}, 0),
    ("a shelf life that leaves room", {"shelf_life_days": 6, "unit_cost": None}, 0),
    ("smallest order", {"min_order": 40}, 40),
    # 63 of 70.
    ("fill rate", FILL, 3),
    ("display stock", {"display_stock": 20.0}, 30),
    # Sold from day 14 on.
    ("launch", {"launch": 14}, 0),
    # The ten days before are owed.
    ("customers wait", WAITS, 110),
    ("end", {"ends": 12}, 0),
]


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in POSTPONED], ids=[own[0] for own in POSTPONED])
def test_quantity_with_goods_that_a_shutdown_postpones(stocked, fields, quantity):
    mill(SHUT_FIRST)
    added = stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**fields))
    on_its_way(added, 60, 4)
    assert worked_out(added).quantity == quantity


def test_quantity_of_a_part_with_goods_that_a_shutdown_postpones(stocked):
    mill(SHUT_FIRST)
    part = stocked(supplier="Mill", on_hand=0.0)
    boxes(stocked)
    on_its_way(part, 60, 4)
    assert worked_out(part).quantity == 7 * 16 - 60


def test_quantity_by_a_price_break_with_goods_that_a_shutdown_postpones(stocked):
    # Ten are missing; 60 for 5 save 60 and are kept for five days.
    added = stocked(supplier="Mill", on_hand=0.0)
    mill(SHUT_FIRST, breaks=60)
    on_its_way(added, 60, 4)
    assert worked_out(added).quantity == 60


PARTS = [
    # Nine tenths of 112 are 100.8.
    ("fill rate", {}, FILL, 101),
    ("display stock", {}, {"display_stock": 20.0}, 132),
    # Alone it is sold from day 10 on, in boxes as before: 40 and 42.
    ("launch", {}, {"launch": 10}, 82),
    ("customers wait", {}, WAITS, 224),
    # Eight more for 5 each instead of 6 spare 112.
    ("price break", {"breaks": 120}, {}, 120),
]


@pytest.mark.parametrize(("terms", "fields", "quantity"), [own[1:] for own in PARTS], ids=[own[0] for own in PARTS])
def test_quantity_of_a_part(stocked, terms, fields, quantity):
    part = stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**fields))
    mill(**terms)
    boxes(stocked)
    assert worked_out(part).quantity == quantity


BREAKS = [
    # 63 are missing; 80 spare 63 and 17 are kept for a few days.
    ("fill rate", FILL, 80),
    # 40 are missing until day 14; 50 spare 40.
    ("launch", {"launch": 10}, 80),
    ("customers wait", WAITS, 140),
    ("smallest order", {"min_order": 90}, 90),
]


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in BREAKS], ids=[own[0] for own in BREAKS])
def test_quantity_with_a_price_of_5_from_eighty_on(stocked, fields, quantity):
    added = stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**fields))
    mill(breaks=80)
    assert worked_out(added).quantity == quantity


FILLED_UP = [
    ("a part in kits", {"is_part": True}, 150),
    ("fill rate", FILL, 150),
    ("launch", {"launch": 10}, 150),
    # 140 are missing already.
    ("customers wait", WAITS, 150),
    ("shutdown", {"shut": SHUT}, 150),
    ("postponed goods", {"shut": SHUT_FIRST, "comes": 4}, 150),
]


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in FILLED_UP], ids=[own[0] for own in FILLED_UP])
def test_quantity_filled_up_to_the_minimum_of_a_supplier(stocked, fields, quantity):
    own = dict(fields)
    is_part, shut, comes = own.pop("is_part", False), own.pop("shut", None), own.pop("comes", None)
    mill(shut, min_order_units=150)
    added = stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**own))
    if is_part:
        boxes(stocked)
    if comes:
        on_its_way(added, 60, comes)
    worked_out(added)
    (line,) = order_list(ListRequest(Choice(supplier="Mill"))).page.items
    assert line.quantity == quantity


BUDGETS = [
    # 300 buy 50 at 6; below the break nothing is for 5.
    ("price break", {}, {"breaks": 80}, 50),
    ("display stock", {"display_stock": 20.0}, {}, 50),
    ("end", {"ends": 9}, {}, 30),
    ("maximum", {"max_stock": 40.0}, {}, 40),
    ("fill rate", FILL, {}, 50),
    ("customers wait", WAITS, {}, 50),
    # A part of it, in packs.
    ("packs", {"pack_size": 24}, {}, 48),
    ("shelf life", {"shelf_life_days": 3}, {}, 30),
]


@pytest.mark.parametrize(("fields", "terms", "quantity"), [own[1:] for own in BUDGETS], ids=[own[0] for own in BUDGETS])
def test_quantity_within_a_budget_of_300(stocked, fields, terms, quantity):
    added = stocked(supplier="Mill", **{"on_hand": 0.0} | dated(**fields))
    mill(**terms)
    worked_out(added)
    (line,) = order_list(ListRequest(Choice(), 300.0)).page.items
    assert (line.quantity, line.cost) == (quantity, quantity * 6)


def test_each_variant_is_ordered_for_itself(stocked):
    # Both are of one item, and each has what is asked for of itself: 70, and 28 of what keeps for seven days.
    red = stocked("RED", on_hand=0.0, variant_of="SHIRT")
    blue = stocked("BLUE", daily=4.0, on_hand=0.0, variant_of="SHIRT", shelf_life_days=7)
    assert [worked_out(red).quantity, worked_out(blue).quantity] == [70, 28]


OWED, LEAST, SHORT = {"on_hand": -15.0}, {"min_stock": 20.0}, {"shelf_life_days": 5}
ON_THEIR_WAY = [
    # Fifteen of the forty are for those who wait, the others are sold before day 7.
    ("goods that are owed and come first", OWED, [(3, 40)], 70),
    # They are there for nobody else, and five are still owed on day 7.
    ("goods that are owed, and fewer that come first", OWED, [(3, 10)], 75),
    (
        "a display that is to be filled, and goods that come first",
        {"on_hand": 5.0, "display_stock": 20.0},
        [(3, 40)],
        70,
    ),
    # 60 until day 12; 70 that come then leave 60 on day 14.
    ("least stock and goods that come later", LEAST, [(13, 70)], 60),
    ("least stock and fewer that come later", LEAST, [(13, 20)], 70),
    # What is ordered is sold until day 11, what comes on day 10 after that.
    ("shelf life and goods that come later", SHORT, [(10, 25)], 45),
    ("shelf life and goods that come later twice", SHORT, [(10, 25), (13, 70)], 35),
    # It cannot last until day 13, whatever comes on that day.
    ("shelf life and goods that come on the last day", SHORT, [(13, 70)], 50),
    # Three of these days' goods are thrown away without any order.
    ("shelf life and too much that comes later", SHORT, [(8, 80)], 10),
]


@pytest.mark.parametrize(
    ("fields", "coming", "quantity"), [own[1:] for own in ON_THEIR_WAY], ids=[own[0] for own in ON_THEIR_WAY]
)
def test_quantity_with_goods_on_their_way(stocked, fields, coming, quantity):
    added = stocked(**{"on_hand": 0.0} | fields)
    for comes, units in coming:
        on_its_way(added, units, comes)
    advice = worked_out(added)
    assert (advice.quantity, advice.needed - advice.on_hand - advice.arriving) == (quantity, pytest.approx(quantity))
