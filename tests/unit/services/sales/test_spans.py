"""Totals of weeks and months become days, and what follows from them fits days."""

from datetime import date, timedelta

import pytest

from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct
from services.planning import catalogue_service
from services.predictions import prediction_service
from services.predictions.prediction_service import PredictionRequest
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from services.sales import sales_service
from services.sales.sales_service import HistoryQuery, SaleRow
from services.training import training_service
from utils import clock

MONDAY = date(2026, 3, 2)
WEEK = timedelta(weeks=1)


def sold(quantity, day, sku="A", **said):
    return SaleRow(product_sku=sku, date=day, quantity=quantity, **said)


def days_of(sku="A"):
    return [(sale.day, sale.quantity, sale.span) for sale in sales_service.history(HistoryQuery(sku), 500, None).items]


def week(first, units, span=7):
    return [(first + timedelta(days=age), units, span) for age in range(7)]


def test_a_total_of_a_week_is_spread_over_its_days(database):
    counts = sales_service.record_sales([sold(70, MONDAY, span_days=7), sold(14, MONDAY + WEEK, span_days=7)])
    assert days_of() == week(MONDAY, 10) + week(MONDAY + WEEK, 2)
    assert (counts["totals_spread"], counts["inserted"]) == (2, 14)


def test_days_own_figures_take_the_place_of_their_share(database):
    sales_service.record_sales([sold(70, MONDAY, span_days=7)])
    sales_service.record_sales([sold(3, MONDAY, span_days=1)])
    assert days_of()[:2] == [(MONDAY, 3, 1), (MONDAY + timedelta(days=1), 10, 7)]


def test_two_totals_of_a_week_add_up(database):
    counts = sales_service.record_sales([sold(70, MONDAY, span_days=7), sold(7, MONDAY, span_days=7)])
    assert (days_of(), counts["lines_added_up"]) == (week(MONDAY, 11), 1)


@pytest.mark.parametrize(("weekday", "first"), [(0, 0), (2, 2), (4, -2), (6, 0)])
def test_sales_on_one_weekday_alone_are_totals_of_weeks(database, weekday, first):
    days = [MONDAY + timedelta(days=weekday) + number * WEEK for number in range(5)]
    counts = sales_service.record_sales([sold(70, day) for day in days])
    assert counts["span_days"] == 7
    # Named after a Friday or Sunday, it is the week that ends with it.
    assert days_of()[:7] == week(MONDAY + timedelta(days=first), 10)


def test_the_next_total_by_itself_is_one_too(database):
    sales_service.record_sales([sold(70, MONDAY + number * WEEK) for number in range(4)])
    assert sales_service.record_sales([sold(7, MONDAY + 4 * WEEK)])["span_days"] == 7
    assert days_of()[-7:] == week(MONDAY + 4 * WEEK, 1)


def one_by_one(quantity, days, sku="A", source="default"):
    return [sales_service.record_sales([sold(quantity, day, sku)], source)["span_days"] for day in days]


def mondays(number, first=MONDAY):
    return [first + age * WEEK for age in range(number)]


def test_mondays_that_come_one_by_one_are_totals_once_there_are_four(database):
    assert one_by_one(70, mondays(6)) == [1, 1, 1, 7, 7, 7]
    assert days_of() == [day for first in mondays(6) for day in week(first, 10)]


def test_months_that_come_one_by_one_are_totals_once_there_are_three(database):
    ends = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31)]
    assert one_by_one(60, ends) == [1, 1, 31, 31, 31]
    assert sum(units for _, units, _ in days_of()) == pytest.approx(300)
    assert len(days_of()) == 151


def test_a_total_corrected_alone_is_still_a_total(database):
    one_by_one(70, mondays(5))
    assert sales_service.record_sales([sold(7, MONDAY)])["span_days"] == 7
    assert days_of()[:8] == [*week(MONDAY, 1), (MONDAY + WEEK, 10, 7)]


def test_a_total_after_weeks_without_one_is_a_total(database):
    one_by_one(70, mondays(4))
    assert one_by_one(70, [MONDAY + 7 * WEEK]) == [7]


@pytest.mark.parametrize("at_once", [True, False])
def test_what_a_till_sells_on_saturdays_only_is_no_total_of_weeks(database, at_once):
    saturdays = mondays(6, MONDAY + timedelta(days=5))
    sales_service.record_sales([sold(3, MONDAY + timedelta(days=age), "MILK") for age in range(42)])
    if at_once:
        assert sales_service.record_sales([sold(9, day, "BREAD") for day in saturdays])["span_days"] == 1
    else:
        assert one_by_one(9, saturdays, "BREAD") == [1] * 6
    assert days_of("BREAD") == [(day, 9, 1) for day in saturdays]


