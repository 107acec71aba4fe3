"""Who made the lines of orders what they are."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import OrderStep, PurchaseOrder
from services.access import audit
from services.orders.history import order_steps
from services.orders.lines import order_heads
from services.seen import Author, LastChange

# Of a long step the first are enough to know it by.
NAMED = 3


def last(session: Session, line: PurchaseOrder, fields: Collection[str]) -> Author | None:
    """Who was the last to change one of these fields of this line; None where that is not noted."""
    steps = order_steps.of_order(session, line.number)
    about = [step for step in steps if any(name in fields for name in _changed(step, line.id))]
    latest = last_step(about)
    return of_step(session, latest) if latest else None


def last_step(steps: Sequence[OrderStep]) -> OrderStep | None:
    """What was done, or taken back, last; None: none is noted."""
    return max(steps, key=_at, default=None)


def of_step(session: Session, step: OrderStep) -> Author:
    """Whoever took it; whoever undid it, where it was undone."""
    if step.undone_at:
        for entry in audit.of_target(session, f"/purchase-orders/{step.number}"):
            if (entry.changes or {}).get("undone") == step.details["lines"]:
                return Author(entry.username, entry.at)
    return Author(step.by, step.at)


def _at(step: OrderStep) -> datetime:
    return step.undone_at or step.at


def _changed(step: OrderStep, line_id: int) -> Iterator[str]:
    """The fields that it changed of this line."""
    for line, was, now in step.details["lines"]:
        if line == line_id:
            yield from order_steps.differences(was, now)


def latest(number: str) -> LastChange | None:
    """What was last done to an order, or taken back; None: nothing is noted. Raises NotFound."""
    with snapshot() as session:
        order = order_heads.find(session, number)
        step = last_step(order_steps.of_order(session, number))
        skus = {line.order.id: line.product.sku for line in order.lines}
        return LastChange(of_step(session, step), _in_words(step, skus)) if step else None


def _in_words(step: OrderStep, skus: Mapping[int, str]) -> str:
    """Its action, and by product what it changed of the lines that can be seen."""
    done = f"{step.action} was undone" if step.undone_at else step.action
    return "; ".join([done, *(f"{skus[own]}: {_fields(was, now)}" for own, was, now in _seen(step, skus))])


def _seen(step: OrderStep, skus: Mapping[int, str]) -> list[list[Any]]:
    return [line for line in step.details["lines"] if line[0] in skus][:NAMED]


def _fields(was: Mapping[str, Any] | None, now: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {pair[0]} → {pair[1]}" for name, pair in order_steps.differences(was, now).items())
