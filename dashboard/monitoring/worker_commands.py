"""What an administrator may tell a worker, after a question."""

from dash.development.base_component import Component

from dashboard.kit import notices, sessions
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command
from services.jobs import worker_service
from services.jobs.worker_service import Worker
from utils.language import N_, _

STOPS = N_(
    "It finishes what it is at, or hands it back after 20 seconds; nothing is lost. Whatever supervises it starts it "
    "again; without a supervisor it stays away."
)
RENEWS = N_("Each of its processes is replaced by a fresh one before its next task. What they are at goes on.")


def actions(worker: Worker) -> list[Component]:
    """The buttons for one worker. One that is not heard of could not obey; threads have no processes to replace."""
    if worker.state != "online" or not sessions.may("admin"):
        return []
    name = worker.heartbeat.name
    restart = [restarting.opener(_("Restart processes"), name, name)] if worker.heartbeat.pool == "prefork" else []
    return [*restart, stopping.opener(_("Stop"), name, name)]


def _ask_to_stop(name: str) -> Question:
    return Question(
        _("Stop {name}?", name=name),
        _(STOPS),
        _("Stop it"),
        command("POST", "/celery/worker/shutdown", body={"worker": name}),
    )


def _stop(name: str) -> None:
    worker_service.shut_down(name, sessions.current_user())
    notices.show(_("{name} finishes what it is at, and stops.", name=name), _("Asked"))


def _ask_to_restart(name: str) -> Question:
    curl = command("POST", "/celery/worker/pool/restart", body={"worker": name})
    return Question(_("Restart the processes of {name}?", name=name), _(RENEWS), _("Restart them"), curl)


def _restart(name: str) -> None:
    worker_service.restart_pools(name, sessions.current_user())
    notices.show(_("{name} replaces its processes.", name=name), _("Asked"))


stopping = Confirmation("worker-stop", _ask_to_stop, _stop)
restarting = Confirmation("worker-restart", _ask_to_restart, _restart)
