"""The whole list under suppositions, beside today's. In `stocked` ten are sold a day, and a fortnight is protected."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Product, ProductSupplier, Supplier
from services.errors import InvalidInput, NotFound
from services.replenishment.renewal import advice_service
from services.replenishment.suppositions import scenarios, supposing
from services.replenishment.suppositions.supposing import Scenario
from utils import clock

SUPPLIERS = ("North", "South")


@pytest.fixture
def shop(stocked):
    """Two products of two suppliers, of which nothing is there; the ids of the suppliers by name."""
    with transaction() as session:
        rows = [Supplier(name=name, created_at=clock.now(), updated_at=clock.now()) for name in SUPPLIERS]
        session.add_all(rows)
        session.flush()
        ids = {row.name: row.id for row in rows}
    products = [stocked(name[0], on_hand=70.0, supplier=name) for name in SUPPLIERS]
    with transaction() as session:
        advice_service.refresh(session, [product.id for product in products])
    return ids


def ordered(**supposed) -> dict[str, tuple[int | None, int | None]]:
    """What is ordered today and then, by product."""
    found = scenarios.compare(Scenario(**supposed), 50, None)
    return {
        one.sku: tuple(line.quantity if line else None for line in (one.today, one.scenario))
        for one in found.page.items
    }


def test_without_a_supposition_both_lists_are_the_same(shop):
    assert ordered() == {"N": (70, 70), "S": (70, 70)}


def test_more_demand_is_ordered_of_every_product(shop):
    assert ordered(demand_change=20.0) == {"N": (70, 84), "S": (70, 84)}


def test_more_demand_of_some_days_counts_on_those_alone(shop):
    last = clock.today() + timedelta(days=7)
    assert ordered(demand_change=100.0, first=last, last=last) == {"N": (70, 80), "S": (70, 80)}
    assert ordered(demand_change=100.0, first=clock.today() + timedelta(days=60)) == ordered()


def test_a_supplier_who_delivers_later_has_to_deliver_more(shop):
    later = ordered(supplier_id=shop["North"], lead_time_change_days=2.0)
    assert later == {"N": (70, 70), "S": (70, 70)}
    backed = ordered(demand_change=20.0, supplier_id=shop["North"], lead_time_change_days=2.0)
    assert backed["S"] == (70, 84)


def test_without_a_later_delivery_only_the_products_of_the_supplier_are_compared(shop):
    assert ordered(demand_change=20.0, supplier_id=shop["South"]) == {"S": (70, 84)}


def test_a_budget_buys_a_part_of_the_list(shop):
    found = scenarios.compare(Scenario(budget=300.0), 50, None)
    assert (found.today.cost, found.scenario.cost) == (840.0, 300.0)


def test_what_differs_most_comes_first_page_by_page(shop):
    first = scenarios.compare(Scenario(demand_change=20.0, supplier_id=None), 1, None)
    second = scenarios.compare(Scenario(demand_change=20.0), 1, first.page.next_cursor)
    assert [one.sku for one in (*first.page.items, *second.page.items)] == ["N", "S"]
    assert second.page.next_cursor is None


def test_nothing_is_stored(shop):
    ordered(demand_change=500.0)
    assert ordered() == {"N": (70, 70), "S": (70, 70)}


def test_what_cannot_be_supposed_is_refused(shop):
    with pytest.raises(NotFound, match="no supplier 99"):
        scenarios.compare(Scenario(supplier_id=99), 50, None)
    with pytest.raises(InvalidInput, match="swap them"):
        scenarios.compare(Scenario(first=clock.today(), last=clock.today() - timedelta(days=1)), 50, None)


def test_the_lists_are_the_same_however_many_products_are_worked_out(shop):
    wanted = Scenario(supplier_id=shop["North"], lead_time_change_days=2.0)
    with snapshot() as session:
        assert len(supposing.concerned(session, wanted, "North")) == 1
        assert not supposing.concerned(session, Scenario(budget=300.0), None)
        assert len(supposing.concerned(session, Scenario(service_level=0.9), None)) == 2
    assert ordered(supplier_id=shop["North"], lead_time_change_days=2.0) == {"N": (70, 70), "S": (70, 70)}


def test_who_offers_a_product_besides_its_usual_supplier_is_asked_as_well(shop):
    with transaction() as session:
        product = session.scalars(sa.select(Product).where(Product.sku == "N")).one()
        session.add(ProductSupplier(product_id=product.id, supplier_id=shop["South"], priority=2, price_breaks=[]))
    with snapshot() as session:
        assert len(supposing.concerned(session, Scenario(demand_change=20.0), "South")) == 2


def test_a_scenario_is_the_same_as_a_document_and_back():
    wanted = Scenario(demand_change=20.0, supplier_id=3, first=clock.today())
    assert Scenario.read(json.loads(json.dumps(wanted.document()))) == wanted
    assert Scenario().document() == {}
