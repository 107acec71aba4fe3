import os
import socket
from datetime import timedelta

import pytest

from app.db import transaction
from app.models import TaskRecord
from services.errors import TaskNotOurs
from services.jobs import jobs, task_runs
from services.task_service import TaskService
from utils import clock

JOB = jobs.TrainProduct("A", "auto")
# The highest process id Linux gives out is 2**22.
DEAD = f"{socket.gethostname()}:{2**22 + 1}"


@pytest.fixture
def task_id(database):
    return TaskService.submit(JOB).task_id


@pytest.fixture
def running(task_id):
    return task_runs.start(task_id, JOB)


def record_of(task_id):
    return TaskService.get_task_status(task_id)


def change(task_id, **values):
    with transaction() as session:
        record = session.get(TaskRecord, task_id)
        for name, value in values.items():
            setattr(record, name, value)


def test_a_started_task_says_when_and_where(task_id, running):
    record = record_of(task_id)
    assert (record.status, record.attempt) == ("STARTED", 1)
    assert record.worker == f"{socket.gethostname()}:{os.getpid()}"


def test_a_task_alive_elsewhere_is_left_alone(task_id, running):
    change(task_id, worker="another-machine:1")
    assert task_runs.start(task_id, JOB) is None
    assert record_of(task_id).attempt == 1


@pytest.mark.parametrize("status", ["SUCCESS", "FAILURE", "REVOKED"])
def test_an_ended_task_does_not_start_again(task_id, status):
    change(task_id, status=status)
    assert task_runs.start(task_id, JOB) is None
    assert record_of(task_id).status == status


def test_the_task_of_a_dead_process_on_this_machine_is_taken_over_at_once(task_id, running):
    change(task_id, worker=DEAD)
    assert task_runs.start(task_id, JOB) is not None
    assert record_of(task_id).attempt == 2


def test_the_task_of_a_silent_process_elsewhere_is_taken_over(task_id, running):
    change(task_id, worker="another-machine:1", heartbeat_at=clock.now() - timedelta(minutes=5))
    assert task_runs.start(task_id, JOB) is not None


def test_a_task_that_killed_three_processes_is_given_up(task_id, running):
    change(task_id, worker=DEAD, attempt=3)
    assert task_runs.start(task_id, JOB) is None
    record = record_of(task_id)
    assert (record.status, record.error_code) == ("FAILURE", "worker_lost")


def test_a_process_that_died_leaves_what_it_was_at(task_id, running):
    running.report(1, 4, "Reading the sales")
    change(task_id, worker=DEAD, attempt=3)
    task_runs.start(task_id, JOB)
    trace = TaskService.get_trace(task_id)
    assert f"{DEAD} died in attempt 3" in trace
    assert "It was at: Reading the sales." in trace


def test_a_task_sent_by_hand_gets_its_record(database):
    assert task_runs.start("by-hand", JOB) is not None
    assert record_of("by-hand").subject == "product:auto:A"


def test_a_task_sent_by_hand_waits_for_nobody_who_does_the_same(task_id):
    assert task_runs.start("by-hand", JOB) is None


def test_progress_never_goes_backwards(task_id, running):
    running.report(3, 10, "three")
    running.report(2, 10, "two")
    record = record_of(task_id)
    assert (record.status, record.progress_current, record.progress_message) == ("PROGRESS", 3, "two")


def test_a_cancelled_task_stops_at_its_next_step_and_writes_nothing(task_id, running):
    TaskService.cancel_task(task_id)
    for step in (running.beat, lambda: running.report(1, 2), lambda: finish(running)):
        with pytest.raises(TaskNotOurs):
            step()
    assert record_of(task_id).status == "REVOKED"


def finish(running):
    with transaction() as session:
        running.finish(session, {})


def test_a_task_taken_over_is_not_ended_by_its_first_process(task_id, running):
    change(task_id, worker="another-machine:1")
    task_runs.fail(task_id, "late", "too late")
    task_runs.succeed(task_id, {})
    assert record_of(task_id).status == "STARTED"


def test_a_finished_task_has_its_result(task_id, running):
    finish(running)
    record = record_of(task_id)
    assert (record.status, record.result, record.heartbeat_at) == ("SUCCESS", {}, None)
    assert record.finished_at >= record.started_at


def test_a_finished_task_has_done_all_of_its_steps(task_id, running):
    running.report(135, 162, "Playing")
    task_runs.succeed(task_id, {})
    assert (record_of(task_id).progress_current, record_of(task_id).progress_total) == (162, 162)


def test_a_failed_task_says_why(task_id, running):
    task_runs.fail(task_id, "a_code", "a reason")
    record = record_of(task_id)
    assert (record.status, record.error_code, record.error_message) == ("FAILURE", "a_code", "a reason")


def test_an_attempt_that_succeeds_clears_the_error_of_the_one_before(task_id, running):
    task_runs.retry_later(task_id, clock.now(), "the database was away")
    assert record_of(task_id).status == "RETRY"
    finish(task_runs.start(task_id, JOB))
    assert record_of(task_id).error_message is None


def test_the_heartbeat_beats_while_the_block_runs(task_id, running, monkeypatch):
    monkeypatch.setattr(task_runs, "HEARTBEAT_SECONDS", 0.01)
    change(task_id, heartbeat_at=clock.now() - timedelta(hours=1))
    with running.heartbeat():
        while record_of(task_id).heartbeat_at < clock.now() - timedelta(minutes=1):
            pass
