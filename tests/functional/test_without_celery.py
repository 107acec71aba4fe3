"""USE_CELERY=0: the same product in its web processes alone."""

import sqlite3
import time

import httpx
import pytest

from services.jobs import jobs
from tests import receivers, servers
from tests.functional.steps import (
    FEW_DAYS,
    MANY_DAYS,
    assert_problem,
    new_product,
    submitted,
    succeeded,
    train,
    trained_product,
    wait_until,
)
from tests.stack import Stack

pytestmark = pytest.mark.xdist_group("alone")


@pytest.fixture(scope="module")
def mail_box():
    with receivers.mail_receiver(servers.free_port()) as box:
        yield box


@pytest.fixture(scope="module")
def alone(tmp_path_factory, mail_box):
    stack = Stack("alone", tmp_path_factory.mktemp("alone"), None, "")
    stack.environment |= {"SMTP_URL": mail_box.url}
    try:
        stack.start()
        yield stack
    finally:
        stack.stop()


@pytest.fixture
def planner(alone):
    with alone.client("planner") as client:
        yield client


@pytest.fixture
def admin(alone):
    with alone.client("admin") as client:
        yield client


@pytest.fixture
def busy(alone, admin):
    """A task that keeps the only thread for training busy for a while, in a fresh process: the next waits behind it."""
    alone.web.kill()
    alone.environment |= {"WORKER_CONCURRENCY": "1", "WEB_WORKERS": "1"}
    alone.web.start()
    alone.web.wait_until(alone.ready)
    body = {"task": "long_running", "queue": "training", "duration": 8}
    task_id = submitted(admin.post("/celery/diagnostics", json=body))
    wait_until(admin, task_id, "PROGRESS")
    return task_id


def test_it_is_ready_without_a_broker(alone):
    dependencies = httpx.get(f"{alone.address}/readyz", timeout=30).json()["dependencies"]
    assert "broker" not in dependencies
    assert dependencies["database"]["status"] == "ok"


@pytest.mark.parametrize("path", ["status", "workers", "queues", "queues/history", "health", "flower/url"])
def test_an_operator_is_told_that_celery_is_off(admin, path):
    response = admin.get(f"/celery/{path}")
    assert (response.status_code, response.json()["enabled"]) == (200, False)


def test_the_lengths_of_the_queues_are_noted_without_a_worker(admin):
    give_up = time.monotonic() + 60
    while not (noted := admin.get("/celery/queues/history").json()["queues"]["training"]):
        assert time.monotonic() < give_up
        time.sleep(0.2)
    assert noted[0].keys() == {"at", "pending", "processing"}


def test_nothing_is_missed_that_does_not_belong_there(admin):
    health = admin.get("/celery/health").json()
    assert [finding["name"] for finding in health["findings"]] == ["database", "clock", "celery", "models folder"]
    assert health["status"] == "ok"
    assert admin.get("/readyz").json()["status"] == "ok"
    assert "stockcast_workers_online" not in admin.get("/metrics").text


def test_an_order_is_mailed_to_its_supplier(planner, mail_box):
    planner.post("/suppliers", json={"name": "Mill", "email": "orders@mill.example"})
    lines = [{"number": "4711", "product_sku": new_product(planner, FEW_DAYS), "quantity": 4, "supplier": "Mill"}]
    planner.post("/purchase-orders", json={"lines": lines, "draft": True})
    planner.post("/purchase-orders/4711/send", json={}).raise_for_status()
    give_up = time.monotonic() + 60
    while not mail_box.mails:
        assert time.monotonic() < give_up
        time.sleep(0.2)
    assert mail_box.mails[0][0] == ["orders@mill.example"]


def test_there_is_no_worker_to_be_stopped(admin):
    assert_problem(admin.post("/celery/worker/shutdown", json={}), 409, "celery_off")


def test_the_doctor_finds_nothing_at_fault(alone):
    found = alone.run("-m", "flask", "--app", "wsgi", "doctor")
    assert "celery             not in use" in found
    for queue in ("predictions", "training", "maintenance"):
        assert f"queue {queue}" in found


def test_a_product_is_trained_and_its_forecast_served(planner):
    sku = trained_product(planner, MANY_DAYS)
    assert planner.post("/predict", json={"product_sku": sku}).json()["model_version"] == 1


def test_a_prediction_is_asked_for_now_and_fetched_later(planner):
    sku = trained_product(planner)
    task_id = submitted(planner.post("/predict/async", json={"product_sku": sku, "days": 3}))
    result = succeeded(planner, task_id)
    assert len([day for day in result["chart_data"] if day["predicted"] is not None]) == 3


def test_a_run_trains_the_catalogue(planner):
    new_product(planner, FEW_DAYS)
    result = succeeded(planner, submitted(planner.post("/tasks/training/all", json={"model": "seasonal_naive"})))
    assert result["failed"] == 0
    assert result["trained"] == result["products"] > 0


