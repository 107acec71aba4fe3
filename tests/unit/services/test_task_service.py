import json
import threading

import pytest

from app.db import transaction
from app.models import TaskRecord
from services.access.signed_in import SignedIn
from services.errors import Conflict, Forbidden, InvalidInput, NotFound
from services.jobs import jobs, task_runs
from services.task_service import TaskFilter, TaskService, new_record

TRAIN_A = jobs.TrainProduct("A", "auto")
TRAIN_B = jobs.TrainProduct("B", "auto")
PREDICT_A = jobs.PredictStock("A", 7)


def messages(broker, queue):
    return [json.loads(text)["headers"]["id"] for text in broker.client().lrange(queue, 0, -1)]


def test_a_submitted_job_has_a_record_and_one_message_in_its_queue(database, broker):
    task_id = TaskService.submit(TRAIN_A).task_id
    record = TaskService.get_task_status(task_id)
    assert (record.status, jobs.of_record(record)) == ("PENDING", TRAIN_A)
    assert messages(broker, "training") == [task_id]


def test_predictions_do_not_stand_behind_training(database, broker):
    TaskService.submit(TRAIN_A)
    task_id = TaskService.submit(PREDICT_A).task_id
    assert messages(broker, "predictions") == [task_id]


def test_the_same_subject_is_one_task_while_it_is_active(database, broker):
    first, second = TaskService.submit(TRAIN_A), TaskService.submit(TRAIN_A)
    assert (second.task_id, second.is_new) == (first.task_id, False)
    assert len(messages(broker, "training")) == 1
    assert TaskService.submit(TRAIN_B).is_new


@pytest.mark.parametrize(
    "other",
    [
        jobs.TrainAll("lightgbm"),
        jobs.TrainAll("auto", None, None, {"epochs": 50}),
        jobs.TrainAll("auto", "a run that failed"),
        jobs.TrainAll("auto", None, ["A"], {}),
        jobs.TrainProduct("A", "seasonal_naive"),
    ],
)
def test_what_differs_in_model_options_or_products_is_another_task(database, other):
    TaskService.submit(TRAIN_A)
    TaskService.submit(jobs.TrainAll("auto"))
    assert TaskService.submit(other).is_new
    assert not TaskService.submit(other).is_new


def test_what_is_left_out_is_the_same_as_what_is_usual():
    assert jobs.TrainAll().subject == jobs.TrainAll("auto", None, None, {}).subject
    assert jobs.TrainProduct("A").subject == TRAIN_A.subject


def test_the_same_subject_is_a_new_task_once_the_first_has_ended(database):
    first = TaskService.submit(TRAIN_A)
    TaskService.cancel_task(first.task_id)
    assert TaskService.submit(TRAIN_A).task_id != first.task_id


def test_predictions_are_each_their_own_task(database):
    assert TaskService.submit(PREDICT_A).task_id != TaskService.submit(PREDICT_A).task_id


