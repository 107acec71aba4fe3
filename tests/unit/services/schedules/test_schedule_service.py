from datetime import timedelta

import pytest

from app.db import snapshot
from app.models import ScheduleRun, TaskRecord
from services.errors import Conflict, InvalidInput, NotFound
from services.jobs import jobs, task_runs
from services.schedules import schedule_service
from services.schedules.schedule_service import ScheduleFields
from services.task_service import TaskService
from tests.unit.services.stored_schedules import new_schedule, stored
from utils import clock

TRAIN_ALL = jobs.TrainAll("auto")
EVERY_HOUR = ScheduleFields(task=jobs.TRAIN_ALL, interval_seconds=3600)


@pytest.fixture
def name(database):
    return new_schedule(interval_seconds=3600)


def test_a_new_schedule_is_due_after_now(database):
    state = schedule_service.create_schedule("hourly", EVERY_HOUR)
    assert timedelta(minutes=59) < state.schedule.next_run_at - clock.now() <= timedelta(hours=1)
    assert (state.schedule.timezone, state.schedule.enabled, state.last_status) == ("UTC", True, None)


def test_a_name_is_given_once(name):
    with pytest.raises(Conflict, match="choose another name"):
        schedule_service.create_schedule(name, EVERY_HOUR)


@pytest.mark.parametrize("task", ["tasks.import_tasks.import_sales_task", "tasks.ml_tasks.train_chunk_task", "", "x"])
def test_a_task_that_needs_more_than_its_arguments_cannot_be_scheduled(database, task):
    with pytest.raises(InvalidInput, match=f"Choose {jobs.TRAIN_ALL} or"):
        schedule_service.create_schedule("wrong", ScheduleFields(task=task, interval_seconds=60))


@pytest.mark.parametrize(
    ("task", "args", "message"),
    [
        (jobs.TRAIN_PRODUCT, {}, "missing a required argument: 'product_sku'"),
        (jobs.TRAIN_ALL, {"modell": "auto"}, r"'modell'\. This task takes model \(optional\)"),
        (jobs.TRAIN_ALL, {"model": "crystal ball"}, "no method 'crystal ball'; choose one of all, auto"),
    ],
)
def test_arguments_a_task_does_not_take_are_refused(database, task, args, message):
    with pytest.raises(InvalidInput, match=message):
        schedule_service.create_schedule("wrong", ScheduleFields(task=task, args=args, interval_seconds=60))


def test_a_product_must_exist_to_be_scheduled(database):
    fields = ScheduleFields(task=jobs.TRAIN_PRODUCT, args={"product_sku": "NO-SUCH"}, interval_seconds=60)
    with pytest.raises(NotFound, match="NO-SUCH"):
        schedule_service.create_schedule("wrong", fields)


def test_a_change_counts_from_now_and_leaves_the_rest(name):
    state = schedule_service.change_schedule(name, ScheduleFields(interval_seconds=120))
    assert timedelta(0) < state.schedule.next_run_at - clock.now() <= timedelta(minutes=2)
    assert state.schedule.task == jobs.TRAIN_ALL


def test_naming_cron_takes_the_interval_away_and_back(name):
    schedule = schedule_service.change_schedule(name, ScheduleFields(cron="0 2 * * *")).schedule
    assert (schedule.cron, schedule.interval_seconds) == ("0 2 * * *", None)
    schedule = schedule_service.change_schedule(name, ScheduleFields(interval_seconds=90)).schedule
    assert (schedule.cron, schedule.interval_seconds) == (None, 90)


def test_both_at_once_are_refused_and_nothing_is_changed(name):
    with pytest.raises(InvalidInput, match="one of the two"):
        schedule_service.change_schedule(name, ScheduleFields(cron="0 2 * * *", interval_seconds=90))
    assert stored(name).interval_seconds == 3600


def test_a_paused_schedule_has_no_next_run_until_it_is_resumed(name):
    assert schedule_service.change_schedule(name, ScheduleFields(enabled=False)).schedule.next_run_at is None
    assert schedule_service.change_schedule(name, ScheduleFields(enabled=True)).schedule.next_run_at > clock.now()


def test_schedules_are_listed_by_name_page_by_page(database):
    names = sorted(new_schedule(interval_seconds=60) for _ in range(3))
    first = schedule_service.list_schedules(2, None)
    rest = schedule_service.list_schedules(1000, first.next_cursor)
    listed = [state.schedule.name for state in (*first.items, *rest.items)]
    assert listed == sorted(listed)
    assert set(names) <= set(listed)


def test_a_removed_schedule_takes_its_runs_with_it_and_leaves_their_tasks(name):
    task_id = schedule_service.run_now(name, None).task_id
    schedule_service.delete_schedule(name)
    with snapshot() as session:
        assert session.query(ScheduleRun).filter_by(schedule_name=name).count() == 0
        assert session.get(TaskRecord, task_id)


@pytest.mark.parametrize("act", ["get_schedule", "delete_schedule"])
def test_an_unknown_schedule_is_not_found(database, act):
    with pytest.raises(NotFound, match="GET /schedules"):
        getattr(schedule_service, act)("nobody")


def test_run_now_starts_a_task_and_leaves_the_next_run_alone(name, broker):
    due = stored(name).next_run_at
    submitted = schedule_service.run_now(name, None)
    assert TaskService.get_task_status(submitted.task_id).args["model"] == "auto"
    assert broker.client().llen("training") == 1
    state = schedule_service.get_schedule(name)
    assert (state.schedule.next_run_at, state.last_run.how, state.last_status) == (due, "by_hand", "PENDING")


def test_run_now_joins_the_same_job_under_way(name):
    running = TaskService.submit(TRAIN_ALL).task_id
    assert schedule_service.run_now(name, None) == schedule_service.Submitted(running, is_new=False)


def test_the_last_status_is_that_of_the_newest_run_and_follows_its_task(name):
    first, second = (schedule_service.run_now(name, None).task_id for _ in range(2))
    assert first == second
    TaskService.cancel_task(first)
    third = schedule_service.run_now(name, None).task_id
    task_runs.start(third, TRAIN_ALL)
    assert schedule_service.get_schedule(name).last_status == "STARTED"


@pytest.mark.parametrize("odd", ["", "Nightly", "a/b", "-a", "a" * 65, "a\n"])
def test_a_name_that_fits_no_address_is_refused(database, odd):
    with pytest.raises(InvalidInput, match="no name for a schedule"):
        schedule_service.create_schedule(odd, EVERY_HOUR)
