"""Who did what to the installation, or tried to get in, and when: in the database and in the log."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import AuditEntry
from services.access.signed_in import SignedIn
from services.paging import Page, position
from utils import clock, ids

log = logging.getLogger("audit")

LONGEST_SUBJECT = 255
LONGEST_NAME = 64
# Of one thing; who changed it before that is asked of the whole log.
LAST = 20
# Whoever tries passwords shall not fill the table: the log has every try.
REFUSALS_APART = timedelta(minutes=1)
REFUSED = "sign_in.refused"


@dataclass(frozen=True)
class Change:
    """target -- the address in the API of what was changed; changes -- {"before", "after"} by field"""

    target: str
    changes: dict[str, Any]


def record(actor: SignedIn, action: str, subject: str) -> None:
    """Note what someone is about to do, before it is done."""
    with transaction() as session:
        note(session, actor, action, subject)


def note(session: Session, actor: SignedIn | None, action: str, subject: str, change: Change | None = None) -> None:
    """Note what someone does, in the transaction that does it; nothing of what the installation does by itself.

    The subject is for the eyes of all administrators: it names what was changed, and no secret.
    """
    if actor is not None:
        entry = AuditEntry(user_id=actor.user_id, username=actor.signature[:LONGEST_NAME])
        _add(session, entry, action, subject, change)


def note_outsider(session: Session, name: str, action: str, subject: str, change: Change | None = None) -> None:
    """The same of somebody who has not signed in: a supplier that follows its link."""
    _add(session, AuditEntry(username=name[:LONGEST_NAME]), action, subject, change)


def _add(session: Session, entry: AuditEntry, action: str, subject: str, change: Change | None) -> None:
    entry.at, entry.action, entry.subject = clock.now(), action, subject[:LONGEST_SUBJECT]
    entry.request_id = ids.request_id.get()
    if change:
        entry.target, entry.changes = change.target[:LONGEST_SUBJECT], change.changes
    session.add(entry)
    log.info(action, extra={"username": entry.username, "subject": subject})


def note_refused_sign_in(username: str | None) -> None:
    """Note that someone tried to sign in as this user (None: as nobody we know), once a minute.

    What was typed in place of a name is not kept: it may be a password.
    """
    subject, now = username or "an unknown name", clock.now()
    log.warning(REFUSED, extra={"subject": subject})
    noted = sa.exists().where(AuditEntry.at > now - REFUSALS_APART, AuditEntry.action == REFUSED)
    with transaction() as session:
        if not session.scalar(sa.select(noted.where(AuditEntry.subject == subject))):
            refusal = AuditEntry(at=now, username="", action=REFUSED, subject=subject, request_id=ids.request_id.get())
            session.add(refusal)


def of_target(session: Session, target: str) -> Sequence[AuditEntry]:
    """What was last noted of what has this address in the API, with its changes; the newest first."""
    noted = AuditEntry.target == target, AuditEntry.changes.is_not(None)
    return session.scalars(sa.select(AuditEntry).where(*noted).order_by(AuditEntry.id.desc()).limit(LAST)).all()


def list_entries(limit: int, cursor: str | None) -> Page[AuditEntry]:
    """What was noted within a year, newest first."""
    query = sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit + 1)
    if cursor:
        query = query.where(AuditEntry.id < position(cursor, 1, int)[0])
    with snapshot() as session:
        return Page.of(session.scalars(query).all(), limit, lambda entry: [entry.id])
