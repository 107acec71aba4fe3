import json
import time

from tests.functional.steps import (
    MANY_DAYS,
    assert_problem,
    new_product,
    submitted,
    succeeded,
    train,
    trained_product,
    wait_until,
)


def test_a_training_is_followed_to_its_end(stack, planner):
    sku = new_product(planner, MANY_DAYS)
    response = planner.post(f"/tasks/training/product/{sku}", json={})
    task = wait_until(planner, submitted(response), "SUCCESS")
    assert response.headers["Location"] == f"/tasks/{task['task_id']}"
    assert task["task_name"] == "tasks.ml_tasks.train_product_model_task"
    assert task["progress"] == {"current": 100, "total": 100, "percent": 100.0, "message": "Publishing"}
    assert task["created_at"] <= task["started_at"] <= task["finished_at"]
    assert task["result"]["metrics"]["cutoffs"] == 3


def test_a_trained_model_is_a_file_any_prophet_can_load(stack, planner):
    sku = trained_product(planner, MANY_DAYS)
    models = stack.data / "models"
    assert "params" in json.loads((models / f"{sku}.json").read_text())
    meta = json.loads((models / "meta" / f"{sku}.json").read_text())
    assert (meta["product_sku"], meta["version"]) == (sku, 1)


def test_each_training_is_a_new_version_and_old_ones_are_kept_for_a_while(stack, planner):
    sku = new_product(planner, MANY_DAYS)
    for _ in range(4):
        result = succeeded(planner, train(planner, sku))
    assert result["version"] == 4
    kept = sorted(path.stem for path in (stack.data / "models" / "versions" / sku).iterdir())
    assert kept == ["2", "3", "4"]


def test_the_same_training_asked_twice_is_one_task(stack, planner, admin):
    sku = new_product(planner, 30)
    stack.worker.kill()
    first, second, third = train(planner, sku), train(planner, sku), train(admin, sku)
    assert first == second == third
    stack.worker.start()
    assert wait_until(planner, first)["attempt"] == 1
    assert train(planner, sku) != first


def test_the_second_who_asks_may_follow_the_task_too(stack, admin, planner):
    sku = new_product(planner, 30)
    stack.worker.kill()
    task_id = train(admin, sku)
    assert_problem(planner.get(f"/tasks/{task_id}"), 404, "not_found")
    assert train(planner, sku) == task_id
    stack.worker.start()
    assert succeeded(planner, task_id)


def test_an_unknown_model_or_product_is_refused(planner):
    sku = new_product(planner)
    response = planner.post(f"/tasks/training/product/{sku}", json={"model": "crystal_ball"})
    assert "seasonal_naive" in assert_problem(response, 422, "unknown_method")["detail"]
    assert_problem(planner.post("/tasks/training/all", json={"model": "crystal_ball"}), 422, "unknown_method")
    assert_problem(planner.post("/tasks/training/product/no-such", json={}), 404, "product_not_found")


def test_a_method_asked_for_by_name_is_used(planner):
    sku = new_product(planner, 30)
    assert succeeded(planner, train(planner, sku, model="seasonal_naive"))["model"] == "seasonal_naive"


def test_what_cannot_be_trained_fails_with_its_code_and_is_not_tried_again(planner):
    task = wait_until(planner, train(planner, new_product(planner), model="prophet"), "FAILURE")
    assert task["error"]["code"] == "nothing_sold"
    assert "Import" in task["error"]["message"]
    assert "`like`" in task["error"]["message"]
    assert task["attempt"] == 1


def test_the_catalogue_is_trained_with_progress_and_a_failure_is_an_entry(stack, planner):
    good = new_product(planner, 30)
    bad = new_product(planner, 30)
    (stack.data / "models" / "meta" / f"{bad}.json").mkdir(parents=True)
    task_id = submitted(planner.post("/tasks/training/all", json={}))
    seen = progress_until_the_end(planner, task_id)
    result = succeeded(planner, task_id)
    assert [failure["product_sku"] for failure in result["failures"]] == [bad]
    assert result["failures"][0]["code"] == "models_dir_not_writable"
    assert result["trained"] + result["skipped"] + result["failed"] == result["products"]
    assert seen == sorted(seen)
    assert seen[-1] == 100
    assert planner.post("/predict", json={"product_sku": good}).json()["model_version"] == 1


def progress_until_the_end(client, task_id):
    seen = []
    while not seen or seen[-1] < 100:
        seen.append(client.get(f"/tasks/{task_id}").json()["progress"]["percent"])
        time.sleep(0.1)
    return seen


def test_the_catalogue_is_trained_once_at_a_time(stack, planner, admin):
    stack.worker.kill()
    first = submitted(planner.post("/tasks/training/all", json={"model": "seasonal_naive"}))
    second = submitted(admin.post("/tasks/training/all", json={"model": "seasonal_naive"}))
    stack.worker.start()
    assert first == second
    succeeded(planner, first)


def test_a_folder_that_cannot_be_written_fails_clearly_and_the_old_model_is_served(stack, planner):
    sku = trained_product(planner)
    models = stack.data / "models"
    aside = models.rename(stack.data / "models-aside")
    models.write_text("a file where a folder should be")
    task = wait_until(planner, train(planner, sku), "FAILURE")
    models.unlink()
    aside.rename(models)
    assert task["error"]["code"] == "models_dir_not_writable"
    assert "MODELS_DIR" in task["error"]["message"]
    assert planner.post("/predict", json={"product_sku": sku}).json()["model_version"] == 1
    assert succeeded(planner, train(planner, sku))["version"] == 2
