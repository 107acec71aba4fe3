"""What an order costs itself has it placed for several cycles at once, and not before one is due: ten a day for sure,
seven days of lead time and of review, cost 6. At 20 an order it is for four weeks."""

from datetime import timedelta

import pytest

from app.db import transaction
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier
from services.planning import product_suppliers, supplier_service
from tests.unit.services.advice import worked_out
from tests.unit.services.replenishment.test_pairs_of_terms import on_its_way
from utils import clock

WEEK = 7


@pytest.fixture
def mill(database):
    return supplier_service.create_supplier(NewSupplier(name="Mill", order_cost=20))


# Until the next order comes 140 are asked for, until the last of the four weeks 350.
@pytest.mark.parametrize(
    ("on_hand", "quantity"), [(0.0, 280), (70.0, 280), (139.0, 211), (140.0, 0), (300.0, 0), (349.0, 0), (700.0, 0)]
)
def test_an_order_is_placed_when_the_next_one_would_be_too_late(stocked, mill, on_hand, quantity):
    advice = worked_out(stocked(supplier="Mill", on_hand=on_hand))
    assert (advice.quantity, advice.kind) == (quantity, "order" if quantity else "enough")
    assert advice.excess_units == 0


# What comes after the shelf is empty is too late for what is asked for before.
@pytest.mark.parametrize(("comes", "quantity"), [(0, 0), (7, 0), (13, 60), (14, 70)])
def test_what_is_on_its_way_puts_it_off(stocked, mill, comes, quantity):
    added = stocked(supplier="Mill", on_hand=70.0)
    on_its_way(added, 280, comes)
    assert worked_out(added).quantity == quantity


def test_ordering_every_week_costs_one_order_in_four(stocked, mill):
    added, on_hand, ordered = stocked(supplier="Mill", on_hand=70.0), 70.0, []
    for _ in range(13):
        with transaction() as session:
            session.merge(added).on_hand = on_hand
        ordered.append(worked_out(added).quantity)
        on_hand += ordered[-1] - 10 * WEEK
    assert ordered == [280, 0, 0, 0] * 3 + [280]


def test_packs_too_large_for_a_cycle_are_ordered_for_several(stocked, mill):
    # Eleven are missing, of a pack of 250 that lasts for a month.
    assert worked_out(stocked(supplier="Mill", on_hand=129.0, pack_size=250)).quantity == 250


def test_of_several_suppliers_the_one_that_is_to_deliver_is_waited_for(stocked, mill):
    dearer = supplier_service.create_supplier(NewSupplier(name="Oak"))
    product = stocked(supplier="Mill", on_hand=200.0)
    product_suppliers.put("A", mill.id, ProductSupplierTerms(unit_cost=6, lead_time_days=7))
    product_suppliers.put("A", dearer.id, ProductSupplierTerms(unit_cost=9, lead_time_days=7))
    advice = worked_out(product)
    assert (advice.supplier, advice.quantity, advice.next_arrival_on - clock.today()) == (
        "Mill",
        0,
        timedelta(days=2 * WEEK),
    )
