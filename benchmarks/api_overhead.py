"""What the API costs beside two twins, in one run, on the same broker and gunicorn settings, with eight clients.

    python -m benchmarks.api_overhead [--seconds 5] [--rounds 3]

The bare twin is Flask and Celery and nothing else; the fair twin also checks a JWT, reads one row, or writes one before
it publishes. Nobody has a worker: what is measured is the web side. They take turns, so that all see the same machine.
Processor time is that of the web processes; the clients' own counts in the milliseconds by the clock.
"""

import argparse
import http.client
import json
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

import httpx
import numpy as np

from benchmarks.clock import family, processor_seconds
from tests.children import Child
from tests.functional.steps import MANY_DAYS, trained_product
from tests.servers import free_port
from tests.stack import ROOT, Stack, embedded_stack

CLIENTS = 8
MEASURED = [
    ("poll a task", "GET", "/predict/task/{task_id}"),
    ("/predict", "POST", "/predict"),
    ("submit /predict/async", "POST", "/predict/async"),
]
# Without a worker nothing leaves the queue.
LIMITS = {"MAX_QUEUED_TASKS": "10000000", "MAX_QUEUED_TASKS_PER_USER": "10000000"}


@dataclass(frozen=True)
class Turn:
    """took -- milliseconds of each request by the clock; spent -- of processor time per request"""

    took: np.ndarray
    spent: float


@dataclass(frozen=True)
class Side:
    """One of the applications: where it is, its first process, what to send, and a task of its own to ask for."""

    address: str
    pid: int
    headers: dict[str, str]
    body: str
    task_id: str = ""

    def ask(self, connection: http.client.HTTPConnection, method: str, path: str) -> bytes:
        body = self.body if method == "POST" else None
        connection.request(method, path.format(task_id=self.task_id), body, self.headers)
        response = connection.getresponse()
        answer = response.read()
        assert response.status < 300, answer
        return answer

    def measure(self, method: str, path: str, seconds: float) -> Turn:
        """All requests that eight clients can make one after the other."""
        took: list[float] = []
        before = processor_seconds(family(self.pid))
        stop = time.perf_counter() + seconds

        def work() -> None:
            connection = self.connect()
            while (began := time.perf_counter()) < stop:
                self.ask(connection, method, path)
                took.append(1000 * (time.perf_counter() - began))

        with ThreadPoolExecutor(CLIENTS) as clients:
            for future in [clients.submit(work) for _ in range(CLIENTS)]:
                future.result()
        return Turn(np.array(took), 1000 * (processor_seconds(family(self.pid)) - before) / len(took))

    def connect(self) -> http.client.HTTPConnection:
        # Not httpx: the client must cost less than what it measures.
        return http.client.HTTPConnection(self.address.removeprefix("http://"))

    def with_task(self) -> "Side":
        submitted = json.loads(self.ask(self.connect(), "POST", "/predict/async"))
        return replace(self, task_id=submitted["task_id"])


def compare(name: str, sides: dict[str, Side], asked: tuple[str, str], options: argparse.Namespace) -> None:
    """One line per side; the ratios are ours to that side's."""
    turns = [{who: side.measure(*asked, options.seconds) for who, side in sides.items()} for _ in range(options.rounds)]
    own = _figures([turn["stockcast"] for turn in turns])
    for who in sides:
        figures = _figures([turn[who] for turn in turns])
        ratios = "" if who == "stockcast" else "   ours / its: " + " ".join(f"{one:7.2f}" for one in own / figures)
        p50, p99, spent = figures
        print(f"{name:22} {who:10} p50 {p50:6.1f} ms  p99 {p99:6.1f} ms  processor {spent:5.2f} ms{ratios}", flush=True)


def _figures(turns: list[Turn]) -> np.ndarray:
    """p50, p99 and processor milliseconds."""
    took = np.concatenate([turn.took for turn in turns])
    return np.array([*np.percentile(took, [50, 99]), np.mean([turn.spent for turn in turns])])


def stockcast(stack: Stack) -> Side:
    """With a product that is trained, and a planner signed in."""
    with stack.client("planner") as client:
        sku = trained_product(client, MANY_DAYS)
        headers = {"Content-Type": "application/json", "Authorization": client.headers["Authorization"]}
    stack.worker.kill()
    return Side(stack.address, stack.web.pid, headers, json.dumps({"product_sku": sku, "days": 7})).with_task()


@contextmanager
def twin(stack: Stack, name: str, ours: Side) -> Iterator[Side]:
    """One of them under the same gunicorn.conf.py, on a port of its own; it takes the product's tokens."""
    port = free_port()
    environment = stack.environment | {"PORT": str(port)}
    command = [sys.executable, "-m", "gunicorn", f"benchmarks.{name}:app"]
    child = Child(command, stack.data.parent / f"{name}.log", environment, cwd=ROOT)
    child.start()
    try:
        address = f"http://127.0.0.1:{port}"
        child.wait_until(lambda: answers(address))
        yield replace(ours, address=address, pid=child.pid).with_task()
    finally:
        child.kill()


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/livez").is_success
    except httpx.TransportError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=5, help="of each turn")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with embedded_stack(**LIMITS) as stack, ExitStack() as twins:
        ours = stockcast(stack)
        stack.run("-m", "benchmarks.fair_twin")
        sides = {"stockcast": ours}
        for name in ("fair_twin", "bare_twin"):
            sides[name] = twins.enter_context(twin(stack, name, ours))
        for name, *asked in MEASURED:
            compare(name, sides, tuple(asked), options)


if __name__ == "__main__":
    main()
