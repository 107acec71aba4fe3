"""What waits in the queues and what is being worked on."""

import threading
import time
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.db import snapshot
from app.models import ACTIVE, TaskRecord
from app.models.task import RUNNING, WAITING
from services.jobs import task_publisher
from utils import clock
from utils.config import get_settings
from utils.queues import QUEUES

FRESH_SECONDS = 1.0
# A page waits this long for the broker's answer and then goes without it.
PATIENCE_SECONDS = 0.03


@dataclass(frozen=True)
class Queue:
    """The state of one queue.

    pending        -- messages that wait for a worker; `counted_by` "broker", or "records" without a broker that answers
    processing     -- tasks some process is at
    unacknowledged -- messages a worker holds: what it is at, and what it will do next
    oldest_seconds -- how long the oldest waiting task has waited; None if none waits
    """

    name: str
    pending: int
    processing: int
    unacknowledged: int
    oldest_seconds: float | None
    counted_by: str


@dataclass(frozen=True)
class _Tasks:
    waiting: int = 0
    running: int = 0
    oldest: datetime | None = None


class _BrokerCounts:
    """What the broker last said of its queues. Asked in a thread of its own: a broker that hangs holds up nobody."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._asking = False
        self._counts: dict[str, int] = {}
        self._answered_at = float("-inf")

    def read(self, patience: float) -> dict[str, int] | None:
        """Messages per queue, at most a second old; None if the broker does not say within so many seconds."""
        with self._news:
            if not self._is_fresh() and not self._asking:
                self._asking = True
                threading.Thread(target=self._ask, daemon=True).start()
            return self._counts if self._news.wait_for(self._is_fresh, patience) else None

    def _is_fresh(self) -> bool:
        return time.monotonic() - self._answered_at < FRESH_SECONDS

    def _ask(self) -> None:
        counts = None
        try:
            counts = task_publisher.queue_lengths()
        except task_publisher.BROKER_AWAY:
            time.sleep(FRESH_SECONDS)  # One question a second is enough while it is away.
        finally:
            with self._news:
                self._asking = False
                if counts is not None:
                    self._counts, self._answered_at = counts, time.monotonic()
                    self._news.notify_all()


_broker_counts = _BrokerCounts()


def list_queues(patience: float | None = None) -> list[Queue]:
    """Every queue, in the order of their declaration. patience -- seconds to wait for the broker; None: a page's."""
    counts = None
    if get_settings().use_celery:  # Without a broker each process knows its own share only; the records know all.
        counts = _broker_counts.read(patience or PATIENCE_SECONDS)
    tasks = _tasks_by_queue()
    return [_queue(name, tasks.get(name, _Tasks()), counts) for name in QUEUES]


def _queue(name: str, tasks: _Tasks, counts: dict[str, int] | None) -> Queue:
    pending = tasks.waiting if counts is None else counts[name]
    return Queue(
        name=name,
        pending=pending,
        processing=tasks.running,
        unacknowledged=tasks.running + max(0, tasks.waiting - pending),
        oldest_seconds=max(0.0, (clock.now() - tasks.oldest).total_seconds()) if tasks.oldest else None,
        counted_by="records" if counts is None else "broker",
    )


def _tasks_by_queue() -> dict[str, _Tasks]:
    is_running = sa.and_(TaskRecord.status.in_(RUNNING), TaskRecord.heartbeat_at.is_not(None))
    since = sa.func.min(sa.func.coalesce(TaskRecord.due_at, TaskRecord.created_at))
    query = (
        sa.select(TaskRecord.queue, TaskRecord.name, is_running, sa.func.count(), since)
        # The first condition follows from the second, and is one that an index answers.
        .where(TaskRecord.status.in_(ACTIVE), sa.or_(is_running, TaskRecord.status.in_(WAITING)))
        .group_by(TaskRecord.queue, TaskRecord.name, is_running)
    )
    with snapshot() as session:
        rows = session.execute(query).all()
    found: dict[str, _Tasks] = {}
    for queue, name, running, count, oldest in rows:
        queue = queue or task_publisher.queue_of(name)
        found[queue] = _add(found.get(queue, _Tasks()), bool(running), count, oldest)
    return found


def _add(tasks: _Tasks, running: bool, count: int, oldest: datetime) -> _Tasks:
    if running:
        return _Tasks(tasks.waiting, tasks.running + count, tasks.oldest)
    return _Tasks(tasks.waiting + count, tasks.running, min(tasks.oldest or oldest, oldest))
