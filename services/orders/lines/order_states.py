"""How an order goes from a draft to its end: all states and steps, as data."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.models import PurchaseOrder
from app.models.order import OrderPhase
from app.models.stock import OrderStatus
from services.errors import Conflict
from utils.language import _, pgettext


class State(StrEnum):
    """Of an order as a whole. Only what is sent or confirmed counts as on its way.

    Received: all that was ordered came. Closed: some of that, and no more will. Cancelled: nothing came, nor will.
    """

    DRAFT = "draft"
    APPROVED = "approved"
    SENT = "sent"
    CONFIRMED = "confirmed"
    RECEIVED = "received"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Step:
    """past -- what an order is after it, in words; begins -- the states in which it can be taken"""

    name: str
    past: str
    begins: tuple[State, ...]


UNSENT = (State.DRAFT, State.APPROVED)
UNDER_WAY = (State.SENT, State.CONFIRMED)
STEPS = {
    step.name: step
    for step in (
        Step("approve", "approved", (State.DRAFT,)),
        Step("send", "sent", UNSENT),
        Step("confirm", "confirmed", UNDER_WAY),
        Step("close", "closed", UNDER_WAY),
        Step("cancel", "cancelled", (*UNSENT, *UNDER_WAY)),
    )
}


def state_of(phase: str, lines: Collection[PurchaseOrder]) -> State:
    """The state of an order that is so far, with these lines."""
    statuses = {line.status for line in lines}
    if OrderStatus.DRAFT in statuses:
        return State(phase)
    if OrderStatus.OPEN in statuses:
        return State.CONFIRMED if phase == OrderPhase.CONFIRMED else State.SENT
    if not any(line.received for line in lines):
        return State.CANCELLED
    ordered = (line for line in lines if line.status == OrderStatus.RECEIVED or line.was_ordered)
    return State.RECEIVED if all(line.received >= line.quantity for line in ordered) else State.CLOSED


def possible(state: State) -> list[str]:
    """The steps that can be taken from here."""
    return [name for name, step in STEPS.items() if state in step.begins]


def check(step: Step, number: str, state: State) -> None:
    """Raises Conflict where an order in this state cannot take the step; it says what can be done instead."""
    if state in step.begins:
        return
    others = [f"POST /purchase-orders/{number}/{name}" for name in possible(state)]
    instead = (
        _("What can be done: {others}.", others=", ".join(others))
        if others
        else _("Nothing more can be done but to undo a step.")
    )
    code = f"already_{step.past}" if state == step.past else "wrong_state"
    raise Conflict(
        _(
            "Order {number} is {state} and cannot be {past}. {instead}",
            number=number,
            state=_word(state),
            past=_word(State(step.past)),
            instead=instead,
        ),
        code,
    )


def _word(state: State) -> str:
    """What an order is: other languages say that of it in another way than of a task."""
    words = {
        State.DRAFT: _("a draft"),
        State.APPROVED: pgettext("order", "approved"),
        State.SENT: pgettext("order", "sent"),
        State.CONFIRMED: pgettext("order", "confirmed"),
        State.RECEIVED: pgettext("order", "received"),
        State.CLOSED: pgettext("order", "closed"),
        State.CANCELLED: pgettext("order", "cancelled"),
    }
    return words[state]
