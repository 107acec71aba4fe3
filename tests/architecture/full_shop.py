"""A shop in which everything that the API can show is there at least once."""

from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from app.db import transaction
from app.models import Source
from services.accuracy import scoring
from services.catalogue import product_service
from services.jobs import heartbeats, jobs, queue_lengths, task_runs
from services.jobs.heartbeats import Signs
from services.jobs.jobs import Job
from services.notifications import outbox
from services.predictions import prediction_service
from services.predictions.prediction_service import PredictionRequest
from services.sales import imports
from services.task_service import TaskService
from services.training import training_service
from utils import clock, ids

PASSWORD = "the password of a test"
WEEK = [30, 12, 14, 13, 15, 22, 28]
# A product that was never sold, so that it cannot be forecast.
NEVER_SOLD = "never/sold"


def fill(app: OpenAPI, admin: FlaskClient) -> dict[str, Any]:
    """Fill an empty shop as its people would; what can stand in a path, by the name of the parameter."""
    _products(admin)
    _sales(admin, learnt=True)
    for _ in range(2):
        training_service.train_now(product_service.get_product("A"), "prophet")
    training_service.train_now(product_service.get_product("B"))
    _sales(admin, learnt=False)
    _run(scoring.job_for_scoring(), scoring.score_catalogue)
    known = {"sku": "A", "model_type": "seasonal_naive", "kind": "stock"}
    known |= _plans(admin) | _orders(admin) | _people_and_machines(admin)
    found = admin.get("/exceptions").json["items"][0]
    known["exception"] = {"kind": found["kind"], "sku": found["subject"]}
    return known | {"task_id": _tasks(admin), "import_id": _import(admin)}


def _products(admin: FlaskClient) -> None:
    terms = {"supplier": "Mill", "category": "Bread", "unit_cost": 1, "unit_price": 2, "lead_time_days": 2}
    for sku in ("A", "B", "A@NORTH", NEVER_SOLD):
        _sent(admin, "/products", {"sku": sku, "location": sku.partition("@")[2]} | terms)
    _sent(admin, "/stock", {"rows": [{"product_sku": "A", "date": _day(-3), "on_hand": 4}]})


def _sales(admin: FlaskClient, *, learnt: bool) -> None:
    ages = range(-77, -8) if learnt else range(-8, 0)
    rows = [{"product_sku": sku, "date": _day(age), "quantity": WEEK[age % 7]} for age in ages for sku in "AB"]
    _sent(admin, "/sales", {"rows": rows})


def _plans(admin: FlaskClient) -> dict[str, Any]:
    days = {"starts_on": _day(1), "ends_on": _day(3)}
    event = _sent(admin, "/events", {"kind": "promotion", "name": "Fair", "product_sku": "A"} | days)
    override = _sent(admin, "/products/A/overrides", {"quantity": 9, "reason": "a wedding"} | days)
    supplier = _sent(admin, "/suppliers", {"name": "Mill", "min_order_value": 50})
    offer = admin.put(f"/products/A/suppliers/{supplier['id']}", json={"unit_cost": 1})
    assert offer.status_code < 300, offer.json
    schedule = _sent(admin, "/schedules", {"name": "bread-at-noon", "task": jobs.TRAIN_ALL, "cron": "0 12 * * *"})
    known = {"event_id": event["id"], "override_id": override["id"], "supplier_id": supplier["id"]}
    _source(admin, schedule["name"])
    return known | {"name": schedule["name"]}


def _source(admin: FlaskClient, name: str) -> None:
    """One with everything: a schedule, and a file that waits for somebody."""
    where = {"kind": "https", "url": "https://192.0.43.8/sales.csv", "secret_headers": {"Authorization": "SHOP_TOKEN"}}
    _sent(admin, "/sources", {"name": name, "cron": "0 5 * * *"} | where)
    finding = {"code": "unusual_days", "message": "A sold 400, usually 4.", "percent": 90.0}
    since = clock.rfc3339(clock.now())
    waiting = {"name": "sales.csv", "upload_id": ids.new_id(), "seen": {}, "refused": {}, "since": since}
    with transaction() as session:
        session.get_one(Source, name).waiting = waiting | {"findings": [finding]}


def _orders(admin: FlaskClient) -> dict[str, Any]:
    line = {"product_sku": "A", "quantity": 10, "ordered_on": _day(-5), "expected_on": _day(2)}
    entered = _sent(admin, "/purchase-orders", {"lines": [line | {"number": number} for number in ("PO-1", "PO-2")]})
    received = entered["items"][0]["id"]
    _sent(admin, f"/purchase-orders/{received}/receipts", {"quantity": 4})
    _sent(admin, "/purchase-orders/PO-2/confirm", {"expected_on": _day(3)})
    return {"order_id": received, "number": "PO-2"}


def _people_and_machines(admin: FlaskClient) -> dict[str, Any]:
    # An address of the public internet, by its number: nobody has to resolve it.
    url = "https://192.0.43.8/stockcast"
    webhook = _sent(admin, "/webhooks", {"url": url, "events": list(outbox.EVENTS)})
    with transaction() as session:
        outbox.note(session, outbox.TASK_FAILED, {"task": None})
    work = ({"task_id": "x", "name": jobs.TRAIN_ALL, "args": ["auto"], "since": None},)
    heartbeats.write(Signs("worker@here", heartbeats.WORKER, clock.now(), ["training"], work=work))
    heartbeats.write(Signs("beat@here", heartbeats.BEAT, clock.now(), []))
    queue_lengths.sample()
    key = _sent(admin, "/api-keys", {"name": "till", "expires_at": "2100-01-01T00:00:00Z"})
    return {"webhook_id": webhook["id"], "key_id": key["id"], "user_id": admin.get("/auth/me").json["user_id"]}


def _tasks(admin: FlaskClient) -> str:
    """One in each state; the id of a prediction that has succeeded."""
    for sku in ("B", NEVER_SOLD):
        _sent(admin, "/predict/async", {"product_sku": sku})
    failed = _sent(admin, "/predict/async", {"product_sku": "A", "days": 2})["task_id"]
    task_runs.fail(failed, "internal_error", "A fault of a test", "Traceback")
    cancelled = _sent(admin, "/tasks/training/product/B", {})["task_id"]
    _sent(admin, f"/tasks/{cancelled}/cancel", {})
    training = _sent(admin, "/tasks/training/product/A", {})["task_id"]
    task_runs.start(training, jobs.TrainProduct("A"))
    wanted = jobs.PredictStock("A")
    return _run(wanted, lambda running: prediction_service.predict_stock(running, PredictionRequest("A")))


def _import(admin: FlaskClient) -> str:
    """One that has rejected a row."""
    sent = admin.post("/sales/import", data="product_sku,date,quantity\nA,2026-01-01,5\nA,never,5\n")
    record = TaskService.get_task_status(sent.json["task_id"])
    job = jobs.of_record(record)
    imports.run(task_runs.start(record.id, job), job)
    return record.id


def _run(job: Job, work: Any) -> str:
    task_id = TaskService.submit(job).task_id
    running = task_runs.start(task_id, job)
    result = work(running)
    if TaskService.get_task_status(task_id).status != "SUCCESS":
        task_runs.succeed(task_id, result)
    return task_id


def _sent(client: FlaskClient, path: str, body: dict[str, Any]) -> Any:
    answer = client.post(path, json=body)
    assert answer.status_code < 300, (path, answer.json)
    return answer.json


def _day(offset: int) -> str:
    return (clock.today() + timedelta(days=offset)).isoformat()
