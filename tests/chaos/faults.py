"""What can go wrong with a running installation."""

import os
import random
import signal
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import urlsplit

from tests.chaos.black_hole import BlackHole
from tests.children import Child, descendants
from tests.servers import PostgreSQL
from tests.stack import Stack

HOLE_SECONDS = 30
# Holes take their time: of so many faults one is a hole, in turn for the broker and the database.
ONE_IS_A_HOLE = 6


class Faults:
    """happened -- how often each fault was made to happen."""

    def __init__(self, stack: Stack, postgresql: PostgreSQL, workers: tuple[Child, ...], seed: int):
        self.stack, self.postgresql, self.workers = stack, postgresql, workers
        self.random = random.Random(seed)
        self.happened: Counter[str] = Counter()
        self._hole: threading.Thread | None = None
        # A child dies far more often than a machine.
        self._kinds: list[Callable[[], None]] = [
            *[self.kill_a_child] * 4,
            *[self.kill_a_worker] * 2,
            self.kill_the_broker,
            self.restart_postgresql,
        ]
        self._holes = [self.swallow_the_brokers_packets, self.swallow_the_databases_packets]

    def next(self) -> None:
        """One more fault, unless the network is down already."""
        if self._hole and self._hole.is_alive():
            return
        number = self.happened.total() + 1
        if number % ONE_IS_A_HOLE == 0 and BlackHole.is_possible():
            fault = self._holes[number // ONE_IS_A_HOLE % 2]
        else:
            fault = self.random.choice(self._kinds)
        fault()
        self.happened[fault.__name__] += 1

    def end(self) -> None:
        """Nothing is wrong any more when this returns."""
        if self._hole:
            self._hole.join()

    def kill_a_child(self) -> None:
        children = list(descendants(self.stack.worker.pid))
        if children:
            with suppress(ProcessLookupError):
                os.kill(self.random.choice(children), signal.SIGKILL)

    def kill_a_worker(self) -> None:
        worker = self.random.choice(self.workers)
        worker.kill()
        worker.start()

    def kill_the_broker(self) -> None:
        self.stack.broker.kill()
        self.stack.broker.start()

    def restart_postgresql(self) -> None:
        self.postgresql.process.send_signal(signal.SIGINT)
        self.postgresql.process.wait(30)
        self.postgresql.start()

    def swallow_the_brokers_packets(self) -> None:
        self._swallow(urlsplit(self.stack.broker.url).port)

    def swallow_the_databases_packets(self) -> None:
        self._swallow(self.postgresql.port)

    def _swallow(self, port: int) -> None:
        self._hole = threading.Thread(target=_keep_open, args=(BlackHole(port),))
        self._hole.start()


def _keep_open(hole: BlackHole) -> None:
    with hole:
        threading.Event().wait(HOLE_SECONDS)
