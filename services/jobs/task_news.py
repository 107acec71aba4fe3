"""What the outside is told of tasks, and when what is to be told is sent."""

import logging
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Notification, TaskRecord
from app.models.task import Status
from services.errors import DATABASE_AWAY
from services.jobs import jobs, task_document, task_publisher
from services.notifications import outbox
from utils import clock

log = logging.getLogger(__name__)

# Counts of a run's result that are told; its list of failures is read at GET /tasks/<id>.
_RUN_COUNTS = ("outcome", "products", "trained", "failed")


def note_end(session: Session, task_id: str) -> None:
    """Note that a task has ended, for all who want to know. Cancelled tasks and the chunks of a run are no news."""
    if not outbox.is_anyone_listening(session):
        return
    session.flush()
    record = session.get_one(TaskRecord, task_id, populate_existing=True)
    if record.parent_id is not None or record.status not in (Status.SUCCESS, Status.FAILURE):
        return
    event = outbox.TASK_SUCCEEDED if record.status == Status.SUCCESS else outbox.TASK_FAILED
    outbox.note(session, outbox.RUN_COMPLETED if _is_run(record) else event, news_of(record))


def news_of(record: TaskRecord) -> dict[str, Any]:
    """A task without its result, that is for those who may sign in and read it; of a run, with the counts of it."""
    news = {name: value for name, value in task_document.task_json(record).items() if name != "result"}
    if not _is_run(record):
        return news
    counts = {name: (record.result or {}).get(name) for name in _RUN_COUNTS}
    if record.status == Status.FAILURE:  # It may have failed before there was a result.
        counts["outcome"] = "failed"
    return news | {"result": counts}


def wake_sender() -> None:
    """Have what is due sent now. A call that is not heard is repeated by the next sweep."""
    due = sa.select(sa.exists().where(Notification.due_at <= clock.now()))
    try:
        with snapshot() as session:
            is_due = session.scalar(due)
    except DATABASE_AWAY as error:
        log.warning("outbox.sender_not_woken", extra={"error": str(error)})
    else:
        if is_due:
            task_publisher.wake(jobs.DELIVER_NOTIFICATIONS)


def _is_run(record: TaskRecord) -> bool:
    return record.name == jobs.TRAIN_ALL
