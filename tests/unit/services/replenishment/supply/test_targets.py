"""What the stock of a product is to be: ten a day for sure, seven days until an order comes, a week until the next."""

from datetime import timedelta

import numpy as np
import pytest

from app.db import transaction
from app.models import PurchaseOrder, Receipt
from services.catalogue.supplier_fields import NewSupplier
from services.orders.entry import transfer_orders
from services.orders.entry.transfer_orders import TransferLine
from services.planning import supplier_service
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from tests.unit.services.advice import worked_out
from tests.unit.services.order_desk import Desk
from utils import clock


def day(ahead):
    return clock.today() + timedelta(days=ahead)


def came_in(product, days_ago, quantity):
    with transaction() as session:
        order = PurchaseOrder(
            number=f"{days_ago}", product_id=product.id, quantity=quantity, received=quantity, status="received",
            ordered_on=day(-30), expected_on=day(-days_ago), created_at=clock.now(),
        )  # fmt: skip
        session.add(order)
        session.flush()
        receipt = Receipt(order_id=order.id, received_on=day(-days_ago), quantity=quantity, created_at=clock.now())
        session.add(receipt)


def test_the_oldest_is_sold_first_and_what_is_left_of_it_expires(stocked):
    # 60 came five days ago and 40 yesterday; they keep for six days: 60 have their last day today, 10 are sold of them.
    added = stocked(on_hand=100.0, shelf_life_days=6)
    came_in(added, 5, 60.0)
    came_in(added, 1, 40.0)
    advice = worked_out(added)
    assert advice.will_expire == pytest.approx(50, rel=1e-3)
    assert "50 of them are expected to expire" in advice.reason
    # The other 40 last four more days.
    assert advice.stock_out_date == day(5)


def test_what_nobody_knows_the_age_of_is_fresh_today(stocked):
    # Three days of 100 are sold.
    assert worked_out(stocked(on_hand=100.0, shelf_life_days=3)).will_expire == pytest.approx(70, rel=1e-3)


def test_goods_on_their_way_keep_from_their_arrival_on(stocked):
    added = stocked(on_hand=0.0, shelf_life_days=3)
    with transaction() as session:
        session.add(
            PurchaseOrder(
                number="1", product_id=added.id, quantity=50, ordered_on=day(0), expected_on=day(2),
                created_at=clock.now(),
            )
        )  # fmt: skip
    assert worked_out(added).will_expire == pytest.approx(20, rel=1e-3)


def test_bread_is_not_asked_for_as_what_keeps(stocked):
    # It costs 1, earns 2 and keeps for a day: two of three days are served in full.
    bread = stocked(
        shelf_life_days=1, service_level=None, unit_cost=1, unit_price=3, lead_time_days=1, review_days=1, spread=2.0
    )
    advice = worked_out(bread)
    assert what_ifs.advice("A", WhatIf())["service_level"] == pytest.approx(2 / 3, abs=0.02)
    assert advice.reason.startswith("What is bought beyond ")


def test_shelf_life_and_a_smallest_order_are_said(stocked):
    advice = worked_out(stocked(shelf_life_days=3, min_order=50))
    assert (advice.quantity, advice.order_waste) == (50, pytest.approx(20, rel=1e-2))
    assert "order 50 (at least 50, of which 20 are expected to expire)" in advice.reason


def test_shelf_life_and_a_shutdown_order_no_more_than_is_sold_in_time(stocked):
    supplier_service.create_supplier(NewSupplier(name="Mill", closed=[{"from": day(8), "to": day(20)}]))
    advice = worked_out(stocked(supplier="Mill", shelf_life_days=9))
    assert (advice.quantity, advice.next_arrival_on) == (90, day(21))


def test_a_fill_rate_is_said(stocked):
    assert worked_out(stocked(target="fill_rate")).reason.startswith("To meet 95 % of demand, ")


def test_display_and_least_stock_are_ordered_and_said(stocked):
    advice = worked_out(stocked(on_hand=100.0, display_stock=20, min_stock=15))
    assert advice.quantity == 75
    assert "; 20 stay on the shelf and at least 15 are to be left" in advice.reason
    assert advice.needed - advice.expected_demand == pytest.approx(35, abs=0.1)


