"""How long a submitted prediction waits for a worker: idle, and while the whole catalogue is trained.

    python -m benchmarks.prediction_wait [--products 2000] [--predictions 40]

Twice: with one worker for all queues, and with the second, small one that `make run` and compose start beside it.
Real broker, database, web server and workers, all started here.
"""

import argparse
import os
import statistics
import time
from datetime import datetime

import httpx

from tests.children import Child
from tests.functional.steps import MANY_DAYS, daily_sales
from tests.stack import ROOT, Stack, embedded_stack

PROCESSES = 2
# All processes are busy with chunks, and each chunk takes a while.
CHUNKS = 8
TARGET_SECONDS = 1.0
PRODUCTS_A_REQUEST = 10_000 // MANY_DAYS

# Words of start_worker.sh.
LAYOUTS = {"one for all queues": ("worker",), "and one for predictions": ("worker", "predictions")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=2000)
    parser.add_argument("--predictions", type=int, default=40)
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = "1"
    with embedded_stack(RUN_CHUNK_SIZE=str(options.products // CHUNKS)) as stack:
        # Killed, as whoever is told to stop here leaves the worker it watches over.
        stack.worker.kill()
        measure(stack, options.products, options.predictions)


def measure(stack: Stack, products: int, predictions: int) -> None:
    with stack.client("planner") as client:
        skus = [f"P-{number}" for number in range(products)]
        for first in range(0, products, PRODUCTS_A_REQUEST):
            rows = [row for sku in skus[first : first + PRODUCTS_A_REQUEST] for row in daily_sales(sku, MANY_DAYS)]
            client.post("/sales", json={"rows": rows}).raise_for_status()
        print(f"{products} products, {PROCESSES} training processes, {predictions} predictions each\n")
        print(f"{'workers':34} {'idle p95':>10} {'in a run p95':>13} {'ratio':>8}")
        for name, layout in LAYOUTS.items():
            workers = [start_worker(stack, word) for word in layout]
            try:
                train_all(client, wait=True)
                idle = p95(waits(client, skus, predictions))
                run = train_all(client, wait=False)
                busy = p95(waits(client, skus, predictions))
                assert is_running(client, run), "The run ended before the predictions did: use more --products."
                print(f"{name:34} {idle:9.3f}s {busy:12.3f}s {busy / idle:7.1f}x", flush=True)
                client.post(f"/tasks/{run}/cancel").raise_for_status()
            finally:
                for worker in workers:
                    worker.kill()
    print(f"\nWith a worker for predictions: p95 {'within' if busy < TARGET_SECONDS else 'ABOVE'} {TARGET_SECONDS:g} s")


def start_worker(stack: Stack, word: str) -> Child:
    environment = stack.environment | {"WORKER_CONCURRENCY": str(PROCESSES)}
    worker = Child(["./start_worker.sh", word], stack.data / f"{word}.log", environment, cwd=ROOT)
    worker.start()
    return worker


def train_all(client: httpx.Client, wait: bool) -> str:
    task_id = client.post("/tasks/training/all", json={"model": "auto"}).raise_for_status().json()["task_id"]
    while wait and is_running(client, task_id):
        time.sleep(0.5)
    # A moment for the chunks to reach the workers.
    while not wait and not client.get("/tasks/active").json()["active_tasks"]:
        time.sleep(0.1)
    return task_id


def is_running(client: httpx.Client, task_id: str) -> bool:
    return client.get(f"/tasks/{task_id}").raise_for_status().json()["finished_at"] is None


def waits(client: httpx.Client, skus: list[str], predictions: int) -> list[float]:
    """Seconds each prediction waited, from its record's first instant to its start."""
    task_ids = []
    for number in range(predictions):
        body = {"product_sku": skus[number % len(skus)]}
        task_ids.append(client.post("/predict/async", json=body).raise_for_status().json()["task_id"])
        time.sleep(0.1)
    return [_wait(client, task_id) for task_id in task_ids]


def _wait(client: httpx.Client, task_id: str) -> float:
    while not (task := client.get(f"/tasks/{task_id}").raise_for_status().json())["finished_at"]:
        time.sleep(0.1)
    started, created = (datetime.fromisoformat(task[name]) for name in ("started_at", "created_at"))
    return (started - created).total_seconds()


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


if __name__ == "__main__":
    main()
