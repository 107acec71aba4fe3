"""Advice from what the database holds, with figures worked out by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.db import snapshot, transaction
from app.models import OrderAdvice, Override, PurchaseOrder
from services.catalogue import product_service
from services.replenishment.renewal import advice_service
from services.training import training_service
from tests.unit.services.advice import worked_out
from tests.unit.services.replenishment.conftest import USUAL
from utils import clock


def on_its_way(added, quantity: float, days: int, received: float = 0.0) -> None:
    expected, now = clock.today() + timedelta(days=days), clock.now()
    with transaction() as session:
        session.add(
            PurchaseOrder(
                number=f"PO-{days}", product_id=added.id, quantity=quantity, received=received,
                ordered_on=clock.today(), expected_on=expected, created_at=now,
            )
        )  # fmt: skip


def test_an_order_lasts_for_the_week_between_its_arrival_and_the_next(stocked):
    advice = worked_out(stocked(on_hand=30.0))
    assert (advice.kind, advice.quantity, advice.needed) == ("order", 70, pytest.approx(100, rel=1e-3))
    assert advice.expected_demand == pytest.approx(100, rel=1e-3)
    assert advice.cost == 420
    assert advice.order_by == clock.today()
    assert advice.stock_out_date == clock.today() + timedelta(days=3)
    assert advice.days_of_cover == pytest.approx(3, rel=1e-3)


def test_where_customers_wait_the_days_before_are_ordered_too(stocked):
    advice = worked_out(stocked(on_hand=30.0, backorders=True))
    assert (advice.quantity, advice.needed) == (110, pytest.approx(140, rel=1e-3))


def test_a_long_lead_time_with_nothing_on_hand_orders_what_can_still_be_sold(stocked):
    advice = worked_out(stocked(on_hand=0.0, lead_time_days=45))
    assert advice.quantity == 70
    assert "without the 450 that will be lost before goods can arrive" in advice.reason


def test_with_an_empty_shelf_and_enough_on_its_way_no_order_is_due(stocked):
    added = stocked(on_hand=0.0)
    on_its_way(added, 200, days=2)
    advice = worked_out(added)
    assert (advice.kind, advice.quantity, advice.order_by) == ("enough", 0, None)
    assert advice.stock_out_date == clock.today()


def test_at_risk_is_the_margin_of_what_an_order_still_saves(stocked):
    assert worked_out(stocked(on_hand=30.0)).money_at_risk == pytest.approx(70 * 4, rel=1e-3)


def test_with_an_unknown_cost_it_is_the_turnover_and_without_a_price_the_units(stocked):
    assert worked_out(stocked("A", unit_cost=None)).money_at_risk == pytest.approx(700, rel=1e-3)
    assert worked_out(stocked("B", unit_cost=None, unit_price=None)).money_at_risk == pytest.approx(70, rel=1e-3)


def test_goods_on_order_count_if_they_come_in_time(stocked):
    added = stocked(on_hand=30.0)
    on_its_way(added, 50, days=7)
    on_its_way(added, 500, days=14)
    advice = worked_out(added)
    # What comes before the order after this one is not ordered again: 70 less 50.
    assert advice.quantity == 20
    assert "50 arrive in time, 500 arrive too late to count" in advice.reason


def test_goods_on_order_do_not_hide_the_days_before_they_come(stocked):
    added = stocked(on_hand=30.0)
    on_its_way(added, 50, days=13)
    advice = worked_out(added)
    # 60 are asked for from day 7 to day 12, and 10 of the 50 on day 13.
    assert (advice.quantity, advice.arriving, advice.needed) == (60, 10, 100)
    assert "10 arrive in time, 40 arrive too late to count: 60 are missing" in advice.reason


@pytest.mark.parametrize("spread", [0, 2])
@pytest.mark.parametrize("lead", [1, 6.4, 7, 20.9])
def test_what_has_just_been_ordered_is_not_ordered_again(stocked, lead, spread):
    added = stocked(on_hand=0.0, lead_time_days=lead, lead_time_sd_days=spread)
    advice = worked_out(added)
    on_its_way(added, advice.quantity, days=(advice.arrives_on - clock.today()).days)
    assert advice.quantity > 0
    assert worked_out(added).quantity == 0


def test_of_a_purchase_order_only_what_has_not_come_yet(stocked):
    added = stocked(on_hand=30.0, backorders=True)
    on_its_way(added, 50, days=3, received=30)
    assert worked_out(added).quantity == 90


def test_goods_overdue_are_taken_to_come_today(stocked):
    added = stocked(on_hand=30.0)
    on_its_way(added, 50, days=-4)
    assert worked_out(added).stock_out_date == clock.today() + timedelta(days=8)


def test_the_plain_figure_on_order_counts_where_there_is_no_purchase_order(stocked):
    assert worked_out(stocked("A", on_hand=30.0, on_order=50.0, backorders=True)).quantity == 60
    known = stocked("B", on_hand=30.0, on_order=50.0, backorders=True)
    on_its_way(known, 20, days=5)
    assert worked_out(known).quantity == 90


def test_customers_who_wait_are_added(stocked):
    advice = worked_out(stocked(on_hand=-25.0, backorders=True))
    assert advice.quantity == 165
    assert "customers wait for 25" in advice.reason


def test_the_reason_holds_all_figures(stocked):
    reason = worked_out(stocked(on_hand=30.0, pack_size=12, min_order=150)).reason
    assert reason == (
        "With 95 % certainty no more than 100 can be sold in 14 days (lead time 7 + review 7), without the 40 that "
        "will be lost before goods can arrive; 30 on hand: 70 are missing, order 156 (packs of 12, at least 150); even "
        "an order today may come too late."
    )


def test_one_day_is_no_days(stocked):
    reason = worked_out(stocked(on_hand=3.0, lead_time_days=0, review_days=1)).reason
    assert "are asked for in 1 day (lead time 0 + review 1)" in reason


def test_a_level_not_given_is_the_one_that_pays(stocked):
    # A unit too few costs 4, one too many 0.25 x 6 x 7/365 for the week: 4 / 4.0288.
    advice = worked_out(stocked(service_level=None))
    assert "With 99.29 % certainty (derived: margin 4, keeping one until the next order 0.0288)" in advice.reason


def test_a_holding_cost_of_its_own_counts_for_it(stocked):
    # 208.571 a year is 4 a week: as dear as the margin.
    advice = worked_out(stocked(service_level=None, holding_cost=Decimal("208.5714")))
    assert "With 50 % certainty" in advice.reason


def test_where_the_cost_is_unknown_the_usual_level_is_taken_and_said(stocked):
    advice = worked_out(stocked(service_level=None, unit_cost=None))
    assert "With 95 % certainty (the usual level, as unit cost or price is unknown)" in advice.reason
    assert advice.cost is None


def test_an_uncertain_lead_time_is_named_and_costs_stock(stocked):
    sure, unsure = (
        worked_out(stocked(sku, lead_time_sd_days=sd, backorders=True)) for sku, sd in (("A", 0.0), ("B", 3.0))
    )
    assert sure.quantity == 140
    assert unsure.quantity == pytest.approx(140 + 1.645 * 30, rel=0.05)
    assert "lead time 7 ± 3" in unsure.reason


def test_what_lasts_is_not_ordered(stocked):
    advice = worked_out(stocked(on_hand=165.0))
    assert (advice.kind, advice.quantity, advice.money_at_risk) == ("enough", 0, 0)
    assert advice.order_by == clock.today() + timedelta(days=9)


def test_too_much_is_named_with_the_money_in_it(stocked):
    advice = worked_out(stocked(on_hand=1300.0))
    assert (advice.kind, advice.excess_units, advice.excess_value) == ("excess", 260, 1560)
    assert "do not order, 260 are more than the next months need, which ties up 1,560.00" in advice.reason


def test_what_is_no_longer_sold_is_not_ordered_any_more(stocked):
    advice = worked_out(stocked(daily=0.0, method="no_longer_sold", on_hand=40.0))
    assert (advice.kind, advice.quantity, advice.excess_value) == ("dead", 0, 240)


@pytest.mark.parametrize(("first", "is_dead"), [(1, False), (-3, True)])
def test_what_a_planner_still_expects_to_sell_is_not_dead(stocked, first, is_dead):
    dead = stocked(daily=0.0, method="no_longer_sold", age=5, on_hand=500.0)
    days = [clock.today() + timedelta(days=offset) for offset in (first, first + 1)]
    with transaction() as session:
        session.add(
            Override(
                product_id=dead.id, starts_on=days[0], ends_on=days[1], quantity=200.0,
                reason="clearance", author="kim", created_at=clock.now(),
            )
        )  # fmt: skip
    advice = worked_out(dead)
    assert (advice.kind == "dead", advice.excess_units == 500) == (is_dead, is_dead)


def test_days_of_the_forecast_that_have_passed_are_skipped(stocked):
    advice = worked_out(stocked(age=5, on_hand=30.0, backorders=True))
    assert advice.as_of == clock.today()
    assert advice.quantity == 110


def test_a_shop_whose_sales_ended_long_ago_is_advised_as_of_then(stocked):
    assert worked_out(stocked(age=200)).as_of == clock.today() - timedelta(days=200)


def test_without_a_model_there_is_no_advice(product):
    added = product("A", **USUAL)
    with transaction() as session:
        advice_service.refresh(session, [added.id])
        assert session.get(OrderAdvice, added.id) is None


def test_each_training_refreshes_the_advice(product):
    added = product("A", [10.0] * 60, **USUAL)
    training_service.train_now(added)
    with snapshot() as session:
        assert session.get_one(OrderAdvice, added.id).quantity >= 70
    with snapshot() as session:
        found = advice_service.recommendations(session, [product_service.find_product(session, "A")], {})
    assert found[added.id]["quantity"] >= 70
