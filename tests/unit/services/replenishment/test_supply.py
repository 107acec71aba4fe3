from datetime import date, timedelta

import pytest

from app.db import snapshot, transaction
from app.models import Product, PurchaseOrder, Receipt
from services.replenishment import supply
from services.replenishment.supply import Arrival, LeadTime
from utils import clock


def day(offset):
    return clock.today() + timedelta(days=offset)


def ordered(product, number="1", expected=3, quantity=10.0, **fields):
    """A purchase order that was placed ten days ago."""
    days = {"ordered_on": day(-10), "expected_on": day(expected)}
    order = PurchaseOrder(
        number=number, product_id=product.id, quantity=quantity, created_at=clock.now(), **(days | fields)
    )
    with transaction() as session:
        session.add(order)
    return order


def delivered(product, *lead_times, placed=-100):
    """One order for each of these lead times in days, delivered whole."""
    for index, days in enumerate(lead_times):
        order = ordered(product, f"{placed} {index}", status="received", received=10.0, ordered_on=day(placed))
        received(order, placed + days, 10.0)


def received(order, offset, quantity):
    receipt = Receipt(order_id=order.id, received_on=day(offset), quantity=quantity, created_at=clock.now())
    with transaction() as session:
        session.add(receipt)


def arrivals(*products):
    with snapshot() as session:
        return supply.arrivals(session, [product.id for product in products])


def lead_time(product) -> LeadTime:
    with snapshot() as session:
        return supply.lead_times(session, [product])[product.id]


def test_what_is_still_owed_arrives_on_the_day_it_is_expected(product):
    apple, pear = product("A"), product("B")
    ordered(apple, "2", expected=5, quantity=7.0)
    ordered(apple, "1", expected=3, quantity=10.0, received=4.0)
    assert arrivals(apple, pear) == {apple.id: [Arrival(day(3), 6.0), Arrival(day(5), 7.0)], pear.id: []}


def test_orders_that_are_received_cancelled_or_of_others_do_not_arrive(product):
    apple, pear = product("A"), product("B")
    ordered(apple, "1", status="cancelled")
    ordered(apple, "2", status="received", received=10.0)
    ordered(apple, "3", received=12.0)
    ordered(pear)
    assert arrivals(apple) == {apple.id: []}


def test_overdue_goods_are_expected_today_and_flagged(product):
    late = product("A")
    ordered(late, expected=-2)
    assert arrivals(late)[late.id] == [Arrival(day(0), 10.0, overdue=True)]


def test_arrivals_of_more_products_than_a_statement_has_parameters(product):
    known = product("A")
    ordered(known)
    with snapshot() as session:
        found = supply.arrivals(session, range(1, 60_000))
    assert {product_id for product_id, owed in found.items() if owed} == {known.id}


def test_two_deliveries_say_nothing_yet(product):
    apple = product("A", lead_time_days=4, lead_time_sd_days=1.5)
    delivered(apple, 30, 30)
    assert lead_time(apple) == LeadTime(4.0, 1.5, 0)


def test_without_receipts_and_without_a_stated_spread_there_is_none(product):
    assert lead_time(product("A", lead_time_days=4)) == LeadTime(4.0, 0.0, 0)


def test_three_deliveries_weigh_as_much_as_what_is_stated(product):
    apple = product("A", lead_time_days=4)
    delivered(apple, 9, 10, 11)
    assert lead_time(apple) == LeadTime(pytest.approx((4 + 10) / 2), pytest.approx(1.0), 3, pytest.approx(10.0))


def test_the_more_deliveries_the_less_counts_what_is_stated(product):
    apple = product("A", lead_time_days=4)
    delivered(apple, *[10] * 27)
    assert lead_time(apple) == LeadTime(pytest.approx(0.9 * 10 + 0.1 * 4), pytest.approx(0.0, abs=1e-6), 27, 10.0)


def test_a_stated_spread_stands(product):
    apple = product("A", lead_time_sd_days=2.5)
    delivered(apple, 9, 10, 11)
    assert lead_time(apple).sd_days == 2.5


def test_an_order_in_parts_is_one_delivery_on_the_mean_day_of_its_units(product):
    apple = product("A", lead_time_days=10)
    delivered(apple, 10, 10)
    in_parts = ordered(apple, "parts", quantity=4.0, ordered_on=day(-100))
    received(in_parts, -94, 3.0)
    received(in_parts, -82, 1.0)
    assert lead_time(apple) == LeadTime(
        pytest.approx((3 * 10 + 10 + 10 + 9) / 6), pytest.approx(0.5774, abs=1e-4), 3, pytest.approx((10 + 10 + 9) / 3)
    )


def test_what_was_delivered_years_ago_is_not_asked(product):
    apple = product("A", lead_time_days=4)
    delivered(apple, 9, 10, 11, placed=-1000)
    assert lead_time(apple) == LeadTime(4.0, 0.0, 0)


MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("lead_days", "review_days", "closed", "offset"),
    [
        (2.0, 7, [], 2),
        (2.0, 7, [2, 3], 4),
        # Whoever orders every day has ordered the same again by the time a later delivery comes.
        (2.0, 1, [2], 2),
        (2.0, 0, [], 2),
        (1.4, 7, [2], 3),
        (2.0, 7, range(30), 2),
    ],
)
def test_goods_come_on_a_day_on_which_somebody_is_there(lead_days, review_days, closed, offset):
    days = {MONDAY + timedelta(days=day) for day in closed}
    bread = Product(sku="A", review_days=review_days)
    assert supply.arrival_day(bread, LeadTime(lead_days, 0.0, 0), MONDAY, days) == MONDAY + timedelta(days=offset)
