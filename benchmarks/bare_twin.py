"""The least a web application can do to submit and follow a job: Flask, `task.delay`, and nothing else.

No sign-in, no checks, no record, no forecast; `benchmarks.fair_twin` has those.
"""

import os

from celery import Celery
from celery.result import AsyncResult
from flask import Flask, Response, jsonify, request

BROKER = os.environ["CELERY_BROKER_URL"]

celery = Celery("bare_twin", broker=BROKER, backend=BROKER)
celery.conf.task_default_queue = "bare_twin"
app = Flask(__name__)


@celery.task(name="bare_twin.predict")
def predict_task(product_sku: str, days: int) -> dict[str, object]:
    return {"product_sku": product_sku, "days": days}


@app.get("/livez")
def livez() -> Response:
    return jsonify(status="ok")


@app.post("/predict/async")
def submit() -> tuple[Response, int]:
    body = request.get_json()
    return jsonify(task_id=predict_task.delay(body["product_sku"], body["days"]).id), 202


@app.get("/predict/task/<task_id>")
def poll(task_id: str) -> Response:
    return jsonify(status=AsyncResult(task_id, app=celery).status)


@app.post("/predict")
def predict() -> Response:
    body = request.get_json()
    return jsonify(product_sku=body["product_sku"], days=body["days"], chart_data=[0.0] * body["days"])
