"""A product's life on its page: what is shown, and its days changed."""

from datetime import timedelta

import pytest

from dashboard.product import life_form
from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct, ProductFields
from services.catalogue.supplier_fields import NewSupplier
from services.planning import catalogue_service, supplier_service
from services.views import product_view
from tests.unit.dashboard.desk import Desk, notice
from utils import clock


@pytest.fixture
def box(product, in_berlin):
    product("A", on_hand=9.0, supplier="Mill")
    catalogue_service.create_product(NewProduct(sku="BOX", components=[{"product_sku": "A", "quantity": 2.0}]))


def shown(sku):
    return str(life_form.section(product_view.view(sku, 90)))


def test_a_part_says_what_it_goes_into_and_a_kit_how_many_can_be_sold(box):
    assert "Dt('Goes into')" in shown("A")
    assert "2 x " in shown("A")
    assert "Dt('Can be sold now'), Dd('4')" in shown("BOX")
    assert "Dt('Put together of')" in shown("BOX")


def test_the_suppliers_calendar_is_said(box):
    closed = [{"from": clock.today() + timedelta(days=3), "to": clock.today() + timedelta(days=5)}]
    supplier_service.create_supplier(
        NewSupplier(name="Mill", order_days=["tue", "fri"], cut_off="11:00", closed=closed)
    )
    found = shown("A")
    assert "Tuesday, Friday until 11:00" in found
    assert "Dt('Delivers'), Dd('on any day')" in found
    assert "Dt('Closed')" in found


def test_without_a_supplier_orders_go_on_any_day(box):
    assert "Dt('Supplier takes orders'), Dd('on any day')" in shown("BOX")


def test_days_of_its_life_are_in_the_fields(box):
    end = clock.today() + timedelta(days=20)
    catalogue_service.update_product("A", ProductFields(ends_on=end))
    assert f"value='{end}'" in shown("A")
    assert product_service.get_product("A").ends_on == end


def test_days_are_stored_and_those_of_somebody_else_are_not_overwritten(product, signed_in):
    product("A")
    desk, end = Desk(signed_in("planner")), (clock.today() + timedelta(days=20)).isoformat()
    page = {"life-launch": None, "life-end": end, "life-seen": {"launch_on": None, "ends_on": None}, "product-sku": "A"}
    assert "Stored" in notice(desk.change("life-apply", 1, page))
    assert product_service.get_product("A").ends_on.isoformat() == end
    desk.change("life-apply", 1, page | {"life-end": None})
    assert product_service.get_product("A").ends_on.isoformat() == end
