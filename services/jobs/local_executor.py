"""Jobs and clock inside this process, for installations without Celery: a few threads for each queue."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC
from functools import cache
from queue import SimpleQueue

from apscheduler.schedulers.background import BackgroundScheduler

from utils import clock
from utils.config import get_settings

log = logging.getLogger(__name__)

Work = Callable[[], object]

_is_closing = threading.Event()


class Lane:
    """The jobs of one queue: done in the order they came, so many at a time."""

    def __init__(self, name: str, threads: int) -> None:
        self._work: dict[str, Work] = {}
        self._order: SimpleQueue[str] = SimpleQueue()
        for number in range(threads):
            # Daemons: a process may end while they are at work.
            threading.Thread(target=self._serve, name=f"{name}_{number}", daemon=True).start()

    def add(self, task_id: str, work: Work) -> None:
        """Do this when a thread is free; nothing if it waits already."""
        if self._work.setdefault(task_id, work) is work:
            self._order.put(task_id)

    def __len__(self) -> int:
        return len(self._work)

    def _serve(self) -> None:
        while True:
            work = self._work.pop(self._order.get())
            if _is_closing.is_set():
                return
            try:
                work()
            except Exception:  # A thread that ended would leave all that follows undone.
                log.exception("job.crashed")


_opening = threading.Lock()
_lanes: dict[str, Lane] = {}


def run_soon(task_id: str, queue: str, work: Work) -> None:
    """Do the work in a thread of this queue; nothing if it waits there already."""
    _lane(queue).add(task_id, work)


def waiting(queue: str) -> int:
    """How many jobs wait in this process for a thread of the queue."""
    return len(_lane(queue))


def close() -> None:
    """Begin nothing more in this process."""
    _is_closing.set()
    if _scheduler.cache_info().currsize and _scheduler().running:
        _scheduler().shutdown(wait=False)


def run_every(seconds: float, work: Work) -> None:
    """Do the work now and then again and again, never twice at once, for as long as the process lives."""
    _scheduler().add_job(work, "interval", seconds=seconds, next_run_time=clock.now())


def _lane(queue: str) -> Lane:
    with _opening:
        if queue not in _lanes:
            # Training takes the processor from those who wait for an answer: as many at a time as are wished for.
            _lanes[queue] = Lane(queue, (get_settings().worker_concurrency or 1) if queue == "training" else 1)
        return _lanes[queue]


@cache
def _scheduler() -> BackgroundScheduler:
    # Its own account of what it starts would be two log lines every minute.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    # However late it is: a tick that waited is worth one tick.
    scheduler = BackgroundScheduler(timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True})
    scheduler.start()
    return scheduler
