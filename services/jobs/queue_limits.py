"""Back pressure: how many jobs may wait before new ones are refused."""

import threading
import time
from collections import Counter

import sqlalchemy as sa

from app.db import snapshot
from app.models import TaskRecord
from app.models.task import Status
from services.errors import TooMany, Unavailable
from services.jobs import task_publisher
from utils.config import get_settings
from utils.language import _

COUNTED_FOR_SECONDS = 1.0


class WaitingTasks:
    """How many tasks wait, by queue and by user: counted in the database at most once a second, and since then here."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted_at = float("-inf")
        self._by_queue: Counter[str] = Counter()
        self._by_user: Counter[int | None] = Counter()

    def add(self, task_name: str, user_id: int) -> None:
        """One more, if there is room. Raises Unavailable (the queue is full), TooMany (this user has enough)."""
        settings, queue = get_settings(), task_publisher.queue_of(task_name)
        with self._lock:
            if time.monotonic() - self._counted_at > COUNTED_FOR_SECONDS:
                self._count()
            if self._by_queue[queue] >= settings.max_queued_tasks:
                raise Unavailable(_("The queue {queue!r} is full. Try again in a minute.", queue=queue), "queue_full")
            if self._by_user[user_id] >= settings.max_queued_tasks_per_user:
                raise TooMany(
                    _(
                        "{waiting} of your tasks are still waiting. Submit more when some have started.",
                        waiting=self._by_user[user_id],
                    ),
                    "too_many_queued",
                )
            self._by_queue[queue] += 1
            self._by_user[user_id] += 1

    def _count(self) -> None:
        # Chunks of a run are not counted: a large catalogue must not shut out everybody else.
        waiting = (
            sa.select(TaskRecord.name, TaskRecord.created_by, sa.func.count())
            .where(TaskRecord.status == Status.PENDING, TaskRecord.parent_id.is_(None))
            .group_by(TaskRecord.name, TaskRecord.created_by)
        )
        with snapshot() as session:
            rows = session.execute(waiting).all()
        self._by_queue.clear()
        self._by_user.clear()
        for name, user_id, count in rows:
            self._by_queue[task_publisher.queue_of(name)] += count
            self._by_user[user_id] += count
        self._counted_at = time.monotonic()


waiting_tasks = WaitingTasks()
