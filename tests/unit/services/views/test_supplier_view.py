from datetime import timedelta
from decimal import Decimal

import pytest

from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.catalogue.supplier_fields import NewSupplier, SupplierChange
from services.errors import NotFound
from services.planning import product_suppliers, supplier_service
from services.seen import ChangedMeanwhile
from services.views import supplier_view
from tests.unit.services.order_desk import Desk, day
from utils import clock


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


@pytest.fixture
def mill(product):
    for sku in "AB":
        product(sku, supplier="Mill", unit_cost=Decimal(2), lead_time_days=4)
    return supplier_service.create_supplier(NewSupplier(name="Mill", currency="USD", exchange_rate=0.5))


def only_row():
    (row,) = supplier_view.rows()
    return row


def test_a_supplier_is_listed_with_or_without_terms(product, mill):
    product("C", supplier="Another")
    product("D")
    assert [(row.name, row.terms is None, row.products) for row in supplier_view.rows()] == [
        ("Another", True, 1),
        ("Mill", False, 2),
    ]


def test_what_is_on_order_is_in_the_shops_money(mill, desk):
    product_suppliers.put("A", mill.id, ProductSupplierTerms(unit_cost=Decimal(6)))
    desk.order("1", "A", 10, supplier="Mill")
    desk.order("2", "B", 5, supplier="Mill", ordered_on=day(-9), expected_on=day(-1))
    coming = only_row().coming
    assert (coming.lines, coming.overdue, coming.money) == (2, 1, 10 * 6 * 0.5 + 5 * 2)


def test_how_late_it_is_counts_from_the_day_that_was_promised(mill, desk):
    for number, days_late in enumerate((0, 3)):
        order = desk.order(str(number), "A", 10, supplier="Mill", ordered_on=day(-10), expected_on=day(-5))
        desk.receive(order, 10, received_on=day(-5 + days_late))
    delivered = supplier_view.view("Mill").row.delivered
    assert (delivered.lines, delivered.late, delivered.late_share) == (2, 1, 0.5)
    assert (delivered.lead_days, delivered.late_days) == (6.5, 1.5)
    assert [own.late_days for own in supplier_view.view("Mill").deliveries] == [0, 3]


def test_the_next_order_day_is_by_its_calendar(mill):
    after = clock.today() + timedelta(days=2)
    closed = [{"from": clock.today().isoformat(), "to": (after - timedelta(days=1)).isoformat()}]
    supplier_service.update_supplier(mill.id, SupplierChange(closed=closed))
    assert only_row().next_order_on == after


def test_what_it_delivers_beside_the_usual_supplier_is_shown(product, mill):
    product("C", name="Tea", supplier="Leaf")
    product_suppliers.put("C", mill.id, ProductSupplierTerms(code="M-1"))
    found = {own.product.sku: own.asked and own.asked.code for own in supplier_view.view("Mill").products}
    assert found == {"A": None, "B": None, "C": "M-1"}


def test_nobody_names_it(product):
    product("A")
    for name in ("Nobody", ""):
        with pytest.raises(NotFound):
            supplier_view.view(name)


def test_the_second_of_two_people_hears_of_the_first(mill):
    seen = SupplierChange(cut_off=None)
    supplier_service.update_supplier(mill.id, SupplierChange(cut_off="11:00"), seen)
    with pytest.raises(ChangedMeanwhile, match="cut_off is 11:00 now"):
        supplier_service.update_supplier(mill.id, SupplierChange(cut_off="12:00"), seen)


def test_so_does_the_second_at_what_it_asks_for_a_product(mill):
    seen = ProductSupplierTerms()
    product_suppliers.put("A", mill.id, ProductSupplierTerms(code="M-1"), seen)
    with pytest.raises(ChangedMeanwhile, match="code is M-1 now"):
        product_suppliers.put("A", mill.id, ProductSupplierTerms(code="M-2"), seen)
