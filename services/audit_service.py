"""Who did what to the installation, and when: in the database and in the log."""

import logging

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import AuditEntry
from services.auth_service import SignedIn
from services.pages import Page, position
from utils import clock, ids

log = logging.getLogger("audit")

LONGEST_SUBJECT = 255


def record(actor: SignedIn, action: str, subject: str) -> None:
    """Note what someone is about to do, before it is done."""
    with transaction() as session:
        note(session, actor, action, subject)


def note(session: Session, actor: SignedIn, action: str, subject: str) -> None:
    """Note what someone does, in the transaction that does it."""
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


def list_entries(limit: int, cursor: str | None) -> Page[AuditEntry]:
    """What was noted within a year, newest first."""
    query = sa.select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit + 1)
    if cursor:
        query = query.where(AuditEntry.id < position(cursor, 1, int)[0])
    with snapshot() as session:
        return Page.of(session.scalars(query).all(), limit, lambda entry: [entry.id])
