import socket
from datetime import UTC, datetime, timedelta

import pytest

from app.db import transaction
from app.models import TaskRecord
from services.jobs import jobs, task_runs
from services.operations.task_sweep import sweep
from services.task_service import TaskService
from utils import clock

JOB = jobs.TrainProduct("A", "auto")
DEAD = f"{socket.gethostname()}:{2**22 + 1}"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
NOTHING = {"lost": 0, "overdue": 0}


@pytest.fixture
def task_id(database):
    return TaskService.submit(JOB).task_id


def change(task_id, **values):
    with transaction() as session:
        record = session.get(TaskRecord, task_id)
        for name, value in values.items():
            setattr(record, name, value)


def waiting(broker):
    return broker.client().llen("training")


def test_what_goes_well_is_left_alone(task_id, broker):
    assert sweep() == NOTHING
    task_runs.start(task_id, JOB)
    assert sweep() == NOTHING
    assert waiting(broker) == 1


def test_a_job_whose_message_was_lost_is_sent_again(task_id, broker):
    broker.client().flushall()
    change(task_id, published_at=clock.now() - timedelta(minutes=2))
    assert sweep() == {"lost": 0, "overdue": 1}
    assert waiting(broker) == 1
    assert sweep() == NOTHING


def test_a_job_that_waits_in_a_long_queue_is_not_sent_again_every_minute(task_id, broker):
    change(task_id, published_at=clock.now() - timedelta(minutes=2))
    assert sweep() == NOTHING
    assert waiting(broker) == 1


def test_even_behind_a_queue_a_job_is_sent_again_in_the_end(task_id):
    change(task_id, published_at=clock.now() - timedelta(minutes=20))
    assert sweep() == {"lost": 0, "overdue": 1}


def test_a_retry_that_did_not_come_is_sent_again(task_id, broker):
    broker.client().flushall()
    change(task_id, status="RETRY", due_at=clock.now() - timedelta(minutes=2))
    assert sweep() == {"lost": 0, "overdue": 1}


def test_the_task_of_a_dead_process_is_given_to_another(task_id, broker):
    broker.client().flushall()
    task_runs.start(task_id, JOB)
    change(task_id, worker=DEAD)
    assert sweep() == {"lost": 1, "overdue": 0}
    assert TaskService.get_task_status(task_id).status == "RETRY"
    assert waiting(broker) == 1


@pytest.mark.parametrize("values", [{"attempt": 3}, {"started_at": LONG_AGO}])
def test_after_three_deaths_or_too_long_a_time_it_is_given_up(task_id, broker, values):
    task_runs.start(task_id, JOB)
    change(task_id, worker=DEAD, **values)
    assert sweep() == NOTHING
    record = TaskService.get_task_status(task_id)
    assert (record.status, record.error_code) == ("FAILURE", "worker_lost")


def test_a_cancelled_task_of_a_dead_process_stays_cancelled(task_id):
    task_runs.start(task_id, JOB)
    change(task_id, worker=DEAD)
    TaskService.cancel_task(task_id)
    assert sweep() == NOTHING
    assert TaskService.get_task_status(task_id).status == "REVOKED"
