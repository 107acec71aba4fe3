import re

import pytest

from dashboard.schedules import schedule_editor as editor
from dashboard.schedules import schedule_fields as fields
from dashboard.schedules.cron_words import OTHER
from services.access.signed_in import SignedIn
from services.jobs import jobs
from services.schedules import schedule_service
from services.schedules.schedule_service import ScheduleFields
from tests.unit.dashboard.desk import Desk, notice

CHANGE = {"type": "schedule-change", "name": "mine"}


@pytest.fixture
def browser(signed_in):
    schedule_service.create_schedule("mine", ScheduleFields(task=jobs.TRAIN_ALL, cron="0 2 * * *"))
    return Desk(signed_in("admin"))


def saved(browser, seen, name="mine", cron="0 3 * * *"):
    typed = {editor.NAME: name, editor.SEEN: seen, fields.NEW_NAME: "noon", fields.TASK: jobs.TRAIN_ALL}
    typed |= {fields.MODEL: "auto", fields.RHYTHM: OTHER, fields.CRON: cron, fields.ZONE: "UTC"}
    return browser.change(editor.SAVE, 1, typed | {fields.EVERY: 1, fields.UNIT: "3600"})


def cron(name="mine"):
    return schedule_service.get_schedule(name).schedule.cron


def test_the_window_is_filled_in_with_what_is_stored(browser):
    window = browser.change(CHANGE, 1)["response"]
    assert window[fields.CRON]["value"] == "0 2 * * *"
    assert window[editor.SEEN]["data"] == {"cron": "0 2 * * *", "interval_seconds": None, "timezone": "UTC"}


def test_of_two_who_change_a_schedule_the_second_is_told_and_may_insist(browser, user_ids):
    seen = browser.change(CHANGE, 1)["response"][editor.SEEN]["data"]
    kim = SignedIn(user_ids[0], "kim", "admin", "session")
    schedule_service.change_schedule("mine", ScheduleFields(cron="0 5 * * *"), kim)
    answer = saved(browser, seen)
    assert re.match(r"kim changed this .*: Cron is 0 5 \* \* \* now", notice(answer))
    assert cron() == "0 5 * * *"
    saved(browser, answer["response"][editor.SEEN]["data"])
    assert cron() == "0 3 * * *"


def test_a_new_schedule_is_added_under_its_name(browser):
    assert "next minute" in notice(saved(browser, None, name=None))
    assert cron("noon") == "0 3 * * *"
