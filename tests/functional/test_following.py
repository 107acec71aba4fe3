"""Clients that follow a task live, on the real web server."""

import json
import threading
import uuid

import httpx
import pytest

from tests import receivers
from tests.functional.steps import FEW_DAYS, new_product, submitted, succeeded, train, trained_product, wait_until


def events(client, task_id, **headers):
    """The events of a task as (id, name, task), as they come."""
    with client.stream("GET", f"/tasks/{task_id}/events", headers=headers) as response:
        assert response.headers["X-Accel-Buffering"] == "no"
        event = {}
        for line in response.iter_lines():
            name, _, value = line.partition(": ")
            event[name] = value
            if not line and "data" in event:
                yield event["id"], event["event"], json.loads(event["data"])
                event = {}


def test_a_training_is_followed_to_its_end(planner):
    task_id = train(planner, new_product(planner, FEW_DAYS))
    told = list(events(planner, task_id))
    assert told[-1][1:] == ("end", planner.get(f"/tasks/{task_id}").json())
    percents = [task["progress"]["percent"] for _, _, task in told]
    assert percents == sorted(percents)


def test_a_stream_that_broke_is_resumed(planner, stack):
    stack.fresh_worker()
    task_id = train(planner, new_product(planner, FEW_DAYS))
    seen, _, _ = next(events(planner, task_id))
    resumed = list(events(planner, task_id, **{"Last-Event-ID": seen}))
    assert seen not in {event_id for event_id, _, _ in resumed}
    assert resumed[-1][1] == "end"
    done = planner.get(f"/tasks/{task_id}/events", headers={"Last-Event-ID": resumed[-1][0]})
    assert done.status_code == 204


def test_one_request_is_enough_for_a_short_task(planner):
    sku = trained_product(planner)
    submission = planner.post("/predict/async", json={"product_sku": sku})
    answer = planner.get(submission.headers["Location"], headers={"Prefer": "wait=20"})
    assert (answer.status_code, answer.json()["status"]) == (200, "SUCCESS")
    assert answer.headers["Preference-Applied"] == "wait=20"


def test_many_who_follow_do_not_shut_out_the_others(planner, stack):
    stack.worker.kill()
    task_id = train(planner, new_product(planner, FEW_DAYS))
    streams = [stack.client("planner") for _ in range(20)]
    opened = [client.send(client.build_request("GET", f"/tasks/{task_id}/events"), stream=True) for client in streams]
    statuses = {response.status_code for response in opened}
    live = httpx.get(f"{stack.address}/livez", timeout=5)
    for response in opened:
        response.close()
    stack.worker.start()
    assert statuses == {200, 503}
    assert live.status_code == 200
    wait_until(planner, task_id)


def test_fifty_posts_with_one_key_are_one_task(planner, stack):
    sku, key, answers = trained_product(planner), uuid.uuid4().hex, []

    def post():
        with stack.client("planner") as client:
            answers.append(client.post("/predict/async", json={"product_sku": sku}, headers={"Idempotency-Key": key}))

    threads = [threading.Thread(target=post) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} <= {202, 409}
    task_ids = {answer.json()["task_id"] for answer in answers if answer.status_code == 202}
    assert len(task_ids) == 1
    history = planner.get("/tasks", params={"name": "tasks.ml_tasks.predict_stock_task"}).json()["items"]
    assert len([task for task in history if task["task_id"] >= min(task_ids)]) == 1


def test_an_import_sent_twice_is_one_import(planner):
    sent = {
        "content": "product_sku,date,quantity\nTWICE,2026-03-01,12\n",
        "headers": {"Content-Type": "text/csv", "Idempotency-Key": uuid.uuid4().hex},
    }
    first, second = (submitted(planner.post("/sales/import", **sent)) for _ in range(2))
    assert first == second
    succeeded(planner, first)


@pytest.fixture
def receiver():
    with receivers.http_receiver() as server:
        yield server


def test_a_webhook_is_told_of_a_task_that_failed(admin, planner, receiver):
    hook = admin.post("/webhooks", json={"url": receiver.url, "events": ["task.failed"]}).raise_for_status().json()
    assert hook["secret"].startswith("whsec_")
    assert "secret" not in admin.get("/webhooks").json()["items"][-1]
    task_id = train(planner, new_product(planner), model="prophet")
    assert wait_until(planner, task_id)["status"] == "FAILURE"
    assert receiver.arrived.wait(30)
    (headers, body) = receiver.received[0]
    assert json.loads(body)["data"]["task_id"] == task_id
    deliveries = _delivered(admin, hook["id"], headers["webhook-id"])
    assert deliveries[0]["status"] == "delivered"
    assert admin.delete(f"/webhooks/{hook['id']}").status_code == 204


def _delivered(admin, hook_id, message_id):
    for _ in range(100):
        items = admin.get(f"/webhooks/{hook_id}/deliveries").json()["items"]
        found = [item for item in items if item["id"] == message_id]
        if found and found[0]["status"] == "delivered":
            return found
        threading.Event().wait(0.1)
    return found


def test_a_failed_task_is_tried_again(planner):
    failed = train(planner, new_product(planner), model="prophet")
    assert wait_until(planner, failed)["status"] == "FAILURE"
    again = submitted(planner.post(f"/tasks/{failed}/retry"))
    assert again != failed
    assert wait_until(planner, again)["status"] == "FAILURE"
    assert planner.post(f"/tasks/{succeeded_task(planner)}/retry").status_code == 409


def succeeded_task(planner):
    task_id = train(planner, new_product(planner, FEW_DAYS))
    succeeded(planner, task_id)
    return task_id