def test_a_maximum_is_said(stocked):
    advice = worked_out(stocked(on_hand=100.0, max_stock=50, pack_size=12))
    assert (advice.quantity, advice.needed - 100) == (12, pytest.approx(40, rel=1e-2))
    assert "40 are missing, order 12 (packs of 12, at most 50 in stock)" in advice.reason


def test_where_no_pack_fits_it_is_said(stocked):
    advice = worked_out(stocked(on_hand=100.0, max_stock=50, pack_size=24))
    assert (advice.kind, advice.quantity) == ("enough", 0)
    assert "but no order of at most 50 in stock is possible" in advice.reason


def test_what_is_hardly_asked_for_is_not_kept_and_it_is_said(stocked):
    advice = worked_out(stocked(daily=0.01, on_hand=0.0, stocked_from=12))
    assert (advice.kind, advice.quantity) == ("enough", 0)
    assert advice.reason == "None are kept: 3.6 a year are asked for, fewer than 12; 0 on hand."


def test_for_a_few_units_no_pack_of_months_is_opened(stocked):
    advice = worked_out(stocked(daily=1.0, on_hand=13.0, pack_size=100))
    assert (advice.kind, advice.quantity) == ("enough", 0)
    assert "1 missing, but a pack of 100 would last for months: wait" in advice.reason


def test_at_the_end_of_a_season_one_too_many_costs_its_keep_until_the_next(stocked):
    # Sold for two weeks more, and again from day 200 on: kept for 186 days and not for seven.
    season = np.where((np.arange(365) < 14) | (np.arange(365) >= 200), 10.0, 0.0)
    ended = worked_out(stocked("A", service_level=None, course=season))
    steady = worked_out(stocked("B", service_level=None))
    assert "keeping one until the next order 0.764" in ended.reason
    assert "keeping one until the next order 0.0288" in steady.reason


def test_what_is_never_asked_for_again_costs_itself(stocked):
    last = np.where(np.arange(365) < 14, 10.0, 0.0)
    # 4 / (4 + 6 + a year of 1.5).
    assert "With 50 % certainty" in worked_out(stocked(service_level=None, course=last)).reason


def test_advice_expects_it_to_expire_on_its_day_while_it_is_on_its_way(stocked, user_ids):
    # Of ten a day; 60 that have one more day after today are brought tomorrow: 10 are sold that day, 50 are not.
    desk = Desk(user_ids[0])
    stocked("BUN@n", on_hand=0.0, location="North", shelf_life_days=7, daily=0.5)
    south = stocked("BUN@s", on_hand=0.0, location="South", shelf_life_days=7, lead_time_days=4, review_days=3)
    desk.receive(desk.order("1", "BUN@n", 60), 60, received_on=day(-5))
    line = TransferLine(source_sku="BUN@n", target_sku="BUN@s", quantity=60)
    transfer_orders.begin([line], desk.actor)
    advice = worked_out(south)
    assert advice.will_expire == pytest.approx(50, rel=1e-3)
    assert advice.quantity == 30


def test_what_expires_on_the_evening_before_an_order_comes_leaves_room_for_it(stocked):
    # 75 keep for five days, in which 25 are sold; the order of the sixth day is for three days of five.
    terms = {"lead_time_days": 5, "review_days": 3, "shelf_life_days": 5, "daily": 5.0, "max_stock": 25.0}
    assert worked_out(stocked(on_hand=75.0, **terms)).quantity == 15


def test_who_waits_for_goods_is_served_first_of_what_comes_today_and_expires(stocked, user_ids):
    # Of five that come today two are owed and two are sold until tomorrow; one expires. The order is for two days more.
    terms = {"lead_time_days": 2, "review_days": 3, "shelf_life_days": 2, "daily": 1.0, "backorders": True}
    added = stocked(on_hand=-2.0, **terms)
    Desk(user_ids[0]).order("1", added.sku, 5, expected_on=day(0))
    advice = worked_out(added)
    assert (advice.will_expire, advice.quantity) == (1, 2)
