"""Workers and Beat as an operator sees them: from their signs of life, never by asking them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.db import snapshot
from app.models import TaskRecord, WorkerHeartbeat
from app.models.task import RUNNING, WAITING
from services.access import audit
from services.access.signed_in import SignedIn
from services.errors import Conflict, NotFound, Unavailable
from services.jobs import task_publisher
from services.jobs.heartbeats import BEAT, HEARTBEAT_SECONDS, WORKER
from utils import clock
from utils.config import get_settings
from utils.language import _

# Three missed signs: whoever is silent longer may be dead, stopped, or cut off. Nobody can tell from here.
ONLINE_FOR = timedelta(seconds=3 * HEARTBEAT_SECONDS)
# Beat shows itself when it sends the sweep, once a minute.
BEAT_RUNNING_FOR = timedelta(minutes=3)


@dataclass(frozen=True)
class Worker:
    """A worker, and how long ago it was heard of."""

    heartbeat: WorkerHeartbeat
    silence: timedelta

    @property
    def silence_seconds(self) -> float:
        return self.silence.total_seconds()

    @property
    def state(self) -> str:
        return "online" if self.silence < ONLINE_FOR else "unknown"


@dataclass(frozen=True)
class Beat:
    """silence -- since the last Beat was heard of; None: never within a day."""

    silence: timedelta | None

    @property
    def is_running(self) -> bool:
        return self.silence is not None and self.silence < BEAT_RUNNING_FOR


def list_workers() -> list[Worker]:
    """All workers heard of within a day, by name; none without Celery."""
    if not get_settings().use_celery:
        return []
    now = clock.now()
    return [Worker(row, _since(row.seen_at, now)) for row in _heartbeats(WORKER)]


def beat() -> Beat:
    """The Beat heard of last."""
    now = clock.now()
    return Beat(min((_since(row.seen_at, now) for row in _heartbeats(BEAT)), default=None))


def count_tasks() -> tuple[int, int]:
    """Tasks some process is at, and tasks that wait for one or for their next attempt."""
    is_active = sa.and_(TaskRecord.status.in_(RUNNING), TaskRecord.heartbeat_at.is_not(None))
    is_waiting = TaskRecord.status.in_(WAITING)
    with snapshot() as session:
        active = session.scalars(sa.select(sa.func.count()).select_from(TaskRecord).where(is_active)).one()
        waiting = session.scalars(sa.select(sa.func.count()).select_from(TaskRecord).where(is_waiting)).one()
    return active, waiting


def shut_down(name: str | None, actor: SignedIn) -> list[str]:
    """Ask one worker, or all, to finish what they are at and stop. The names of those asked.

    Raises NotFound, Conflict (without Celery), Unavailable.
    """
    chosen = _chosen(name)
    # Written first: what was tried is on record even if the broker is away.
    audit.record(actor, "worker.shutdown", name or "all workers")
    return _ask(task_publisher.shut_down_workers, chosen)


def restart_pools(name: str | None, actor: SignedIn) -> list[str]:
    """Ask one worker, or all that have processes, for fresh ones. The names of those asked.

    Raises NotFound, Conflict (its pool are threads, or without Celery), Unavailable.
    """
    chosen = [worker for worker in _chosen(name) if worker.heartbeat.pool == "prefork"]
    if name is not None and not chosen:
        raise Conflict(
            _("{name} has threads. Shut it down instead: its supervisor starts it anew.", name=name), "no_processes"
        )
    audit.record(actor, "worker.pool_restart", name or "all workers")
    return _ask(task_publisher.restart_pools, chosen)


def _chosen(name: str | None) -> list[Worker]:
    if not get_settings().use_celery:
        raise Conflict(_("There are no workers: jobs run in the web processes (USE_CELERY=0)."), "celery_off")
    chosen = [worker for worker in list_workers() if name in (None, worker.heartbeat.name)]
    if name is not None and not chosen:
        raise NotFound(
            _("There is no worker {name!r}. GET /celery/workers lists those heard of.", name=name), "worker_not_found"
        )
    return chosen


def _ask(command: Callable[[list[str]], None], workers: list[Worker]) -> list[str]:
    names = [worker.heartbeat.name for worker in workers]
    try:
        command(names)
    except task_publisher.BROKER_AWAY as error:
        raise Unavailable(_("The broker cannot be reached, so no worker was asked."), "broker_unavailable") from error
    return names


def _heartbeats(kind: str) -> Sequence[WorkerHeartbeat]:
    with snapshot() as session:
        return session.scalars(
            sa.select(WorkerHeartbeat).where(WorkerHeartbeat.kind == kind).order_by(WorkerHeartbeat.name)
        ).all()


def _since(moment: datetime, now: datetime) -> timedelta:
    # The clocks of two machines differ: nobody is heard of in the future.
    return max(timedelta(0), now - moment)
