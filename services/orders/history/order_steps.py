"""What was done to an order, with what was there before: to be looked at, and to be undone."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.models import OrderHead, OrderStep, PurchaseOrder
from services.access import audit
from services.access.signed_in import SignedIn
from services.orders.history import order_undo
from services.orders.lines import transfer_stock
from utils import clock

HEAD_FIELDS = (
    *("phase", "written_by", "approved_by", "sent_by", "sent_at", "sent_to", "mail_id"),
    *("confirmed_by", "confirmed_at"),
)

# A line, and how it was before; None: it was not there.
Was = tuple[PurchaseOrder, Mapping[str, Any] | None]


@dataclass(frozen=True)
class Doing:
    """A step that somebody takes. actor -- None: the supplier, by its link; by -- who that is, in words

    seen -- the mark (see `order_seen`) of the order that it is done by the sight of; None: whatever it is by now
    """

    action: str
    actor: SignedIn | None
    reason: str = ""
    by: str = ""
    seen: int | None = None

    @property
    def who(self) -> str:
        return self.actor.username if self.actor else self.by


@dataclass(frozen=True)
class Taken:
    """What is kept of a step besides lines and head. more -- as plain values of JSON; subjects -- for the audit log

    stock -- of the products whose stock it changed, see `level_journal.changed`
    """

    more: dict[str, Any] = field(default_factory=dict)
    stock: list[dict[str, Any]] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)


class LastStep(NamedTuple):
    """The step of an order that would be undone next."""

    id: int
    action: str


@contextmanager
def noted(session: Session, head: OrderHead, lines: Sequence[PurchaseOrder], doing: Doing) -> Iterator[Taken]:
    """Note what the block does with an order and these of its lines."""
    were = {line.id: order_undo.state(line) for line in lines}
    head_was, taken = head_state(head), Taken()
    with transfer_stock.followed(session, lines) as moved:
        yield taken
    session.flush()
    if stock := [*taken.stock, *moved]:
        taken.more["stock"] = transfer_stock.together(stock)
    now = {line.id: order_undo.state(line) for line in lines}
    changed = [[own, were[own], state] for own, state in now.items() if state != were[own]]
    head_is = head_state(head)
    if not changed and head_was == head_is and not taken.more:
        return
    step = OrderStep(number=head.number, at=clock.now(), by=doing.who, action=doing.action, reason=doing.reason)
    step.details = {"lines": changed, "head": [head_was, head_is], **taken.more}
    session.add(step)
    _audit(session, step, doing, taken.subjects)


def begun(session: Session, head: OrderHead, lines: Sequence[PurchaseOrder], doing: Doing) -> None:
    """Note that these lines were entered as an order, of which there was nothing before."""
    _enter(session, head, [(line, None) for line in lines], None, doing)


def entered(session: Session, head: OrderHead, lines: Iterable[Was], head_was: Mapping[str, Any], doing: Doing) -> None:
    """Note what was entered, or entered anew, under the number of an order that was there."""
    _enter(session, head, lines, head_was, doing)


def of_order(session: Session, number: str) -> Sequence[OrderStep]:
    """All steps of this order, the first first."""
    return session.scalars(sa.select(OrderStep).where(OrderStep.number == number).order_by(OrderStep.id)).all()


def last_steps(session: Session, numbers: Collection[str]) -> dict[str, LastStep]:
    """What was done last to each of these orders, and not undone; those of which nothing was noted are left out."""
    there = OrderStep.number.in_(numbers), OrderStep.undone_at.is_(None)
    last = sa.select(sa.func.max(OrderStep.id)).where(*there).group_by(OrderStep.number)
    query = sa.select(OrderStep.number, OrderStep.id, OrderStep.action).where(OrderStep.id.in_(last))
    return {number: LastStep(own, action) for number, own, action in session.execute(query)}


def since(session: Session, moment: datetime) -> Sequence[OrderStep]:
    """What was done to orders, or taken back, after this moment, the latest first."""
    when = sa.func.coalesce(OrderStep.undone_at, OrderStep.at)
    return session.scalars(sa.select(OrderStep).where(when > moment).order_by(when.desc())).all()


def head_state(head: OrderHead) -> dict[str, Any]:
    """A head as plain values of JSON."""
    values = {name: getattr(head, name) for name in HEAD_FIELDS}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}


def put_head_back(head: OrderHead, was: Mapping[str, Any]) -> None:
    """Have a head as it was."""
    for name in HEAD_FIELDS:
        value = was[name]
        is_instant = name.endswith("_at") and value
        setattr(head, name, datetime.fromisoformat(value) if is_instant else value)


def differences(was: Mapping[str, Any] | None, now: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Before and after by field, of those that changed."""
    before = was or {}
    return {name: [before.get(name), value] for name, value in now.items() if before.get(name) != value}


def _enter(
    session: Session, head: OrderHead, lines: Iterable[Was], head_was: Mapping[str, Any] | None, doing: Doing
) -> None:
    session.flush()
    step = OrderStep(number=head.number, at=clock.now(), by=doing.who, action=doing.action, reason=doing.reason)
    rows = [[line.id, was, order_undo.state(line)] for line, was in lines]
    step.details = {"lines": rows, "head": [head_was, head_state(head)]}
    session.add(step)


def _audit(session: Session, step: OrderStep, doing: Doing, subjects: Sequence[str]) -> None:
    changed = {str(own): differences(before, after) for own, before, after in step.details["lines"]}
    sides = {
        side: {own: {name: pair[place] for name, pair in fields.items()} for own, fields in changed.items()}
        for place, side in enumerate(("before", "after"))
    }
    change = audit.Change(f"/purchase-orders/{step.number}", sides)
    action = f"purchase_order.{step.action}"
    for subject in subjects or [": ".join(filter(None, (step.number, step.reason)))]:
        if doing.actor:
            audit.note(session, doing.actor, action, subject, change)
        else:
            audit.note_outsider(session, doing.by, action, subject, change)
