"""Each optional family as its user trains it: through the API, by a worker, on a small shop."""

import time
from pathlib import Path

import pytest

from tests.children import descendants
from tests.functional.steps import assert_problem, new_product, submitted, succeeded, wait_until
from tests.stack import embedded_stack

PRODUCTS, DAYS = 12, 300
ENDLESS = {"epochs": 2000}


@pytest.fixture(scope="module")
def stack():
    with embedded_stack() as stack:
        with stack.client("planner") as client:
            for number in range(PRODUCTS):
                new_product(client, DAYS, f"P{number}")
        yield stack


@pytest.fixture
def planner(stack):
    with stack.client("planner") as client:
        yield client


def train(planner, family, **body):
    return submitted(planner.post(f"/train/{family}/async", json=body))


def places(planner, task_id):
    """Where the bar of a task was, each place once, until it ended."""
    seen = []
    while (task := planner.get(f"/tasks/{task_id}").json())["status"] not in ("SUCCESS", "FAILURE", "REVOKED"):
        if task["progress"]["percent"] not in seen:
            seen.append(task["progress"]["percent"])
        time.sleep(0.05)
    return seen


def begun(planner, task_id):
    """The task once its library says how far it is."""
    while ", loss" not in (task := wait_until(planner, task_id, "PROGRESS"))["progress"]["message"]:
        time.sleep(0.1)
    return task


def test_a_run_says_how_well_it_has_learnt_beside_what_was_served(planner, learning_family):
    succeeded(planner, train(planner, "seasonal_naive", promote="always"))
    result = succeeded(planner, train(planner, learning_family, promote="always"))
    learnt = result["learnt"][learning_family]
    assert set(learnt) == {"train_r2", "test_r2", "train_rmse", "test_rmse", "final_loss"}
    errors = result["errors"]
    assert (result["trained"], errors["compared"]) == (PRODUCTS, PRODUCTS)
    assert errors["challenger_rmsse"] < 1.2 * errors["champion_rmsse"]
    assert planner.get("/models/P1").json()["catalogue_models"].keys() >= {learning_family}
    assert planner.post("/predict", json={"product_sku": "P1"}).json()["model"] == learning_family
    assert planner.get("/models/P1").json()["reason"]
    assert planner.post("/models/P1/rollback", json={}).json()["model"] == "seasonal_naive"
    assert planner.post("/predict", json={"product_sku": "P1"}).json()["model"] == "seasonal_naive"


def test_a_pretrained_model_is_asked(planner):
    result = succeeded(planner, train(planner, "pretrained", product_skus=["P1", "P2"], promote="always"))
    assert result["trained"] == 2
    assert "pretrained" not in result["learnt"]
    assert planner.get("/models/P1").json()["model"] == "pretrained"


def test_the_bar_moves(planner, family):
    seen = places(planner, train(planner, family, product_skus=[f"P{number}" for number in range(10)]))
    assert seen == sorted(seen)
    assert len(seen) >= 5


def test_a_cancel_in_the_middle_ends_it_and_its_library(stack, planner, learning_family):
    task_id = train(planner, learning_family, **ENDLESS)
    begun(planner, task_id)
    assert planner.post(f"/tasks/{task_id}/cancel").json()["status"] == "REVOKED"
    stack.worker.wait_until(lambda: not libraries(stack))


def test_what_a_killed_worker_was_learning_is_learnt_by_the_next(stack, planner):
    task_id = train(planner, "xgboost", epochs=2000)
    begun(planner, task_id)
    stack.fresh_worker()
    stack.sweep()
    assert succeeded(planner, task_id)["trained"] == PRODUCTS


def test_bad_parameters_are_refused_with_the_known_ones(planner, learning_family):
    response = planner.post(f"/train/{learning_family}/async", json={"trees": 5})
    assert "epochs" in assert_problem(response, 422, "unknown_option")["detail"]
    response = planner.post(f"/train/{learning_family}/async", json={"epochs": 0})
    assert "from 1" in assert_problem(response, 422, "invalid_option")["detail"]


def libraries(stack):
    """Processes of libraries that the worker has started."""
    commands = [Path(f"/proc/{pid}/cmdline") for pid in descendants(stack.worker.pid)]
    return [path for path in commands if path.exists() and b"forecasting.child" in path.read_bytes()]
