"""Orders that are sent, of which more is entered: above the limit somebody else has to approve that first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import PurchaseOrder
from services.errors import Conflict, Fault, InvalidInput
from services.orders.entry.line_entry import INSERTED, UNCHANGED, Entered
from services.orders.history import order_approval, order_undo
from services.orders.lines import agreements, order_heads


def check(session: Session, entered: Iterable[Entered]) -> None:
    """Raises Conflict where these lines, just entered, raise an order that was there above the limit."""
    for order in order_heads.find_all(session, list(_raised(session, entered))):
        order_approval.check_raised(session, order)


def refused(session: Session, outcomes: Sequence[Entered | InvalidInput]) -> list[Entered | InvalidInput]:
    """These, with a refusal for each line that raises an order above the limit; such a line is as it was. Only of what
    was sent from here, after it was approved: a file says what others have ordered."""
    raised = _raised(session, (own for own in outcomes if isinstance(own, Entered)))
    refusals: Mapping[int, InvalidInput] = {
        id(own): refusal
        for order in order_heads.find_all(session, list(raised))
        if order.head.sent_at is not None and (refusal := _refusal(session, order))
        for own in raised[order.number]
    }
    for own in outcomes:
        if isinstance(own, Entered) and id(own) in refusals:
            _take_back(session, own)
    session.flush()
    return [refusals.get(id(own), own) for own in outcomes]


def known_numbers(session: Session, entered: Sequence[Entered]) -> set[str]:
    """Of the orders of these lines those that were there before."""
    inserted = {own.line.order.id for own in entered if own.outcome == INSERTED}
    ours = PurchaseOrder.number.in_({own.line.order.number for own in entered})
    found = session.execute(sa.select(PurchaseOrder.number, PurchaseOrder.id).where(ours))
    return {number for number, own in found if own not in inserted}


def _raised(session: Session, entered: Iterable[Entered]) -> dict[str, list[Entered]]:
    """Lines that are more than they were, by the number of their order, which was there before."""
    more = [own for own in entered if own.outcome != UNCHANGED and own.line.order.quantity > _ordered(own)]
    known = known_numbers(session, more)
    raised = defaultdict[str, list[Entered]](list)
    for own in more:
        if own.line.order.number in known:
            raised[own.line.order.number].append(own)
    return raised


def _ordered(entered: Entered) -> float:
    return entered.was["quantity"] if entered.was else 0.0


def _refusal(session: Session, order: order_heads.WholeOrder) -> InvalidInput | None:
    try:
        order_approval.check_raised(session, order)
    except Conflict as conflict:
        return InvalidInput(str(conflict), conflict.code, (Fault("/quantity", str(conflict)),))
    return None


def _take_back(session: Session, entered: Entered) -> None:
    if entered.was is None:
        session.delete(entered.line.order)
    else:
        order_undo.put_back(entered.line.order, dict(entered.was))
        agreements.keep(session, [entered.line])
