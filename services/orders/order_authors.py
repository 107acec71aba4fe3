"""Who made the lines of orders what they are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import OrderStep
from services.access import audit
from services.orders import order_lines, order_steps


@dataclass(frozen=True)
class Author:
    """Who did it, and when."""

    username: str
    at: datetime


def last(order_ids: Collection[int], fields: Collection[str]) -> Author | None:
    """Who was the last to change one of these fields of one of these lines; None where that is not noted.

    Raises NotFound.
    """
    with snapshot() as session:
        numbers = {order_lines.find(session, own).order.number for own in order_ids}
        steps = [step for number in numbers for step in order_steps.of_order(session, number)]
        about = [step for step in steps if any(name in fields for name in _changed(step, order_ids))]
        latest = max(about, key=_at, default=None)
        return _author(session, latest) if latest else None


def _at(step: OrderStep) -> datetime:
    return step.undone_at or step.at


def _changed(step: OrderStep, order_ids: Collection[int]) -> Iterator[str]:
    """The fields that it changed of these lines."""
    for line, was, now in step.details["lines"]:
        if line in order_ids:
            yield from order_steps.differences(was, now)


def _author(session: Session, step: OrderStep) -> Author:
    """Whoever undid it, where it was undone."""
    if step.undone_at:
        for entry in audit.of_target(session, f"/purchase-orders/{step.number}"):
            if (entry.changes or {}).get("undone") == step.details["lines"]:
                return Author(entry.username, entry.at)
    return Author(step.by, step.at)
