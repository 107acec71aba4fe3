"""Whether an order is still as somebody has seen it, and who made it otherwise."""

import zlib
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.models import OrderStep
from services.errors import Conflict
from services.orders.history import order_authors, order_steps, order_undo
from services.orders.lines.order_heads import WholeOrder
from services.seen import Author
from utils.language import _


class OrderChanged(Conflict):
    """An order is not as it was when whoever wants to change it looked at it.

    step -- the last that was taken, or taken back, and by whom; None: none is noted
    """

    code = "changed_meanwhile"

    def __init__(self, number: str, step: OrderStep | None, by: Author | None) -> None:
        who = _(" {by} did so last ({action}).", by=by.username, action=step.action) if step and by else ""
        super().__init__(
            _(
                "Order {number} was changed meanwhile.{who} Nothing was stored; look at it again.",
                number=number,
                who=who,
            )
        )
        self.step, self.by = step, by


def mark(order: WholeOrder, steps: Sequence[OrderStep]) -> int:
    """A number that is another one as soon as anything of the order is otherwise."""
    lines = sorted((row.id, sorted(order_undo.state(row).items())) for row in order.rows)
    taken = [(step.id, step.undone_at is None) for step in steps]
    return zlib.crc32(repr((order.head.phase, lines, taken)).encode())


def check(session: Session, order: WholeOrder, seen: int | None) -> None:
    """Raises OrderChanged where the order, which is held, is no longer as it was seen. seen -- None: whatever it is"""
    if seen is None:
        return
    if mark(order, order_steps.of_order(session, order.number)) != seen:
        raise changed(session, order.number)


def changed(session: Session, number: str) -> OrderChanged:
    """What whoever comes second hears: who has made the order otherwise, and by which step."""
    last = order_authors.last_step(order_steps.of_order(session, number))
    return OrderChanged(number, last, order_authors.of_step(session, last) if last else None)
