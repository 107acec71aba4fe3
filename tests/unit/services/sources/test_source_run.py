import os
import time
from datetime import timedelta

import pytest

from app.db import transaction
from app.models import TaskRecord
from services.errors import Conflict, InvalidInput, NotFound, TaskNotOurs
from services.files import uploads
from services.jobs import jobs, task_runs
from services.sales import imports
from services.schedules import alarms, schedule_service, schedule_tick
from services.sources import decisions, source_run, source_service
from services.sources.source_service import Times
from services.task_service import TaskService
from tests.unit.services.sources.conftest import sold
from tests.unit.services.stored_schedules import change
from utils import clock


def yesterday():
    return clock.today() - timedelta(days=1)


DAILY = Times("0 5 * * *")


@pytest.fixture
def put(inbox):
    def write(name, *rows):
        file = inbox / name
        file.write_text("sku,date,qty\n" + "".join(f"{sku},{day},{units}\n" for sku, day, units in rows))
        os.utime(file, (time.time() - 60,) * 2)
        return file

    return write


@pytest.fixture
def till(inbox):
    fields = {"kind": "folder", "folder": str(inbox), "pattern": "*.csv"}
    return source_service.create("till", fields, DAILY).name


@pytest.fixture
def earlier(put, till, read):
    """A month of four a day, read by hand."""
    put("history.csv", *(("A", yesterday() - timedelta(days=ago), 4) for ago in range(1, 31)))
    read(till)


def kept_files():
    return list(uploads.upload_path("0" * 32).parent.glob("*.upload"))


def test_a_scheduled_file_that_looks_odd_waits_and_nothing_of_it_is_written(earlier, put, till, read):
    put("a.csv", ("A", yesterday(), 400), ("new", yesterday(), 1))
    before = sold()
    assert read(till, jobs.SCHEDULED)["outcome"] == "waiting"
    assert sold() == before
    state = source_service.get(till)
    assert state.last_status == "WAITING"
    assert state.waiting["name"] == "a.csv"
    assert "400, usually 4" in state.waiting["findings"][0]["message"]


def test_what_waits_is_taken_as_it_is_and_what_came_after_it_follows(earlier, put, till, read):
    put("a.csv", ("A", yesterday(), 400))
    read(till, jobs.SCHEDULED)
    put("b.csv", ("A", yesterday() - timedelta(days=40), 1))
    assert read(till, jobs.SCHEDULED) == {"outcome": "waiting", "rows": 0, "warnings": [], "files": []}
    assert [file["file"] for file in read(till, jobs.ACCEPTED)["files"]] == ["a.csv", "b.csv"]
    assert (sold()["A", str(yesterday())], len(sold())) == (400, 32)
    assert source_service.get(till).waiting is None
    assert kept_files() == []


def test_what_is_rejected_is_left_out_until_it_changes(earlier, put, till, read):
    put("a.csv", ("A", yesterday(), 400))
    read(till, jobs.SCHEDULED)
    decisions.reject(till)
    assert kept_files() == []
    assert read(till, jobs.SCHEDULED)["outcome"] == "nothing_new"
    put("a.csv", ("A", yesterday(), 5))
    assert read(till, jobs.SCHEDULED)["outcome"] == "taken"
    assert sold()["A", str(yesterday())] == 5


def test_what_waits_outlives_the_sweep_of_old_uploads(earlier, put, till, read, user_ids):
    put("a.csv", ("A", yesterday(), 400))
    read(till, jobs.SCHEDULED)
    for file in kept_files():
        os.utime(file, (0, 0))
    uploads.sweep(imports._uploads_in_use())
    assert len(kept_files()) == 1


def test_a_person_who_reads_by_hand_is_asked_nothing_but_must_decide_first(earlier, put, till, read):
    put("a.csv", ("A", yesterday(), 400))
    assert read(till)["warnings"]
    put("a.csv", ("A", yesterday(), 800))
    read(till, jobs.SCHEDULED)
    with pytest.raises(Conflict, match="take or reject"):
        decisions.run_now(till)


