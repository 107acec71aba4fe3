"""A least stock and a display that a planner states are there though no sale is expected, worked out by hand: spare
parts and pieces for display that cost 6 and sell for 10, seven days of lead time and of review."""

import pytest

from app.db import snapshot, transaction
from app.models import OrderAdvice
from forecasting.reasons import NO_LONGER_SOLD
from services.attention import exceptions
from services.attention.exceptions import ExceptionFilter
from services.attention.found import Kind
from services.catalogue.product_fields import ProductFields
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier
from services.errors import Conflict
from services.planning import catalogue_service, product_suppliers, supplier_service
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.reorder import ListRequest, order_list
from services.replenishment.renewal import advice_refresh
from services.replenishment.suppositions import scenarios, what_ifs
from services.replenishment.suppositions.supposing import Scenario
from services.replenishment.suppositions.what_ifs import WhatIf
from tests.unit.services.advice import worked_out
from tests.unit.services.replenishment.test_golden_quantities import dated

GONE = {"method": NO_LONGER_SOLD, "daily": 0.0}
FIVE, SHELF = {"min_stock": 5.0}, {"display_stock": 3.0}

QUANTITIES = [
    ("nothing there", FIVE, 5),
    ("some there", FIVE | {"on_hand": 2.0}, 3),
    ("enough there", FIVE | {"on_hand": 5.0}, 0),
    ("more there", FIVE | {"on_hand": 6.0}, 0),
    ("a display", SHELF, 3),
    ("a display that is there", SHELF | {"on_hand": 3.0}, 0),
    ("both", FIVE | SHELF | {"on_hand": 1.0}, 7),
    ("less than nothing", FIVE | {"on_hand": -2.0}, 7),
    ("where customers wait", FIVE | {"backorders": True, "on_hand": -2.0}, 7),
    ("on its way", FIVE | {"on_order": 4.0}, 1),
    # A pack of months is opened for it: nothing else brings what is wanted.
    ("packs", FIVE | {"pack_size": 12}, 12),
    ("large packs for one piece", {"display_stock": 1.0, "pack_size": 100}, 100),
    ("smallest order", FIVE | {"min_order": 20}, 20),
    ("maximum", FIVE | {"max_stock": 4.0}, 4),
    ("maximum below a pack", FIVE | {"max_stock": 8.0, "pack_size": 12}, 0),
    ("fill rate", FIVE | {"target": "fill_rate", "service_level": 0.9}, 5),
    ("level from the money", FIVE | {"service_level": None}, 5),
    ("cost unknown", FIVE | {"unit_cost": None, "pack_size": 12}, 12),
    ("a shelf life that leaves it there", FIVE | {"shelf_life_days": 365}, 5),
    ("a shelf life and a pack", FIVE | {"shelf_life_days": 365, "pack_size": 12}, 12),
    ("a shelf life that does not", FIVE | {"shelf_life_days": 7}, 0),
    # What ends it.
    ("ended", FIVE | {"ends": -1}, 0),
    ("ends before the next order comes", FIVE | SHELF | {"ends": 13}, 0),
    ("ends when the next order comes", FIVE | SHELF | {"ends": 14}, 8),
    ("to be launched later", FIVE | {"launch": 60}, 0),
    ("fewer asked for than are stocked from", FIVE | {"stocked_from": 1.0}, 0),
    ("nothing stated", {"on_hand": 0.0}, 0),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "quantity"), [own[1:] for own in QUANTITIES], ids=[own[0] for own in QUANTITIES])
def test_quantity(stocked, fields, quantity):
    assert worked_out(stocked(**GONE | dated(**fields))).quantity == quantity


# A part every hundred days: a pack lasts for years, and half of one is not what is to be left.
@pytest.mark.parametrize(("on_hand", "quantity"), [(0.0, 12), (3.0, 12), (5.0, 0)])
def test_a_pack_of_months_is_opened_for_the_least_stock_of_a_slow_product(stocked, on_hand, quantity):
    assert worked_out(stocked(daily=0.01, pack_size=12, on_hand=on_hand, **FIVE)).quantity == quantity


# One in twenty days: 2.45 are needed until the next order comes after nine days, 2.55 until one after eleven.
@pytest.mark.parametrize(("review_days", "quantity"), [(2, 0), (4, 40)])
def test_less_than_half_a_unit_of_the_least_stock_opens_no_pack_of_months(stocked, review_days, quantity):
    slow = {"daily": 0.05, "lead_time_days": 7, "pack_size": 40, "min_stock": 2.0}
    assert worked_out(stocked(on_hand=2.0, review_days=review_days, **slow)).quantity == quantity


def test_a_least_stock_is_never_too_much(stocked):
    # One a day is 104 in the fortnight and the 90 days after it, and 400 are to be left.
    assert worked_out(stocked("A", daily=1.0, on_hand=500.0, min_stock=400.0)).kind == "enough"
    assert worked_out(stocked("B", daily=1.0, on_hand=510.0, min_stock=400.0)).excess_units == 6


