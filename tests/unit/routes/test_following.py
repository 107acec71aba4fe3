import json
import threading
import time

import pytest

from app.db import transaction
from routes import following
from services.jobs import jobs, task_runs
from services.task_service import TaskService
from utils.config import use_settings

JOB = jobs.TrainProduct("A", "auto")


@pytest.fixture
def running(database):
    return task_runs.start(TaskService.submit(JOB).task_id, JOB)


def finish_soon(running):
    """End the task from another thread, shortly after the request began to wait."""

    def finish():
        with transaction() as session:
            running.finish(session, {"done": True})

    threading.Timer(0.3, finish).start()


def follow(client, running, last=None):
    """The whole stream of a task."""
    headers = {"Last-Event-ID": last} if last else {}
    return client.get(f"/tasks/{running.id}/events", headers=headers, buffered=True)


def events_of(response):
    """Every event as (id, name, data)."""
    found = []
    for block in response.get_data(as_text=True).split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if "data" in fields:
            found.append((fields["id"], fields["event"], json.loads(fields["data"])))
    return found


def test_a_stream_tells_every_state_up_to_the_end(admin, running):
    finish_soon(running)
    response = follow(admin, running)
    assert response.mimetype == "text/event-stream"
    assert response.headers["X-Accel-Buffering"] == "no"
    events = events_of(response)
    assert [name for _, name, _ in events] == ["progress", "end"]
    assert events[-1][2] == admin.get(f"/tasks/{running.id}").json
    assert "retry: 2000" in response.get_data(as_text=True)


def test_a_resumed_stream_leaves_out_what_was_seen(admin, running):
    task_runs.succeed(running.id, {})
    ((last, _, _),) = events_of(follow(admin, running))
    resumed = follow(admin, running, last)
    assert (resumed.status_code, resumed.data) == (204, b"")


def test_a_resumed_stream_tells_what_was_missed(admin, running):
    with admin.get(f"/tasks/{running.id}/events") as stream:
        seen = next(block for block in stream.response if b"data:" in block).split(b"\n")[0].removeprefix(b"id: ")
    task_runs.succeed(running.id, {"done": True})
    missed = events_of(follow(admin, running, seen.decode()))
    assert [(name, task["result"]) for _, name, task in missed] == [("end", {"done": True})]


def test_a_quiet_stream_is_kept_alive_and_ends_in_time(admin, running, monkeypatch):
    monkeypatch.setattr(following, "KEEP_ALIVE_SECONDS", 0)
    monkeypatch.setattr(following, "STREAM_SECONDS", 0.2)
    text = follow(admin, running).get_data(as_text=True)
    assert text.count("event: progress") == 1
    assert ": keep-alive\n\n" in text


def test_streams_are_bounded_and_a_closed_one_makes_room(admin, running, database):
    use_settings(database.model_copy(update={"web_threads": 2}))
    first = admin.get(f"/tasks/{running.id}/events")
    refused = follow(admin, running)
    assert (refused.status_code, refused.json["code"]) == (503, "too_many_streams")
    assert int(refused.headers["Retry-After"]) > 0
    first.close()
    finish_soon(running)
    assert events_of(follow(admin, running))[-1][1] == "end"
    assert following.seats.taken == 0


def test_a_task_of_someone_else_is_not_told(signed_in, running):
    record = TaskService.submit(jobs.PredictStock("A", 7), 1 if signed_in("owner", "planner") else None)
    stranger = signed_in("stranger", "planner")
    assert stranger.get(f"/tasks/{record.task_id}/events").status_code == 404


@pytest.mark.parametrize("prefer", ["wait=5", "respond-async, wait=5", 'wait="5"; foo'])
@pytest.mark.parametrize("address", ["/tasks/{}", "/predict/task/{}"])
def test_who_prefers_to_wait_gets_the_end(admin, running, address, prefer):
    finish_soon(running)
    response = admin.get(address.format(running.id), headers={"Prefer": prefer})
    assert (response.status_code, response.json["status"]) == (200, "SUCCESS")
    assert response.headers["Preference-Applied"] == "wait=5"


def test_nobody_waits_longer_than_twenty_seconds(admin, running, monkeypatch):
    monkeypatch.setattr(following, "LONGEST_WAIT_SECONDS", 1)
    response = admin.get(f"/tasks/{running.id}", headers={"Prefer": "wait=999"})
    assert (response.json["status"], response.headers["Preference-Applied"]) == ("STARTED", "wait=1")


def test_who_finds_no_room_to_wait_is_answered_at_once(admin, running, database):
    use_settings(database.model_copy(update={"web_threads": 1}))
    with admin.get(f"/tasks/{running.id}/events"):
        started = time.monotonic()
        response = admin.get(f"/tasks/{running.id}", headers={"Prefer": "wait=20"})
    assert (response.json["status"], time.monotonic() - started < 20) == ("STARTED", True)
    assert "Preference-Applied" not in response.headers


def test_one_user_takes_half_of_the_seats(database):
    use_settings(database.model_copy(update={"web_threads": 8}))
    seats = following.Seats()
    assert [seats.take(1) for _ in range(3)] == [True, True, False]
    assert [seats.take(user) for user in (2, 3, 4)] == [True, True, False]
    seats.give_back(1)
    assert seats.take(4)
