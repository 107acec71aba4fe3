from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Product, PurchaseOrder, Receipt, Supplier
from services.replenishment.supply import product_supply, supply
from services.replenishment.supply.supply import Arrival, LeadTime
from services.replenishment.supply.supply_calendar import ANY_DAY, Rhythm
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


def delivered(product, *lead_times, placed=-100, **fields):
    """One order for each of these lead times in days, delivered whole."""
    for index, days in enumerate(lead_times):
        whole = {"status": "received", "received": 10.0, "ordered_on": day(placed)}
        order = ordered(product, f"{placed} {index}", **whole, **fields)
        received(order, placed + days, 10.0)


def received(order, offset, quantity):
    receipt = Receipt(order_id=order.id, received_on=day(offset), quantity=quantity, created_at=clock.now())
    with transaction() as session:
        session.add(receipt)


def supplier(name, **terms):
    with transaction() as session:
        session.add(Supplier(name=name, created_at=clock.now(), updated_at=clock.now(), **terms))


def arrivals(*products):
    with snapshot() as session:
        return supply.arrivals(session, [product.id for product in products])


def lead_time(product) -> LeadTime:
    with snapshot() as session:
        return product_supply.read(session, [product])[product.id].lead


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


def test_what_one_supplier_delivers_says_nothing_of_another(product):
    apple = product("A", supplier="Mill", lead_time_days=7)
    delivered(apple, 2, 2, 2, supplier="Farm")
    delivered(apple, 9, 9, 9, placed=-90)
    with snapshot() as session:
        found = supply.by_supplier(session, [apple], {(apple.id, "Mill"): 7.0, (apple.id, "Farm"): 4.0})
    assert [(own.mean_days, own.observed_days) for own in found.values()] == [(8.0, 9.0), (3.0, 2.0)]


def test_what_was_delivered_years_ago_is_not_asked(product):
    apple = product("A", lead_time_days=4)
    delivered(apple, 9, 10, 11, placed=-1000)
    assert lead_time(apple) == LeadTime(4.0, 0.0, 0)


def test_a_planner_says_which_lead_time_counts(product):
    for sku, which in (("A", "stated"), ("B", "learned"), ("C", "both")):
        delivered(product(sku, lead_time_days=4, lead_time_from=which), 9, 10, 11)
    with snapshot() as session:
        products = session.scalars(sa.select(Product).order_by(Product.sku)).all()
        supplies = product_supply.read(session, products)
    found = {key: own.lead for key, own in supplies.items()}
    assert [found[own.id].mean_days for own in products] == [4, 10, 7]
    assert [found[own.id].observed_days for own in products] == [10, 10, 10]


def test_waiting_for_a_day_of_delivery_is_no_lead_time(product):
    # It delivers on Fridays; ordered on four weekdays, all of it came on the Friday after two days.
    supplier("Mill", delivery_days=["fri"])
    apple = product("A", supplier="Mill", lead_time_days=2)
    monday = clock.monday(clock.today()) - timedelta(weeks=3)
    for number, day in enumerate(monday + timedelta(days=own) for own in (0, 1, 2, -3)):
        friday = next(later for n in range(2, 9) if (later := day + timedelta(days=n)).weekday() == 4)
        order = ordered(apple, str(number), status="received", received=10.0, ordered_on=day)
        received(order, (friday - clock.today()).days, 10.0)
    assert lead_time(apple) == LeadTime(2.0, 0.0, 4, 2.0)


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
    assert supply.arrival_day(ANY_DAY, Rhythm(lead_days, review_days), MONDAY, days) == MONDAY + timedelta(days=offset)
