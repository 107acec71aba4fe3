"""How far a run is: what is published of it, and most of what its chunks have computed and not yet published."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import transaction
from app.models import TaskRecord

# Of a product's way; the rest is publishing.
COMPUTING = 0.9


def advance(chunk_id: str, share: float, step: str) -> None:
    """Note that a chunk has done this share of its computing, 0 to 1; it never goes backwards."""
    with transaction() as session:
        chunk = session.get_one(TaskRecord, chunk_id)
        computed = max(0, int(COMPUTING * share * chunk.progress_total) - chunk.progress_current)
        _add(session, chunk.parent_id, computed, step)
        chunk.progress_current += computed


def count(session: Session, chunk_id: str, published: int) -> None:
    """Note that so many products of a chunk are published, in place of their share of the computing."""
    chunk = session.get_one(TaskRecord, chunk_id)
    computed = min(chunk.progress_current, int(COMPUTING * published))
    _add(session, chunk.parent_id, published - computed, "Publishing")
    chunk.progress_current -= computed


def _add(session: Session, run_id: str | None, products: int, step: str) -> None:
    """The run's row is always written before the chunk's: two who write both do not wait for each other."""
    there = TaskRecord.progress_current + products
    session.execute(
        sa.update(TaskRecord)
        .where(TaskRecord.id == run_id)
        .values(
            progress_current=sa.case((there > TaskRecord.progress_total, TaskRecord.progress_total), else_=there),
            progress_message=step,
        )
    )
