import json
from datetime import timedelta

import pytest

from app.db import snapshot
from app.models import ModelVersion, TaskRecord
from forecasting.errors import NothingSold
from services.errors import InvalidInput, NotFound, TaskNotOurs
from services.forecasts import model_files
from services.forecasts.model_files import ModelsFolderError
from services.jobs import jobs, task_runs
from services.operations.task_sweep import sweep
from services.task_service import TaskService
from services.training import runs, training_service
from utils import clock
from utils.config import use_settings

FEW = [3, 5, 2, 4, 6, 1, 0] * 3


def start(job):
    return task_runs.start(TaskService.submit(job).task_id, job)


def start_run():
    return start(jobs.TrainAll("auto"))


def chunks_of(run):
    with snapshot() as session:
        return session.query(TaskRecord).filter_by(parent_id=run.id).order_by(TaskRecord.id).all()


def work_off(chunk):
    running = task_runs.start(chunk.id, jobs.of_record(chunk))
    training_service.train_chunk(running, jobs.of_record(chunk))


def versions():
    with snapshot() as session:
        return session.query(ModelVersion).order_by(ModelVersion.id).all()


def test_training_publishes_a_model_and_ends_its_task(product):
    product("A", FEW)
    running = start(jobs.TrainProduct("A", "auto"))
    meta = training_service.train_product(running, "A")
    task = TaskService.get_task_status(running.id)
    assert (task.status, task.result) == ("SUCCESS", meta)
    assert json.loads(model_files.meta_path("A").read_text()) == meta


def test_there_is_one_champion_and_it_is_the_newest(product):
    shop = product("A", FEW)
    for _ in range(5):
        training_service.train_now(shop)
    assert [(version.version, version.is_champion) for version in versions()] == [(3, False), (4, False), (5, True)]


def test_a_product_with_one_day_of_sales_gets_a_forecast_with_low_confidence(product):
    assert training_service.train_now(product("A", [4]))["confidence"] == "low"


def test_a_product_that_was_never_sold_says_what_to_do(product):
    with pytest.raises(NothingSold, match="Import"):
        training_service.train_now(product("A"))


def test_a_product_that_was_never_sold_is_skipped_by_a_run(product):
    product("A", FEW), product("B")
    run = start_run()
    training_service.plan_run(run, jobs.TrainAll())
    work_off(*chunks_of(run))
    result = TaskService.get_task_status(run.id).result
    assert (result["outcome"], result["trained"], result["skipped"]) == ("complete", 1, 1)


def test_a_cancelled_training_publishes_nothing(product):
    product("A", FEW)
    running = start(jobs.TrainProduct("A", "auto"))
    TaskService.cancel_task(running.id)
    with pytest.raises(TaskNotOurs):
        training_service.train_product(running, "A")
    assert versions() == []


def test_a_full_folder_leaves_the_old_model(product, database):
    shop = product("A", FEW)
    training_service.train_now(shop)
    database.models_dir.rename(database.models_dir.with_name("aside"))
    database.models_dir.write_text("")
    with pytest.raises(ModelsFolderError):
        training_service.train_now(shop)
    assert [(version.version, version.is_champion) for version in versions()] == [(1, True)]


def test_sales_of_today_wait_for_the_day_to_end(product):
    assert training_service.train_now(product("A", FEW, until=clock.today()))["history_end"] == str(
        clock.today() - timedelta(days=1)
    )


@pytest.mark.parametrize(
    "submit", [training_service.submit_all, lambda *who: training_service.submit_product("A", *who)]
)
def test_an_unknown_method_is_refused_before_it_is_queued(database, submit):
    with pytest.raises(InvalidInput, match="crystal_ball"):
        submit("crystal_ball", None)


def test_an_unknown_product_is_refused_before_it_is_queued(user_ids):
    with pytest.raises(NotFound):
        training_service.submit_product("no-such", "auto", user_ids[0])


@pytest.fixture
def three_products(product, database):
    use_settings(database.model_copy(update={"run_chunk_size": 2}))
    return [product(sku, FEW) for sku in "ABC"]


def test_a_run_hands_out_chunks_and_the_last_one_ends_it(three_products):
    run = start_run()
    training_service.plan_run(run, jobs.TrainAll())
    first, second = chunks_of(run)
    work_off(first)
    halfway = TaskService.get_task_status(run.id)
    assert (halfway.status, halfway.progress_current, halfway.progress_total) == ("PROGRESS", 2, 3)
    work_off(second)
    ended = TaskService.get_task_status(run.id)
    assert (ended.status, ended.progress_current) == ("SUCCESS", 3)
    assert ended.result == {
        "outcome": "complete",
        "products": 3,
        "trained": 3,
        "not_promoted": 0,
        "chosen": 3,
        "renewed": 0,
        "skipped": 0,
        "failed": 0,
        # Three weeks are too few to be measured on.
        "errors": runs.empty_result()["errors"],
        "learnt": {},
        "failures": [],
    }


def test_a_run_over_nothing_ends_at_once(database):
    run = start_run()
    training_service.plan_run(run, jobs.TrainAll())
    assert TaskService.get_task_status(run.id).result == runs.empty_result()


