"""Webhooks: which addresses outside get which events, and what was sent to them."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa

from app.db import snapshot, transaction
from app.models import Notification, Webhook
from services.access import audit
from services.access.signed_in import SignedIn
from services.errors import Conflict, Fault, InvalidInput, NotFound
from services.notifications import outbox, webhook_client
from services.paging import Page, position
from utils import clock, ids
from utils.language import _

MOST_WEBHOOKS = 50
SECRET_BYTES = 32
# Beside the one that is new; a header has room for their signatures.
MOST_OLD_SECRETS = 4


def create_webhook(url: str, events: list[str], actor: SignedIn | None = None) -> Webhook:
    """Send these events to this address from now on. Raises InvalidInput for addresses and events we do not serve."""
    unknown = sorted(set(events) - set(outbox.EVENTS))
    if unknown:
        known = ", ".join(outbox.EVENTS)
        raise InvalidInput(
            _("There is no event {name!r}; there are {known}.", name=unknown[0], known=known),
            "unknown_event",
            (Fault("/events", _("one or more of {known}", known=known)),),
        )
    webhook_client.target_of(url)
    webhook = Webhook(
        id=ids.new_id(),
        url=url,
        events=sorted(set(events)),
        secret=_new_secret(),
        created_at=clock.now(),
    )
    with transaction() as session:
        if session.scalars(sa.select(sa.func.count()).select_from(Webhook)).one() >= MOST_WEBHOOKS:
            raise InvalidInput(
                _("There are {most} webhooks already; delete one first.", most=MOST_WEBHOOKS),
                "too_many_webhooks",
            )
        session.add(webhook)
        audit.note(
            session,
            actor,
            "webhook.create",
            f"{_place(webhook)}: {', '.join(webhook.events)}",
            _noted(webhook, "after"),
        )
    return webhook


def list_webhooks(limit: int, cursor: str | None) -> Page[Webhook]:
    """All webhooks, in the order they were made."""
    query = sa.select(Webhook).order_by(Webhook.id).limit(limit + 1)
    if cursor:
        query = query.where(Webhook.id > str(position(cursor, 1)[0]))
    with snapshot() as session:
        return Page.of(session.scalars(query).all(), limit, lambda webhook: [webhook.id])


def delete_webhook(webhook_id: str, actor: SignedIn | None = None) -> None:
    """Send this address nothing more, nor what is still waiting for it. Raises NotFound."""
    with transaction() as session:
        webhook = session.get(Webhook, webhook_id, with_for_update=True)
        if webhook is None:
            raise _unknown(webhook_id)
        audit.note(session, actor, "webhook.delete", _place(webhook), _noted(webhook, "before"))
        session.delete(webhook)


def rotate_secret(webhook_id: str, valid: timedelta, actor: SignedIn | None = None) -> Webhook:
    """Sign with a new secret, and for so long with the old one as well; timedelta(0) ends all old ones now.

    Raises NotFound, Conflict for more old ones than can be valid at once.
    """
    now = clock.now()
    with transaction() as session:
        webhook = session.get(Webhook, webhook_id, with_for_update=True)
        if webhook is None:
            raise _unknown(webhook_id)
        old = [{"secret": webhook.secret, "until": clock.rfc3339(now + valid)}]
        webhook.old_secrets = [*_valid(webhook), *old] if valid else []
        if len(webhook.old_secrets) > MOST_OLD_SECRETS:
            message = _("{most} old secrets are valid still; end them by valid_hours 0.", most=MOST_OLD_SECRETS)
            raise Conflict(message, "too_many_secrets")
        webhook.secret = _new_secret()
        audit.note(session, actor, "webhook.rotate", _place(webhook), audit.Change(f"/webhooks/{webhook.id}", {}))
    return webhook


def secrets_of(webhook: Webhook) -> Sequence[str]:
    """All that sign a message now, the newest first."""
    return [webhook.secret, *(old["secret"] for old in reversed(_valid(webhook)))]


def get_webhook(webhook_id: str) -> Webhook:
    """Raises NotFound."""
    with snapshot() as session:
        webhook = session.get(Webhook, webhook_id)
    if webhook is None:
        raise _unknown(webhook_id)
    return webhook


def list_sent(webhook_id: str, limit: int, cursor: str | None) -> Page[Notification]:
    """What was sent to this webhook in the last 30 days, newest first, with every try. Raises NotFound."""
    query = sa.select(Notification).where(Notification.webhook_id == webhook_id).order_by(Notification.id.desc())
    if cursor:
        query = query.where(Notification.id < str(position(cursor, 1)[0]))
    with snapshot() as session:
        if session.get(Webhook, webhook_id) is None:
            raise _unknown(webhook_id)
        return Page.of(session.scalars(query.limit(limit + 1)).all(), limit, lambda last: [last.id])


def _new_secret() -> str:
    return "whsec_" + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _valid(webhook: Webhook) -> list[dict[str, Any]]:
    """The old secrets whose time is not over."""
    now = clock.now()
    return [old for old in webhook.old_secrets if datetime.fromisoformat(old["until"]) > now]


def _place(webhook: Webhook) -> str:
    # Its path and query may hold what opens the door there.
    return f"{webhook.id} at {urlsplit(webhook.url).hostname}"


def _noted(webhook: Webhook, side: str) -> audit.Change:
    known = {"host": urlsplit(webhook.url).hostname, "events": webhook.events}
    return audit.Change(f"/webhooks/{webhook.id}", {side: known})


def _unknown(webhook_id: str) -> NotFound:
    return NotFound(
        _("There is no webhook {webhook_id!r}; GET /webhooks lists them.", webhook_id=webhook_id), "webhook_not_found"
    )
