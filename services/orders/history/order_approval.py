"""Who may let an order go: above ORDER_APPROVAL_LIMIT somebody else than those who wrote it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from app.models import OrderHead
from app.models.order import OrderPhase
from services.access.signed_in import SignedIn
from services.errors import Conflict
from services.orders.history import order_steps
from services.orders.lines import order_prices
from services.orders.lines.order_heads import WholeOrder
from services.orders.lines.order_lines import Line
from services.orders.lines.order_states import State
from utils.config import get_settings
from utils.language import _

# Amounts that differ by less are the same.
CENT = 0.01


def is_above_limit(value: float | None) -> bool:
    """Whether an order of this worth, in the shop's money, needs approval; what is unknown (None) may be anything."""
    limit = get_settings().order_approval_limit
    return limit > 0 and (value is None or value > limit)


def is_needed(session: Session, lines: Sequence[Line]) -> bool:
    """Whether an order of these lines needs approval: what moves between the shop's own places is not bought."""
    return get_settings().order_approval_limit > 0 and is_above_limit(_worth(session, lines))


def given(session: Session, order: WholeOrder, actor: SignedIn) -> dict[str, Any]:
    """What an approval is kept with: it holds for no more than the order was worth, and above the limit not for who has
    written it."""
    return {"worth": _worth(session, order.lines), "by_writer": actor.user_id in order.head.written_by}


def effective_state(session: Session, order: WholeOrder) -> State:
    """The state that counts for what can be done: what was approved is a draft again once its prices, or the limit, ask
    for another's approval of it."""
    if order.state != State.APPROVED or not is_needed(session, order.lines):
        return order.state
    steps = order_steps.of_order(session, order.number)
    approvals = [step.details.get("approval") for step in steps if step.action == "approve" and not step.undone_at]
    # Approvals of earlier versions have noted none.
    if not approvals or (last := approvals[-1]) is None:
        return order.state
    worth = _worth(session, order.lines)
    is_dearer = last["worth"] is not None and (worth is None or worth > last["worth"] + CENT)
    return State.DRAFT if is_dearer or last["by_writer"] else order.state


def check(session: Session, order: WholeOrder, actor: SignedIn) -> None:
    """Raises Conflict where the actor has written an order that somebody else has to approve."""
    if actor.user_id in order.head.written_by and is_needed(session, order.lines):
        raise Conflict(
            _(
                "Order {number} is above the limit of {limit} (or its cost is unknown) and"
                " you have written it: another planner has to approve it.",
                number=order.number,
                limit=get_settings().order_approval_limit,
            ),
            "approval_by_another",
        )


def check_raised(session: Session, order: WholeOrder) -> None:
    """Raises Conflict where an order that was sent is above the limit by what was added: nobody has approved that."""
    if is_needed(session, order.lines):
        raise Conflict(
            _(
                "With so much of it order {number}, which is sent already, is above the limit of"
                " {limit} (or its cost is unknown). Put what is to come besides into a draft,"
                " which another planner approves (POST /purchase-orders).",
                number=order.number,
                limit=get_settings().order_approval_limit,
            ),
            "approval_needed",
        )


def written(head: OrderHead, actor: SignedIn) -> None:
    """Somebody has put quantities into an order that is not sent: what was approved has to be approved anew."""
    head.written_by = sorted({*head.written_by, actor.user_id})
    if head.phase == OrderPhase.APPROVED:
        head.phase, head.approved_by = OrderPhase.DRAFT, None


def _worth(session: Session, lines: Sequence[Line]) -> float | None:
    """Of what is bought, in the shop's money; None: unknown."""
    bought = [line for line in lines if line.order.source_id is None]
    return order_prices.shop_value(order_prices.by_supplier(session, bought))
