"""What all products teach is learnt once a run, stored, used by every chunk, and forgotten in time."""

import json
from datetime import timedelta

import numpy as np
import pytest

from app.db import snapshot
from app.models import TaskRecord
from services.errors import TaskNotOurs
from services.forecasts import catalogue_models, model_service
from services.jobs import jobs, task_runs
from services.operations import retention
from services.task_service import TaskService
from services.training import catalogue_learning, training_service
from tests.unit.forecasting import sales
from utils import clock
from utils.config import get_settings, use_settings

PRODUCTS, DAYS = 6, 250


@pytest.fixture
def shop(product, database):
    use_settings(database.model_copy(update={"run_chunk_size": 3}))
    return [product(f"P{number}", row.tolist()) for number, row in enumerate(sales.weekly_pattern(PRODUCTS, DAYS))]


def begin(job):
    return task_runs.start(TaskService.submit(job).task_id, job)


def run(**wanted):
    job = jobs.TrainAll(**wanted)
    running = begin(job)
    training_service.plan_run(running, job)
    with snapshot() as session:
        chunks = session.query(TaskRecord).filter_by(parent_id=running.id).order_by(TaskRecord.id).all()
    for chunk in chunks:
        own = jobs.of_record(chunk)
        training_service.train_chunk(task_runs.start(chunk.id, own), own)
    return running.id


def versions():
    return [document["version"] for document in catalogue_models.documents()]


def took_part(sku):
    return model_service.list_versions(sku)[0]["catalogue_models"]


def test_a_run_learns_once_and_all_its_chunks_use_it(shop):
    version = run(model="lightgbm")
    assert versions() == [version]
    assert [took_part(product.sku) for product in shop] == [{"lightgbm": version}] * PRODUCTS


def test_what_was_learnt_is_described(shop):
    run()
    (document,) = catalogue_models.documents()
    assert (document["family"], document["products"]) == ("lightgbm", PRODUCTS)
    assert document["learnt_until"] == (clock.today() - timedelta(days=1)).isoformat()
    assert sum(document["gains"].values()) == pytest.approx(1)
    assert set(document["libraries"]) == {"lightgbm"}


def test_the_result_of_a_run_says_how_well_it_has_learnt(shop):
    version = run(model="lightgbm")
    learnt = TaskService.get_task_status(version).result["learnt"]["lightgbm"]
    assert set(learnt) == {"train_r2", "test_r2", "train_rmse", "test_rmse", "final_loss"}


def test_a_run_of_some_products_uses_what_the_night_has_learnt(shop):
    night = run()
    run(model="lightgbm", product_skus=["P1"])
    assert versions() == [night]
    assert took_part("P1") == {"lightgbm": night}


def test_and_so_does_a_product_trained_by_itself(shop):
    night = run()
    training_service.train_now(shop[0], "lightgbm")
    assert took_part("P0") == {"lightgbm": night}


def test_without_one_a_product_learns_from_its_neighbours(shop):
    training_service.train_now(shop[0], "lightgbm")
    assert versions() == []
    assert took_part("P0") == {}


def test_other_options_are_learnt_anew(shop):
    run()
    other = run(model="lightgbm", product_skus=["P1"], options={"epochs": 5})
    assert versions()[0] == other


def test_the_next_nights_use_what_was_learnt_until_a_week_has_passed(shop, monkeypatch):
    first = run()
    run()
    assert versions() == [first]
    monkeypatch.setattr(catalogue_learning, "A_WEEK", timedelta(days=-1))
    second = run()
    assert versions() == [second, first]


def test_who_wants_everything_chosen_anew_has_everything_learnt_anew(shop):
    first, second = run(), run(choose=jobs.ANEW)
    assert versions() == [second, first]


def test_a_run_that_was_interrupted_after_it_had_learnt_goes_on_from_there(shop, monkeypatch):
    job = jobs.TrainAll("lightgbm")
    running = begin(job)
    catalogue_learning.learn(running.id, job, lambda share, step: None)
    training_service.plan_run(running, job)
    (document,) = catalogue_models.documents()
    assert document["version"] == running.id


def test_learning_says_how_far_it_is_and_can_be_cancelled(shop):
    job = jobs.TrainAll("lightgbm")
    running = begin(job)
    TaskService.cancel_task(running.id)
    with pytest.raises(TaskNotOurs):
        training_service.plan_run(running, job)
    assert versions() == []


def test_a_damaged_model_is_left_out_and_the_block_learns_by_itself(shop):
    version = run()
    for path in (get_settings().models_dir / "catalogue" / version).glob("lightgbm.2*"):
        path.write_bytes(b"tree")
    assert catalogue_models.load({"lightgbm": version}) == {}
    training_service.train_now(shop[0], "lightgbm")


def test_what_is_stored_is_read_as_it_was(shop):
    version = run()
    (document,) = catalogue_models.documents()
    read = catalogue_models.load({"lightgbm": version})["lightgbm"]
    assert [model.until.isoformat() for model in read.models] == [own["until"] for own in document["models"]]
    assert np.isfinite(read.surroundings.course).all()


def test_no_code_is_in_what_is_stored(shop):
    version = run()
    for path in (get_settings().models_dir / "catalogue" / version).iterdir():
        json.loads(path.read_bytes())


def test_old_versions_are_forgotten_but_the_newest_stays(shop, monkeypatch):
    run()
    newest = run(choose=jobs.ANEW)
    monkeypatch.setattr(catalogue_models, "KEPT", timedelta(0))
    assert retention.prune()["catalogue_models"] == 1
    assert versions() == [newest]
    assert retention.prune()["catalogue_models"] == 0


def test_a_shop_with_too_few_sales_learns_nothing_and_is_trained_all_the_same(product):
    product("A", [3, 5, 2] * 7)
    run()
    assert versions() == []
    assert took_part("A") == {}
