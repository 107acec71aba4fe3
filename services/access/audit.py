"""Who did what to the installation, or tried to get in, and when: in the database and in the log."""

import logging
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import AuditEntry
from services.access.signed_in import SignedIn
from services.paging import Page, position
from utils import clock, ids

log = logging.getLogger("audit")

LONGEST_SUBJECT = 255
# Whoever tries passwords shall not fill the table: the log has every try.
REFUSALS_APART = timedelta(minutes=1)
REFUSED = "sign_in.refused"


def record(actor: SignedIn, action: str, subject: str) -> None:
    """Note what someone is about to do, before it is done."""
    with transaction() as session:
        note(session, actor, action, subject)


def note(session: Session, actor: SignedIn | None, action: str, subject: str) -> None:
    """Note what someone does, in the transaction that does it; nothing of what the installation does by itself.

    The subject is for the eyes of all administrators: it names what was changed, and no secret.
    """
    if actor is None:
        return
    entry = AuditEntry(
        at=clock.now(),
        user_id=actor.user_id,
        username=actor.username,
        action=action,
        subject=subject[:LONGEST_SUBJECT],
        request_id=ids.request_id.get(),
    )
    session.add(entry)
    log.info(action, extra={"username": actor.username, "subject": subject})


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


def list_entries(limit: int, cursor: str | None) -> Page[AuditEntry]:
    """What was noted within a year, newest first."""
    query = sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit + 1)
    if cursor:
        query = query.where(AuditEntry.id < position(cursor, 1, int)[0])
    with snapshot() as session:
        return Page.of(session.scalars(query).all(), limit, lambda entry: [entry.id])
