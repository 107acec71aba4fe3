"""Jobs and their states in words that need no knowledge of how jobs are run."""

from services.attention import job_titles
from services.jobs import jobs
from services.jobs.jobs import Status
from services.schedules.schedule_service import Schedule
from utils.language import N_, _

STATES = {
    Status.PENDING: N_("Waiting"),
    Status.STARTED: N_("Running"),
    Status.PROGRESS: N_("Running"),
    Status.RETRY: N_("Waiting to try again"),
    Status.SUCCESS: N_("Done"),
    Status.FAILURE: N_("Failed"),
    Status.REVOKED: N_("Cancelled"),
    "MISSED": N_("Missed"),
}

# Colour says nothing that the word does not.
COLOURS = {
    Status.SUCCESS: "good",
    Status.FAILURE: "bad",
    "MISSED": "bad",
    Status.RETRY: "warn",
    Status.REVOKED: "quiet-text",
}


def name_of(name: str, args: list[object] | None) -> str:
    """What a job of this name does. args -- by position; None where they are not for the viewer's eyes."""
    return (
        job_titles.of_job(jobs.job_of(name, args))
        if args and name in jobs.JOBS
        else job_titles.title(name, _("a product"))
    )


def of_schedule(schedule: Schedule) -> str:
    """What a schedule does."""
    return job_titles.of_job(jobs.job_of(schedule.task, kwargs=schedule.args))
