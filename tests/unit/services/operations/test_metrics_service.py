from datetime import timedelta

import pytest
from prometheus_client import CollectorRegistry

from app.db import transaction
from app.models import ForecastScore, ModelVersion
from services.jobs import heartbeats, jobs
from services.jobs.heartbeats import BEAT, WORKER, Signs
from services.operations.metrics_service import Figures
from services.task_service import new_record
from utils import clock
from utils.config import use_settings

JOBS_OF = {job.name: job for job in (jobs.Add(1, 1), jobs.Multiply(1, 1), jobs.TrainAll())}


@pytest.fixture
def figure(database):
    registry = CollectorRegistry()
    registry.register(Figures())
    return lambda name, **labels: registry.get_sample_value(name, labels)


def task(name, status="SUCCESS", seconds=1.0, ago=timedelta(minutes=5), **values):
    record = new_record(JOBS_OF[name])
    ended_at = clock.now() - ago
    record.status, record.started_at = status, ended_at - timedelta(seconds=seconds)
    record.finished_at = None if status == "PENDING" else ended_at
    for key, value in values.items():
        setattr(record, key, value)
    with transaction() as session:
        session.add(record)


def champion(product_id, method="prophet", wape=0.2, age=timedelta(hours=1)):
    version = ModelVersion(
        product_id=product_id, version=1, is_champion=True, method=method, reason="", confidence="high",
        metrics={"wape": wape}, correction_factor=1.0, outliers=[], has_document=False, history_start=None,
        history_end=clock.today(), trained_at=clock.now() - age,
    )  # fmt: skip
    with transaction() as session:
        session.add(version)


def test_a_fresh_installation_has_figures_too(figure):
    assert figure("stockcast_database_up") == 1
    assert figure("stockcast_workers_online") == 0
    assert figure("stockcast_queue_pending", queue="training") == 0
    assert figure("stockcast_products_without_model") == 0
    assert figure("stockcast_nightly_run_age_seconds") is None


def test_tasks_are_counted_by_kind_and_state(figure):
    task(jobs.ADD, "PENDING")
    task(jobs.ADD, "FAILURE")
    task(jobs.ADD, "FAILURE", ago=timedelta(hours=2))
    assert figure("stockcast_tasks_active", task="add", status="PENDING") == 1
    assert figure("stockcast_tasks_ended", task="add", status="FAILURE") == 1


def test_how_long_tasks_take(figure):
    for seconds in (1, 2, 30):
        task(jobs.MULTIPLY, seconds=seconds)
    name = {"task": "multiply"}
    assert figure("stockcast_task_seconds", **name, quantile="0.5") == pytest.approx(2)
    assert figure("stockcast_task_seconds", **name, quantile="1.0") == pytest.approx(30)


def test_the_last_run_of_the_whole_catalogue_counts(figure):
    task(jobs.TRAIN_ALL, ago=timedelta(hours=25), result={"failed": 9})
    task(jobs.TRAIN_ALL, ago=timedelta(hours=1), result={"failed": 2})
    task(jobs.TRAIN_ALL, "FAILURE", ago=timedelta(minutes=1))
    assert figure("stockcast_nightly_run_age_seconds") == pytest.approx(3600, abs=60)
    assert figure("stockcast_nightly_run_failed_products") == 2


def test_models_by_method_with_age_and_error(figure, product):
    champion(product("A").id, wape=0.1, age=timedelta(days=2))
    champion(product("B").id, wape=0.3)
    champion(product("C").id, "seasonal_naive", wape=None)
    product("D")
    assert figure("stockcast_models", method="prophet") == 2
    assert figure("stockcast_model_age_seconds", method="prophet") == pytest.approx(2 * 86400, abs=60)
    assert figure("stockcast_forecast_wape", method="prophet") == pytest.approx(0.2)
    assert figure("stockcast_forecast_wape", method="seasonal_naive") is None
    assert figure("stockcast_products_without_model") == 1


def test_signs_of_life(figure):
    heartbeats.write(Signs("w1@here", WORKER, clock.now(), []))
    heartbeats.write(Signs("beat@here", BEAT, clock.now(), []))
    assert figure("stockcast_workers_online") == 1
    assert figure("stockcast_worker_heartbeat_age_seconds", worker="w1@here") < 30
    assert figure("stockcast_beat_running") == 1


def test_without_a_database_only_that_is_told(figure, database):
    use_settings(database.model_copy(update={"database_url": "postgresql+psycopg2://nobody@127.0.0.1:1/none"}))
    assert figure("stockcast_database_up") == 0
    assert figure("stockcast_workers_online") is None


def test_the_accuracy_as_published_is_that_of_the_last_full_week(figure, product):
    shop, week = product("A"), clock.monday(clock.today())
    sums = {"forecasts": 10, "actual": 100, "error": 5, "naive_absolute_error": 30, "uncorrected": 0, "inside": 8}
    with transaction() as session:
        for age, error in ((7, 20), (14, 90)):
            day = week - timedelta(days=age)
            session.add(ForecastScore(week=day, product_id=shop.id, lead=8, absolute_error=error, **sums))
    assert figure("stockcast_published_wape", lead="8") == 0.2
    assert figure("stockcast_published_bias", lead="8") == 0.05
    assert figure("stockcast_published_coverage", lead="8") == 0.8
