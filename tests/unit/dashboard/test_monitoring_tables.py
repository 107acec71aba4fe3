from datetime import timedelta

import pytest

from app.models import WorkerHeartbeat
from dashboard import monitoring_tables
from services import jobs
from services.jobs import Job
from services.task_service import new_record
from services.worker_service import Worker
from utils import clock


@pytest.fixture
def record(in_german):
    found = new_record(Job(jobs.ADD, (1, 1)))
    found.attempt, found.progress_current, found.progress_total, found.progress_message = 1, 0, 0, ""
    return found


def test_a_task_that_took_no_time_at_all_is_listed(record):
    record.status, record.started_at, record.finished_at = "SUCCESS", record.created_at, record.created_at
    assert "0,0 s" in str(monitoring_tables.tasks([record]))


def test_a_task_that_runs_says_for_how_long_and_how_far_it_is(record):
    record.status, record.started_at = "PROGRESS", clock.now() - timedelta(minutes=2)
    record.progress_current, record.progress_total, record.progress_message = 1, 4, "Reading"
    listed = str(monitoring_tables.tasks([record]))
    assert "2 min 0 s" in listed
    assert "25% Reading" in listed


@pytest.mark.parametrize("since", [None, clock.rfc3339(clock.now() + timedelta(hours=1))])
def test_a_worker_whose_clock_is_ahead_or_that_has_just_begun_is_listed(in_german, since):
    work = [{"task_id": "x", "name": jobs.ADD, "args": [1, 1], "since": since}]
    heartbeat = WorkerHeartbeat(name="w@h", pool="prefork", pid=1, concurrency=2, queues=[], tasks_done=0, work=work)
    assert "w@h" in str(monitoring_tables.workers([Worker(heartbeat, timedelta(0))], sees_args=True))