def test_the_totals_of_one_source_are_none_of_the_days_of_another(database):
    sales_service.record_sales([sold(3, MONDAY + timedelta(days=age)) for age in range(42)], "till")
    assert one_by_one(70, mondays(5), source="web") == [1, 1, 1, 7, 7]
    assert days_of()[0] == (MONDAY, 13, 7)


def test_totals_after_days_are_totals(database):
    sales_service.record_sales([sold(3, MONDAY + timedelta(days=age)) for age in range(28)])
    assert one_by_one(70, mondays(5, MONDAY + 4 * WEEK)) == [1, 1, 1, 7, 7]
    assert days_of()[:29] == [(MONDAY + timedelta(days=age), 3, 1) for age in range(28)] + [(MONDAY + 4 * WEEK, 10, 7)]


def test_days_after_totals_are_days(database, shop_in):
    one_by_one(70, mondays(4))
    days = [MONDAY + 4 * WEEK + timedelta(days=age) for age in range(8)]
    for day in days:
        shop_in("UTC", f"{day + timedelta(days=1)}T08:00:00+00:00")
        assert sales_service.record_sales([sold(9, day)])["span_days"] == 1
    assert days_of()[-8:] == [(day, 9, 1) for day in days]


def test_the_total_of_a_week_still_running_is_a_total_if_it_is_as_much(database, shop_in):
    one_by_one(70, mondays(4))
    shop_in("UTC", f"{MONDAY + 4 * WEEK + timedelta(days=4)}T18:00:00+00:00")
    assert one_by_one(50, [MONDAY + 4 * WEEK]) == [7]
    assert days_of()[-5:] == [(MONDAY + 4 * WEEK + timedelta(days=age), 10, 7) for age in range(5)]


def test_first_days_of_months_alone_are_totals_of_months(database):
    counts = sales_service.record_sales([sold(280, date(2026, month, 1)) for month in (1, 2, 3, 4)])
    assert counts["span_days"] == 31
    assert [units for day, units, _ in days_of() if day.month == 2] == [10] * 28


@pytest.mark.parametrize(("own_day", "span_days"), [(None, 31), (date(2026, 2, 3), 1)])
def test_months_that_come_at_once_are_totals_whatever_is_told_of_others_by_day(database, own_day, span_days):
    sales_service.record_sales([sold(3, date(2026, 1, 1) + timedelta(days=age), "MILK") for age in range(120)])
    if own_day:
        sales_service.record_sales([sold(2, own_day)])
    counts = sales_service.record_sales([sold(280, date(2026, month, 1)) for month in (1, 2, 3, 4)])
    assert counts["span_days"] == span_days


@pytest.mark.parametrize("days", [[0, 7, 14], [0, 7, 14, 21, 22], [0, 1, 2, 3], [0, 70, 140, 210]])
def test_other_days_are_days(database, days):
    counts = sales_service.record_sales([sold(70, MONDAY + timedelta(days=age)) for age in days])
    assert (counts["span_days"], len(days_of())) == (1, len(days))


def test_mondays_of_a_product_that_sells_on_other_days_too_are_days(database):
    sales_service.record_sales([sold(1, MONDAY + timedelta(days=1))])
    assert sales_service.record_sales([sold(70, MONDAY + number * WEEK) for number in range(5)])["span_days"] == 1


def test_who_says_that_they_are_days_is_believed(database):
    rows = [sold(70, MONDAY + number * WEEK, span_days=1) for number in range(5)]
    assert sales_service.record_sales(rows)["span_days"] == 1
    assert len(days_of()) == 5


def test_a_running_week_is_spread_over_its_days_so_far(database, shop_in):
    shop_in("UTC", "2026-03-05T12:00:00+00:00")
    sales_service.record_sales([sold(40, MONDAY, span_days=7)])
    assert [units for _, units, _ in days_of()] == [10] * 4


def test_seventy_on_mondays_are_ten_a_day_and_thirty_in_three_days(database):
    last = clock.monday(clock.today()) - WEEK
    terms = {"lead_time_days": 2, "review_days": 1, "on_hand": 0.0, "backorders": True}
    catalogue_service.create_product(NewProduct(sku="A", **terms))
    sales_service.record_sales([sold(70, last - number * WEEK) for number in range(52)])
    training_service.train_now(product_service.get_product("A"))
    coming = [day["predicted"] for day in prediction_service.predict(PredictionRequest("A"))["chart_data"][-7:]]
    assert coming == pytest.approx([10] * 7, abs=1)
    assert 28 <= what_ifs.advice("A", WhatIf())["quantity"] <= 36


def test_a_product_says_what_its_newest_sales_are_told_as(database, product):
    weekly, daily, unsold = product("A"), product("B", [1.0]), product("C")
    sales_service.record_sales([sold(70, MONDAY, span_days=7)])
    assert sales_service.newest_spans([weekly, daily, unsold]) == {weekly.id: 7, daily.id: 1}
