"""Sending what the outbox holds, again and again until it arrives or a day has passed.

A receiver is tried by one thread at a time and for its share of a sweep; several receivers are tried at once.
"""

import http.client
import json
import logging
import smtplib
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import affected, snapshot, transaction
from app.models import Notification, Webhook
from services.notifications import mail, outbox, webhook_client, webhooks
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
# Of mail: from this code on the same is answered tomorrow; below it the server is busy.
NO_SUCH_ADDRESS = 500
# From its first try on. What waits for a receiver that is away for longer than that is given up without more tries.
LONGEST = timedelta(minutes=sum(PAUSES))
MOST_DROPPED_AT_ONCE = 1000
# Receivers that are away or slow must not hold the worker for all that waits for them, nor one of them the others.
LONGEST_SECONDS = 60
SHARE_SECONDS = 10
RECEIVERS_AT_ONCE = 8
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
    ends_at = time.monotonic() + LONGEST_SECONDS
    with ThreadPoolExecutor(RECEIVERS_AT_ONCE) as threads:
        served = list(threads.map(lambda receiver: _serve(receiver, ends_at), _receivers()))
    return {"delivered": sum(sent for sent, _ in served), "failed": sum(failed for _, failed in served)}


def _serve(receiver: str, ends_at: float) -> tuple[int, int]:
    """How many messages arrived at this receiver in its share of the sweep, and how many did not."""
    delivered = failed = 0
    for notification in _claimed(receiver, ends_at):
        if _try_to_send(notification):
            delivered += 1
        else:
            failed += 1
    return delivered, failed


def _receivers() -> Sequence[str]:
    """For whom something is due. Mails come first, as orders and alarms do not wait for programs; then those whom the
    last try has reached; of these who has waited longest."""
    receiver = sa.func.coalesce(Notification.webhook_id, MAIL_SERVER)
    query = sa.select(receiver).outerjoin(Webhook, Webhook.id == Notification.webhook_id)
    query = query.where(Notification.due_at <= clock.now()).group_by(receiver, Webhook.failing_since)
    ordered = query.order_by(
        receiver != MAIL_SERVER, Webhook.failing_since.is_not(None), sa.func.min(Notification.due_at)
    )
    with snapshot() as session:
        return session.scalars(ordered).all()


def _claimed(receiver: str, ends_at: float) -> Iterator[Notification]:
    """What is due to a receiver, until it has had its share of this sweep, or that is over."""
    spent = 0.0
    while due := _due(receiver):
        for notification in due:
            began = time.monotonic()
            if spent >= SHARE_SECONDS or began > ends_at:
                return
            if _is_ours(notification):
                yield notification
                spent += max(0.0, time.monotonic() - began - QUICK_SECONDS)


def _due(receiver: str) -> Sequence[Notification]:
    mine = sa.func.coalesce(Notification.webhook_id, MAIL_SERVER) == receiver
    query = sa.select(Notification).where(Notification.due_at <= clock.now(), mine)
    with snapshot() as session:
        return session.scalars(query.order_by(Notification.due_at).limit(AT_ONCE)).all()


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
        said, status = mail.refusal(fault) or (f"{type(fault).__name__}: {fault}", None)
        error = said[:500]
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
        "webhook-signature": " ".join(
            webhook_client.sign(secret, notification.id, timestamp, notification.body)
            for secret in webhooks.secrets_of(webhook)
        ),
    }
    return webhook_client.post(webhook.url, notification.body, headers)


def _note(notification: Notification, attempt: dict[str, Any]) -> None:
    attempts = [*notification.attempts, attempt]
    values: dict[str, Any] = {"attempts": attempts, "due_at": None}
    if attempt["error"] is None:
        values["delivered_at"] = clock.now()
    elif not _is_for_good(notification, attempt["status"]):
        values["due_at"] = _next_try(attempts)
    if values["due_at"] is None and notification.event in outbox.MAILS:
        values["body"] = json.dumps({"type": notification.event})
    log.info("notification.tried", extra={"notification": notification.id, **attempt})
    with transaction() as session:
        session.execute(sa.update(Notification).where(Notification.id == notification.id).values(values))
        if notification.webhook_id:
            _note_of_receiver(session, notification.webhook_id, attempt["error"] is None)


def _is_for_good(notification: Notification, status: int | None) -> bool:
    """Whether the receiver will never take it: it has gone, or has no such address (RFC 5321, 4.2.1)."""
    if notification.webhook_id is None:
        return (status or 0) >= NO_SUCH_ADDRESS
    return status == http.client.GONE


def _next_try(attempts: Sequence[dict[str, Any]]) -> datetime | None:
    """When it is tried again; None: never, as it was often enough or, where much waits, for long enough."""
    now = clock.now()
    if len(attempts) > len(PAUSES) or now - datetime.fromisoformat(attempts[0]["at"]) >= LONGEST:
        return None
    return now + timedelta(minutes=PAUSES[len(attempts) - 1])


def _note_of_receiver(session: Session, webhook_id: str, was_reached: bool) -> None:
    """Since when it fails. For a day by now: what has waited for a day as well is given up.

    A receiver that is away costs seconds each time, so that of thousands of messages each could be tried only once in
    days.
    """
    webhook = session.get(Webhook, webhook_id, with_for_update=True)
    if webhook is None:
        return
    now = clock.now()
    if was_reached:
        webhook.failing_since = None
    elif webhook.failing_since is None:
        webhook.failing_since = now
    elif webhook.failing_since <= now - LONGEST:
        _drop(session, webhook, now)


def _drop(session: Session, webhook: Webhook, now: datetime) -> None:
    waiting = Notification.webhook_id == webhook.id, Notification.due_at.is_not(None)
    query = sa.select(Notification).where(*waiting, Notification.created_at <= now - LONGEST)
    dropped = session.scalars(query.order_by(Notification.id).limit(MOST_DROPPED_AT_ONCE)).all()
    since = clock.rfc3339(webhook.failing_since)
    error = f"Given up without another try: nothing has arrived at this address since {since}."
    for notification in dropped:
        entry = {"at": clock.rfc3339(now), "status": None, "error": error, "ms": 0}
        notification.attempts, notification.due_at = [*notification.attempts, entry], None
    if dropped:
        log.warning("notifications.dropped", extra={"webhook": webhook.id, "messages": len(dropped), "since": since})


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
