from datetime import timedelta

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import PublishedForecast, Sale
from services.accuracy import accuracy_service
from services.accuracy.accuracy_service import AccuracyQuery
from services.demo import demo_history, demo_sales
from services.demo.demo_catalogue import CATALOGUE
from services.jobs import jobs, task_runs
from services.task_service import TaskService
from services.training import training_service
from utils import clock

BREAD = CATALOGUE[0]
HISTORY = jobs.MakeDemoHistory()


@pytest.fixture
def bread(product):
    """A demo shop of one product."""
    added = product(BREAD.sku, category="Bakery")
    sales = demo_sales.generate_sales(BREAD, clock.today(), np.random.default_rng(1))
    with transaction() as session:
        session.execute(sa.insert(Sale), [{"product_id": added.id, **row} for row in sales])
    return added


def make_history():
    running = task_runs.start(TaskService.submit(HISTORY).task_id, HISTORY)
    return demo_history.make_history(running)


def published():
    with snapshot() as session:
        rows = session.execute(sa.select(PublishedForecast.as_of, PublishedForecast.figures))
        return {row.as_of: row.figures for row in rows}


def test_past_weeks_are_scored(bread):
    assert make_history()["scored"] == 1
    weeks = accuracy_service.accuracy(AccuracyQuery("week"), None, None)
    assert len(weeks.page.items) >= 4
    assert 0 < weeks.total["wape"] < 1
    assert len(published()) == demo_history.WEEKS


def test_a_forecast_of_the_past_knows_nothing_of_later_sales(bread):
    make_history()
    before, first_day = published(), min(published())
    with transaction() as session:
        session.execute(sa.delete(PublishedForecast))
        session.execute(sa.update(Sale).where(Sale.day > first_day).values(quantity=Sale.quantity * 10))
    make_history()
    after = published()
    assert after[first_day] == before[first_day]
    assert after[max(after)] != before[max(after)]


def test_a_shop_of_ones_own_gets_no_past(product):
    product("MINE", [3.0] * 60)
    assert demo_history.submit_if_missing() is None


def test_a_past_is_made_once(bread):
    training_service.train_now(bread, "exponential_smoothing")
    assert demo_history.submit_if_missing().is_new
    make_history()
    assert demo_history.submit_if_missing() is None
    assert min(published()) < clock.today() - timedelta(weeks=6)
