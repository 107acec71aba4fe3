"""What has become of an order that is under way, and what is ordered beside it: ten a day for sure, seven days of lead
time and of review. Nothing is on hand, so an order is for the 70 of days 7 to 13."""

from datetime import timedelta

import pytest

from services.catalogue.product_fields import ProductFields
from services.catalogue.supplier_fields import NewSupplier
from services.planning import catalogue_service, supplier_service
from tests.unit.services.advice import worked_out
from tests.unit.services.order_desk import Desk
from utils import clock


def day(ahead):
    return clock.today() + timedelta(days=ahead)


@pytest.fixture
def desk(user_ids):
    return Desk(user_ids[0])


def part_came(desk):
    order = desk.order("1", "A", 100, expected_on=day(3))
    desk.receive(order, 40)


def part_came_and_no_more_will(desk):
    order = desk.order("1", "A", 100, expected_on=day(3))
    desk.receive(order, 40)
    desk.change(order, status="received")


def more_came_than_was_ordered(desk):
    desk.receive(desk.order("1", "A", 80, expected_on=day(0)), 90)


def it_comes_later(desk):
    desk.change(desk.order("1", "A", 100, expected_on=day(3)), expected_on=day(12))


def it_comes_sooner(desk):
    desk.change(desk.order("1", "A", 50, expected_on=day(12)), expected_on=day(7))


def two_are_under_way(desk):
    desk.order("1", "A", 70, expected_on=day(0))
    desk.order("2", "A", 50, expected_on=day(7))


UNDER_WAY = [
    # 40 today, of which 30 are sold by day 3; with the 60 of that day 30 are left on day 7.
    (part_came, 40),
    (part_came_and_no_more_will, 70),
    (more_came_than_was_ordered, 50),
    # Days 7 to 11 are without it, and 20 of it for days 12 and 13.
    (it_comes_later, 50),
    (it_comes_sooner, 20),
    (two_are_under_way, 20),
]


@pytest.mark.parametrize(("happens", "quantity"), UNDER_WAY)
def test_what_is_missing_beside_it_is_ordered(stocked, desk, happens, quantity):
    own = stocked(on_hand=0.0)
    happens(desk)
    assert worked_out(own).quantity == quantity


def test_goods_of_the_former_supplier_still_come(stocked, desk):
    for name in ("Mill", "Farm"):
        supplier_service.create_supplier(NewSupplier(name=name))
    own = stocked(on_hand=0.0, supplier="Mill")
    desk.order("1", "A", 60, expected_on=day(5), supplier="Mill")
    catalogue_service.update_product("A", ProductFields(supplier="Farm", lead_time_days=3))
    # Days 3 and 4, before they come.
    advice = worked_out(own)
    assert (advice.supplier, advice.quantity) == ("Farm", 20)


def test_of_two_deliveries_the_older_expires_first(stocked, desk):
    # Forty came eight days ago and keep until tomorrow: twenty expire, and of the other sixty ten are left on day 7.
    own = stocked(on_hand=0.0, shelf_life_days=10)
    desk.receive(desk.order("1", "A", 40, ordered_on=day(-15), expected_on=day(-8)), 40, received_on=day(-8))
    desk.receive(desk.order("2", "A", 60, expected_on=day(0)), 60)
    catalogue_service.update_product("A", ProductFields(on_hand=100.0))
    advice = worked_out(own)
    assert (advice.quantity, advice.will_expire) == (60, pytest.approx(20))
