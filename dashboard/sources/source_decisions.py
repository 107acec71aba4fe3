"""Taking or rejecting what waits, and deleting a source, each after a question."""

from dashboard.kit import notices, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command
from services.sources import decisions, source_service


def odd(name: str) -> str:
    """What is odd about the file that waits."""
    waiting = source_service.get(name).waiting or {"findings": []}
    return " ".join(finding["message"] for finding in waiting["findings"])


def _ask_to_take(name: str) -> Question:
    text = f"{odd(name)} It can be undone for 30 days."
    return Question(f"Take what {name} has read as it is?", text, "Take it", command("POST", f"/sources/{name}/accept"))


def _take(name: str) -> None:
    decisions.accept(name, sessions.current_user())
    notices.show("It is being written, and what came after it is read.", "Taken")


def _ask_to_reject(name: str) -> Question:
    text = f"{odd(name)} Nothing of it will be written, and it is not asked about again unless it changes."
    return Question(f"Reject what {name} has read?", text, "Reject it", command("POST", f"/sources/{name}/reject"))


def _reject(name: str) -> None:
    decisions.reject(name, sessions.current_user())
    notices.show("Nothing of it was written.", "Rejected")


def _ask_to_delete(name: str) -> Question:
    text = "It is not read any more, and its schedule goes with it. What it has brought in stays."
    return Question(f"Delete {name}?", text, "Delete", command("DELETE", f"/sources/{name}"))


def _delete(name: str) -> None:
    source_service.delete(name, sessions.current_user())
    notices.show(f"{name} is not read any more.", "Deleted")


taking = Confirmation("source-take", _ask_to_take, _take, role="planner")
rejecting = Confirmation("source-reject", _ask_to_reject, _reject, role="planner")
deletion = Confirmation("source-delete", _ask_to_delete, _delete)
