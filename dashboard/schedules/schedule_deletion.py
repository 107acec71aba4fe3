"""Deleting a schedule, after a question."""

from dashboard.kit import notices, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command
from dashboard.tasks import task_words
from services.schedules import schedule_service
from utils.language import _


def _ask(name: str) -> Question:
    does = task_words.of_schedule(schedule_service.get_schedule(name).schedule)
    lost = _("It will not run again, and what is known of its runs is forgotten. What it has started goes on.")
    return Question(
        _("Delete {name}?", name=name),
        _("It does: {does}. {lost}", does=does, lost=lost),
        _("Delete"),
        command("DELETE", f"/schedules/{name}"),
    )


def _delete(name: str) -> None:
    schedule_service.delete_schedule(name, sessions.current_user())
    notices.show(_("{name} will not run again.", name=name), _("Deleted"))


part = Confirmation("schedule-delete", _ask, _delete)
