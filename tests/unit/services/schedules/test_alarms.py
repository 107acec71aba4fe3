import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Notification, ScheduleRun
from services.jobs import heartbeats, jobs, task_runs
from services.jobs.heartbeats import BEAT, Signs
from services.notifications import outbox, webhooks
from services.operations import task_sweep
from services.schedules import alarms, schedule_service
from services.schedules.schedule_service import ScheduleFields
from tests.unit.services.stored_schedules import change, new_schedule
from utils import clock
from utils.config import use_settings

TRAIN_ALL = jobs.TrainAll("auto")
RUN = {"products": 3, "trained": 2, "failed": 1, "failures": []}


@pytest.fixture
def name(database):
    return new_schedule(interval_seconds=3600)


@pytest.fixture
def listened_to(database):
    """Somebody is told of all alarms."""
    use_settings(database.model_copy(update={"webhooks_allow_private": True}))
    events = [event for event in outbox.EVENTS if event.startswith("schedule.")]
    return webhooks.create_webhook("http://127.0.0.1:9/hook", events)


def alarms_of(name):
    return [alarm.code for alarm in alarms.list_alarms() if alarm.schedule == name]


def told():
    with snapshot() as session:
        bodies = session.scalars(sa.select(Notification.body).order_by(Notification.id)).all()
    return [(body["type"], body["data"]["schedule"]) for body in map(json.loads, bodies)]


def failed_run(name):
    task_id = schedule_service.run_now(name, None).task_id
    task_runs.start(task_id, TRAIN_ALL)
    task_runs.fail(task_id, "internal_error", "It broke.")


def ended_run(name, outcome):
    task_id = schedule_service.run_now(name, None).task_id
    task_runs.start(task_id, TRAIN_ALL)
    task_runs.succeed(task_id, RUN | {"outcome": outcome})


def test_all_is_quiet_while_all_is_well(name):
    schedule_service.run_now(name, None)
    assert alarms_of(name) == []
    assert alarms.raise_alarms() == {"alarms": 0}


def test_a_run_nothing_starts_is_an_alarm(name):
    change(name, next_run_at=clock.now() - timedelta(minutes=11))
    assert alarms_of(name) == ["overdue"]


def test_a_run_no_worker_takes_is_an_alarm(name):
    schedule_service.run_now(name, None)
    with transaction() as session:
        session.query(ScheduleRun).update({"claimed_at": clock.now() - timedelta(minutes=11)})
    assert alarms_of(name) == ["not_started"]


def test_a_failed_run_is_an_alarm_until_the_next_one(name):
    failed_run(name)
    assert alarms_of(name) == ["failed"]
    schedule_service.run_now(name, None)
    assert alarms_of(name) == []


def test_a_run_that_left_products_untrained_is_an_alarm(name):
    ended_run(name, "partial")
    assert alarms_of(name) == ["partial"]


def test_a_complete_run_is_none(name):
    ended_run(name, "complete")
    assert alarms_of(name) == []


def test_a_paused_schedule_raises_no_alarm(name):
    failed_run(name)
    schedule_service.change_schedule(name, ScheduleFields(enabled=False))
    assert alarms_of(name) == []


def test_an_alarm_is_told_once(name, listened_to):
    failed_run(name)
    assert [alarms.raise_alarms() for _ in range(3)] == [{"alarms": 1}, {"alarms": 0}, {"alarms": 0}]
    assert told() == [("schedule.failed", name)]


def test_the_next_failure_is_told_again(name, listened_to):
    for _ in range(2):
        failed_run(name)
        alarms.raise_alarms()
    assert told() == [("schedule.failed", name)] * 2


def test_what_becomes_worse_is_told_again(name, listened_to):
    change(name, next_run_at=clock.now() - timedelta(hours=7))
    alarms.raise_alarms()
    with transaction() as session:
        due_at = schedule_service.get_schedule(name).schedule.next_run_at
        session.add(ScheduleRun(schedule_name=name, due_at=due_at, how="missed", claimed_at=clock.now()))
    change(name, next_run_at=clock.now() + timedelta(hours=1))
    alarms.raise_alarms()
    assert told() == [("schedule.overdue", name), ("schedule.missed", name)]


def test_many_who_look_at_once_tell_it_once(name, listened_to):
    failed_run(name)
    with ThreadPoolExecutor(8) as pool:
        raised = list(pool.map(lambda _: alarms.raise_alarms()["alarms"], range(8)))
    assert sum(raised) == 1
    assert told() == [("schedule.failed", name)]


def test_what_is_told_of_a_run_are_its_counts(name, listened_to):
    ended_run(name, "partial")
    alarms.raise_alarms()
    with snapshot() as session:
        data = json.loads(session.scalars(sa.select(Notification.body)).one())["data"]
    assert data["task"]["result"] == {"outcome": "partial", "products": 3, "trained": 2, "failed": 1}
    assert data["message"].startswith(f"{name} left some products untrained")


def test_without_anyone_to_tell_it_is_only_noted(name):
    failed_run(name)
    assert alarms.raise_alarms() == {"alarms": 1}
    assert told() == []


def test_a_worker_sweeps_while_beat_is_silent(database, broker):
    task_sweep.stand_in_for_beat()
    assert broker.client().llen("maintenance") == 1


def test_a_worker_leaves_the_sweep_to_a_beat_that_runs(database, broker):
    heartbeats.write(Signs("beat@here", BEAT, clock.now(), []))
    task_sweep.stand_in_for_beat()
    assert broker.client().llen("maintenance") == 0
