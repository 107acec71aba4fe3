"""What keeps jobs safe where a broker cannot: a look, every minute, at what should have happened by now."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import Notification, TaskRecord
from app.models.task import RUNNING, Status
from services import idempotency
from services.errors import DATABASE_AWAY
from services.jobs import heartbeats, jobs, task_news, task_publisher, worker_service
from services.jobs.task_runs import is_dead, mark_lost
from services.training import runs
from utils import clock

log = logging.getLogger(__name__)

# Time enough for a message to reach a free worker.
UNSEEN_AFTER = timedelta(seconds=60)
# Even behind a long queue: a second message does no harm, a lost one would wait for ever.
UNSEEN_AT_MOST = timedelta(minutes=15)
NOTIFICATIONS_KEPT = timedelta(days=30)


def sweep() -> dict[str, int]:
    """Republish what was never sent or is overdue; give the tasks of dead processes to others, or fail them."""
    now = clock.now()
    with transaction() as session:
        lost = _mark_lost_tasks(session, now)
        overdue = _overdue(session, now)
        for record in [*lost, *overdue]:
            record.published_at = now
    for record in [*lost, *overdue]:
        task_publisher.publish(record)
    _close_runs()
    _forget_the_past(now)
    task_news.wake_sender()
    if lost or overdue:
        log.warning("tasks.swept", extra={"lost": [r.id for r in lost], "overdue": [r.id for r in overdue]})
    return {"lost": len(lost), "overdue": len(overdue)}


def stand_in_for_beat() -> None:
    """Ask for a sweep where no Beat does: that Beat is silent, and what that leaves undone, must reach people."""
    try:
        with heartbeats.no_fork():
            if not worker_service.beat().is_running:
                task_publisher.wake(jobs.SWEEP_TASKS)
    except DATABASE_AWAY as error:
        log.warning("beat.not_looked_at", extra={"error": str(error)})


def _forget_the_past(now: datetime) -> None:
    with transaction() as session:
        idempotency.prune(session)
        session.execute(sa.delete(Notification).where(Notification.created_at < now - NOTIFICATIONS_KEPT))


def _close_runs() -> None:
    open_runs = sa.select(TaskRecord.id).where(TaskRecord.name == jobs.TRAIN_ALL, TaskRecord.status == Status.PROGRESS)
    with snapshot() as session:
        run_ids = session.scalars(open_runs.where(TaskRecord.heartbeat_at.is_(None))).all()
    for run_id in run_ids:
        with transaction() as session:
            runs.close_if_done(session, run_id)


def _mark_lost_tasks(session: Session, now: datetime) -> list[TaskRecord]:
    running = session.scalars(
        sa.select(TaskRecord).where(TaskRecord.status.in_(RUNNING), TaskRecord.heartbeat_at.is_not(None))
    )
    dead = [record for record in running if is_dead(record, now)]
    for record in dead:
        mark_lost(session, record, now)
    return [record for record in dead if record.status == Status.RETRY]


def _overdue(session: Session, now: datetime) -> Sequence[TaskRecord]:
    waiting = session.scalars(
        sa.select(TaskRecord).where(
            sa.or_(
                sa.and_(TaskRecord.status == Status.PENDING, TaskRecord.published_at < now - UNSEEN_AFTER),
                sa.and_(TaskRecord.status == Status.RETRY, TaskRecord.due_at < now - UNSEEN_AFTER),
            )
        )
    ).all()
    if not waiting:
        return []
    empty = task_publisher.empty_queues()
    return [
        record
        for record in waiting
        if task_publisher.queue_for(record) in empty or record.published_at < now - UNSEEN_AT_MOST
    ]
