from datetime import timedelta

import pytest

from app.db import snapshot
from services.catalogue import product_service
from services.stock import stock_history
from services.stock.stock_history import StockRow
from services.views import stock_course
from tests.unit.services.order_desk import Desk, day
from utils import clock


@pytest.fixture
def course(product, user_ids):
    """What becomes of ten units of a product that sells four a day."""
    product("A")
    stock_history.record_levels([StockRow(product_sku="A", on_hand=10)])

    def read(demand=4.0):
        expected = {clock.today() + timedelta(days=later): demand for later in range(-1, 5)}
        with snapshot() as session:
            return stock_course.read(session, product_service.find_product(session, "A"), expected)

    return read


def test_what_is_on_hand_goes_by_the_expected_demand_until_nothing_is_left(course):
    assert list(course().coming.values()) == [6, 2, 0, 0, 0]
    assert course().empty_on == day(2)


def test_what_arrives_is_added_on_its_day_and_what_was_lost_before_stays_lost(course, user_ids):
    Desk(user_ids[0]).order("1", "A", 20, expected_on=day(3))
    assert course().arrivals == {day(3): 20}
    assert list(course().coming.values()) == [6, 2, 0, 16, 12]


def test_what_nobody_relies_on_any_more_does_not_arrive(course, user_ids):
    Desk(user_ids[0]).order("1", "A", 20, ordered_on=day(-90), expected_on=day(-60))
    assert course().arrivals == {}


def test_without_a_count_nothing_is_said_of_the_days_to_come(product):
    unknown = product("B", on_hand=None)
    with snapshot() as session:
        found = stock_course.read(session, unknown, {clock.today(): 4.0})
    assert (found.coming, found.empty_on) == ({}, None)
