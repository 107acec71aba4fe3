"""A supplier has confirmed what it was asked for then: what is changed since is to be confirmed anew."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import OrderHead
from app.models.order import OrderPhase
from services.orders.lines.order_lines import CANCELLED

# What a supplier confirms of a line; that goods have come is none of it.
_CONFIRMED = ("quantity", "supplier", "expected_on")


def is_other(was: Mapping[str, Any] | None, now: Mapping[str, Any]) -> bool:
    """Whether a line, as of `order_undo.state`, is otherwise than it was confirmed. was -- None: it was not there"""
    if was is None or any(now[name] != was[name] for name in _CONFIRMED):
        return True
    return bool(now["status"] != was["status"] and now["status"] == CANCELLED)


def lapse(head: OrderHead) -> None:
    """Have an order wait for its supplier's word again."""
    if head.phase == OrderPhase.CONFIRMED:
        head.phase, head.confirmed_by, head.confirmed_at = OrderPhase.SENT, None, None


def lapse_all(session: Session, numbers: Iterable[str]) -> dict[str, list[str | None]]:
    """The same of these orders; by number who had confirmed it, and when, as plain values of JSON."""
    confirmed = OrderHead.number.in_(set(numbers)), OrderHead.phase == OrderPhase.CONFIRMED
    words: dict[str, list[str | None]] = {}
    for head in session.scalars(sa.select(OrderHead).where(*confirmed).with_for_update()):
        words[head.number] = [head.confirmed_by, head.confirmed_at.isoformat() if head.confirmed_at else None]
        lapse(head)
    return words


def put_back(session: Session, words: Mapping[str, list[str | None]]) -> None:
    """Have confirmed again what has lapsed, but for orders that were confirmed since."""
    lapsed = OrderHead.number.in_(words), OrderHead.phase == OrderPhase.SENT
    for head in session.scalars(sa.select(OrderHead).where(*lapsed).with_for_update()):
        by, at = words[head.number]
        head.phase, head.confirmed_by = OrderPhase.CONFIRMED, by
        head.confirmed_at = datetime.fromisoformat(at) if at else None
