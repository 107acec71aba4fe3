"""Taking or rejecting what waits, and deleting a source, each after a question."""

from dashboard.kit import notices, sentences, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command
from services.sources import decisions, source_service
from utils.language import _


def odd(name: str) -> str:
    """What is odd about the file that waits."""
    waiting = source_service.get(name).waiting or {"findings": []}
    return " ".join(sentences.why(finding["message"]) for finding in waiting["findings"])


def _ask_to_take(name: str) -> Question:
    text = _("{name} It can be undone for 30 days.", name=odd(name))
    return Question(
        _("Take what {name} has read as it is?", name=name),
        text,
        _("Take it"),
        command("POST", f"/sources/{name}/accept"),
    )


def _take(name: str) -> None:
    decisions.accept(name, sessions.current_user())
    notices.show(_("It is being written, and what came after it is read."), _("Taken"))


def _ask_to_reject(name: str) -> Question:
    text = _("{name} Nothing of it will be written, and it is not asked about again unless it changes.", name=odd(name))
    return Question(
        _("Reject what {name} has read?", name=name), text, _("Reject it"), command("POST", f"/sources/{name}/reject")
    )


def _reject(name: str) -> None:
    decisions.reject(name, sessions.current_user())
    notices.show(_("Nothing of it was written."), _("Rejected"))


def _ask_to_delete(name: str) -> Question:
    text = _("It is not read any more, and its schedule goes with it. What it has brought in stays.")
    return Question(_("Delete {name}?", name=name), text, _("Delete"), command("DELETE", f"/sources/{name}"))


def _delete(name: str) -> None:
    source_service.delete(name, sessions.current_user())
    notices.show(_("{name} is not read any more.", name=name), _("Deleted"))


taking = Confirmation("source-take", _ask_to_take, _take, role="planner")
rejecting = Confirmation("source-reject", _ask_to_reject, _reject, role="planner")
deletion = Confirmation("source-delete", _ask_to_delete, _delete)