def test_a_product_that_fails_is_an_entry_and_the_others_go_on(three_products):
    model_files.meta_path("A").mkdir(parents=True)
    run = start_run()
    training_service.plan_run(run, jobs.TrainAll())
    for chunk in chunks_of(run):
        work_off(chunk)
    result = TaskService.get_task_status(run.id).result
    assert (result["trained"], result["failed"]) == (2, 1)
    assert (result["failures"][0]["product_sku"], result["failures"][0]["code"]) == ("A", "models_dir_not_writable")


def test_a_chunk_that_is_done_again_trains_nothing_twice(three_products):
    run = start_run()
    training_service.plan_run(run, jobs.TrainAll())
    chunk = chunks_of(run)[0]
    with snapshot() as session:
        products = runs.waiting_products(session, chunk.id)
    assert [product.sku for product in products] == ["A", "B"]
    work_off(chunk)
    with snapshot() as session:
        assert runs.waiting_products(session, chunk.id) == []
    assert task_runs.start(chunk.id, jobs.of_record(chunk)) is None


def test_a_chunk_that_is_given_up_ends_the_run_with_its_products_failed(three_products):
    run = start_run()
    training_service.plan_run(run, jobs.TrainAll())
    first, second = chunks_of(run)
    work_off(first)
    task_runs.start(second.id, jobs.of_record(second))
    task_runs.fail(second.id, "internal_error", "It broke.")
    sweep()
    result = TaskService.get_task_status(run.id).result
    assert (result["trained"], result["failed"]) == (2, 1)
    assert result["failures"][0]["code"] == "chunk_failed"


def test_a_cancelled_run_stops_its_chunks(three_products):
    run = start_run()
    training_service.plan_run(run, jobs.TrainAll())
    TaskService.cancel_task(run.id)
    assert {chunk.status for chunk in chunks_of(run)} == {"REVOKED"}
    assert TaskService.get_task_status(run.id).status == "REVOKED"


@pytest.fixture
def partial_run(three_products):
    """The id of a run in which A could not be trained; by now it could."""
    model_files.meta_path("A").mkdir(parents=True)
    run = start_run()
    training_service.plan_run(run, jobs.TrainAll())
    for chunk in chunks_of(run):
        work_off(chunk)
    model_files.meta_path("A").rmdir()
    return run.id


def test_a_run_that_trained_some_is_partial(partial_run):
    run = TaskService.get_task_status(partial_run)
    assert (run.status, run.result["outcome"]) == ("SUCCESS", "partial")


def test_a_run_that_trained_nothing_has_failed(three_products):
    for sku in "ABC":
        model_files.meta_path(sku).mkdir(parents=True)
    run = start_run()
    training_service.plan_run(run, jobs.TrainAll())
    for chunk in chunks_of(run):
        work_off(chunk)
    ended = TaskService.get_task_status(run.id)
    assert (ended.status, ended.error_code, ended.result["outcome"]) == ("FAILURE", "nothing_trained", "failed")


def test_a_run_tried_again_trains_only_what_failed(partial_run, user_ids):
    retried = TaskService.retry_task(partial_run, user_ids[0]).task_id
    record = TaskService.get_task_status(retried)
    run = task_runs.start(retried, jobs.of_record(record))
    training_service.plan_run(run, jobs.of_record(record))
    for chunk in chunks_of(run):
        work_off(chunk)
    result = TaskService.get_task_status(retried).result
    assert (result["outcome"], result["products"], result["trained"]) == ("complete", 1, 1)
    assert len(versions()) == 3


def test_a_run_that_was_never_planned_is_tried_again_whole(three_products, user_ids):
    run = start_run()
    task_runs.fail(run.id, "internal_error", "It broke.")
    again = TaskService.get_task_status(TaskService.retry_task(run.id, user_ids[0]).task_id)
    assert jobs.of_record(again) == jobs.TrainAll("auto")


def run_with(method, promote=jobs.IF_BETTER):
    run = start_run()
    training_service.plan_run(run, jobs.TrainAll(method, promote=promote))
    for chunk in chunks_of(run):
        work_off(chunk)
    return TaskService.get_task_status(run.id).result


def test_a_run_counts_what_was_not_promoted(product):
    product("A", FEW * 5), product("B", FEW * 5)
    assert run_with("seasonal_naive")["not_promoted"] == 0
    result = run_with("intermittent")
    assert (result["outcome"], result["trained"], result["not_promoted"]) == ("complete", 2, 2)
    assert [version.is_champion for version in versions()] == [True, True, False, False]


def test_what_is_worse_is_served_where_that_was_asked(product):
    product("A", FEW * 5)
    run_with("seasonal_naive")
    result = run_with("intermittent", jobs.ALWAYS)
    assert (result["trained"], result["not_promoted"]) == (1, 0)
    served = next(version for version in versions() if version.is_champion)
    assert served.method == "intermittent"
    assert "because that was asked" in served.metrics["promotion"]["reason"]


def test_a_run_tells_its_errors_beside_those_of_what_was_served(product):
    product("A", FEW * 5), product("B", FEW * 5)
    first = run_with("seasonal_naive")["errors"]
    assert (first["measured"], first["compared"], first["champion_rmsse"]) == (2, 0, None)
    second = run_with("intermittent")["errors"]
    assert (second["compared"], second["better"]) == (2, 0)
    assert second["challenger_rmsse"] > second["champion_rmsse"]
