"""Sending what the outbox holds, again and again until it arrives or a day has passed."""

import http.client
import json
import logging
import smtplib
import time
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.db import affected, snapshot, transaction
from app.models import Notification, Webhook
from services.notifications import mail, outbox, webhook_client
from services.notifications.mail import Mail
from services.outside.addresses import AddressRefused
from utils import clock, kept_texts, language
from utils.config import get_settings
from utils.language import N_, _

log = logging.getLogger(__name__)

# Pauses between tries, in minutes: nine tries within about a day.
PAUSES = (1, 5, 15, 60, 180, 360, 420, 420)
# Longer than any try takes: what a process held when it died is tried by another after this time.
LEASE = timedelta(minutes=2)
AT_ONCE = 50
# Receivers that are away or slow must not hold the worker for all that waits for them, nor one of them the others.
LONGEST_SECONDS = 60
SHARE_SECONDS = 10
# A try that takes no longer counts for nothing of it.
QUICK_SECONDS = 1

# The receiver of what goes to no webhook.
MAIL_SERVER = ""

# What is wrong with a scheduled run, by `outbox.ALARMS`.
ALARMED = {
    "overdue": N_("overdue"),
    "not_started": N_("not started"),
    "missed": N_("missed"),
    "failed": N_("failed"),
    "partial": N_("partial"),
    "waiting": N_("waiting"),
}


def send_due() -> dict[str, int]:
    """Send what is due, each at most once at a time; what is not done within a minute waits for the next sweep."""
    delivered = failed = 0
    ends_at = time.monotonic() + LONGEST_SECONDS
    for notification in _claimed():
        if _try_to_send(notification):
            delivered += 1
        else:
            failed += 1
        if time.monotonic() > ends_at:
            break
    return {"delivered": delivered, "failed": failed}


def _claimed() -> Iterator[Notification]:
    """What is due, without that of receivers which have had their share of this sweep."""
    spent: dict[str, float] = defaultdict(float)
    while due := _due([receiver for receiver, seconds in spent.items() if seconds >= SHARE_SECONDS]):
        for notification in due:
            receiver = notification.webhook_id or MAIL_SERVER
            if spent[receiver] >= SHARE_SECONDS or not _is_ours(notification):
                continue
            began = time.monotonic()
            yield notification
            spent[receiver] += max(0.0, time.monotonic() - began - QUICK_SECONDS)


def _due(without: Collection[str]) -> Sequence[Notification]:
    """Mails come first: orders and alarms do not wait for programs."""
    receiver = sa.func.coalesce(Notification.webhook_id, MAIL_SERVER)
    query = sa.select(Notification).where(Notification.due_at <= clock.now(), receiver.not_in(without))
    with snapshot() as session:
        return session.scalars(query.order_by(receiver != MAIL_SERVER, Notification.due_at).limit(AT_ONCE)).all()


def _is_ours(notification: Notification) -> bool:
    with transaction() as session:
        still_due = sa.update(Notification).where(
            Notification.id == notification.id, Notification.due_at == notification.due_at
        )
        return bool(affected(session, still_due.values(due_at=clock.now() + LEASE)))


def _try_to_send(notification: Notification) -> bool:
    started, error, status = time.perf_counter(), None, None
    try:
        status = _send(notification)
        if status is not None and not 200 <= status < 300:
            error = f"The receiver answered {status}."
    except (OSError, http.client.HTTPException, smtplib.SMTPException, AddressRefused) as fault:
        error = f"{type(fault).__name__}: {fault}"[:500]
    milliseconds = round(1000 * (time.perf_counter() - started))
    _note(notification, {"at": clock.rfc3339(clock.now()), "status": status, "error": error, "ms": milliseconds})
    return error is None


def _send(notification: Notification) -> int | None:
    """The receiver's HTTP status; None for mail."""
    if notification.webhook_id is None:
        mail.send(notification.id, _mail(json.loads(notification.body)))
        return None
    with snapshot() as session:
        webhook = session.get(Webhook, notification.webhook_id)
    if webhook is None:
        raise ConnectionAbortedError("The webhook was deleted.")
    timestamp = int(time.time())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Stockcast",
        "webhook-id": notification.id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": webhook_client.sign(webhook.secret, notification.id, timestamp, notification.body),
    }
    return webhook_client.post(webhook.url, notification.body, headers)


def _note(notification: Notification, attempt: dict[str, Any]) -> None:
    attempts = [*notification.attempts, attempt]
    values: dict[str, Any] = {"attempts": attempts, "due_at": None}
    if attempt["error"] is None:
        values["delivered_at"] = clock.now()
    elif len(attempts) <= len(PAUSES) and attempt["status"] != http.client.GONE:
        values["due_at"] = clock.now() + timedelta(minutes=PAUSES[len(attempts) - 1])
    if values["due_at"] is None and notification.event in outbox.MAILS:
        values["body"] = json.dumps({"type": notification.event})
    log.info("notification.tried", extra={"notification": notification.id, **attempt})
    with transaction() as session:
        session.execute(sa.update(Notification).where(Notification.id == notification.id).values(values))


def _mail(event: dict[str, Any]) -> Mail:
    """The mail that was noted, or that of an alarm."""
    if "mail" in event:
        return Mail.of_json(event["mail"])
    alarm, task = event["data"], event["data"]["task"]
    code = event["type"].removeprefix("schedule.")
    with language.spoken(get_settings().language):
        what = _(ALARMED[code])
        lines = [f"{kept_texts.anew(alarm['message'])}.", _("It was due at {moment}.", moment=_moment(alarm["due_at"]))]
        if task:
            lines += [*_counts(task.get("result")), kept_texts.anew((task["error"] or {}).get("message", ""))]
            more = _(
                "GET /tasks/{task_id} says more; POST /tasks/{task_id}/retry tries again.", task_id=task["task_id"]
            )
            lines.append(more)
    text = "\n".join(line for line in lines if line)
    return Mail(get_settings().alert_email, f"Stockcast: {alarm['schedule']} {what}", text)


def _moment(instant: str) -> str:
    """An instant of the API as the shop's clock shows it."""
    at = datetime.fromisoformat(instant).astimezone(clock.zone())
    return f"{language.long_day(at.date())}, {at:%H:%M} ({clock.zone()})"


def _counts(result: dict[str, Any] | None) -> Iterator[str]:
    if result and result["products"]:
        counts = {name: result[name] for name in ("trained", "products", "failed")}
        yield _("{trained} of {products} products were trained, {failed} failed.", **counts)
