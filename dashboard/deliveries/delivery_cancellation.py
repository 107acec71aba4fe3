"""What will not come any more, after a question."""

from collections.abc import Sequence

from dashboard.deliveries import delivery_words
from dashboard.kit import notices, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command
from services.orders import purchase_orders
from services.orders.order_fields import OrderChange
from services.orders.order_lines import Line
from utils.language import N_, _, ngettext, plural

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
    return Question(_("Cancel {lines}?", lines=delivery_words.name(lines)), text, _("Cancel it"), curl)


def _cancel(about: str) -> None:
    lines = delivery_words.open_lines(about)
    changes = {line.order.id: OrderChange(status=status) for status, own in _by_status(lines).items() for line in own}
    purchase_orders.change_orders(changes, sessions.current_user())
    notices.show(_("{lines}: nothing more will come.", lines=delivery_words.name(lines)), _("Cancelled"))


def _by_status(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """What a line is closed with: one of which some came in was received."""
    return {
        "cancelled": [line for line in lines if not line.order.received],
        "received": [line for line in lines if line.order.received],
    }


part = Confirmation("delivery-cancel", _ask, _cancel, role="planner")
