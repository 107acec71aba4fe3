"""Advice brought up to date after something that may concern any number of products: few at once, many by a task."""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.db.expressions import among
from app.models import OrderAdvice, Product, TaskRecord
from services.errors import Unavailable
from services.jobs import jobs
from services.jobs.task_runs import RunningTask
from services.replenishment import planning_service
from services.task_service import ENDED, TaskService

log = logging.getLogger(__name__)

# Whoever announces an event waits for so many.
AT_ONCE = 200
BLOCK = 500


def follow_up(session: Session, concerned: Sequence[sa.ColumnElement[bool]]) -> bool:
    """Bring the advice on the products that this holds of up to date, in the caller's transaction.

    False where they are too many for that: then `submit` is to be called after it.
    """
    session.flush()
    ids = session.scalars(_advised(concerned).limit(AT_ONCE + 1)).all()
    if len(ids) > AT_ONCE:
        return False
    planning_service.follow_up(session, ids)
    return True


def of_products(session: Session, product_ids: Iterable[int]) -> bool:
    """The same for these products; those in excess of the limit count only if there is advice on them."""
    ids = set(product_ids)
    if len(ids) > AT_ONCE:
        return follow_up(session, [among(Product.id, ids)])
    planning_service.follow_up(session, ids)
    return True


def submit_if_possible() -> None:
    """`submit`; where no task can be sent, the night does it."""
    try:
        submit()
    except Unavailable as error:
        log.warning("advice.refresh_not_submitted", extra={"error": str(error)})


def submit() -> None:
    """Have all advice brought up to date in the background, after what it is to follow was committed.

    Raises Unavailable: then the night does it.
    """
    # One that still waits will see all that is committed by now; one that has begun may have read before.
    waiting = sa.exists().where(TaskRecord.name == jobs.REFRESH_ADVICE, TaskRecord.status == "PENDING")
    with snapshot() as session:
        if session.scalar(sa.select(waiting)):
            return
    TaskService.submit(jobs.RefreshAdvice())


def is_due(session: Session) -> bool:
    """Whether advice may be older than what it rests on: a task that brings it up to date waits, or is at it."""
    unended = sa.exists().where(TaskRecord.name == jobs.REFRESH_ADVICE, TaskRecord.status.not_in(ENDED))
    return bool(session.scalar(sa.select(unended)))


def refresh_all(running: RunningTask) -> dict[str, Any]:
    """Work out all advice anew, part by part, and tell of new risks."""
    with snapshot() as session:
        ids = session.scalars(_advised(())).all()
    for first in range(0, len(ids), BLOCK):
        running.report(first, len(ids), "Working out what to order")
        with transaction() as session:
            still_there = among(Product.id, ids[first : first + BLOCK])
            planning_service.follow_up(session, session.scalars(sa.select(Product.id).where(still_there)).all())
    return {"products": len(ids)}


def _advised(concerned: Sequence[sa.ColumnElement[bool]]) -> sa.Select[tuple[int]]:
    ids = sa.select(Product.id).join(OrderAdvice, OrderAdvice.product_id == Product.id)
    return ids.where(*concerned).order_by(Product.id)
