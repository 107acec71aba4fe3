"""Jobs and clock inside this process, for installations without Celery: one small pool of threads per queue."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, timedelta
from functools import cache

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from utils import clock
from utils.config import get_settings

CLOCK = "clock"

# Task id -> queue, of the jobs that wait in this process.
_waiting: dict[str, str] = {}


def run_soon(task_id: str, queue: str, work: Callable[[], object], countdown: float = 0) -> None:
    """Do the work in a thread of this queue, in the order of submission; nothing if it waits here already."""
    if task_id in _waiting:
        return
    _waiting[task_id] = queue
    due_at = clock.now() + timedelta(seconds=countdown)
    _scheduler().add_job(_run, "date", run_date=due_at, args=[task_id, work], executor=queue)


def run_every(seconds: float, work: Callable[[], object]) -> None:
    """Do the work now and then again and again, never twice at once, for as long as the process lives."""
    _scheduler().add_job(work, "interval", seconds=seconds, next_run_time=clock.now(), executor=CLOCK)


def busy_queues() -> set[str]:
    """The queues in which a job waits for a thread of this process."""
    return set(_waiting.values())


def _run(task_id: str, work: Callable[[], object]) -> None:
    _waiting.pop(task_id, None)
    # A process that ends finishes what it is at, not what waits: the sweep of another process finds that.
    if threading.main_thread().is_alive():
        work()


@cache
def _scheduler() -> BackgroundScheduler:
    # Its own account of what it starts would be two log lines for each job.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    threads = {"predictions": 1, "training": get_settings().worker_concurrency or 1, "maintenance": 1, CLOCK: 1}
    scheduler = BackgroundScheduler(
        executors={name: _pool(name, count) for name, count in threads.items()},
        # However late a thread is free: a job is done once, and is never too late.
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        timezone=UTC,
    )
    scheduler.start()
    return scheduler


def _pool(name: str, threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, {"thread_name_prefix": name})
