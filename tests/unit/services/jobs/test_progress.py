import pytest
import sqlalchemy as sa

from app.db import get_engine
from services.errors import TaskNotOurs
from services.jobs import jobs, task_progress, task_runs
from services.task_service import TaskService

JOB = jobs.TrainProduct("A", "auto")


@pytest.fixture
def running(database):
    return task_runs.start(TaskService.submit(JOB).task_id, JOB)


@pytest.fixture
def writes(database):
    """Every statement that changes a task, as it is sent to the database."""
    sent = []

    def keep(connection, cursor, statement, *_):
        if statement.startswith("UPDATE tasks"):
            sent.append(statement)

    sa.event.listen(get_engine(), "before_cursor_execute", keep)
    yield sent
    sa.event.remove(get_engine(), "before_cursor_execute", keep)


def progress(running):
    record = TaskService.get_task_status(running.id)
    return record.progress_current, record.progress_total, record.progress_message


def test_fast_steps_are_written_now_and_then_and_the_last_one_always(running, writes, monkeypatch):
    monkeypatch.setattr(task_progress, "REPORT_SECONDS", 3600)
    for step in range(1, 1001):
        running.report(step, 1000, "Reading rows")
    assert len(writes) == 2
    assert progress(running) == (1000, 1000, "Reading rows")


def test_a_new_stage_is_written_at_once(running, writes, monkeypatch):
    monkeypatch.setattr(task_progress, "REPORT_SECONDS", 3600)
    running.report(1, 10, "Reading rows")
    running.report(2, 10, "Writing rows")
    assert progress(running) == (2, 10, "Writing rows")


def test_slow_steps_are_all_written(running, writes, monkeypatch):
    monkeypatch.setattr(task_progress, "REPORT_SECONDS", 0)
    for step in range(5):
        running.report(step, 10, "Reading rows")
    assert len(writes) == 5


def test_a_cancel_is_noticed_at_every_step(running, monkeypatch):
    monkeypatch.setattr(task_progress, "REPORT_SECONDS", 3600)
    running.report(1, 10, "Reading rows")
    TaskService.cancel_task(running.id)
    with pytest.raises(TaskNotOurs):
        running.report(2, 10, "Reading rows")


@pytest.mark.parametrize(
    ("reports", "seen"),
    [
        ([(5, 10), (3, 10)], (5, 10)),
        ([(5, 10), (6, 100)], (5, 10)),
        ([(5, 10), (60, 100)], (60, 100)),
        ([(0, 0), (1, 2)], (1, 2)),
        ([(2_000_000_000, 2_100_000_000), (2_050_000_000, 2_100_000_000)], (2_050_000_000, 2_100_000_000)),
    ],
)
def test_progress_never_goes_backwards_as_a_share_of_the_whole(running, reports, seen, monkeypatch):
    monkeypatch.setattr(task_progress, "REPORT_SECONDS", 0)
    for current, total in reports:
        running.report(current, total)
    assert progress(running)[:2] == seen
