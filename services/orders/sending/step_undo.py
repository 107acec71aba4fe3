"""The last step of an order taken back, as long as nothing rests on it."""

import sqlalchemy as sa

from app.db.expressions import among
from app.models import OrderStep, Product, PurchaseOrder, Receipt
from services.access import audit
from services.access.signed_in import SignedIn
from services.errors import Conflict
from services.notifications import outbox
from services.orders.history import order_seen, order_steps, order_undo
from services.orders.lines import agreements, order_heads
from services.orders.lines.order_heads import WholeOrder
from services.orders.sending import supplier_links
from services.replenishment.renewal import advice_refresh
from services.replenishment.renewal.advice_refresh import Change
from services.stock import level_journal
from utils import clock
from utils.language import _

MAILED = ("send", "mail")


def undo(number: str, actor: SignedIn, seen: int | None = None, step_id: int | None = None) -> bool:
    """Have an order as it was before its last step; whether it is still there.

    seen -- the mark of the order as it was seen; step_id -- the step that is meant; None: whatever it is by now
    Raises NotFound, and Conflict where there is nothing to undo, or something rests on it.
    """
    with advice_refresh.change() as made:
        order = order_heads.held(made.session, number)
        order_seen.check(made.session, order, seen)
        step = _last(made, number)
        if step_id not in (None, step.id):
            raise order_seen.changed(made.session, number)
        _refuse(step, [*_rests(made, order, step), *_withdrawn(made, order, step)])
        made.touches(order.product_ids)
        _put_back(made, order, step)
        step.undone_at = clock.now()
        change = audit.Change(f"/purchase-orders/{number}", {"undone": step.details["lines"]})
        audit.note(made.session, actor, "purchase_order.undo", f"{number}: {step.action}", change)
        made.session.flush()
        gone = {own for own, was, _ in step.details["lines"] if was is None}
        is_there = any(line.order.id not in gone for line in order.lines)
    return is_there


def _last(made: Change, number: str) -> OrderStep:
    query = sa.select(OrderStep).where(OrderStep.number == number, OrderStep.undone_at.is_(None))
    step = made.session.scalar(query.order_by(OrderStep.id.desc()).limit(1).with_for_update())
    if step is None:
        raise Conflict(_("Nothing was done to order {number} that could be undone.", number=number), "nothing_to_undo")
    return step


def _rests(made: Change, order: WholeOrder, step: OrderStep) -> list[str]:
    """What has come to rest on a step, in words."""
    left = {own: now for own, _, now in step.details["lines"]}
    reasons = [
        reason
        for line in order.lines
        if line.order.id in left
        if (reason := order_undo.changed(line.order, line.product.sku, left[line.order.id]))
    ]
    if "stock" in step.details:
        reasons += _moved_since(made, step) or level_journal.rests(made.session, step.details["stock"])
        reasons += _merged(made, step)
    return reasons


def _moved_since(made: Change, step: OrderStep) -> list[str]:
    """What other orders did since to the stock that a step moved, in words: that is to be undone first."""
    moved = level_journal.products(step.details["stock"])
    of_these = sa.or_(among(PurchaseOrder.product_id, moved), among(PurchaseOrder.source_id, moved))
    numbers = sa.select(PurchaseOrder.number).where(of_these, PurchaseOrder.number != step.number)
    since = OrderStep.id > step.id, OrderStep.undone_at.is_(None), OrderStep.number.in_(numbers)
    later = made.session.scalars(sa.select(OrderStep).where(*since).order_by(OrderStep.id.desc()))
    return [
        _(
            "{number} moved the same stock since (step {action!r}): undo that first",
            number=own.number,
            action=own.action,
        )
        for own in later
        if moved & level_journal.products(own.details.get("stock", {"levels": []}))
    ]


def _merged(made: Change, step: OrderStep) -> list[str]:
    """Whether the stock of a product that is another one by now would have to be put back."""
    ids = level_journal.products(step.details["stock"])
    there = made.session.scalars(sa.select(Product.id).where(among(Product.id, ids))).all()
    merged = _("what came in was booked on a product that has been made one with another since")
    return [merged] if len(there) < len(ids) else []


def _withdrawn(made: Change, order: WholeOrder, step: OrderStep) -> list[str]:
    """Take back the mail of a step; why that is too late."""
    mail_id = step.details["head"][1]["mail_id"]
    if step.action not in MAILED or not mail_id or mail_id == step.details["head"][0]["mail_id"]:
        return []
    supplier_links.forget(made.session, order.number)
    if outbox.withdraw(made.session, mail_id):
        return []
    return [_("it was mailed to {sent_to}, who has it: cancel it there and here", sent_to=order.head.sent_to)]


def _put_back(made: Change, order: WholeOrder, step: OrderStep) -> None:
    session, before = made.session, {own: was for own, was, _ in step.details["lines"]}
    session.execute(sa.delete(Receipt).where(among(Receipt.id, step.details.get("receipts", []))))
    for line in order.lines:
        if line.order.id not in before:
            continue
        if (was := before[line.order.id]) is None:
            session.delete(line.order)
        else:
            order_undo.put_back(line.order, was)
            agreements.keep(session, [line])
    session.flush()
    if "stock" in step.details:
        level_journal.put_back(session, step.details["stock"])
    head_was = step.details["head"][0]
    if head_was is None:
        session.delete(order.head)
    else:
        order_steps.put_head_back(order.head, head_was)


def _refuse(step: OrderStep, reasons: list[str]) -> None:
    if reasons:
        raise Conflict(
            _(
                "Something rests on the step {action!r}: {reasons}. Nothing was undone.",
                action=step.action,
                reasons="; ".join(reasons[:3]),
            ),
            "something_rests_on_it",
        )
