"""How an order begins: with a head, and what was advised of its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.models.order import OrderPhase
from services.orders.history import order_approval, order_steps, order_undo
from services.orders.history.order_steps import Doing, Was
from services.orders.lines import confirmations, order_heads
from services.orders.lines.order_lines import Line

ORDER, DRAFT, CHANGE = "order", "draft", "change"


def begin(session: Session, lines: Sequence[Line], doing: Doing, advised: Mapping[int, float] | None = None) -> None:
    """Give the orders of these lines, just entered, their heads; advised -- units by product id."""
    for line in lines:
        line.order.advised = (advised or {}).get(line.product.id, line.order.advised)
    for number in sorted({line.order.number for line in lines}):
        head = order_heads.head_of(session, number)
        is_new = head.drafted_by is None
        if doing.actor and is_new:
            head.phase = OrderPhase.DRAFT if doing.action == DRAFT else OrderPhase.SENT
            head.drafted_by = doing.actor.username
        if doing.actor:
            order_approval.written(head, doing.actor)
        if is_new:
            order_steps.begun(session, head, [line.order for line in lines if line.order.number == number], doing)


def go_on(session: Session, number: str, lines: Sequence[Was], doing: Doing) -> None:
    """Note that these lines were entered, or entered anew, under the number of an order that was there."""
    head = order_heads.head_of(session, number)
    head_was = order_steps.head_state(head)
    if doing.actor and doing.action == DRAFT:
        order_approval.written(head, doing.actor)
    if any(confirmations.is_other(was, order_undo.state(line)) for line, was in lines):
        confirmations.lapse(head)
    order_steps.entered(session, head, lines, head_was, replace(doing, action=CHANGE))
