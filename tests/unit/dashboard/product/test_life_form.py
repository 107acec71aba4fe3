"""A product's life on its page: what is shown, and its days changed."""

from datetime import timedelta

import pytest

from dashboard.product import life_form
from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct
from services.catalogue.supplier_fields import NewSupplier
from services.planning import catalogue_service, supplier_service
from services.views import product_view
from tests.unit.dashboard.desk import Desk, notice
from utils import clock


@pytest.fixture
def box(product, in_berlin):
    product("A", on_hand=9.0, supplier="Mill")
    catalogue_service.create_product(NewProduct(sku="BOX", components=[{"product_sku": "A", "quantity": 2.0}]))


def facts(sku):
    return life_form.known(product_view.view(sku, 90))


def test_a_part_says_what_it_goes_into_and_a_kit_how_many_can_be_sold(box):
    assert "2 x " in facts("A")["Goes into"]
    assert "2 x " in facts("BOX")["Put together of"]
    assert (facts("A")["Can be sold now"], facts("BOX")["Can be sold now"]) == ("9", "4")


def test_the_suppliers_calendar_is_said(box):
    closed = [{"from": clock.today() + timedelta(days=3), "to": clock.today() + timedelta(days=5)}]
    supplier_service.create_supplier(
        NewSupplier(name="Mill", order_days=["tue", "fri"], cut_off="11:00", closed=closed)
    )
    found = facts("A")
    assert (found["Supplier takes orders"], found["Delivers"]) == ("Tuesday, Friday until 11:00", "on any day")
    assert "–" in found["Closed on"]


def test_without_a_supplier_orders_go_on_any_day(box):
    assert facts("BOX")["Supplier takes orders"] == "on any day"


def test_days_are_stored_and_those_of_somebody_else_are_not_overwritten(product, signed_in):
    product("A")
    desk, end = Desk(signed_in("planner")), (clock.today() + timedelta(days=20)).isoformat()
    page = {"life-launch": None, "life-end": end, "life-seen": {"launch_on": None, "ends_on": None}, "product-sku": "A"}
    assert "Forecast and advice follow" in notice(desk.change("life-apply", 1, page))
    assert product_service.get_product("A").ends_on.isoformat() == end
    desk.change("life-apply", 1, page | {"life-end": None})
    assert product_service.get_product("A").ends_on.isoformat() == end
