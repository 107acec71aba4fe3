import pytest

from services.access import audit, auth, users
from services.access.signed_in import SignedIn
from services.access.users import UserChange
from services.errors import Conflict, Unauthorized
from services.jobs import jobs
from services.notifications import webhooks
from services.schedules import schedule_service
from services.schedules.schedule_service import ScheduleFields
from services.task_service import TaskService
from utils.config import use_settings

SECRET = "do-not-tell-anybody"


def actions(page):
    return [entry.action for entry in page.items]


def test_the_log_is_read_newest_first_page_by_page(database, user_ids):
    actor = SignedIn(user_ids[0], "kim", "admin", "session")
    for number in range(3):
        audit.record(actor, f"action.{number}", "all workers")
    first = audit.list_entries(2, None)
    assert actions(first) == ["action.2", "action.1"]
    rest = audit.list_entries(2, first.next_cursor)
    assert (actions(rest), rest.next_cursor) == (["action.0"], None)


def noted():
    return [(entry.username, entry.action, entry.subject) for entry in audit.list_entries(10, None).items]


@pytest.fixture
def kim(user_ids):
    users.change_user(user_ids[0], UserChange(role="admin"))
    return SignedIn(user_ids[0], "kim", "admin", "session")


def test_what_is_done_to_users_is_noted_without_their_passwords(kim, user_ids):
    users.create_user("lou", SECRET, "viewer", kim)
    change = UserChange(role="admin", active=False, password=SECRET)
    users.change_user(user_ids[1], UserChange(role="admin"), kim)
    users.change_user(user_ids[1], change, kim)
    assert noted() == [
        ("kim", "user.change", "lee: access taken away, new password"),
        ("kim", "user.change", "lee: planner -> admin"),
        ("kim", "user.create", "lou: viewer"),
    ]


def test_a_change_that_is_refused_or_changes_nothing_is_not_noted(kim, user_ids):
    with pytest.raises(Conflict):
        users.create_user("kim", SECRET, "viewer", kim)
    users.change_user(user_ids[0], UserChange(role="admin"), kim)
    assert noted() == []


def test_what_is_done_to_schedules_is_noted(kim):
    schedule_service.create_schedule("hourly", ScheduleFields(task=jobs.TRAIN_ALL, interval_seconds=3600), kim)
    schedule_service.change_schedule("hourly", ScheduleFields(cron="0 3 * * *", timezone="UTC"), kim)
    for enabled in (False, True):
        schedule_service.change_schedule("hourly", ScheduleFields(enabled=enabled), kim)
    schedule_service.run_now("hourly", kim)
    schedule_service.delete_schedule("hourly", kim)
    assert noted() == [
        ("kim", "schedule.delete", "hourly"),
        ("kim", "schedule.run", "hourly"),
        ("kim", "schedule.resume", "hourly"),
        ("kim", "schedule.pause", "hourly"),
        ("kim", "schedule.change", "hourly: cron 0 3 * * *, timezone UTC"),
        ("kim", "schedule.create", f"hourly: task {jobs.TRAIN_ALL}, interval_seconds 3600"),
    ]


def test_of_a_webhook_the_host_is_noted_and_not_what_opens_its_door(kim, database):
    use_settings(database.model_copy(update={"webhooks_allow_private": True}))
    webhook = webhooks.create_webhook(f"http://127.0.0.1:9/{SECRET}?token={SECRET}", ["task.failed"], kim)
    webhooks.delete_webhook(webhook.id, kim)
    assert noted() == [
        ("kim", "webhook.delete", f"{webhook.id} at 127.0.0.1"),
        ("kim", "webhook.create", f"{webhook.id} at 127.0.0.1: task.failed"),
    ]


def test_a_task_that_was_cancelled_is_noted_once(kim):
    task_id = TaskService.submit(jobs.Add(1, 1)).task_id
    TaskService.cancel_task(task_id, kim)
    with pytest.raises(Conflict):
        TaskService.cancel_task(task_id, kim)
    assert noted() == [("kim", "task.cancel", f"{jobs.ADD} {task_id}")]


def test_refused_sign_ins_are_noted_once_a_minute_without_what_was_typed(user_ids):
    for name in ("kim", "kim", SECRET, "another"):
        with pytest.raises(Unauthorized):
            auth.sign_in(name, SECRET)
    assert noted() == [("", "sign_in.refused", "an unknown name"), ("", "sign_in.refused", "kim")]


def test_what_the_installation_does_by_itself_is_not_noted(database):
    users.create_first_admin("admin", "")
    assert noted() == []
