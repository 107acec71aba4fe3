"""Life of a task, with tasks of the test's own in place of the real work."""

import logging
import random
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from billiard.exceptions import SoftTimeLimitExceeded

from celery_app import celery
from services.errors import InvalidInput, Unavailable
from services.jobs import jobs
from services.jobs.jobs import Job
from services.task_service import TaskService
from tasks import recorded_task
from tasks.recorded_task import RecordedTask

runs = []
waits = []


@dataclass(frozen=True)
class Do(Job):
    name = "tests.do"
    outcomes: tuple[str, ...] = ()
    last: int | None = None


def do(self, outcomes=(), last=None):
    """Raise one outcome after the other, then succeed."""
    runs.append(self.request.retries)
    outcome = outcomes[len(runs) - 1] if len(runs) <= len(outcomes) else None
    if outcome == "away":
        raise Unavailable("The other side is away.")
    if outcome == "bad":
        raise InvalidInput("This can never work.", "bad_data")
    if outcome == "slow":
        raise SoftTimeLimitExceeded()
    if outcome == "bug":
        raise KeyError("nobody thought of this")
    if outcome == "library":
        raise sa.exc.ArgumentError("not ours", code="e3q8")
    if outcome == "odd":
        raise ValueError("half \udc80 none \x00")
    return {"last": last}


@pytest.fixture
def task(database, monkeypatch):
    runs.clear()
    waits.clear()
    monkeypatch.setattr(recorded_task, "sleep", waits.append)
    monkeypatch.setattr(random, "uniform", lambda low, high: low)
    monkeypatch.setitem(jobs.JOBS, Do.name, Do)
    return celery.task(base=RecordedTask, bind=True, name=Do.name)(do)


@pytest.fixture
def run(task):
    """Run the task in this process, retries included; its record."""
    return lambda *outcomes, **kwargs: TaskService.get_task_status(
        task.apply(kwargs={"outcomes": outcomes} | kwargs).id
    )


def test_a_task_that_returns_has_succeeded(run):
    record = run(last=7)
    assert (record.status, record.result, record.attempt) == ("SUCCESS", {"last": 7}, 1)


def test_a_fault_that_passes_is_tried_again(run):
    record = run("away", "away")
    assert (record.status, record.attempt, runs) == ("SUCCESS", 3, [0, 1, 2])


def test_after_three_retries_it_is_over(run):
    record = run("away", "away", "away", "away", "away")
    assert (record.status, record.error_code, runs) == ("FAILURE", "unavailable", [0, 1, 2, 3])


def test_in_a_thread_of_ours_the_task_itself_waits_before_it_comes_back(run):
    run("away", "away", "away")
    assert waits == [2, 4, 8]


def test_bad_data_is_final_with_its_code(run):
    record = run("bad")
    assert (record.status, record.error_code, record.error_message) == ("FAILURE", "bad_data", "This can never work.")
    assert runs == [0]


def test_a_bug_is_final_and_says_which(run):
    record = run("bug")
    assert (record.status, record.error_code) == ("FAILURE", "internal_error")
    assert "nobody thought of this" in record.error_message


def test_a_task_that_takes_too_long_says_so(run):
    assert run("slow").error_code == "time_limit"


def test_an_ended_task_that_is_delivered_again_does_nothing(run, task):
    record = run()
    task.apply(task_id=record.id)
    assert runs == [0]
    assert TaskService.get_task_status(record.id).attempt == 1


def trace_of(record):
    return TaskService.get_trace(record.id)


def test_a_bug_leaves_its_trace_from_our_code_on(run):
    trace = trace_of(run("bug"))
    assert 'raise KeyError("nobody thought of this")' in trace
    assert "celery/app/trace.py" not in trace


def test_a_time_limit_leaves_where_it_struck(run):
    assert "in do" in trace_of(run("slow"))


def test_what_was_foreseen_leaves_none(run):
    assert trace_of(run("bad")) is None


def test_each_attempt_leaves_its_own_and_success_none(run):
    assert "raise Unavailable" in trace_of(run("away", "away", "away", "away"))
    runs.clear()
    assert trace_of(run("away")) is None


def test_an_exception_of_a_library_lends_us_no_code(run):
    record = run("library")
    assert (record.error_code, "e3q8" in record.error_message) == ("internal_error", True)


@pytest.fixture
def unheard():
    """Nothing is logged: what pytest hears of half a character, its processes cannot tell each other."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("unheard")
def test_a_failure_with_unwritable_characters_is_written_all_the_same(run):
    record = run("odd")
    assert (record.status, record.error_message) == ("FAILURE", "half \\udc80 none \\x00")