def test_where_nothing_waits_there_is_nothing_to_decide(till):
    for decide in (decisions.accept, decisions.reject):
        with pytest.raises(Conflict, match="Nothing of till waits"):
            decide(till)
        with pytest.raises(NotFound):
            decide("another")


def test_two_runs_of_a_source_are_one(till):
    assert decisions.run_now(till).is_new
    assert not decisions.run_now(till).is_new
    assert not TaskService.submit(jobs.RunSource(till)).is_new


def test_the_clock_starts_it_and_a_run_that_fails_or_waits_is_an_alarm(earlier, put, till):
    put("a.csv", ("A", yesterday(), 400))
    change("source-till", next_run_at=clock.now() - timedelta(seconds=1))
    assert schedule_tick.tick() == {"started": 1}
    task_id = schedule_service.get_schedule("source-till").last_run.task_id
    running = task_runs.start(task_id, jobs.RunSource(till))
    task_runs.succeed(task_id, source_run.run(running, jobs.RunSource(till)))
    assert [alarm.code for alarm in alarms.list_alarms()] == ["waiting"]
    assert alarms.raise_alarms() == {"alarms": 1}
    decisions.reject(till)
    assert alarms.list_alarms() == []
    with transaction() as session:
        task = session.get(TaskRecord, task_id)
        task.status, task.result = "FAILURE", None
    assert [alarm.code for alarm in alarms.list_alarms()] == ["failed"]


def test_each_file_is_an_import_that_can_be_undone(put, till, read, user_ids):
    put("a.csv", ("A", yesterday(), 4))
    task_id = read(till)["files"][0]["task_id"]
    record = TaskService.get_task_status(task_id)
    assert (record.status, record.result["inserted"], record.parent_id is not None) == ("SUCCESS", 1, True)


def test_a_run_that_was_cancelled_writes_nothing(put, till):
    put("a.csv", ("A", yesterday(), 4))
    task_id = decisions.run_now(till).task_id
    running = task_runs.start(task_id, jobs.RunSource(till))
    TaskService.cancel_task(task_id)
    with pytest.raises(TaskNotOurs):
        source_run.run(running, jobs.RunSource(till))
    assert sold() == {}


def test_a_source_reads_stock_orders_and_what_came_in(inbox, read):
    tables = {
        "stock": f"sku,date,on_hand\nA,{yesterday()},7\n",
        "purchase_orders": f"number,sku,quantity,ordered_on,expected_on\n1,A,5,{yesterday()},{yesterday()}\n",
        "receipts": f"number,sku,quantity,received_on\n1,A,2,{yesterday()}\n",
    }
    for reads, text in tables.items():
        (inbox / f"{reads}.csv").write_text(text)
        os.utime(inbox / f"{reads}.csv", (time.time() - 60,) * 2)
        name = reads.replace("_", "-")
        fields = {"kind": "folder", "folder": str(inbox), "pattern": f"{reads}.csv", "reads": reads}
        source_service.create(name, fields, Times())
        assert read(name)["rows"] == 1
        assert read(name)["outcome"] == "nothing_new"


def test_a_change_of_what_is_read_begins_anew_and_one_of_its_time_does_not(put, till, read):
    put("a.csv", ("A", yesterday(), 4))
    read(till)
    source_service.change(till, {}, Times("0 6 * * *"))
    assert read(till)["outcome"] == "nothing_new"
    assert source_service.get(till).schedule.cron == "0 6 * * *"
    source_service.change(till, {"pattern": "a*.csv"}, Times())
    assert read(till)["outcome"] == "taken"


def test_a_removed_source_takes_its_schedule_along_and_leaves_its_sales(put, till, read):
    put("a.csv", ("A", yesterday(), 4))
    read(till)
    source_service.delete(till)
    assert schedule_service.list_active() == []
    assert sold() == {("A", str(yesterday())): 4}


def test_a_time_that_cannot_be_leaves_no_half_of_a_source(inbox):
    with pytest.raises(InvalidInput, match="cannot be read"):
        source_service.create("till", {"kind": "folder", "folder": str(inbox)}, Times("0 0 31 2 *"))
    with pytest.raises(NotFound):
        source_service.get("till")
