"""The weeks before the first training. Some twenty are sold a day."""

import numpy as np
import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import KeptPromise, Product, PublishedForecast, Sale
from services.accuracy import accuracy_service, promises, scoring
from services.accuracy.accuracy_service import AccuracyQuery
from services.accuracy.promises import PromiseQuery
from services.jobs import jobs, task_runs
from services.replays import reconstruction
from services.task_service import TaskService
from services.training import training_service

JOB, SCORE = jobs.ReconstructPast(), jobs.ScoreForecasts()
DAYS = 200


@pytest.fixture
def bread(product):
    def add(days=DAYS, **fields):
        sold = np.random.default_rng(1).poisson(20, days).astype(float).tolist()
        return product("BREAD", sold, **{"on_hand": None, "lead_time_days": 2, "unit_price": 4} | fields)

    return add


def reconstruct():
    return reconstruction.reconstruct(task_runs.start(TaskService.submit(JOB).task_id, JOB))


def published():
    with snapshot() as session:
        rows = session.execute(sa.select(PublishedForecast.as_of, PublishedForecast.figures))
        return {row.as_of: row.figures for row in rows}


def total():
    return accuracy_service.accuracy(AccuracyQuery("week"), None, None).total


def test_past_weeks_are_forecast_and_scored_and_marked(bread):
    bread()
    found = reconstruct()
    assert (found["weeks"], found["scored"]) == (8, 1)
    own = total()
    assert 0 < own["wape"] < 1
    assert own["reconstructed"] == own["forecasts"] > 0
    assert len(published()) == 8


def test_a_forecast_of_the_past_knows_nothing_of_later_sales(bread):
    bread()
    reconstruct()
    before, first_day = published(), min(published())
    with transaction() as session:
        session.execute(sa.delete(PublishedForecast))
        session.execute(sa.update(Sale).where(Sale.day > first_day).values(quantity=Sale.quantity * 10))
    reconstruct()
    after = published()
    assert after[first_day] == before[first_day]
    assert after[max(after)] != before[max(after)]


def test_where_no_stock_is_known_promises_are_those_of_orders_by_the_advice(bread):
    bread(service_level=0.9)
    training_service.train_now(_only(), "seasonal_naive")
    assert reconstruct()["promised"] == 1
    own = promises.promises(PromiseQuery(), None, None).total
    assert own["reconstructed"] == own["cycles"] >= 5
    assert own["promised"] == pytest.approx(0.9)
    assert own["kept"] > 0.5


def test_where_the_stock_is_known_promises_are_really_kept_ones(bread):
    bread(on_hand=50.0)
    training_service.train_now(_only(), "seasonal_naive")
    assert reconstruct()["promised"] == 0
    own = promises.promises(PromiseQuery(), None, None).total
    assert (own["reconstructed"], own["kept"]) == (0, 1)


def test_a_night_leaves_what_is_reconstructed(bread):
    bread()
    reconstruct()
    before = total(), _promises()
    scoring.score_catalogue(task_runs.start(TaskService.submit(SCORE).task_id, SCORE))
    assert (total(), _promises()) == before


def test_it_is_due_once_after_the_first_training(bread):
    own = bread()
    assert reconstruction.submit_if_due() == {"reconstructions": 0}
    training_service.train_now(own, "seasonal_naive")
    assert reconstruction.submit_if_due() == {"reconstructions": 1}
    assert reconstruction.submit_if_due() == {"reconstructions": 0}


@pytest.mark.parametrize(("days", "weeks"), [(20, 0), (60, 4)])
def test_a_young_shop_has_as_much_of_a_past_as_it_can(bread, days, weeks):
    bread(days)
    assert reconstruct()["weeks"] in (weeks, weeks + 1)


def _only() -> Product:
    with snapshot() as session:
        return session.scalars(sa.select(Product)).one()


def _promises() -> list:
    with snapshot() as session:
        rows = session.execute(sa.select(KeptPromise.week, KeptPromise.kept, KeptPromise.reconstructed))
        return sorted(map(tuple, rows))
