"""What happens when parts die: nothing is lost, nothing is done twice, and everybody is told."""

import os
import signal
import time

import pytest

from tests.functional.steps import (
    ENDED,
    MANY_DAYS,
    assert_problem,
    new_product,
    succeeded,
    train,
    trained_product,
    wait_until,
)

# Brokers and databases die in ways of their own.
pytestmark = pytest.mark.on_both


@pytest.fixture
def in_training(stack, planner):
    """(product, task, process at work) of a training that has just begun in a fresh worker."""
    stack.fresh_worker()
    sku = new_product(planner, MANY_DAYS)
    task_id = train(planner, sku)
    wait_until(planner, task_id, "STARTED", "PROGRESS")
    active = {task["task_id"]: task for task in planner.get("/tasks/active").json()["active_tasks"]}
    return sku, task_id, int(active[task_id]["worker"].rpartition(":")[2])


def versions_of(client, sku):
    return client.post("/predict", json={"product_sku": sku}).json()["model_version"]


def test_a_killed_child_loses_no_training(planner, in_training):
    sku, task_id, child = in_training
    os.kill(child, signal.SIGKILL)
    task = wait_until(planner, task_id, "SUCCESS")
    assert task["attempt"] == 2
    assert versions_of(planner, sku) == 1


def test_a_training_that_kills_every_child_is_given_up(planner, in_training):
    _, task_id, child = in_training
    killed = [child]
    os.kill(child, signal.SIGKILL)
    while (task := planner.get(f"/tasks/{task_id}").json())["status"] not in ENDED:
        active = {task["task_id"]: task for task in planner.get("/tasks/active").json()["active_tasks"]}
        worker = int(active[task_id]["worker"].rpartition(":")[2]) if task_id in active else killed[-1]
        if worker not in killed:
            killed.append(worker)
            os.kill(worker, signal.SIGKILL)
    assert (task["status"], task["error"]["code"]) == ("FAILURE", "worker_lost")
    assert len(killed) == 3


def test_a_killed_worker_loses_no_training(stack, planner, in_training):
    sku, task_id, _ = in_training
    stack.worker.kill()
    stack.worker.start()
    stack.sweep()
    task = wait_until(planner, task_id, "SUCCESS")
    assert task["attempt"] == 2
    assert versions_of(planner, sku) == 1


def test_a_training_that_kills_every_worker_is_given_up(stack, planner, in_training):
    _, task_id, _ = in_training
    for attempt in range(1, 4):
        task = wait_until(planner, task_id, "STARTED", "PROGRESS")
        while task["attempt"] < attempt:
            task = planner.get(f"/tasks/{task_id}").json()
            time.sleep(0.05)
        stack.worker.kill()
        stack.worker.start()
        stack.sweep()
    task = wait_until(planner, task_id)
    assert (task["status"], task["error"]["code"]) == ("FAILURE", "worker_lost")


def test_without_a_broker_a_job_is_refused_and_the_rest_goes_on(stack, planner):
    sku = trained_product(planner)
    stack.broker.stop()
    try:
        response = planner.post("/predict/async", json={"product_sku": sku})
        served = planner.post("/predict", json={"product_sku": sku})
        waiting = planner.get("/tasks/scheduled").json()["scheduled_tasks"]
        ready = planner.get("/readyz")
        alive = planner.get("/livez")
    finally:
        stack.broker.start()
    assert_problem(response, 503, "broker_unavailable")
    assert int(response.headers["Retry-After"]) > 0
    assert (served.status_code, alive.status_code, ready.status_code) == (200, 200, 503)
    assert ready.json()["dependencies"]["broker"]["status"] == "down"
    assert waiting == []


def test_when_the_broker_is_back_everything_goes_on_by_itself(stack, planner):
    sku = trained_product(planner)
    stack.broker.stop()
    planner.post("/predict/async", json={"product_sku": sku})
    stack.broker.start()
    assert succeeded(planner, train(planner, sku))["version"] == 2
    assert stack.web.process.poll() is None


def test_what_waits_in_the_broker_survives_its_restart(stack, planner):
    stack.worker.kill()
    task_id = train(planner, new_product(planner, 30))
    stack.broker.stop()
    stack.broker.start()
    stack.worker.start()
    assert succeeded(planner, task_id)["version"] == 1


def test_a_job_that_failed_to_be_sent_never_runs_later(stack, planner):
    sku = new_product(planner, 30)
    stack.broker.stop()
    assert_problem(planner.post(f"/tasks/training/product/{sku}", json={}), 503, "broker_unavailable")
    stack.broker.start()
    succeeded(planner, train(planner, new_product(planner, 20)))
    assert versions_of(planner, sku) == 0


def test_a_message_that_arrives_twice_does_its_job_once(stack, planner):
    sku = new_product(planner, 30)
    task_id = train(planner, sku)
    succeeded(planner, task_id)
    name = "tasks.ml_tasks.train_product_model_task"
    stack.run(
        "-c", f"from celery_app import celery; celery.send_task({name!r}, [{sku!r}, 'auto'], task_id={task_id!r})"
    )
    succeeded(planner, train(planner, new_product(planner, 20)))
    assert versions_of(planner, sku) == 1
    assert planner.get(f"/tasks/{task_id}").json()["attempt"] == 1
