"""How long the queues were, minute by minute, over the last day."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import insert_into, snapshot, transaction
from app.models import QueueLength
from services import queue_service
from utils import clock

KEPT = timedelta(days=1)
# A broker that has to be connected to first is given more time than a page has.
PATIENCE_SECONDS = 2.0


def sample() -> dict[str, int]:
    """Note how long each queue is; once a minute, however many ask for it."""
    minute = clock.now().replace(second=0, microsecond=0)
    queues = queue_service.list_queues(PATIENCE_SECONDS)
    rows = [{"minute": minute, "queue": q.name, "pending": q.pending, "processing": q.processing} for q in queues]
    with transaction() as session:
        session.execute(insert_into(session, QueueLength).values(rows).on_conflict_do_nothing())
    return {"queues": len(rows)}


def history(since: timedelta = KEPT) -> dict[str, Sequence[QueueLength]]:
    """The minutes that were noted, by queue, oldest first. A minute in which nobody was there to note it is missing."""
    query = sa.select(QueueLength).where(QueueLength.minute > clock.now() - since).order_by(QueueLength.minute)
    with snapshot() as session:
        rows = session.scalars(query).all()
    return {name: [row for row in rows if row.queue == name] for name in queue_service.QUEUES}


def forget(session: Session) -> int:
    """Remove what is older than a day."""
    return session.execute(sa.delete(QueueLength).where(QueueLength.minute < clock.now() - KEPT)).rowcount
