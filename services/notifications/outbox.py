"""What the outside is to be told: noted in the transaction of the event itself, sent afterwards.

An event whose transaction fails is never told; one that is kept is told even if this process dies right after.
"""

import json
import logging
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Notification, TaskRecord, Webhook
from services.errors import DATABASE_AWAY
from services.jobs import jobs, task_document, task_publisher
from utils import clock, ids
from utils.config import get_settings

log = logging.getLogger(__name__)

TASK_SUCCEEDED = "task.succeeded"
TASK_FAILED = "task.failed"
RUN_COMPLETED = "run.completed"
# Of scheduled runs; each is an event schedule.<code>. See alarms.
ALARMS = ("overdue", "not_started", "missed", "failed", "partial")
STOCK_OUT_RISK = "stockout.risk"
ORDERS_READY = "orders.ready"
SCHEDULE_EVENTS = tuple(f"schedule.{code}" for code in ALARMS)
EVENTS = (TASK_SUCCEEDED, TASK_FAILED, RUN_COMPLETED, *SCHEDULE_EVENTS, STOCK_OUT_RISK, ORDERS_READY)

# Counts of a run's result that are told; its list of failures is read at GET /tasks/<id>.
_RUN_COUNTS = ("outcome", "products", "trained", "failed")


def note_end(session: Session, task_id: str) -> None:
    """Note that a task has ended, for all who want to know. Cancelled tasks and the chunks of a run are no news."""
    if not _anyone_listens(session):
        return
    session.flush()
    record = session.get_one(TaskRecord, task_id, populate_existing=True)
    if record.parent_id is not None or record.status not in ("SUCCESS", "FAILURE"):
        return
    event = TASK_SUCCEEDED if record.status == "SUCCESS" else TASK_FAILED
    note(session, RUN_COMPLETED if _is_run(record) else event, news_of(record))


def note_alarm(session: Session, code: str, data: dict[str, Any]) -> None:
    """Note that something is wrong with a scheduled run: for webhooks, and by mail for the operator."""
    note(session, f"schedule.{code}", data)
    if _has_mail():
        session.add(_notification(None, f"schedule.{code}", data))


def note(session: Session, event: str, data: dict[str, Any]) -> None:
    """Note an event for every webhook that asked for events of its kind."""
    for webhook in session.scalars(sa.select(Webhook)):
        if event in webhook.events:
            session.add(_notification(webhook.id, event, data))


def news_of(record: TaskRecord) -> dict[str, Any]:
    """A task without its result, that is for those who may sign in and read it; of a run, with the counts of it."""
    news = {name: value for name, value in task_document.task_json(record).items() if name != "result"}
    if not _is_run(record):
        return news
    counts = {name: (record.result or {}).get(name) for name in _RUN_COUNTS}
    if record.status == "FAILURE":  # It may have failed before there was a result.
        counts["outcome"] = "failed"
    return news | {"result": counts}


def is_awaited(session: Session, event: str) -> bool:
    """Whether any webhook asked for events of this kind."""
    return any(event in webhook.events for webhook in session.scalars(sa.select(Webhook)))


def ring() -> None:
    """Have what is due sent now. A bell that is not heard is rung again by the next sweep."""
    due = sa.select(sa.exists().where(Notification.due_at <= clock.now()))
    try:
        with snapshot() as session:
            is_due = session.scalar(due)
    except DATABASE_AWAY as error:
        log.warning("outbox.bell_not_rung", extra={"error": str(error)})
    else:
        if is_due:
            task_publisher.ring(jobs.DELIVER_NOTIFICATIONS)


def _anyone_listens(session: Session) -> bool:
    return bool(session.scalar(sa.select(sa.exists().select_from(Webhook))))


def _has_mail() -> bool:
    settings = get_settings()
    return bool(settings.smtp_url and settings.alert_email)


def _notification(webhook_id: str | None, event: str, data: dict[str, Any]) -> Notification:
    now = clock.now()
    body = {"type": event, "timestamp": clock.rfc3339(now), "data": data}
    return Notification(
        id=ids.new_id(),
        webhook_id=webhook_id,
        event=event,
        body=json.dumps(body, separators=(",", ":")),
        created_at=now,
        due_at=now,
        attempts=[],
    )


def _is_run(record: TaskRecord) -> bool:
    return record.name == jobs.TRAIN_ALL
