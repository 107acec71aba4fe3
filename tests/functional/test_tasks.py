import pytest

from tests.functional.steps import (
    MANY_DAYS,
    assert_problem,
    new_product,
    submitted,
    succeeded,
    train,
    wait_until,
)

UNKNOWN = "0190b6a0-0000-7000-8000-000000000000"


@pytest.fixture
def waiting(stack, planner):
    """A task that waits, because no worker runs; one runs again afterwards."""
    stack.worker.kill()
    yield train(planner, new_product(planner, 30))
    stack.worker.start()


@pytest.mark.parametrize("url", ["/tasks/{}", "/tasks/{}/result", "/predict/task/{}"])
@pytest.mark.parametrize("task_id", [UNKNOWN, "x", "%F0%9F%8D%9E", "%FF", "a" * 300])
def test_an_unknown_task_is_not_found(planner, url, task_id):
    assert_problem(planner.get(url.format(task_id)), 404, "not_found")


def test_an_unknown_task_cannot_be_cancelled(planner):
    assert_problem(planner.post(f"/tasks/{UNKNOWN}/cancel"), 404, "not_found")


def test_another_users_task_is_not_found_but_an_administrator_sees_it(admin, planner, viewer):
    theirs = train(admin, new_product(admin, 20))
    mine = train(planner, new_product(planner, 20))
    assert_problem(planner.get(f"/tasks/{theirs}"), 404, "not_found")
    assert_problem(planner.post(f"/tasks/{theirs}/cancel"), 404, "not_found")
    assert_problem(viewer.get(f"/predict/task/{mine}"), 404, "not_found")
    assert admin.get(f"/tasks/{mine}").status_code == 200


def test_the_history_shows_ones_own_tasks_newest_first(admin, planner):
    theirs = train(admin, new_product(admin, 20))
    first, second = (train(planner, new_product(planner, 20)) for _ in range(2))
    listed = [task["task_id"] for task in planner.get("/tasks").json()["items"]]
    assert listed[:2] == [second, first]
    assert theirs not in listed


def test_the_history_is_read_page_by_page(planner):
    for _ in range(3):
        succeeded(planner, train(planner, new_product(planner, 20)))
    url, seen = "/tasks?limit=2&status=SUCCESS", []
    while url:
        page = planner.get(url)
        seen += [task["task_id"] for task in page.json()["items"]]
        url = page.links.get("next", {}).get("url")
    assert len(seen) == len(set(seen)) >= 3
    assert seen == sorted(seen, reverse=True)


def test_the_history_is_filtered_by_name_and_status(planner):
    succeeded(planner, train(planner, new_product(planner, 20)))
    name = "tasks.ml_tasks.train_product_model_task"
    tasks = planner.get("/tasks", params={"name": name, "status": "SUCCESS"}).json()["items"]
    assert {(task["task_name"], task["status"]) for task in tasks} == {(name, "SUCCESS")}


def test_what_waits_is_listed_as_scheduled(planner, waiting):
    scheduled = planner.get("/tasks/scheduled").json()["scheduled_tasks"]
    assert waiting in [task["task_id"] for task in scheduled]


def test_what_runs_is_listed_as_active_with_its_worker(stack, planner):
    stack.fresh_worker()
    task_id = train(planner, new_product(planner, MANY_DAYS))
    wait_until(planner, task_id, "STARTED", "PROGRESS")
    active = {task["task_id"]: task for task in planner.get("/tasks/active").json()["active_tasks"]}
    assert active[task_id]["worker"]
    succeeded(planner, task_id)


def test_a_result_is_202_while_it_waits_and_200_in_the_end(stack, planner):
    stack.worker.kill()
    task_id = train(planner, new_product(planner, 20))
    waiting = planner.get(f"/tasks/{task_id}/result")
    stack.worker.start()
    result = succeeded(planner, task_id)
    ended = planner.get(f"/tasks/{task_id}/result")
    assert (waiting.status_code, waiting.json()["result"]) == (202, None)
    assert (ended.status_code, ended.json()["result"]) == (200, result)


def test_a_waiting_task_is_cancelled_for_good(stack, planner):
    stack.worker.kill()
    sku = new_product(planner, 30)
    task_id = train(planner, sku)
    assert planner.post(f"/tasks/{task_id}/cancel").json()["status"] == "REVOKED"
    stack.worker.start()
    succeeded(planner, train(planner, new_product(planner, 20)))
    task = planner.get(f"/tasks/{task_id}").json()
    assert (task["status"], task["attempt"]) == ("REVOKED", 0)
    assert planner.post("/predict", json={"product_sku": sku}).json()["model_version"] == 0


def test_a_running_task_is_cancelled_and_leaves_nothing(stack, planner):
    stack.fresh_worker()
    sku = new_product(planner, MANY_DAYS)
    task_id = train(planner, sku)
    wait_until(planner, task_id, "STARTED", "PROGRESS")
    assert planner.post(f"/tasks/{task_id}/cancel").json()["status"] == "REVOKED"
    succeeded(planner, train(planner, sku))
    assert planner.get(f"/tasks/{task_id}").json()["status"] == "REVOKED"
    assert planner.post("/predict", json={"product_sku": sku}).json()["model_version"] == 1


def test_a_cancelled_run_ends_its_chunks_too(stack, planner):
    stack.fresh_worker()
    new_product(planner, MANY_DAYS)
    task_id = submitted(planner.post("/tasks/training/all", json={}))
    wait_until(planner, task_id, "STARTED", "PROGRESS")
    planner.post(f"/tasks/{task_id}/cancel").raise_for_status()
    succeeded(planner, train(planner, new_product(planner, 20)))
    task = planner.get(f"/tasks/{task_id}").json()
    assert (task["status"], task["result"]) == ("REVOKED", None)
    assert task["progress"]["percent"] < 100


def test_what_has_ended_cannot_be_cancelled(planner):
    task_id = train(planner, new_product(planner, 20))
    succeeded(planner, task_id)
    assert_problem(planner.post(f"/tasks/{task_id}/cancel"), 409, "task_ended")


def test_the_request_id_of_the_submission_is_in_the_workers_log(stack, planner):
    sku = new_product(planner, 20)
    response = planner.post(f"/tasks/training/product/{sku}", json={}, headers={"X-Request-ID": f"follow-{sku}"})
    succeeded(planner, submitted(response))
    assert submitted(response) in stack.worker.log.read_text()
