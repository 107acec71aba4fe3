"""How long the queues were, minute by minute, over the last day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import affected, snapshot, transaction
from app.db.expressions import insert_into
from app.models import QueueLength
from services.jobs import queue_service
from utils import clock
from utils.queues import QUEUES

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


@dataclass(frozen=True, slots=True)
class Minute:
    """How many tasks waited and ran in this minute (its first second)."""

    at: datetime
    pending: int
    processing: int


def history(since: timedelta = KEPT) -> Mapping[str, Sequence[Minute]]:
    """The minutes that were noted, by queue, oldest first. A minute in which nobody was there to note it is missing."""
    noted = QueueLength.minute
    query = sa.select(QueueLength.queue, noted, QueueLength.pending, QueueLength.processing).order_by(noted)
    with snapshot() as session:
        rows = session.execute(query.where(noted > clock.now() - since)).all()
    found: dict[str, list[Minute]] = {name: [] for name in QUEUES}
    for queue, at, pending, processing in rows:
        # A queue of an earlier version may still be among them.
        found.setdefault(queue, []).append(Minute(at, pending, processing))
    return found


def forget(session: Session) -> int:
    """Remove what is older than a day."""
    return affected(session, sa.delete(QueueLength).where(QueueLength.minute < clock.now() - KEPT))
