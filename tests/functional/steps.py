"""What the tests do again and again, in the words of a user."""

import time
import uuid
from datetime import timedelta
from typing import Any

import httpx
import numpy as np

from utils import clock

ENDED = {"SUCCESS", "FAILURE", "REVOKED"}
# Too little for Prophet: such a product is trained in milliseconds.
FEW_DAYS = 30
MANY_DAYS = 400


def new_product(client: httpx.Client, days: int = 0, sku: str = "") -> str:
    """The code of a new product that was sold on each of the last days."""
    sku = sku or f"TEST-{uuid.uuid4().hex[:12]}"
    # Of a category of its own: trained by itself, a product learns from all others of its category.
    client.post("/products", json={"sku": sku, "category": sku}).raise_for_status()
    if days:
        client.post("/sales", json={"rows": daily_sales(sku, days)}).raise_for_status()
    return sku


def daily_sales(sku: str, days: int) -> list[dict[str, Any]]:
    rate = 20 * (1 + 0.4 * np.sin(2 * np.pi * np.arange(days) / 7))
    sold = np.random.default_rng(days).poisson(rate)
    first = clock.today() - timedelta(days=days)
    return [
        {"product_sku": sku, "date": (first + timedelta(days=day)).isoformat(), "quantity": int(quantity)}
        for day, quantity in enumerate(sold)
    ]


def tomorrow() -> str:
    return (clock.today() + timedelta(days=1)).isoformat()


def submitted(response: httpx.Response) -> str:
    """The id of the task that was accepted."""
    assert response.status_code == 202, response.text
    return response.json()["task_id"]


def train(client: httpx.Client, sku: str, **body: Any) -> str:
    """Submit a training; the id of its task."""
    return submitted(client.post(f"/tasks/training/product/{sku}", json=body))


def wait_until(client: httpx.Client, task_id: str, *states: str, seconds: float = 300) -> dict[str, Any]:
    """The task once it is in one of these states (without any: once it has ended)."""
    wanted = set(states) or ENDED
    give_up = time.monotonic() + seconds
    while (task := client.get(f"/tasks/{task_id}").raise_for_status().json())["status"] not in wanted:
        assert task["status"] not in ENDED, f"ended before it was {wanted}: {task}"
        assert time.monotonic() < give_up, f"still not {wanted}: {task}"
        time.sleep(0.05)
    return task


def succeeded(client: httpx.Client, task_id: str) -> dict[str, Any]:
    """The result of a task that must end well."""
    task = wait_until(client, task_id)
    assert task["status"] == "SUCCESS", task
    return task["result"]


def trained_product(client: httpx.Client, days: int = FEW_DAYS) -> str:
    sku = new_product(client, days)
    succeeded(client, train(client, sku))
    return sku


def assert_problem(response: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """The problem document (RFC 9457) of an error, complete and consistent with its response."""
    problem = response.json()
    assert (response.status_code, problem["code"]) == (status, code), response.text
    assert response.headers["Content-Type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["instance"] == response.request.url.path
    assert problem["request_id"] == response.headers["X-Request-ID"]
    assert {"type", "title", "detail"} <= problem.keys()
    return problem
