"""What an operator sees of a running installation, and does to it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from tests.children import Child, descendants
from tests.functional.steps import assert_problem, wait_until
from tests.stack import ROOT

QUEUES = ("predictions", "training", "maintenance")


def until(condition, seconds=180):
    """The first true value of a condition."""
    give_up = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < give_up, "It did not come to that in time."
        time.sleep(0.2)
    return value


def workers(client, state):
    return [worker for worker in client.get("/celery/workers").json()["workers"] if worker["state"] == state]


def diagnose(client, **body):
    response = client.post("/celery/diagnostics", json=body)
    assert response.status_code == 202, response.text
    return response.json()["task_id"]


@pytest.fixture
def worker(stack, admin):
    """The worker, once it is online."""
    return until(lambda: workers(admin, "online"))[0]


@pytest.fixture
def stopped(stack, worker):
    """The worker, as a machine that hangs would leave it."""
    family = [stack.worker.pid, *descendants(stack.worker.pid)]
    for pid in family:
        os.kill(pid, signal.SIGSTOP)
    yield worker
    for pid in family:
        os.kill(pid, signal.SIGCONT)


def doctor(stack, *options, **environment):
    command = [sys.executable, "-m", "flask", "doctor", "--url", stack.address, *options]
    # As from another machine: with nothing but the address.
    bare = {"PATH": os.environ["PATH"], "STOCKCAST_PASSWORD": stack.password} | environment
    return subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True)


def test_status_has_exactly_what_it_promises(admin, worker):
    status = admin.get("/celery/status").json()
    assert list(status) == [
        "enabled",
        "workers_online",
        "tasks_active",
        "tasks_scheduled",
        "queues",
        "beat_running",
    ]
    assert list(status["queues"]) == [*QUEUES, "training-gpu"]
    assert all(list(queue) == ["pending", "processing"] for queue in status["queues"].values())
    assert (status["enabled"], status["workers_online"]) == (True, 1)


def test_a_worker_shows_what_it_is_and_serves(worker):
    assert set(worker["queues"]) == set(QUEUES)
    assert (worker["pool"], worker["concurrency"]) == ("prefork", 2)
    assert worker["last_seen_seconds"] < 30


def test_a_worker_shows_what_it_is_at(admin, viewer, worker):
    task_id = diagnose(admin, task="long_running", duration=25, queue="training")
    (job,) = until(lambda: [job for w in workers(admin, "online") for job in w["work"] if job["task_id"] == task_id])
    assert (job["name"], job["args"]) == ("tasks.diagnostic_tasks.long_running", [25])
    assert [job["args"] for w in workers(viewer, "online") for job in w["work"]] == [None]
    assert admin.get("/celery/status").json()["queues"]["training"]["processing"] == 1
    assert admin.post(f"/celery/task/{task_id}/cancel").json()["status"] == "REVOKED"


@pytest.mark.parametrize("queue", QUEUES)
def test_each_queue_works_from_end_to_end(admin, worker, queue):
    task_id = diagnose(admin, task="add", queue=queue, x=20, y=22)
    assert wait_until(admin, task_id, "SUCCESS")["result"] == {"value": 42}
    seen = admin.get(f"/celery/task/{task_id}").json()
    assert (seen["queue"], seen["status"]) == (queue, "SUCCESS")


def test_a_diagnostic_task_fails_retries_and_is_given_up(admin, worker):
    task = wait_until(admin, diagnose(admin, task="failing_task"), "FAILURE")
    assert (task["attempt"], task["error"]["code"]) == (4, "asked_to_fail")


def test_a_worker_that_is_stopped_becomes_unknown_and_holds_up_nobody(admin, stopped):
    (unknown,) = until(lambda: workers(admin, "unknown"))
    assert unknown["name"] == stopped["name"]
    status = admin.get("/celery/status").json()
    assert status["workers_online"] == 0
    ready = admin.get("/readyz")
    assert (ready.status_code, ready.json()["dependencies"]["workers"]["status"]) == (200, "unknown")
    health = admin.get("/celery/health").json()
    assert health["status"] == "at fault"


def test_a_worker_that_goes_on_is_online_again(admin, worker):
    assert worker["state"] == "online"


def test_only_administrators_command_workers(planner):
    for path in ("/celery/worker/shutdown", "/celery/worker/pool/restart", "/celery/diagnostics"):
        assert_problem(planner.post(path, json={}), 403, "forbidden")


def test_after_a_pool_restart_the_work_goes_on(admin, worker):
    response = admin.post("/celery/worker/pool/restart", json={"worker": worker["name"]})
    assert (response.status_code, response.json()["workers"]) == (202, [worker["name"]])
    newest = admin.get("/audit?limit=1").json()["items"][0]
    assert (newest["username"], newest["action"], newest["subject"]) == ("admin", "worker.pool_restart", worker["name"])
    assert newest["request_id"] == response.headers["X-Request-ID"]
    assert wait_until(admin, diagnose(admin, queue="training"), "SUCCESS")


def test_a_worker_that_is_shut_down_stops(admin, worker):
    admin.post("/celery/worker/shutdown", json={"worker": worker["name"]})
    # Its supervisor starts another one in its place.
    (successor,) = until(lambda: [seen for seen in workers(admin, "online") if seen["pid"] != worker["pid"]])
    assert successor["name"] == worker["name"]


def events(stack, request_id):
    """(event, task_id) of all that the worker logged about a request."""
    found = [line for line in stack.worker.log.read_text().splitlines() if request_id in line]
    return [(line["event"], line["task_id"]) for line in map(json.loads, found)]


def test_the_life_of_a_task_is_logged_with_its_ids(stack, admin, worker):
    request_id = f"the-request-{time.time_ns()}"
    response = admin.post("/celery/diagnostics", json={"task": "multiply"}, headers={"X-Request-ID": request_id})
    task_id = response.json()["task_id"]
    wait_until(admin, task_id, "SUCCESS")
    until(lambda: ("task.succeeded", task_id) in events(stack, request_id))
    life = [event for event, _ in events(stack, request_id)]
    assert life == ["task.received", "task.started", "task.succeeded"]


def test_retries_keep_the_id_of_the_request(stack, admin, worker):
    request_id = f"the-request-{time.time_ns()}"
    response = admin.post("/celery/diagnostics", json={"task": "failing_task"}, headers={"X-Request-ID": request_id})
    task_id = response.json()["task_id"]
    # The worker's main process and its child write to one log, each in its own time.
    life = Counter({"task.received": 2, "task.started": 2, "task.retried": 1})
    until(lambda: Counter(event for event, of in events(stack, request_id) if of == task_id) >= life)
    admin.post(f"/tasks/{task_id}/cancel")


def test_metrics_count_the_requests_of_all_processes(admin):
    def answered():
        text = admin.get("/metrics").text
        found = re.search(r'_count{method="GET",route="/livez",status="200"} (\S+)', text)
        return float(found[1]) if found else 0.0

    before = answered()
    for _ in range(40):
        admin.get("/livez", headers={"Connection": "close"})
    assert answered() == before + 40


def test_metrics_need_a_token(stack, viewer):
    assert_problem(stack.client().get("/metrics"), 401, "token_missing")
    assert "stockcast_workers_online" in viewer.get("/metrics").text


def test_the_doctor_sees_from_outside_that_all_queues_work(stack, worker):
    found = doctor(stack).stdout
    for queue in QUEUES:
        assert re.search(rf"^ok +queue {queue}", found, flags=re.MULTILINE), found
    assert re.search(r"^ok +progress", found, flags=re.MULTILINE), found
    assert re.search(r"^ok +retries", found, flags=re.MULTILINE), found


def test_the_doctor_beside_the_installation_sees_the_same(stack, worker):
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "doctor"]
    found = subprocess.run(command, cwd=ROOT, env=stack.environment, capture_output=True, text=True).stdout
    assert re.search(r"^ok +queue predictions", found, flags=re.MULTILINE), found


def test_what_is_at_fault_decides_the_exit_code(stack, worker):
    done = doctor(stack)
    assert done.returncode == (1 if re.search(r"^fault", done.stdout, flags=re.MULTILINE) else 0)


def test_the_doctor_needs_an_administrator(stack):
    done = doctor(stack, "--username", "viewer")
    assert done.returncode == 1
    assert "Sign in as an administrator" in done.stdout


def test_the_doctor_says_when_nobody_answers(stack):
    done = subprocess.run(
        [sys.executable, "-m", "flask", "doctor", "--url", "http://127.0.0.1:1", "--password", "x"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "does not answer" in done.stdout


def test_beat_is_seen_when_it_runs(stack, admin, tmp_path):
    beat = Child(["./start_worker.sh", "beat"], tmp_path / "beat.log", stack.environment, cwd=ROOT)
    beat.start()
    try:
        until(lambda: admin.get("/celery/status").json()["beat_running"])
    finally:
        beat.kill()
    assert admin.get("/readyz").json()["dependencies"]["beat"]["status"] == "ok"
