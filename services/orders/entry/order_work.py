"""The steps of an order, from approving it to its end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from sqlalchemy.orm import Session

from app.models.order import OrderPhase
from services.access.signed_in import SignedIn
from services.errors import Conflict
from services.orders.entry import order_entry
from services.orders.entry.purchase_orders import check_days, said_at
from services.orders.history import order_approval, order_seen, order_steps
from services.orders.history.order_steps import Doing, Taken
from services.orders.lines import (
    agreements,
    named_lines,
    order_book,
    order_heads,
    order_states,
    plain_figures,
    transfer_stock,
)
from services.orders.lines.order_fields import Confirmation, OrderLine
from services.orders.lines.order_heads import WholeOrder
from services.orders.lines.order_lines import CANCELLED, DRAFT, OPEN, RECEIVED, Line, settle
from services.orders.lines.order_states import STEPS, State
from services.replenishment.renewal import advice_refresh
from utils import clock
from utils.language import _


def approve(number: str, actor: SignedIn, seen: int | None = None) -> None:
    """Let a draft be sent. Raises NotFound, and Conflict where the actor may not approve it."""
    with step(number, Doing("approve", actor, seen=seen)) as (session, order, taken):
        order_approval.check(session, order, actor)
        taken.more["approval"] = order_approval.given(session, order, actor)
        order.head.phase, order.head.approved_by = OrderPhase.APPROVED, actor.username


def confirm(number: str, said: Confirmation, doing: Doing) -> None:
    """Note that the supplier has confirmed an order, and when it comes. Raises NotFound, Conflict, InvalidInput."""
    with step(number, doing) as (_session, order, _step):
        named = {line.id: (line.expected_on, f"/lines/{place}") for place, line in enumerate(said.lines)}
        named_lines.check(order, said)
        for row in order.rows:
            day, place = named.get(row.id, (said.expected_on, ""))
            if row.status == OPEN and day is not None:
                with said_at(place):
                    check_days(row.ordered_on, day)
                row.expected_on = day
        order.head.phase = OrderPhase.CONFIRMED
        order.head.confirmed_by, order.head.confirmed_at = doing.who, clock.now()


def close(number: str, actor: SignedIn, reason: str = "", seen: int | None = None) -> None:
    """No more of an order will come. Raises NotFound, and Conflict where nothing of it has."""
    with step(number, Doing("close", actor, reason, seen=seen)) as (_session, order, _step):
        if not any(row.received for row in order.rows):
            raise Conflict(
                _(
                    "Nothing of order {number} has come in; cancel it (POST /purchase-orders/{number}/cancel).",
                    number=number,
                ),
                "nothing_received",
            )
        for row in order.rows:
            if row.status == OPEN:
                row.status = RECEIVED if row.received else CANCELLED


def cancel(number: str, actor: SignedIn, reason: str = "", seen: int | None = None) -> None:
    """Nothing of an order will come. Raises NotFound, and Conflict where something has."""
    with step(number, Doing("cancel", actor, reason, seen=seen)) as (_session, order, _step):
        if any(row.received for row in order.rows):
            raise Conflict(
                _(
                    "Some of order {number} has come in; close it (POST /purchase-orders/{number}/close).",
                    number=number,
                ),
                "order_partly_received",
            )
        for row in order.rows:
            if row.status in (DRAFT, OPEN):
                row.status = CANCELLED


def place(session: Session, order: WholeOrder, actor: SignedIn) -> None:
    """Have the lines of a draft ordered today. Raises Conflict where it needs approval first, or, of a transfer, where
    fewer units are known to be there."""
    if order_approval.effective_state(session, order) == State.DRAFT and order_approval.is_needed(session, order.lines):
        raise Conflict(
            _(
                "Order {number} is above the limit (or its cost is unknown): another planner approves it"
                " first (POST /purchase-orders/{number}/approve).",
                number=order.number,
            ),
            "approval_needed",
        )
    drafts = [line for line in order.lines if line.order.status == DRAFT]
    transfer_stock.check(session, [(line.order, line.order.quantity) for line in drafts])
    earlier = plain_figures.as_lines(session, {line.product.id: order.number for line in drafts})
    _move_to_today(session, order)
    for line in drafts:
        line.order.status = OPEN
    agreements.keep(session, drafts)
    for line in drafts:
        settle(line.order)
    if earlier:
        order_entry.enter(session, earlier, actor)
    order.head.phase = OrderPhase.SENT
    order.head.sent_by, order.head.sent_at = actor.username, clock.now()


@contextmanager
def step(number: str, doing: Doing) -> Iterator[tuple[Session, WholeOrder, Taken]]:
    """Take a step with an order, if it can be taken now; the advice on its products follows."""
    with advice_refresh.change() as made:
        order = order_heads.held(made.session, number)
        order_seen.check(made.session, order, doing.seen)
        order_states.check(STEPS[doing.action], number, order_approval.effective_state(made.session, order))
        with order_steps.noted(made.session, order.head, order.rows, doing) as taken:
            yield made.session, order, taken
        made.touches(order.product_ids)


def _move_to_today(session: Session, order: WholeOrder) -> None:
    """Lines that were drafted on an earlier day come as much later, but for days that somebody has set."""
    set_by_hand = _days_set(session, order)
    late = [line for line in order.lines if line.order.status == DRAFT and line.order.ordered_on < clock.today()]
    moved = [line for line in late if line.order.id not in set_by_hand]
    days = _as_much_later(moved) if order.is_transfer else _usual_days(session, order, moved)
    for line in late:
        usual = days.get(line.product.sku, line.order.expected_on)
        line.order.ordered_on, line.order.expected_on = clock.today(), max(usual, clock.today())


def _as_much_later(lines: Sequence[Line]) -> dict[str, date]:
    """On the way from one place to another for as many days as was said."""
    return {line.product.sku: line.order.expected_on + (clock.today() - line.order.ordered_on) for line in lines}


def _usual_days(session: Session, order: WholeOrder, lines: Sequence[Line]) -> dict[str, date]:
    asked = [
        OrderLine(
            number=order.number,
            product_sku=line.product.sku,
            quantity=line.order.quantity,
            supplier=line.order.supplier,
        )
        for line in lines
    ]
    return order_book.usual_days(session, asked) if asked else {}


def _days_set(session: Session, order: WholeOrder) -> set[int]:
    changes = (step for step in order_steps.of_order(session, order.number) if step.action == "change")
    return {
        own
        for step in changes
        for own, was, now in step.details["lines"]
        if step.undone_at is None and was is not None and was["expected_on"] != now["expected_on"]
    }
