"""Who tells of totals is forecast by week, and answered by day."""

from datetime import date, timedelta

import numpy as np
import pytest

from app.db import snapshot
from services.catalogue import product_service
from services.catalogue.product_fields import NewProduct
from services.histories import history_service, sales_matrix
from services.planning import catalogue_service
from services.predictions import prediction_service
from services.predictions.prediction_service import PredictionRequest
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf
from services.sales import sales_service
from services.sales.sales_service import SaleRow
from services.training import training_service
from utils import clock

WEEK = timedelta(weeks=1)


def last_monday():
    """Of the last week that is over."""
    return clock.monday(clock.today()) - WEEK


def tell(totals, sku="A", last=None, **said):
    """Sell these totals, week by week, the last in the week that begins on this day."""
    first = (last or last_monday()) - WEEK * (len(totals) - 1)
    days = [(first + WEEK * age, float(units)) for age, units in enumerate(totals)]
    sales_service.record_sales(
        [SaleRow(product_sku=sku, date=day, quantity=units, **({"span_days": 7} | said)) for day, units in days]
    )


def tell_days(quantities, sku="A"):
    """Sell these quantities, day by day, up to yesterday."""
    days = [(clock.today() - timedelta(days=age + 1), units) for age, units in enumerate(reversed(quantities))]
    rows = [SaleRow(product_sku=sku, date=day, quantity=units, span_days=1) for day, units in days]
    sales_service.record_sales(rows)


def loaded(sku="A"):
    with snapshot() as session:
        until = history_service.last_complete_day(session)
        return history_service.load_histories(session, [product_service.get_product(sku)], until)[0]


def poisson(mean, number=104):
    return np.random.default_rng(11).poisson(mean, number)


def test_totals_of_weeks_are_a_history_in_weeks(database):
    tell([70, 14, 7])
    assert (loaded().step_days, loaded().values.tolist()) == (7, [70, 14, 7])
    assert loaded().last_day == last_monday() + timedelta(days=6)


def test_weeks_begin_as_the_totals_do(database):
    wednesday = last_monday() - timedelta(days=5)
    tell([70, 14, 7], last=wednesday)
    assert (loaded().start, loaded().values.tolist()) == (wednesday - 2 * WEEK, [70, 14, 7])


def test_a_week_that_is_still_running_is_no_week_yet(database, shop_in):
    shop_in("UTC", f"{last_monday() + WEEK + timedelta(days=3)}T12:00:00+00:00")
    tell([70, 70, 30], last=last_monday() + WEEK)
    assert loaded().values.tolist() == [70, 70]


def test_a_week_that_nobody_has_told_of_yet_is_no_week_without_a_sale(database):
    tell_days([3.0] * 60, "B")
    tell([70] * 8, last=last_monday() - 2 * WEEK)
    assert loaded().values.tolist() == [70] * 8


def tell_months(first, last, sku="A"):
    """Ten a day, by month."""
    months = np.arange(first, last, dtype="datetime64[M]")
    days = [(month.astype("datetime64[D]").item(), (month + 1).astype("datetime64[D]").item()) for month in months]
    rows = [(day, 10.0 * (following - day).days, (following - day).days) for day, following in days]
    sales_service.record_sales([SaleRow(product_sku=sku, date=day, quantity=q, span_days=n) for day, q, n in rows])


@pytest.mark.parametrize("late", ["2026-10", "2026-09", "2026-06"])
def test_months_that_nobody_has_told_of_yet_are_none_without_a_sale(database, shop_in, late):
    shop_in("UTC", "2026-11-18T12:00:00+00:00")
    tell_days([3.0] * 60, "B")
    tell([70] * 8, "C", date(2026, 11, 9))
    tell_months("2025-06", late)
    assert (loaded().step_days, set(loaded().values.round(6))) == (7, {70})
    assert loaded().last_day == np.datetime64(late, "D").item() - timedelta(days=1)


def test_a_month_that_is_still_running_is_no_month_yet(database, shop_in):
    shop_in("UTC", "2026-11-28T12:00:00+00:00")
    tell_months("2026-01", "2026-11")
    sales_service.record_sales([SaleRow(product_sku="A", date=date(2026, 11, 1), quantity=100, span_days=30)])
    assert (loaded().last_day, set(loaded().values.round(6))) == (date(2026, 10, 31), {70})


