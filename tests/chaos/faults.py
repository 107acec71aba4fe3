"""What can go wrong with a running installation, and what its supervisor does about it."""

import os
import random
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from tests.children import Child, descendants
from tests.servers import PostgreSQL
from tests.stack import Stack


class Faults:
    """happened -- how often each fault was made to happen."""

    def __init__(self, stack: Stack, postgresql: PostgreSQL, seed: int):
        self.stack, self.postgresql = stack, postgresql
        self.random = random.Random(seed)
        self.happened: Counter[str] = Counter()
        # A child dies far more often than a machine.
        self._kinds: list[Callable[[], None]] = [
            *[self.kill_a_child] * 4,
            *[self.kill_a_worker] * 2,
            self.kill_the_broker,
            self.restart_postgresql,
        ]

    def next(self) -> None:
        fault = self.random.choice(self._kinds)
        fault()
        self.happened[fault.__name__] += 1

    def kill_a_child(self) -> None:
        children = list(descendants(self.stack.worker.pid))
        if children:
            with suppress(ProcessLookupError):
                os.kill(self.random.choice(children), signal.SIGKILL)

    def kill_a_worker(self) -> None:
        self.stack.worker.kill()
        self.stack.worker.start()

    def kill_the_broker(self) -> None:
        self.stack.broker.kill()
        self.stack.broker.start()

    def restart_postgresql(self) -> None:
        self.postgresql.process.send_signal(signal.SIGINT)
        self.postgresql.process.wait(30)
        self.postgresql.start()


def supervise(child: Child) -> bool:
    """Start it again if it has ended by itself, as the launcher and compose do; whether that was needed."""
    if child.process.poll() is None:
        return False
    child.start()
    return True
