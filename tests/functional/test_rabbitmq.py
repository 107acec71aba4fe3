"""RabbitMQ as the broker: what jobs go through on their way, tried on a real one."""

import time

import pytest

from tests import servers
from tests.children import kill
from tests.functional.steps import FEW_DAYS, new_product, submitted, succeeded, train, trained_product, wait_until
from tests.stack import Stack

pytestmark = pytest.mark.xdist_group("rabbitmq")


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rabbitmq")
    broker = servers.RabbitMQ(folder / "broker")
    broker.start()
    running = Stack("rabbitmq", folder, broker, "")
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def admin(stack):
    with stack.client("admin") as client:
        yield client


@pytest.fixture
def no_worker(stack):
    """Nobody takes what is sent; somebody does again afterwards."""
    stack.worker.kill()
    yield
    stack.worker.kill()
    stack.worker.start()


@pytest.fixture
def long_running(admin):
    """A task a worker is at."""
    body = {"task": "long_running", "queue": "training", "duration": 6}
    task_id = submitted(admin.post("/celery/diagnostics", json=body))
    wait_until(admin, task_id, "PROGRESS")
    return task_id


def queue(client, name):
    """As the broker counts it: on a busy machine its answer takes longer than a page waits for it."""
    give_up = time.monotonic() + 20
    while (found := client.get("/celery/queues").json()["queues"][name])["counted_by"] != "broker":
        assert time.monotonic() < give_up, found
        time.sleep(0.1)
    return found


def test_a_job_goes_there_and_back(admin):
    sku = trained_product(admin, FEW_DAYS)
    result = succeeded(admin, submitted(admin.post("/predict/async", json={"product_sku": sku, "days": 3})))
    assert (result["product_sku"], result["model_version"]) == (sku, 1)


def test_progress_is_seen_and_the_queue_says_who_is_at_what(admin, long_running):
    assert wait_until(admin, long_running, "PROGRESS")["progress"]["total"] > 0
    training = queue(admin, "training")
    assert (training["pending"], training["processing"], training["unacknowledged"]) == (0, 1, 1)
    status = admin.get("/celery/status").json()
    assert (status["workers_online"], status["tasks_active"]) == (1, 1)
    succeeded(admin, long_running)


def test_a_running_task_is_cancelled_for_good(admin, long_running):
    assert admin.post(f"/tasks/{long_running}/cancel").json()["status"] == "REVOKED"
    succeeded(admin, submitted(admin.post("/celery/diagnostics", json={"queue": "training"})))
    assert admin.get(f"/tasks/{long_running}").json()["status"] == "REVOKED"


def test_what_fails_is_tried_again(admin):
    task_id = submitted(admin.post("/celery/diagnostics", json={"task": "failing_task"}))
    assert wait_until(admin, task_id, "RETRY")["error"]["message"] == "This task was asked to fail."
    while (task := admin.get(f"/tasks/{task_id}").json())["attempt"] < 2:
        time.sleep(0.1)
    assert task["status"] in ("STARTED", "RETRY")
    admin.post(f"/tasks/{task_id}/cancel").raise_for_status()


def test_what_waits_is_counted_and_cancelled_for_good(stack, admin, no_worker):
    cancelled, kept = (train(admin, new_product(admin, FEW_DAYS)) for _ in range(2))
    training = queue(admin, "training")
    assert (training["pending"], training["processing"], training["unacknowledged"]) == (2, 0, 0)
    admin.post(f"/tasks/{cancelled}/cancel").raise_for_status()
    stack.worker.start()
    succeeded(admin, kept)
    task = admin.get(f"/tasks/{cancelled}").json()
    assert (task["status"], task["attempt"]) == ("REVOKED", 0)


def test_a_killed_child_loses_no_task(stack, admin, long_running):
    active = {task["task_id"]: task for task in admin.get("/tasks/active").json()["active_tasks"]}
    kill(int(active[long_running]["worker"].rpartition(":")[2]))
    assert wait_until(admin, long_running, "SUCCESS")["attempt"] == 2


def test_what_waits_survives_a_restart_of_the_broker(stack, admin, no_worker):
    task_id = train(admin, new_product(admin, FEW_DAYS))
    stack.broker.kill()
    stack.broker.start()
    assert queue(admin, "training")["pending"] == 1
    stack.worker.start()
    assert succeeded(admin, task_id)["version"] == 1


def test_nothing_is_at_fault_but_that_beat_does_not_run(stack, admin):
    found = stack.run("-m", "flask", "--app", "wsgi", "doctor", expect=1)
    faults = [line.split()[1] for line in found.splitlines() if line.startswith("fault")]
    assert faults == ["beat"], found
    assert "ok       queue predictions" in found