def test_what_is_more_than_stated_is_too_much_and_no_dead_stock(stocked):
    advice = worked_out(stocked(on_hand=12.0, **GONE | FIVE))
    assert (advice.kind, advice.excess_units, advice.excess_value) == ("excess", 7, 42)
    advice = worked_out(stocked("B", on_hand=12.0, **GONE))
    assert (advice.kind, advice.excess_units) == ("dead", 12)


def test_the_reason_says_that_it_is_a_wish(stocked):
    advice = worked_out(stocked(on_hand=1.0, **GONE | FIVE | SHELF))
    assert advice.reason == (
        "No sale is expected, but 3 stay on the shelf and at least 5 are to be left; 1 on hand: 7 are missing, order 7."
    )
    assert (advice.needed, advice.expected_demand, advice.money_at_risk, advice.stock_out_date) == (8, 0, 0, None)


def test_the_reason_says_that_what_expires_before_the_next_order_is_not_kept(stocked):
    gone = worked_out(stocked(**GONE | FIVE | {"shelf_life_days": 7}))
    assert gone.reason == (
        "No sale is expected, but at least 5 are to be left; 0 on hand: "
        "none are ordered, as they would expire before the next order comes."
    )
    # A week of ten a day, of which five days' keep.
    sold = worked_out(stocked("B", shelf_life_days=5, **FIVE))
    assert sold.quantity == 50
    assert "at least 5 are to be left, but none of them keep until the next order comes; 0 on hand" in sold.reason
    kept = worked_out(stocked("C", shelf_life_days=8, **FIVE))
    assert (kept.quantity, "none of them keep" in kept.reason) == (75, False)


def test_who_asks_for_advice_on_what_was_never_sold_is_told_what_to_say(product):
    product()
    with pytest.raises(Conflict, match=r"`like`.*`launch_on`.*`min_stock`"):
        what_ifs.advice("A", WhatIf())


def test_it_is_on_the_list_in_a_budget_and_no_exception(stocked):
    worked_out(stocked(on_hand=1.0, **GONE | FIVE | SHELF))
    (line,) = order_list(ListRequest(Choice())).page.items
    assert (line.sku, line.quantity, line.cost) == ("A", 7, 42)
    assert order_list(ListRequest(Choice(), budget=100)).totals.units == 7
    assert order_list(ListRequest(Choice(), budget=20)).totals.units == 3
    assert not exceptions.list_exceptions(ExceptionFilter(kind=Kind.RUNS_OUT), 9, None).page.items


def test_of_two_suppliers_the_cheaper_one_is_asked(stocked):
    part = stocked(supplier="Mill", **GONE | FIVE)
    supplier_service.create_supplier(NewSupplier(name="Mill"))
    farm = supplier_service.create_supplier(NewSupplier(name="Farm", lead_time_days=3, order_cost=1))
    product_suppliers.put("A", farm.id, ProductSupplierTerms(unit_cost=4))
    advice = worked_out(part)
    assert (advice.supplier, advice.quantity, advice.cost) == ("Farm", 5, 20)


def test_a_supposed_change_of_demand_or_stock_leaves_the_wish(stocked):
    worked_out(stocked(on_hand=1.0, **GONE | FIVE))
    assert what_ifs.advice("A", WhatIf(demand_change=50))["what_if"]["quantity"] == 4
    assert what_ifs.advice("A", WhatIf(on_hand=3))["what_if"]["quantity"] == 2
    assert what_ifs.preview("A", ProductFields(min_stock=9))["quantity"] == 8
    assert what_ifs.preview("A", ProductFields(min_stock=0))["quantity"] == 0
    (compared,) = scenarios.compare(Scenario(demand_change=20), 9, None).page.items
    assert (compared.today.quantity, compared.scenario.quantity) == (4, 4)


def test_what_was_never_sold_is_ordered_up_to_it(product):
    product(on_hand=None)
    catalogue_service.update_product("A", ProductFields(on_hand=0, unit_cost=6, **FIVE))
    with snapshot() as session:
        (advice,) = session.query(OrderAdvice)
    assert (advice.kind, advice.quantity, advice.cost) == ("order", 5, 30)
    assert "No sale is expected, but at least 5 are to be left" in advice.reason
    assert what_ifs.advice("A", WhatIf())["quantity"] == 5
    catalogue_service.update_product("A", ProductFields(min_stock=0))
    with snapshot() as session:
        assert session.query(OrderAdvice).count() == 0


def test_what_was_never_sold_nor_counted_is_to_be_counted(product):
    assert worked_out(product(on_hand=None, **FIVE)).kind == "unknown"


def test_nobody_says_of_what_is_sold_and_not_trained_yet_that_no_sale_is_expected(product):
    sold = product("A", [3, 4, 5], on_hand=0, **FIVE)
    with transaction() as session:
        advice_refresh.follow_up(session, [sold.id])
    with snapshot() as session:
        assert session.query(OrderAdvice).count() == 0
