"""The service that was promised, and the one that was kept. Ten are sold on each of seventy days."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import transaction
from app.models import Product, Sale
from services.accuracy import promises, scoring
from services.accuracy.promises import PromiseQuery
from services.errors import InvalidInput
from services.jobs import jobs, task_runs
from services.task_service import TaskService
from services.training import training_service
from utils import clock

TERMS = {"on_hand": 50.0, "review_days": 7, "service_level": 0.9, "unit_price": 4, "supplier": "North"}
SCORE = jobs.ScoreForecasts()


@pytest.fixture
def sold(product):
    def add(sku="A", **fields):
        added = product(sku, [10.0] * 70, **TERMS | fields)
        training_service.train_now(added, "seasonal_naive")
        return added

    return add


def ran_out(sku, *days_ago):
    days = [clock.today() - timedelta(days=ago) for ago in days_ago]
    own = sa.select(Product.id).where(Product.sku == sku).scalar_subquery()
    with transaction() as session:
        gone = sa.update(Sale).where(Sale.product_id == own, Sale.day.in_(days))
        session.execute(gone.values(quantity=0.0, in_stock=False))


def kept(**query):
    scoring.score_catalogue(task_runs.start(TaskService.submit(SCORE).task_id, SCORE))
    return promises.promises(PromiseQuery(**query), None, None)


def test_before_anything_is_known_there_is_no_total(product):
    product("A", [10.0] * 70)
    assert kept().total is None


def test_the_first_night_looks_back_at_eight_weeks(sold):
    sold()
    own = kept().total
    assert own["cycles"] in (8, 9)
    assert (own["promised"], own["kept"], own["difference"]) == (0.9, 1.0, 0.1)


def test_a_day_without_stock_breaks_the_promise_of_its_cycle(sold):
    sold()
    ran_out("A", 9)
    own = kept().total
    assert own["kept"] == pytest.approx(1 - 1 / own["cycles"], abs=1e-4)
    assert (own["days_out"], own["lost_units"], own["lost_money"]) == (1, 10.0, 40.0)


def test_whoever_orders_daily_has_a_cycle_a_day(sold):
    sold(review_days=1)
    ran_out("A", 9, 10)
    own = kept().total
    assert own["cycles"] >= 55
    assert own["kept"] == pytest.approx(1 - 2 / own["cycles"], abs=1e-4)


def test_a_fill_rate_is_kept_by_the_demand_that_is_met(sold):
    sold(target="fill_rate")
    ran_out("A", 9)
    own = kept().total
    assert own["kept"] == pytest.approx(1 - 1 / 7 / own["cycles"], abs=1e-3)


def test_who_was_kept_least_comes_first(sold):
    sold("A")
    sold("B", supplier="South")
    ran_out("B", 9)
    lines = kept(by="supplier").page.items
    assert [line["supplier"] for line in lines] == ["South", "North"]
    assert lines[0]["difference"] < 0.1 == lines[1]["difference"]


def test_months_are_sums_of_their_weeks(sold):
    sold()
    found = kept(by="month")
    assert sum(line["cycles"] for line in found.page.items) == found.total["cycles"]
    assert {line["month"] for line in found.page.items} <= {
        f"{clock.today() - timedelta(days=ago):%Y-%m}" for ago in range(75)
    }


def test_one_supplier_or_category_alone(sold):
    sold("A", category="Tea")
    sold("B", supplier="South")
    assert [line["sku"] for line in kept(by="sku", category="Tea").page.items] == ["A"]
    assert [line["sku"] for line in kept(by="sku", supplier="South").page.items] == ["B"]


def test_what_nobody_counts_promises_nothing(sold):
    sold(on_hand=None)
    assert kept().total is None


def test_pages_follow_one_another(sold):
    sold("A")
    sold("B")
    kept()
    first = promises.promises(PromiseQuery("sku"), 1, None)
    second = promises.promises(PromiseQuery("sku"), 1, first.page.next_cursor)
    assert [line["sku"] for page in (first, second) for line in page.page.items] == ["A", "B"]
    assert second.page.next_cursor is None


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(InvalidInput, match="swap them"):
        promises.promises(PromiseQuery(first=clock.today(), last=clock.today() - timedelta(days=9)), None, None)


def test_a_promise_that_was_always_kept_is_no_certainty(sold):
    sold()
    total = kept().total
    assert total["kept"] == 1
    assert 0 < total["standard_error"] < 0.25
