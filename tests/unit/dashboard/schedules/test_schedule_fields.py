import pytest

from dashboard.schedules import schedule_fields
from dashboard.schedules.cron_words import DAILY, INTERVAL
from dashboard.schedules.schedule_fields import Wanted
from services.jobs import jobs
from services.schedules.schedule_service import ScheduleFields

SAID = {
    "changed": None,
    "name": "mine",
    "task": jobs.TRAIN_PRODUCT,
    "sku": " A ",
    "model": "auto",
    "rhythm": DAILY,
    "cron": "0 2 * * *",
    "zone": "Europe/Berlin",
    "every": 90,
    "unit": "60",
}


def wanted(**said):
    return Wanted(**(SAID | said))


@pytest.mark.parametrize(
    ("seconds", "split"), [(60, (1, "60")), (90, (90, "1")), (5400, (90, "60")), (172800, (2, "86400"))]
)
def test_an_interval_is_shown_in_the_largest_unit_that_fits(seconds, split):
    assert schedule_fields.split(seconds) == split


def test_an_interval_stays_an_interval(configured):
    assert wanted(changed="mine", rhythm=INTERVAL).fields == ScheduleFields(interval_seconds=5400)


def test_a_time_of_day_is_sent_as_cron_with_its_zone(configured):
    assert wanted(changed="mine").fields == ScheduleFields(cron="0 2 * * *", timezone="Europe/Berlin")


def test_a_new_schedule_says_what_runs_with_what_that_takes(configured):
    assert wanted().body["args"] == {"product_sku": "A", "model": "auto"}
    assert wanted(task=jobs.TRAIN_ALL).body["args"] == {"model": "auto"}
    assert wanted(task=jobs.CHECK_DRIFT).fields.args == {}
