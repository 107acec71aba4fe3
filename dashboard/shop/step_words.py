"""What was done to orders, in words."""

from collections.abc import Sequence

from dashboard.kit import formats, sentences
from services.orders.history.order_views import Change, PastStep
from utils.language import N_, _, ngettext, pgettext

# By itself, whatever it is said of; of an order see `_done`.
DONE = {
    "draft": N_("Drafted"),
    "order": N_("Ordered"),
    "change": N_("Changed"),
    "approve": N_("Approved"),
    "send": N_("Sent"),
    "mail": N_("Mailed again"),
    "confirm": N_("Confirmed"),
    "receive": N_("Received"),
    "close": N_("Closed"),
    "cancel": N_("Cancelled"),
}
# Of much that was done.
SHOWN = 3


def done(past: PastStep) -> str:
    action = past.step.action
    return (_change(past.changes) if action == "change" else None) or _done(action)


def _done(action: str) -> str:
    """Said of an order, which has a gender in other languages."""
    words = {
        "order": pgettext("order", "Ordered"),
        "change": pgettext("order", "Changed"),
        "approve": pgettext("order", "Approved"),
        "send": pgettext("order", "Sent"),
        "confirm": pgettext("order", "Confirmed"),
        "receive": pgettext("order", "Received"),
        "close": pgettext("order", "Closed"),
        "cancel": pgettext("order", "Cancelled"),
    }
    return words.get(action) or _(DONE[action])


def _change(changes: Sequence[Change]) -> str | None:
    """What was changed, where it was one thing."""
    moved = [(own.before or {}, own.after) for own in changes]
    fields = {name for before, after in moved for name in after}
    if fields == {"quantity"}:
        return _("Quantities changed")
    if fields != {"expected_on"}:
        return None
    # Days of ISO 8601 are in the order of their letters.
    later = {str(after["expected_on"]) > str(before.get("expected_on")) for before, after in moved}
    return _("Postponed") if later == {True} else _("Brought forward") if later == {False} else _("Days changed")


def last_of(past: PastStep) -> str:
    """Who did it and when, or took it back."""
    return by(past, past.step.by)


def by(past: PastStep, who: str) -> str:
    """The same where it is known who took it back."""
    step = past.step
    what = _("Undone: {step}", step=done(past)) if step.undone_at else done(past)
    return sentences.punctuated(f"{who}, {formats.ago(step.undone_at or step.at)}: {what}")


def news(steps: Sequence[PastStep]) -> str:
    """What was done to several orders, the latest first."""
    shown = [f"{last_of(past)}, {past.step.number}" for past in steps[:SHOWN]]
    hidden = len(steps) - SHOWN
    more = [ngettext("{count} more change", "{count} more changes", hidden)] if hidden > 0 else []
    return sentences.punctuated("; ".join([*shown, *more]))