def test_many_who_submit_the_same_at_once_get_one_task(database):
    found = []
    threads = [threading.Thread(target=lambda: found.append(TaskService.submit(TRAIN_A))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({submitted.task_id for submitted in found}) == 1
    assert [submitted.is_new for submitted in found].count(True) == 1


def test_an_unknown_task_is_not_found(database):
    with pytest.raises(NotFound, match="no task"):
        TaskService.get_task_status("nothing")


def test_a_task_is_seen_by_its_owner_and_by_who_asked_for_it_too(database, user_ids):
    kim, lee = user_ids
    task_id = TaskService.submit(TRAIN_A, kim).task_id
    with pytest.raises(NotFound):
        TaskService.get_task_status(task_id, lee)
    TaskService.submit(TRAIN_A, lee)
    assert TaskService.get_task_status(task_id, lee).id == task_id


def test_a_task_of_nobody_is_seen_by_everybody(database, user_ids):
    task_id = TaskService.submit(TRAIN_A).task_id
    assert TaskService.get_task_status(task_id, user_ids[0]).id == task_id


def test_a_cancelled_task_does_not_start(database):
    task_id = TaskService.submit(TRAIN_A).task_id
    assert TaskService.cancel_task(task_id).status == "REVOKED"
    assert task_runs.start(task_id, TRAIN_A) is None


def test_only_who_began_a_task_or_an_administrator_cancels_it(database, user_ids):
    kim, lee = (SignedIn(user_id, "", "planner", "") for user_id in user_ids)
    task_id = TaskService.submit(TRAIN_A, kim.user_id).task_id
    TaskService.submit(TRAIN_A, lee.user_id)  # Joins in.
    with pytest.raises(Forbidden):
        TaskService.cancel_task(task_id, lee)
    assert TaskService.cancel_task(task_id, kim).status == "REVOKED"


def test_what_the_clock_began_only_an_administrator_cancels(database, user_ids):
    task_id = TaskService.submit(TRAIN_A).task_id
    with pytest.raises(Forbidden):
        TaskService.cancel_task(task_id, SignedIn(user_ids[0], "", "planner", ""))
    assert TaskService.cancel_task(task_id, SignedIn(user_ids[0], "", "admin", "")).status == "REVOKED"


def test_an_ended_task_cannot_be_cancelled(database):
    task_id = TaskService.submit(TRAIN_A).task_id
    TaskService.cancel_task(task_id)
    with pytest.raises(Conflict, match="already ended"):
        TaskService.cancel_task(task_id)


def test_lists_tell_waiting_from_running(database):
    waiting, running = TaskService.submit(TRAIN_A).task_id, TaskService.submit(TRAIN_B).task_id
    task_runs.start(running, TRAIN_B)
    assert [record.id for record in TaskService.get_scheduled_tasks()] == [waiting]
    assert [record.id for record in TaskService.get_active_tasks()] == [running]


def test_the_history_is_newest_first_and_filtered(database, user_ids):
    first = TaskService.submit(TRAIN_A, user_ids[0]).task_id
    second = TaskService.submit(PREDICT_A, user_ids[1]).task_id
    everything = TaskService.list_tasks(TaskFilter(), 10, None)
    assert [record.id for record in everything.items] == [second, first]
    own = TaskService.list_tasks(TaskFilter(seen_by=user_ids[0]), 10, None)
    assert [record.id for record in own.items] == [first]
    named = TaskService.list_tasks(TaskFilter(name=jobs.PREDICT_STOCK, status="PENDING"), 10, None)
    assert [record.id for record in named.items] == [second]


def test_a_status_that_there_is_not_is_said(database):
    for status in ("success", "DONE"):
        with pytest.raises(InvalidInput, match="PENDING, STARTED, PROGRESS, RETRY, SUCCESS, FAILURE, REVOKED"):
            TaskService.list_tasks(TaskFilter(status=status), 10, None)


def test_waiting_for_a_task_ends_when_patience_does(database):
    task_id = TaskService.submit(TRAIN_A).task_id
    assert TaskService.wait_for_task(task_id, timeout=0.01, poll=0.01).status == "PENDING"
    TaskService.cancel_task(task_id)
    assert TaskService.wait_for_task(task_id, timeout=60).status == "REVOKED"


def failed(job):
    task_id = TaskService.submit(job).task_id
    task_runs.start(task_id, job)
    task_runs.fail(task_id, "internal_error", "It broke.")
    return task_id


def test_a_failed_task_is_tried_again_as_a_new_one(user_ids):
    again = TaskService.retry_task(failed(TRAIN_A), user_ids[0])
    record = TaskService.get_task_status(again.task_id)
    assert (again.is_new, record.status, jobs.of_record(record), record.attempt) == (True, "PENDING", TRAIN_A, 0)


def test_what_did_not_fail_is_not_tried_again(user_ids):
    waiting = TaskService.submit(TRAIN_A).task_id
    with pytest.raises(Conflict, match="PENDING"):
        TaskService.retry_task(waiting, user_ids[0])


def test_a_part_of_a_run_is_tried_again_with_its_run(user_ids):
    run_id = TaskService.submit(jobs.TrainAll("auto")).task_id
    with transaction() as session:
        part = new_record(jobs.TrainChunk(run_id, "auto"), parent_id=run_id)
        session.add(part)
    with pytest.raises(Conflict, match=run_id):
        TaskService.retry_task(part.id, user_ids[0])


def test_a_task_of_someone_else_is_not_found_to_be_tried_again(user_ids):
    task_id = TaskService.submit(PREDICT_A, user_ids[0]).task_id
    with pytest.raises(NotFound):
        TaskService.retry_task(task_id, user_ids[1], seen_by=user_ids[1])


def test_what_failed_lately_is_listed_with_the_chunks_of_runs(user_ids):
    run_id, chunk_id = failed(jobs.TrainAll("auto")), failed(TRAIN_A)
    with transaction() as session:
        session.get_one(TaskRecord, chunk_id).parent_id = run_id
    assert [record.id for record in TaskService.get_failed_tasks(10)] == [chunk_id, run_id]
    assert len(TaskService.get_failed_tasks(1)) == 1
