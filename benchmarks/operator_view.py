"""How fast the operator's view answers while a worker runs and while it is stopped, beside Celery's own way to ask.

    python -m benchmarks.operator_view [--rounds 50]

Peer: `inspect().active()`, a broadcast that waits for answers (its default timeout of 1 s), in the same run.
"""

import argparse
import os
import signal
import statistics
import time
from collections.abc import Callable

from celery import Celery

from tests.children import descendants
from tests.stack import Stack, embedded_stack

PATHS = ("/celery/status", "/celery/workers", "/celery/queues", "/celery/health")
INSPECTIONS = 5


def median_ms(ask: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        ask()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def measure(stack: Stack, rounds: int) -> dict[str, float]:
    """Median milliseconds of each way to ask."""
    peer = Celery(broker=stack.broker.url)
    peer.conf.broker_transport_options = {"sep": ":"}  # As the workers have it, or their answers are not found.
    with stack.client("admin") as client:
        figures = {path: median_ms(lambda path=path: client.get(path).raise_for_status(), rounds) for path in PATHS}
    return figures | {"celery inspect": median_ms(lambda: peer.control.inspect().active(), min(rounds, INSPECTIONS))}


def signal_worker(stack: Stack, number: signal.Signals) -> None:
    for pid in [stack.worker.pid, *descendants(stack.worker.pid)]:
        os.kill(pid, number)


def print_table(running: dict[str, float], stopped: dict[str, float]) -> None:
    print(f"{'':18}{'running':>12}{'stopped':>12}{'times faster than inspect, stopped':>38}")
    for name in running:
        ratio = stopped["celery inspect"] / stopped[name]
        print(f"{name:18}{running[name]:>9.1f} ms{stopped[name]:>9.1f} ms{ratio:>38.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    rounds = parser.parse_args().rounds
    with embedded_stack() as stack:
        with stack.client("admin") as client:
            while not client.get("/celery/status").json()["workers_online"]:
                time.sleep(0.2)
        running = measure(stack, rounds)
        signal_worker(stack, signal.SIGSTOP)
        try:
            stopped = measure(stack, rounds)
        finally:
            signal_worker(stack, signal.SIGCONT)
    print_table(running, stopped)


if __name__ == "__main__":
    main()
