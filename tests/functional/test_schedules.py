import json
import uuid
from datetime import timedelta

import pytest

from tests import receivers
from tests.functional.steps import FEW_DAYS, assert_problem, new_product, submitted, succeeded, wait_until
from utils import clock

NIGHTLY = "train-all-models-nightly"
TRAIN_ALL = "tasks.ml_tasks.train_all_models"
TRAIN_PRODUCT = "tasks.ml_tasks.train_product_model_task"


def new_name():
    return f"test-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def schedule(admin):
    """A schedule that trains one product every day, and is gone afterwards."""
    args = {"product_sku": new_product(admin, FEW_DAYS)}
    body = {"name": new_name(), "task": TRAIN_PRODUCT, "args": args, "cron": "30 4 * * *", "timezone": "Europe/Berlin"}
    response = admin.post("/schedules", json=body)
    assert response.status_code == 201, response.text
    yield response.json()
    admin.delete(f"/schedules/{body['name']}")


@pytest.fixture
def receiver(admin):
    """One that is told of scheduled runs that failed."""
    with receivers.http_receiver() as server:
        webhook = admin.post("/webhooks", json={"url": server.url, "events": ["schedule.failed"]}).json()
        yield server
        admin.delete(f"/webhooks/{webhook['id']}").raise_for_status()


def test_all_models_are_trained_every_night_at_two(admin):
    before = clock.now()
    # This shop has no Beat, which would move the run that is due to the next night.
    nightly = admin.post(f"/schedules/{NIGHTLY}/resume").json()
    wanted = {"task": TRAIN_ALL, "cron": "0 2 * * *", "timezone": "UTC", "enabled": True}
    assert nightly.items() >= wanted.items()
    assert nightly["next_run_at"].endswith("T02:00:00.000Z")
    assert clock.rfc3339(before) < nightly["next_run_at"] <= clock.rfc3339(clock.now() + timedelta(days=1))


def test_a_new_schedule_tells_when_it_comes(viewer, schedule):
    listed = {item["name"]: item for item in viewer.get("/schedules?limit=1000").json()["items"]}
    assert listed[schedule["name"]] == schedule
    assert schedule["next_run_at"][11:16] in ("02:30", "03:30")
    assert (schedule["last_run_at"], schedule["last_status"], schedule["last_run"]) == (None, None, None)


def test_a_new_schedule_is_found_where_its_location_says(admin):
    body = {"name": new_name(), "task": TRAIN_ALL, "interval_seconds": 86400}
    response = admin.post("/schedules", json=body)
    assert admin.get(response.headers["Location"]).json() == response.json()
    assert admin.delete(response.headers["Location"]).status_code == 204
    assert_problem(admin.get(response.headers["Location"]), 404, "schedule_not_found")


def test_a_change_moves_the_next_run(admin, schedule):
    url = f"/schedules/{schedule['name']}"
    changed = admin.patch(url, json={"cron": "0 5 * * *", "timezone": "UTC"}).json()
    assert changed["next_run_at"].endswith("T05:00:00.000Z")
    assert admin.get(url).json() == changed


def test_a_schedule_is_paused_and_resumed(admin, schedule):
    url = f"/schedules/{schedule['name']}"
    paused = admin.post(f"{url}/pause").json()
    assert (paused["enabled"], paused["next_run_at"]) == (False, None)
    assert admin.post(f"{url}/resume").json() == schedule


def test_a_schedule_runs_by_hand_and_says_how_it_went(admin, schedule):
    url = f"/schedules/{schedule['name']}"
    response = admin.post(f"{url}/run")
    task_id = submitted(response)
    assert response.headers["Location"] == f"/tasks/{task_id}"
    succeeded(admin, task_id)
    after = admin.get(url).json()
    assert (after["last_status"], after["last_run"]["how"], after["last_run"]["task_id"]) == (
        "SUCCESS",
        "by_hand",
        task_id,
    )
    assert after["next_run_at"] == schedule["next_run_at"]


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", ""), ("PATCH", f"/{NIGHTLY}"), ("DELETE", f"/{NIGHTLY}")]
    + [("POST", f"/{NIGHTLY}/{verb}") for verb in ("pause", "resume", "run")],
)
def test_only_an_administrator_changes_schedules(planner, method, path):
    assert_problem(planner.request(method, f"/schedules{path}", json={}), 403, "forbidden")


@pytest.mark.parametrize("path", ["", "/pause", "/run"])
def test_an_unknown_schedule_is_not_found(admin, path):
    method = "POST" if path else "GET"
    assert_problem(admin.request(method, f"/schedules/nobody{path}"), 404, "schedule_not_found")


def test_a_name_is_given_once(admin):
    body = {"name": NIGHTLY, "task": TRAIN_ALL, "interval_seconds": 60}
    assert_problem(admin.post("/schedules", json=body), 409, "name_taken")


def test_all_that_is_wrong_with_the_time_is_told_with_its_place(admin):
    body = {"name": new_name(), "task": TRAIN_ALL, "cron": "0 25 * * *", "timezone": "Mars/Olympus"}
    problem = assert_problem(admin.post("/schedules", json=body), 422, "invalid_timing")
    assert [fault["pointer"] for fault in problem["errors"]] == ["/timezone", "/cron"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"task": "os.system"}, "task_not_schedulable"),
        ({"args": {"sku": "A"}}, "invalid_args"),
        ({"interval_seconds": 5}, "invalid_timing"),
        ({"cron": "0 2 * * *", "interval_seconds": 60}, "invalid_timing"),
        ({"interval_seconds": "often"}, "invalid_request"),
        ({"crom": "0 2 * * *"}, "invalid_request"),
    ],
)
def test_a_faulty_change_is_refused_and_changes_nothing(admin, schedule, change, code):
    url = f"/schedules/{schedule['name']}"
    assert_problem(admin.patch(url, json=change), 422, code)
    assert admin.get(url).json() == schedule


def test_a_run_that_failed_is_an_alarm_and_leaves_the_service_ready(stack, admin, schedule):
    sku = schedule["args"]["product_sku"]
    admin.delete(f"/products/{sku}").raise_for_status()
    task_id = submitted(admin.post(f"/schedules/{schedule['name']}/run"))
    wait_until(admin, task_id, "FAILURE")
    ready = admin.get("/readyz")
    assert (ready.status_code, ready.json()["status"]) == (200, "degraded")
    assert f"{schedule['name']} failed; task {task_id} says why" in ready.json()["dependencies"]["schedules"]["error"]
    assert f'stockcast_schedule_alarm{{code="failed",schedule="{schedule["name"]}"}} 1.0' in admin.get("/metrics").text


def test_an_alarm_is_told_once(stack, admin, schedule, receiver):
    admin.delete(f"/products/{schedule['args']['product_sku']}").raise_for_status()
    wait_until(admin, submitted(admin.post(f"/schedules/{schedule['name']}/run")), "FAILURE")
    for _ in range(2):
        stack.sweep()
        assert receiver.arrived.wait(20)
        succeeded(admin, submitted(admin.post("/celery/diagnostics", json={"task": "add"})))
    told = [json.loads(body)["data"]["schedule"] for _, body in receiver.received]
    assert told.count(schedule["name"]) == 1
