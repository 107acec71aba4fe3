import os
import time
from datetime import timedelta

import pytest

from dashboard.sources import source_form as form
from dashboard.sources.page import RUN
from services.jobs import jobs, task_runs
from services.sources import source_run, source_service
from services.sources.source_service import Times
from services.task_service import TaskFilter, TaskService
from tests.unit.dashboard.desk import Desk, notice
from utils import clock
from utils.config import use_settings


def yesterday():
    return clock.today() - timedelta(days=1)


@pytest.fixture
def browser(signed_in):
    return Desk(signed_in("admin"))


@pytest.fixture
def inbox(database, tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    use_settings(database.model_copy(update={"source_folders": str(folder)}))
    return folder


@pytest.fixture
def till(browser, inbox):
    fields = {"kind": "folder", "folder": str(inbox), "pattern": "*.csv"}
    return source_service.create("till", fields, Times("0 5 * * *")).name


def put(inbox, name, *rows):
    (inbox / name).write_text("sku,date,qty\n" + "".join(f"A,{day},{units}\n" for day, units in rows))
    os.utime(inbox / name, (time.time() - 60,) * 2)


def work(why=jobs.SCHEDULED):
    """Do the run that waits, or the clock's own."""
    waiting = TaskService.list_tasks(TaskFilter(name=jobs.RUN_SOURCE, status="PENDING"), 1, None).items
    task_id = waiting[0].id if waiting else TaskService.submit(jobs.RunSource("till", why)).task_id
    job = jobs.of_record(TaskService.get_task_status(task_id))
    running = task_runs.start(task_id, job)
    task_runs.succeed(task_id, source_run.run(running, job))


def shown(browser):
    return str(browser.change("sources-poll", 1, prop="n_intervals"))


def test_a_source_is_added_with_the_fields_of_its_kind(browser, inbox):
    typed = {"name": "till", "kind": "folder", "reads": "sales", "folder": str(inbox), "pattern": "*.csv", "cron": ""}
    answer = browser.change(form.SAVE, 1, {form.IDS[name]: typed.get(name, "") for name in form.FIELDS})
    assert "Read it once by hand" in notice(answer)
    assert source_service.get("till").fields.folder == str(inbox)


def test_what_the_form_says_is_what_the_api_takes():
    said = {
        "name": "web",
        "kind": "https",
        "reads": "stock",
        "url": "https://a/b",
        "folder": "/x",
        "password_env": "TOKEN",
    }
    body = form.body_of(*(said.get(name, "") for name in form.FIELDS))
    headers = {"Authorization": "TOKEN"}
    assert body == {
        "name": "web",
        "kind": "https",
        "reads": "stock",
        "url": "https://a/b",
        "secret_headers": headers,
    }


def test_a_source_is_read_now_and_tells_how_it_went(browser, till, inbox):
    put(inbox, "a.csv", (yesterday(), 4))
    answer = browser.change(RUN, {"about": "till"}, prop="data")
    assert "till is being read" in notice(answer)
    work()
    assert "1 row" in shown(browser)


def test_what_waits_shows_what_is_odd_and_is_taken_or_rejected(browser, till, inbox):
    put(inbox, "a.csv", *((yesterday() - timedelta(days=ago), 4) for ago in range(1, 20)))
    work(jobs.BY_HAND)
    put(inbox, "b.csv", (yesterday(), 400))
    work()
    page = shown(browser)
    assert "Waits for you" in page
    assert "400, usually 4" in page
    browser.change("source-reject-yes", 1, {"source-reject-asked": "till"})
    assert source_service.get("till").waiting is None


def test_a_source_is_changed_in_what_is_otherwise_than_it_was(browser, till, inbox):
    answer = browser.change(form.CHANGE, {"about": "till"}, prop="data")
    filled = answer["response"][form.FILLED]["data"]
    assert (filled["folder"], filled["pattern"], filled["cron"]) == (str(inbox), "*.csv", "0 5 * * *")
    typed = filled | {"pattern": "sales-*.csv", "cron": ""}
    said = {form.IDS[name]: typed[name] for name in form.FIELDS} | {form.FILLED: filled}
    browser.change(form.SAVE, 1, said)
    state = source_service.get("till")
    assert (state.fields.pattern, state.fields.folder, state.schedule) == ("sales-*.csv", str(inbox), None)


def test_a_secret_of_an_address_is_changed_and_taken_away():
    filled = form.NEW | {"name": "web", "kind": "https", "url": "https://a/b", "password_env": "TOKEN"}
    assert form.changes_of(filled, *filled.values()) == {}
    other = filled | {"password_env": "OTHER"}
    assert form.changes_of(filled, *other.values()) == {"secret_headers": {"Authorization": "OTHER"}}
    assert form.changes_of(filled, *(filled | {"password_env": ""}).values()) == {"secret_headers": {}}
