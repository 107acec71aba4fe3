from datetime import timedelta

import pytest
from flask import g

from app.models import WorkerHeartbeat
from dashboard.monitoring import monitoring_tables
from services.access.signed_in import SignedIn
from services.jobs import jobs
from services.jobs.worker_service import Beat, Worker
from services.task_service import new_record
from utils import clock
from utils.config import get_settings, use_settings


@pytest.fixture
def record(in_berlin):
    found = new_record(jobs.Add(1, 1))
    found.attempt, found.progress_current, found.progress_total, found.progress_message = 1, 0, 0, ""
    return found


def test_a_task_that_took_no_time_at_all_is_listed(record):
    record.status, record.started_at, record.finished_at = "SUCCESS", record.created_at, record.created_at
    assert "0.0 s" in str(monitoring_tables.tasks([record]))


def test_a_task_that_runs_says_for_how_long_and_how_far_it_is(record):
    record.status, record.started_at = "PROGRESS", clock.now() - timedelta(minutes=2)
    record.progress_current, record.progress_total, record.progress_message = 1, 4, "Reading"
    listed = str(monitoring_tables.tasks([record]))
    assert "2 min" in listed
    assert "25% Reading" in listed


@pytest.fixture
def listed(in_berlin):
    """What someone of this role sees of a worker, heard of so long ago, with a task since this moment."""

    def listed(role="admin", pool="prefork", silence=timedelta(0), since=None):
        g.page_user = SignedIn(1, "kim", role, "session")
        work = [{"task_id": "x", "name": jobs.ADD, "args": [1, 1], "since": since}]
        heartbeat = WorkerHeartbeat(name="w@h", pool=pool, pid=1, concurrency=2, queues=[], tasks_done=0, work=work)
        return str(monitoring_tables.workers([Worker(heartbeat, silence)], sees_args=True))

    return listed


@pytest.mark.parametrize("since", [None, "2999-01-01T00:00:00.000Z"], ids=["begun", "ahead"])
def test_a_worker_whose_clock_is_ahead_or_that_has_just_begun_is_listed(listed, since):
    assert "w@h" in listed(since=since)


def test_only_administrators_are_offered_commands(listed):
    assert ("Stop: w@h" in listed("admin"), "Stop: w@h" in listed("planner")) == (True, False)


def test_nobody_is_offered_what_a_worker_cannot_do(listed):
    assert "Restart processes: w@h" in listed()
    assert "Restart processes: w@h" not in listed(pool="threads")
    assert "Stop: w@h" not in listed(silence=timedelta(minutes=5))


def test_where_the_web_process_works_no_worker_is_missed(in_berlin):
    use_settings(get_settings().model_copy(update={"use_celery": False}))
    shown = str([monitoring_tables.figures([], [], Beat(None)), monitoring_tables.workers([], sees_args=True)])
    assert "jobs run inside the web process" in shown
    assert "bad" not in shown
    assert "start_worker" not in shown
