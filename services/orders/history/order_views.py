"""An order as a whole, as it is looked at: its lines with what was advised, what it costs, what was done to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import Notification, OrderStep
from services.orders.history import order_approval, order_seen, order_steps
from services.orders.lines import foreign_sources, order_heads, order_prices, order_states
from services.orders.lines.order_heads import WholeOrder
from services.orders.lines.order_lines import Line
from services.orders.lines.order_prices import Amount, Priced, PricedLine
from services.orders.lines.order_states import State


@dataclass(frozen=True)
class Change:
    """What a step changed of a line; before -- None: the line was not there"""

    id: int
    before: dict[str, Any] | None
    after: dict[str, Any]


@dataclass(frozen=True)
class PastStep:
    """A step with what it changed, field by field."""

    step: OrderStep

    @property
    def changes(self) -> list[Change]:
        return [_change(*line) for line in self.step.details["lines"]]


@dataclass(frozen=True)
class MailFate:
    """status -- delivered, waiting or given_up; error -- of its last try"""

    to: str | None
    status: str
    error: str | None


@dataclass(frozen=True)
class OrderView:
    """effective_state -- the one that counts for what can be done, see `order_approval`
    priced -- supplier by supplier; steps -- the first first
    only_received -- whether whoever looks at it may do no more than take it in, see `foreign_sources`
    """

    order: WholeOrder
    effective_state: State
    priced: Sequence[Priced]
    needs_approval: bool
    steps: Sequence[PastStep]
    mail: MailFate | None = None
    only_received: bool = False

    @property
    def supplier(self) -> str | None:
        """Its only supplier; None where there are several."""
        return self.order.suppliers[0] if len(self.order.suppliers) == 1 else None

    @property
    def currency(self) -> str | None:
        return self.priced[0].currency or None if len(self.priced) == 1 else None

    @property
    def total(self) -> float | None:
        return self.priced[0].total if len(self.priced) == 1 else None

    @property
    def shop_total(self) -> float:
        return sum(own.shop_total for own in self.priced)

    @property
    def amounts(self) -> list[Amount]:
        return order_prices.amounts(self.priced)

    @property
    def without_cost(self) -> int:
        return sum(own.without_cost for own in self.priced)

    @property
    def mark(self) -> int:
        """See `order_seen`."""
        return order_seen.mark(self.order, [past.step for past in self.steps])

    @property
    def last_step(self) -> PastStep | None:
        """The one that would be undone next."""
        return next((past for past in reversed(self.steps) if past.step.undone_at is None), None)

    @property
    def undoable(self) -> PastStep | None:
        """The same, where whoever looks at it may take it back."""
        last = self.last_step
        return None if last is None or (self.only_received and last.step.action not in foreign_sources.STEPS) else last

    @property
    def lines(self) -> list[PricedLine]:
        return [line for own in self.priced for line in own.lines]

    @property
    def possible(self) -> list[str]:
        """The steps that can be taken now."""
        if self.only_received:
            return []
        steps = order_states.possible(self.effective_state)
        barred = "send" if self.waits_for_approval else None
        return [name for name in steps if name != barred]

    @property
    def waits_for_approval(self) -> bool:
        """Whether somebody else has to approve it before it is sent."""
        return self.needs_approval and self.effective_state == State.DRAFT

    @property
    def changed_at(self) -> datetime:
        return max([self.order.head.created_at, *(past.step.undone_at or past.step.at for past in self.steps)])


def view(number: str) -> OrderView:
    """The order of this number. Raises NotFound."""
    with snapshot() as session:
        return of(session, order_heads.find(session, number))


def check(number: str, seen: int) -> None:
    """Raises NotFound, and OrderChanged where the order is no longer as it was seen. seen -- its mark"""
    with snapshot() as session:
        order_seen.check(session, order_heads.find(session, number), seen)


def of(session: Session, order: WholeOrder) -> OrderView:
    """The order as it is looked at."""
    priced = [order_prices.price(session, name, _of_supplier(order, name)) for name in order.suppliers]
    steps = [PastStep(step) for step in order_steps.of_order(session, order.number)]
    state, needed = order_approval.effective_state(session, order), order_approval.is_needed(session, order.lines)
    only_received = bool(foreign_sources.of(session, [order.number]))
    return OrderView(order, state, priced, needed, steps, _mail(session, order), only_received)


def news(moment: datetime, username: str) -> list[PastStep]:
    """What others than this user have done to orders after this moment, the latest first."""
    with snapshot() as session:
        return [PastStep(step) for step in order_steps.since(session, moment) if step.by != username]


def _mail(session: Session, order: WholeOrder) -> MailFate | None:
    """What became of the last mail; None: there was none, or so long ago that nobody knows."""
    sent = session.get(Notification, order.head.mail_id) if order.head.mail_id else None
    if sent is None:
        return None
    return MailFate(order.head.sent_to, sent.status, sent.attempts[-1]["error"] if sent.attempts else None)


def _of_supplier(order: WholeOrder, name: str) -> list[Line]:
    return [line for line in order.lines if line.order.supplier == name]


def _change(line_id: int, was: dict[str, Any] | None, now: dict[str, Any]) -> Change:
    changed = order_steps.differences(was, now)
    after = {name: pair[1] for name, pair in changed.items()}
    return Change(line_id, {name: pair[0] for name, pair in changed.items()} if was else None, after)
