from datetime import timedelta

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import transaction
from app.models import ForecastMoments, ForecastScore, Product
from services.forecasts import moment_store, served_days, totals
from services.forecasts.totals import TotalQuery
from services.planning import event_service, override_service
from services.planning.event_fields import NewEvent
from services.planning.override_fields import NewOverride
from services.predictions.prediction_service import PredictionRequest, predict
from services.sku import item_of
from services.training import training_service
from utils import clock

WEEK = [30, 12, 14, 13, 15, 22, 28]
SHOPS = {"BRD@North": ("Bread", "North"), "BRD@South": ("Bread", "South"), "CAK@North": ("Cake", "North")}


@pytest.fixture
def shops(product):
    """Three products in two locations and two categories, and one that was never trained."""
    made = {}
    for number, (sku, (category, location)) in enumerate(SHOPS.items(), 1):
        sales = np.random.default_rng(number).poisson(WEEK * 10).tolist()
        made[sku] = product(sku, sales, category=category, location=location)
        training_service.train_now(made[sku])
    product("NEW@South", category="Cake", location="South")
    return made


def total(by, **query):
    return totals.total(TotalQuery(by, days=7, **query), 50, None)


def means(line):
    return np.array([day["predicted"] for day in line["chart_data"]])


def test_groups_are_the_sums_of_what_their_products_show(shops):
    own = [day["predicted"] for day in predict(PredictionRequest("BRD@North", 7))["chart_data"][-7:]]
    other = [day["predicted"] for day in predict(PredictionRequest("CAK@North", 7))["chart_data"][-7:]]
    north = total("location").page.items[0]
    assert (north["location"], north["products"]) == ("North", 2)
    np.testing.assert_allclose(means(north), np.add(own, other), atol=1e-9)


@pytest.mark.parametrize("by", ["location", "category", "item"])
def test_whatever_they_are_grouped_by_the_total_is_the_same(shops, by):
    found = total(by)
    np.testing.assert_allclose(means(found.total), sum(map(means, found.page.items)), atol=1e-9)
    np.testing.assert_allclose(means(found.total), means(total("category").total), atol=1e-9)
    assert found.total["products"] == 3
    assert found.without_forecast == 1


def test_an_item_is_what_is_sold_in_each_of_its_places(shops):
    assert [(line["item"], line["products"]) for line in total("item").page.items] == [("BRD", 2), ("CAK", 1)]


def test_sizes_and_colours_are_added_up_as_one_item(shops):
    with transaction() as session:
        for product in session.scalars(sa.select(Product).where(Product.sku.in_(["BRD@North", "CAK@North"]))):
            product.variant_of = "SET"
    assert {line["item"]: line["products"] for line in total("item").page.items}["SET"] == 2


@pytest.mark.parametrize(
    "skus", [("BRD@1@North", "BRD@1@South"), ("BRD@1-North", "BRD@1-South"), ("BRD 1 North", "BRD 1/South")]
)
def test_totals_and_transfers_name_an_item_alike(product, skus):
    for sku, location in zip(skus, ("North", "South"), strict=True):
        training_service.train_now(product(sku, WEEK * 10, location=location))
    (line,) = total("item").page.items
    assert (line["item"], line["products"]) == (item_of(skus[0], "North"), 2)


def test_a_group_of_one_has_the_interval_of_its_product(shops):
    cake = total("category", location="North").page.items[1]
    own = predict(PredictionRequest("CAK@North", 7))["chart_data"][-7:]
    assert [(day["lower"], day["upper"]) for day in cake["chart_data"]] == [(d["lower"], d["upper"]) for d in own]


def test_planners_figures_are_in_the_sums(shops):
    before = total("category", category="Bread").total
    tomorrow = clock.today() + timedelta(days=1)
    override_service.create("BRD@South", NewOverride(starts_on=tomorrow, change_percent=100, reason="Fair"), "kim")
    after = total("category", category="Bread").total
    assert after["chart_data"][1]["predicted"] > 1.2 * before["chart_data"][1]["predicted"]
    assert after["chart_data"][0] == before["chart_data"][0]


def test_errors_that_go_together_widen_the_interval(shops):
    def width():
        day = total("item").page.items[0]["chart_data"][0]
        return day["upper"] - day["lower"]

    before, this_week = width(), clock.monday(clock.today())
    with transaction() as session:
        for age in range(1, 13):
            for sku in ("BRD@North", "BRD@South"):
                sums = dict.fromkeys(("actual", "absolute_error", "naive_absolute_error", "uncorrected", "inside"), 1)
                week, error = this_week - timedelta(weeks=age), 5.0 * (-1) ** age
                session.add(
                    ForecastScore(week=week, product_id=shops[sku].id, lead=1, forecasts=7, error=error, **sums)
                )
    assert width() == pytest.approx(np.sqrt(2) * before, rel=0.01)


def test_lines_come_page_by_page(shops):
    first = totals.total(TotalQuery("item"), 1, None)
    second = totals.total(TotalQuery("item"), 1, first.page.next_cursor)
    assert [line["item"] for line in (*first.page.items, *second.page.items)] == ["BRD", "CAK"]
    assert second.page.next_cursor is None


def test_without_products_the_total_is_nothing(database):
    found = total("location")
    assert (found.page.items, found.total["predicted"]) == ([], 0)


def test_products_of_any_number_are_added_up_part_by_part(shops, monkeypatch):
    at_once = total("item")
    monkeypatch.setattr(totals, "BLOCK", 1)
    assert total("item") == at_once


def test_what_is_closed_launched_later_or_ended_is_in_the_sums_as_it_is_served(shops):
    tomorrow = clock.today() + timedelta(days=1)
    closed = NewEvent(kind="closure", name="Stocktaking", starts_on=tomorrow, ends_on=tomorrow, location="North")
    event_service.create(closed, "kim")
    with transaction() as session:
        session.get_one(Product, shops["BRD@South"].id).ends_on = tomorrow + timedelta(days=1)
    served = [predict(PredictionRequest(sku, 7))["chart_data"][-7:] for sku in SHOPS]
    own = np.array([[day["predicted"] for day in days] for days in served])
    assert (own == 0).sum() >= 6
    np.testing.assert_allclose(means(total("item").total), own.sum(axis=0), atol=1e-9)


def served_28_days(session):
    tomorrow = clock.today() + timedelta(days=1)
    life = Product.launch_on, Product.ends_on, Product.replaces
    columns = Product.id, Product.category, Product.location, *life
    rows = session.execute(moment_store.beside(session, sa.select(*columns), tomorrow, 28)).all()
    return served_days.read(session, rows, tomorrow, 28), [row for row in rows if row.moments is None]


def test_forecasts_of_before_that_have_no_moments_are_added_up_to_the_same(shops):
    with transaction() as session:
        now, without = served_28_days(session)
        assert len(without) == 1
        session.execute(sa.delete(ForecastMoments).where(ForecastMoments.version_id != 1))
        before, without = served_28_days(session)
        assert len(without) == 3
    assert now.ids == before.ids
    np.testing.assert_allclose(now.mean, before.mean, rtol=1e-6)
    np.testing.assert_allclose(now.variance, before.variance, rtol=1e-6)
