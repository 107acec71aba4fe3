"""What will not come any more, after a question."""

import json
from collections.abc import Sequence
from typing import Literal

from dashboard.deliveries import delivery_words
from dashboard.kit import notices, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command
from services.access.locations import Concern
from services.orders.entry import own_orders, purchase_orders
from services.orders.lines.order_fields import OrderChange
from services.orders.lines.order_lines import Line
from services.seen import ChangedMeanwhile
from utils.language import N_, _, ngettext, plural

Closed = Literal["received", "cancelled"]

NOTHING_COMES = N_(
    "From then on the advice does not count on it, and may ask to order it again. Tell the supplier yourself."
)
STAYS = plural(
    "What has come in of {count} product stays on hand.", "What has come in of {count} products stays on hand."
)


def _ask(about: str) -> Question:
    lines = delivery_words.open_lines(about)
    came = sum(bool(line.order.received) for line in lines)
    text = " ".join([_(NOTHING_COMES), *([ngettext(*STAYS, came)] if came else [])])
    curl = "\n\n".join(
        command("PATCH", delivery_words.path(own), body={"status": status})
        for status, own in _by_status(lines).items()
        if own
    )
    asked = json.dumps(delivery_words.seen(lines))
    return Question(_("Cancel {lines}?", lines=delivery_words.name(lines)), text, _("Cancel it"), curl, asked)


def _cancel(about: str) -> None:
    seen = {int(line): known for line, known in json.loads(about).items()}
    changes = {line: OrderChange(status=_closed_with(known["received"])) for line, known in seen.items()}
    try:
        with own_orders.of_rows(changes):
            lines = purchase_orders.change_orders(changes, sessions.current_user(), seen)
    except ChangedMeanwhile as error:
        delivery_words.show_conflict(error, _("Nothing was cancelled."))
        return
    notices.show(_("{lines}: nothing more will come.", lines=delivery_words.name(lines)), _("Cancelled"))


def _by_status(lines: Sequence[Line]) -> dict[Closed, list[Line]]:
    """By what they are closed with."""
    ends: tuple[Closed, ...] = ("cancelled", "received")
    return {end: [line for line in lines if _closed_with(line.order.received) == end] for end in ends}


def _closed_with(received: float) -> Closed:
    """What a line is closed with: one of which some came in was received."""
    return "received" if received else "cancelled"


part = Confirmation("delivery-cancel", _ask, _cancel, "planner", Concern.OWN)
