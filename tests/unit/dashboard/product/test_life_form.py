"""A product's life on its page: what is shown, and its days changed."""

from datetime import timedelta

import pytest

from dashboard.product import life_facts
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
    return life_facts.known(product_view.view(sku, 90))


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


@pytest.fixture
def desk(product, signed_in):
    product("A", [5.0] * 40)
    product("NEW")
    return Desk(signed_in("planner"))


def stored(desk, **typed):
    """The answer to the button Store on the page of NEW, which nobody has changed yet."""
    return desk.change("life-apply", 1, page_of(**typed))


def page_of(**typed):
    """What stands on the page of NEW, with this in its fields."""
    blank = {"life-launch": None, "life-end": None, "life-replaces": "", "life-like": "", "life-like-category": ""}
    seen = {"launch_on": None, "ends_on": None, "replaces": "", "like": None}
    given = {f"life-{name.replace('_', '-')}": value for name, value in typed.items()}
    return blank | {"life-like-percent": 100, "life-seen": seen, "product-sku": "NEW"} | given


def effect(desk, **typed):
    """What is said below the fields before anything is stored."""
    page = page_of(**typed)
    return str(desk.change("life-end", page["life-end"], page, prop="value")["response"]["life-effect"]["children"])


def test_days_are_stored_and_those_of_somebody_else_are_not_overwritten(desk):
    end = (clock.today() + timedelta(days=20)).isoformat()
    assert "Forecast and advice follow" in notice(stored(desk, end=end))
    assert product_service.get_product("NEW").ends_on.isoformat() == end
    stored(desk)
    assert product_service.get_product("NEW").ends_on.isoformat() == end


def test_what_it_takes_the_place_of_and_what_it_sells_like_are_stored(desk):
    stored(desk, replaces=" A ", like="A", like_percent=80)
    now = product_service.get_product("NEW")
    assert (now.replaces, now.like) == ("A", {"product_sku": "A", "percent": 80.0})


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"like": "A", "like_category": "Tea"}, "not both"),
        ({"like": "A", "like_percent": 5000}, "Sells like: it may be at most 1,000."),
        ({"replaces": "NOBODY"}, "NOBODY"),
    ],
)
def test_a_life_that_cannot_be_is_refused_with_the_reason(desk, typed, why):
    assert why in notice(stored(desk, **typed))
    now = product_service.get_product("NEW")
    assert (now.replaces, now.like) == ("", None)


def test_a_change_is_taken_back_and_not_what_somebody_has_done_since(desk):
    end = clock.today() + timedelta(days=20)
    offered = stored(desk, end=end.isoformat(), like_category="Tea")["sideUpdate"]["product-undo"]["children"][1]
    about = {"about": offered["props"]["data-about"]}
    assert "as it was" in notice(desk.change("product-undo-clicked", about, prop="data"))
    assert product_service.get_product("NEW").like is None
    assert "changed this meanwhile" in notice(desk.change("product-undo-clicked", about, prop="data"))


def test_what_a_change_would_do_is_said_before_it_is_stored(desk):
    in_ten_days = clock.today() + timedelta(days=10)
    said = effect(desk, replaces="A", launch=in_ten_days.isoformat())
    assert "140 units in the four weeks from" in said
    assert "A is sold until" in said
    assert "There is no product 'B'" in effect(desk, replaces="B")
    assert "Nothing can be forecast" in effect(desk, end=in_ten_days.isoformat())
    assert effect(desk) == "[]"
    assert product_service.get_product("NEW").replaces == ""
