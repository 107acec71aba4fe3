"""What the API costs beside a bare Flask + Celery application, in one run, on the same broker and gunicorn settings.

    python benchmarks/api_overhead.py [seconds per measurement]

Neither side has a worker: what is measured is the web side. The two take turns, so that both see the same machine.
"""

import http.client
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.children import Child  # noqa: E402
from tests.functional.steps import daily_sales  # noqa: E402
from tests.servers import free_port  # noqa: E402
from tests.stack import Stack, embedded_stack  # noqa: E402

CLIENTS = 8
ROUNDS = 3
BODY = json.dumps({"product_sku": "A", "days": 7})
TRAIN = "from services import product_service, training_service as t; t.train_now(product_service.get_product('A'))"
MEASURED = [
    ("poll a task", "GET", "/predict/task/{task_id}"),
    ("/predict", "POST", "/predict"),
    ("submit /predict/async", "POST", "/predict/async"),
]


@dataclass(frozen=True)
class Side:
    """One of the two applications: where it is, what to send along, and a task of its own to ask for."""

    address: str
    headers: dict[str, str]
    task_id: str = ""

    def ask(self, connection: http.client.HTTPConnection, method: str, path: str) -> bytes:
        body = BODY if method == "POST" else None
        connection.request(method, path.format(task_id=self.task_id), body, self.headers)
        response = connection.getresponse()
        answer = response.read()
        assert response.status < 300, answer
        return answer

    def measure(self, method: str, path: str, seconds: float) -> np.ndarray:
        """Milliseconds of each request that eight clients could make one after the other, shape (n,)."""
        took: list[float] = []
        stop = time.perf_counter() + seconds

        def work() -> None:
            connection = self.connect()
            while (began := time.perf_counter()) < stop:
                self.ask(connection, method, path)
                took.append(1000 * (time.perf_counter() - began))

        with ThreadPoolExecutor(CLIENTS) as clients:
            for future in [clients.submit(work) for _ in range(CLIENTS)]:
                future.result()
        return np.array(took)

    def connect(self) -> http.client.HTTPConnection:
        # Not httpx: the client must cost less than what it measures.
        return http.client.HTTPConnection(self.address.removeprefix("http://"))

    def with_task(self) -> "Side":
        submitted = json.loads(self.ask(self.connect(), "POST", "/predict/async"))
        return replace(self, task_id=submitted["task_id"])


def compare(name: str, sides: tuple[Side, Side], method: str, path: str, seconds: float) -> None:
    turns = [[side.measure(method, path, seconds) for side in sides] for _ in range(ROUNDS)]
    ours, bare = (np.concatenate(took) for took in zip(*turns, strict=True))
    for label, took in (("stockcast", ours), ("bare twin", bare)):
        p50, p99 = np.percentile(took, [50, 99])
        print(f"{name:22} {label}  {len(took) / seconds / ROUNDS:7.0f}/s  p50 {p50:6.1f} ms  p99 {p99:6.1f} ms")
    rounds = [np.median(a) / np.median(b) for a, b in turns]
    ratio = np.median(ours) / np.median(bare)
    print(f"{name:22} p50 ratio {ratio:6.2f}   (rounds {min(rounds):.2f} to {max(rounds):.2f})\n")


def run(stack: Stack, twin: Side, seconds: float) -> None:
    with stack.client("planner") as client:
        client.post("/products", json={"sku": "A"}).raise_for_status()
        client.post("/sales", json={"rows": daily_sales("A", 400)}).raise_for_status()
        token = client.headers["Authorization"]
    stack.run("-c", TRAIN)
    ours = Side(stack.address, {"Content-Type": "application/json", "Authorization": token}).with_task()
    for name, method, path in MEASURED:
        compare(name, (ours, twin), method, path, seconds)


def bare_twin(stack: Stack) -> tuple[Child, Side]:
    """The twin, under the same gunicorn.conf.py, on a port of its own."""
    port = free_port()
    environment = stack.environment | {"PORT": str(port)}
    command = [sys.executable, "-m", "gunicorn", "--pythonpath", "benchmarks", "bare_twin:app"]
    child = Child(command, stack.data.parent / "twin.log", environment, cwd=ROOT)
    child.start()
    address = f"http://127.0.0.1:{port}"
    child.wait_until(lambda: answers(address))
    return child, Side(address, {"Content-Type": "application/json"}).with_task()


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/livez").is_success
    except httpx.TransportError:
        return False


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5
    with embedded_stack() as stack:
        stack.worker.kill()
        twin, bare = bare_twin(stack)
        try:
            run(stack, bare, seconds)
        finally:
            twin.kill()


if __name__ == "__main__":
    main()
