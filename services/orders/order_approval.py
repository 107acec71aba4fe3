"""Who may let an order go: above ORDER_APPROVAL_LIMIT somebody else than those who wrote it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.models import OrderHead
from app.models.order import OrderPhase
from services.access.signed_in import SignedIn
from services.errors import Conflict
from services.orders import order_prices
from services.orders.order_heads import WholeOrder
from services.orders.order_lines import Line
from utils.config import get_settings
from utils.language import _


def is_above_limit(value: float | None) -> bool:
    """Whether an order of this worth, in the shop's money, needs approval; what is unknown (None) may be anything."""
    limit = get_settings().order_approval_limit
    return limit > 0 and (value is None or value > limit)


def is_needed(session: Session, lines: Sequence[Line]) -> bool:
    """Whether an order of these lines needs approval: what moves between the shop's own places is not bought."""
    bought = [line for line in lines if line.order.source_id is None]
    return get_settings().order_approval_limit > 0 and is_above_limit(
        order_prices.shop_value(order_prices.by_supplier(session, bought))
    )


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