def test_the_same_job_twice_is_one_task(planner, busy):
    sku = new_product(planner, FEW_DAYS)
    assert train(planner, sku) == train(planner, sku)


def test_a_waiting_task_is_cancelled_for_good(planner, busy):
    task_id = train(planner, new_product(planner, FEW_DAYS))
    assert planner.post(f"/tasks/{task_id}/cancel").json()["status"] == "REVOKED"
    succeeded(planner, train(planner, new_product(planner, FEW_DAYS)))
    task = planner.get(f"/tasks/{task_id}").json()
    assert (task["status"], task["attempt"]) == ("REVOKED", 0)


def test_a_running_task_is_cancelled_for_good(admin, busy):
    assert admin.post(f"/tasks/{busy}/cancel").json()["status"] == "REVOKED"
    succeeded(admin, train(admin, new_product(admin, FEW_DAYS)))
    assert admin.get(f"/tasks/{busy}").json()["status"] == "REVOKED"


def test_what_fails_says_why(planner, busy):
    sku = new_product(planner, FEW_DAYS)
    task_id = train(planner, sku)
    planner.delete(f"/products/{sku}").raise_for_status()
    task = wait_until(planner, task_id, "FAILURE")
    assert (task["error"]["code"], task["attempt"]) == ("product_not_found", 1)


def test_a_prediction_is_not_behind_a_training(planner, admin, busy):
    sku = new_product(planner, FEW_DAYS)
    task_id = submitted(planner.post("/predict/async", json={"product_sku": sku}))
    succeeded(planner, task_id)
    began, training = planner.get(f"/tasks/{task_id}").json()["started_at"], admin.get(f"/tasks/{busy}").json()
    assert training["finished_at"] is None or began < training["finished_at"]


def test_a_schedule_runs_by_hand(admin):
    sku = new_product(admin, FEW_DAYS)
    body = {"name": "by-hand", "task": "tasks.ml_tasks.train_product_model_task", "args": {"product_sku": sku}}
    admin.post("/schedules", json=body | {"interval_seconds": 86400}).raise_for_status()
    succeeded(admin, submitted(admin.post("/schedules/by-hand/run")))
    assert admin.get("/schedules/by-hand").json()["last_status"] == "SUCCESS"


def test_what_is_due_is_started_by_the_clock_of_the_web_process(alone, admin):
    body = {"name": "by-clock", "task": jobs.CHECK_DRIFT, "interval_seconds": 86400}
    admin.post("/schedules", json=body).raise_for_status()
    five_minutes_ago = "strftime('%Y-%m-%d %H:%M:%f000', 'now', '-5 minutes')"
    with sqlite3.connect(alone.data / "stockcast.db") as database:
        database.execute(f"UPDATE schedules SET next_run_at = {five_minutes_ago} WHERE name = 'by-clock'")
    # The clock ticks when a web process starts, and every minute.
    alone.web.kill()
    alone.web.start()
    alone.web.wait_until(alone.ready)
    while (schedule := admin.get("/schedules/by-clock").json())["last_status"] in (None, "PENDING", "STARTED"):
        time.sleep(0.1)
    assert (schedule["last_run"]["how"], schedule["last_status"]) == ("caught_up", "SUCCESS")


def test_a_killed_server_goes_on_with_what_it_was_at(alone, admin, busy):
    alone.web.kill()
    alone.web.start()
    alone.web.wait_until(alone.ready)
    task = wait_until(admin, busy, "SUCCESS")
    assert task["attempt"] == 2


def test_a_stopped_server_hands_its_work_back(alone, admin, busy):
    alone.web.stop(patience=30)
    alone.web.start()
    alone.web.wait_until(alone.ready)
    scheduled = admin.get("/tasks/scheduled").json()["scheduled_tasks"]
    assert busy in [task["task_id"] for task in scheduled]


@pytest.fixture
def till(alone, admin, tmp_path_factory):
    """A database of a till, read as a source."""
    folder = tmp_path_factory.mktemp("till")
    with sqlite3.connect(folder / "till.db") as database:
        database.execute("CREATE TABLE sold (code, day, units)")
        database.execute("INSERT INTO sold VALUES ('TILL-1', '2026-03-01', 5), ('TILL-1', '2026-03-01', 2)")
    database.close()
    alone.web.kill()
    alone.environment |= {"SOURCE_FOLDERS": str(folder)}
    alone.web.start()
    alone.web.wait_until(alone.ready)
    query = "SELECT code AS product_sku, day AS date, units AS quantity FROM sold"
    body = {"name": "till", "kind": "sql", "url": f"sqlite:///{folder}/till.db", "query": query}
    admin.post("/sources", json=body).raise_for_status()
    yield "till"
    admin.delete("/sources/till")


def test_a_source_is_read(planner, till):
    assert wait_until(planner, submitted(planner.post(f"/sources/{till}/run")), "SUCCESS")["result"]["rows"] == 2
    assert [day["quantity"] for day in planner.get("/products/TILL-1/sales").json()["items"]] == [7]
