"""Memory of each process at rest, in MB: RSS counts shared pages in every process, PSS shares them out.

    python -m benchmarks.memory_at_rest [--trainings 8]

The web process is measured after a forecast was asked of it, the worker before and after it has trained with Prophet.
"""

import argparse
import re
from pathlib import Path

from tests.children import descendants
from tests.functional.steps import MANY_DAYS, new_product, succeeded, train
from tests.stack import Stack, embedded_stack


def megabytes(pid: int) -> tuple[float, float]:
    """(RSS, PSS) of a process."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    rss, pss = (int(re.search(rf"^{name}:\s+(\d+) kB", rollup, re.MULTILINE).group(1)) for name in ("Rss", "Pss"))
    return rss / 1024, pss / 1024


def show(title: str, stack: Stack) -> None:
    print(f"\n{title}\n{'process':28} {'RSS':>7} {'PSS':>7}")
    total = 0.0
    for name, child in (("broker", stack.broker), ("web", stack.web), ("worker", stack.worker)):
        for pid in (child.pid, *descendants(child.pid)):
            rss, pss = megabytes(pid)
            total += pss
            print(f"{name if pid == child.pid else f'  {name} child':28} {rss:7.0f} {pss:7.0f}")
    print(f"{'all':28} {'':7} {total:7.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trainings", type=int, default=8)
    trainings = parser.parse_args().trainings
    with embedded_stack() as stack, stack.client("planner") as client:
        sku = new_product(client, MANY_DAYS)
        client.post("/predict", json={"product_sku": sku}).raise_for_status()
        show("After the first forecast on the spot", stack)
        for task_id in [train(client, new_product(client, MANY_DAYS)) for _ in range(trainings)]:
            succeeded(client, task_id)
        show(f"After {trainings} trainings with Prophet", stack)


if __name__ == "__main__":
    main()
