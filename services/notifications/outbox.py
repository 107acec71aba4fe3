"""What the outside is to be told: noted in the transaction of the event itself, sent afterwards.

An event whose transaction fails is never told; one that is kept is told even if this process dies right after.
"""

import json
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import affected
from app.models import Notification, Webhook
from services.notifications.mail import Mail
from utils import clock, ids
from utils.config import get_settings

TASK_SUCCEEDED = "task.succeeded"
TASK_FAILED = "task.failed"
RUN_COMPLETED = "run.completed"
# Of scheduled runs; each is an event schedule.<code>. See alarms.
ALARMS = ("overdue", "not_started", "missed", "failed", "partial", "waiting")
STOCK_OUT_RISK = "stockout.risk"
ORDERS_READY = "orders.ready"
# By mail only: to a supplier, and to a user in the morning. Forgotten once they are sent.
ORDER_SENT, MORNING = "order.sent", "exceptions.morning"
MAILS = (ORDER_SENT, MORNING)
SCHEDULE_EVENTS = tuple(f"schedule.{code}" for code in ALARMS)
EVENTS = (TASK_SUCCEEDED, TASK_FAILED, RUN_COMPLETED, *SCHEDULE_EVENTS, STOCK_OUT_RISK, ORDERS_READY)


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


def note_mail(session: Session, event: str, mail: Mail) -> str:
    """Note a mail to somebody outside; the id by which its fate is known. Forgotten but for its address once it is
    delivered or given up: it may hold a link that opens something."""
    noted = _notification(None, event, {})
    noted.body = json.dumps({"type": event, "mail": mail.as_json()})
    session.add(noted)
    return noted.id


def withdraw(session: Session, mail_id: str) -> bool:
    """Take back a mail that has not been sent; whether that was in time."""
    waiting = sa.delete(Notification).where(Notification.id == mail_id, Notification.delivered_at.is_(None))
    return bool(affected(session, waiting))


def is_anyone_listening(session: Session) -> bool:
    """Whether there is any webhook."""
    return bool(session.scalar(sa.select(sa.exists().select_from(Webhook))))


def is_awaited(session: Session, event: str) -> bool:
    """Whether any webhook asked for events of this kind."""
    return any(event in webhook.events for webhook in session.scalars(sa.select(Webhook)))


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