def test_the_only_month_is_known_as_far_as_it_goes(database, shop_in):
    shop_in("UTC", "2026-11-28T12:00:00+00:00")
    sales_service.record_sales([SaleRow(product_sku="A", date=date(2026, 11, 1), quantity=280, span_days=30)])
    assert set(loaded().values.round(6)) == {70}


def test_what_is_told_of_no_more_has_ended_where_others_told_alike_are_told_by_day(database):
    tell([70] * 20, "GONE", last_monday() - 10 * WEEK)
    tell([70] * 20, last=last_monday() - 10 * WEEK)
    tell_days([10.0] * (clock.today() - last_monday() + 9 * WEEK).days)
    with snapshot() as session:
        products = [product_service.get_product(sku) for sku in ("GONE", "A")]
        gone, _ = history_service.load_histories(session, products, clock.today() - timedelta(days=1))
    assert (gone.step_days, gone.values[-56:].sum()) == (1, 0)


def test_a_week_that_others_were_told_of_is_one_without_a_sale(database):
    tell([70] * 8, last=last_monday() - WEEK)
    tell([70] * 8, "B")
    with snapshot() as session:
        products = [product_service.get_product(sku) for sku in ("A", "B")]
        own, _ = history_service.load_histories(session, products, clock.today())
    assert own.values.tolist() == [70] * 8 + [0]


def test_days_told_since_are_weeks_until_there_are_enough_of_them(database):
    tell([70] * 20, last=last_monday() - 4 * WEEK)
    tell_days([10.0] * (clock.today() - last_monday() + 3 * WEEK).days)
    assert (loaded().step_days, set(loaded().values)) == (7, {70})


def test_who_has_told_of_days_for_long_is_forecast_by_day_again(database):
    tell([70] * 20, last=last_monday() - 10 * WEEK)
    tell_days([10.0] * (clock.today() - last_monday() + 9 * WEEK).days)
    assert (loaded().step_days, set(loaded().values.round(6))) == (1, {10})


def test_days_after_the_last_total_are_unknown_to_who_looks_back(database):
    tell([70] * 4)
    last = last_monday() + timedelta(days=6)
    with snapshot() as session:
        ids = [product_service.get_product("A").id]
        assert np.isnan(sales_matrix.read(session, ids, last, last + WEEK)[0]).tolist() == [False] + [True] * 7


def test_a_forecast_by_week_says_so_and_has_its_days(database):
    tell(poisson(70))
    training_service.train_now(product_service.get_product("A"))
    answer = prediction_service.predict(PredictionRequest("A", days=28))
    coming = [day for day in answer["chart_data"] if day["predicted"] is not None]
    assert (answer["step_days"], len(coming)) == (7, 28)
    assert answer["reason"].startswith("By week, as sales come as totals: ")
    assert answer["as_of"] == (last_monday() + timedelta(days=6)).isoformat()
    assert sum(day["predicted"] for day in coming) == pytest.approx(280, rel=0.1)


def test_a_fit_on_the_spot_is_by_week_as_well(database):
    tell(poisson(70, 30))
    answer = prediction_service.predict(PredictionRequest("A"))
    assert (answer["step_days"], answer["model_version"]) == (7, 0)
    assert sum(day["predicted"] or 0 for day in answer["chart_data"]) == pytest.approx(70, rel=0.2)


@pytest.mark.parametrize(("days", "needed"), [((2, 1), 39), ((5, 2), 84), ((21, 7), 308)])
def test_orders_cover_what_a_poisson_process_asks_for_in_these_days(database, days, needed):
    """The 95 % quantiles of Poisson(30), (70) and (280)."""
    lead, review = days
    terms = {"lead_time_days": lead, "review_days": review, "on_hand": 0.0, "backorders": True, "service_level": 0.95}
    catalogue_service.create_product(NewProduct(sku="A", **terms))
    tell(poisson(70, 156))
    training_service.train_now(product_service.get_product("A"))
    assert what_ifs.advice("A", WhatIf())["quantity"] == pytest.approx(needed, rel=0.12)


def test_a_promoted_week_is_learnt_from_weeks(database):
    promoted = {20, 40, 60, 80, 100}
    for number in range(104):
        is_on = number in promoted
        tell([140 if is_on else 70], last=last_monday() - (103 - number) * WEEK, promo=is_on)
    meta = training_service.train_now(product_service.get_product("A"))
    assert meta["metrics"]["effects"]["promo"] == {"factor": pytest.approx(2, rel=0.15), "periods": 5}
