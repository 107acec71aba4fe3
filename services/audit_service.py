"""Who did what to the installation, and when: in the database and in the log."""

import logging

from app.db import transaction
from app.models import AuditEntry
from services.auth_service import SignedIn
from utils import clock, ids

log = logging.getLogger("audit")


def record(actor: SignedIn, action: str, subject: str) -> None:
    """Note what someone is about to do, before it is done."""
    entry = AuditEntry(
        at=clock.now(),
        user_id=actor.user_id,
        username=actor.username,
        action=action,
        subject=subject,
        request_id=ids.request_id.get(),
    )
    with transaction() as session:
        session.add(entry)
    log.info(action, extra={"username": actor.username, "subject": subject})
