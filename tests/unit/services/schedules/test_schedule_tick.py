import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from app.db import snapshot
from app.models import ScheduleRun, TaskRecord
from services.jobs import jobs
from services.schedules import alarms, schedule_service
from services.schedules.schedule_service import ScheduleFields
from services.schedules.schedule_tick import tick
from services.task_service import TaskService
from tests.unit.services.stored_schedules import change, new_schedule, stored
from utils import clock

A_DAY = 24 * 3600
TICKS_AT_ONCE = 6


@pytest.fixture
def nightly(database):
    return new_schedule(interval_seconds=A_DAY)


def due(name, **ago):
    """Make it due so long ago; when that was."""
    at = clock.now() - timedelta(**ago)
    change(name, next_run_at=at)
    return at


def runs(name):
    """(due at, how) of what came of a schedule, newest first."""
    with snapshot() as session:
        query = sa.select(ScheduleRun).where(ScheduleRun.schedule_name == name).order_by(ScheduleRun.due_at.desc())
        return [(run.due_at, run.how) for run in session.scalars(query)]


def tasks():
    with snapshot() as session:
        return session.scalars(sa.select(TaskRecord)).all()


def test_what_is_not_due_is_left_alone(nightly):
    assert tick() == {"started": 0}
    assert tasks() == []


def test_what_is_due_starts_once_and_is_due_again_after_its_interval(nightly, broker):
    at = due(nightly, seconds=30)
    assert [tick(), tick()] == [{"started": 1}, {"started": 0}]
    assert runs(nightly) == [(at, "on_time")]
    assert stored(nightly).next_run_at == at + timedelta(days=1)
    assert broker.client().llen("training") == 1


def test_a_started_run_is_told_by_the_schedule(nightly):
    due(nightly, seconds=30)
    tick()
    state = schedule_service.get_schedule(nightly)
    assert (state.last_status, state.last_run.task_id) == ("PENDING", tasks()[0].id)
    assert clock.now() - state.schedule.last_run_at < timedelta(minutes=1)


def test_a_late_run_is_caught_up_and_said_to_be(nightly, caplog):
    at = due(nightly, minutes=75)
    assert tick() == {"started": 1}
    assert runs(nightly) == [(at, "caught_up")]
    (line,) = [record for record in caplog.records if record.message == "schedule.caught_up"]
    assert (line.levelno, line.schedule, line.due_at) == (logging.WARNING, nightly, clock.rfc3339(at))


def test_a_run_too_late_to_be_caught_up_is_missed_and_an_alarm(nightly):
    at = due(nightly, hours=7)
    assert tick() == {"started": 0}
    assert runs(nightly) == [(at, "missed")]
    assert schedule_service.get_schedule(nightly).last_status == "MISSED"
    assert [alarm.code for alarm in alarms.list_alarms() if alarm.schedule == nightly] == ["missed"]


def test_after_days_of_silence_only_the_last_run_is_caught_up(nightly):
    at = due(nightly, days=3, hours=1)
    assert tick() == {"started": 1}
    assert runs(nightly)[0] == (at + timedelta(days=3), "caught_up")
    assert runs(nightly)[1:] == [(at + timedelta(days=day), "missed") for day in (2, 1, 0)]


def test_a_paused_schedule_does_not_run(nightly):
    due(nightly, seconds=30)
    schedule_service.change_schedule(nightly, ScheduleFields(enabled=False))
    assert tick() == {"started": 0}


def test_a_time_that_comes_round_again_is_not_run_again(nightly):
    at = due(nightly, seconds=30)
    tick()
    change(nightly, next_run_at=at)
    assert tick() == {"started": 0}
    assert stored(nightly).next_run_at == at + timedelta(days=1)


def test_a_run_joins_the_same_job_that_is_under_way(nightly, broker):
    task_id = TaskService.submit(jobs.TrainAll("auto")).task_id
    due(nightly, seconds=30)
    assert tick() == {"started": 0}
    assert schedule_service.get_schedule(nightly).last_run.task_id == task_id
    assert broker.client().llen("training") == 1


def test_two_schedules_of_one_job_share_its_task(nightly):
    other = new_schedule(interval_seconds=A_DAY)
    due(nightly, seconds=30)
    due(other, seconds=30)
    assert tick() == {"started": 1}
    assert {schedule_service.get_schedule(name).last_run.task_id for name in (nightly, other)} == {tasks()[0].id}


def test_ticks_at_once_start_a_run_once(nightly, broker):
    at = due(nightly, seconds=30)
    together = Barrier(TICKS_AT_ONCE)

    def tick_together(_):
        together.wait()
        return tick()["started"]

    with ThreadPoolExecutor(TICKS_AT_ONCE) as clocks:
        assert sorted(clocks.map(tick_together, range(TICKS_AT_ONCE))) == [0] * (TICKS_AT_ONCE - 1) + [1]
    assert runs(nightly) == [(at, "on_time")]
    assert len(tasks()) == broker.client().llen("training") == 1


def test_a_tick_and_a_submission_at_once_make_one_task(nightly, broker):
    due(nightly, seconds=30)
    together = Barrier(TICKS_AT_ONCE)

    def act(number):
        together.wait()
        return tick() if number % 2 else TaskService.submit(jobs.TrainAll("auto"))

    with ThreadPoolExecutor(TICKS_AT_ONCE) as clocks:
        list(clocks.map(act, range(TICKS_AT_ONCE)))
    assert len(tasks()) == broker.client().llen("training") == 1
    assert schedule_service.get_schedule(nightly).last_run.task_id == tasks()[0].id
