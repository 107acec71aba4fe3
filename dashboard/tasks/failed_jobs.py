"""What exceptions are about, in words."""

from dashboard.tasks import task_words
from services.attention.kinds import Found, Kind
from services.task_service import TaskService


def name_of(found: Found) -> str:
    """A product or an order by its name, or else its code; a job as Monitoring calls it."""
    if found.kind == Kind.JOB_FAILED:
        return task_words.title_of(TaskService.get_task_status(found.subject))
    return found.name or found.subject
