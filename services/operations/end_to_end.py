"""Every queue from end to end: a diagnostic task goes in at one side and its result is awaited at the other."""

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, get_args

from app.models.task import Status
from services.errors import Conflict, Unavailable
from services.operations import diagnostics
from services.operations.diagnostics import Diagnosis, QueueName
from services.operations.findings import FAULT, Finding, fault, ok, warning
from services.task_service import TaskService
from utils import clock

PATIENCE_SECONDS = 30.0
POLL_SECONDS = 0.2


@dataclass(frozen=True)
class TaskView:
    """What is seen of a task from outside: status, percent done, attempt, result."""

    status: str
    percent: float
    attempt: int
    result: dict[str, Any] | None


class Installation(Protocol):
    """A running Stockcast, this one or another."""

    def submit(self, diagnosis: Diagnosis) -> str:
        """Start a diagnostic task; its id."""

    def look_at(self, task_id: str) -> TaskView: ...

    def cancel(self, task_id: str) -> None:
        """Raises Conflict if it has ended."""


class ThisInstallation:
    """Stockcast as this process sees it: through its own database and broker."""

    def submit(self, diagnosis: Diagnosis) -> str:
        return diagnostics.submit(diagnosis).task_id

    def look_at(self, task_id: str) -> TaskView:
        record = TaskService.get_task_status(task_id)
        percent = 100 * record.progress_current / record.progress_total if record.progress_total else 0.0
        return TaskView(record.status, percent, record.attempt, record.result)

    def cancel(self, task_id: str) -> None:
        TaskService.cancel_task(task_id)


@dataclass(frozen=True)
class Trial:
    """A diagnostic task, what to wait for, and what it proves."""

    name: str
    diagnosis: Diagnosis
    is_proven: Callable[[TaskView], bool]
    proves: str


def _has_result(**result: float) -> Callable[[TaskView], bool]:
    return lambda task: task.status == Status.SUCCESS and task.result == result


TRIALS = (
    *(
        Trial(f"queue {queue}", Diagnosis("add", queue, x=2, y=3), _has_result(value=5), "there and back")
        for queue in get_args(QueueName)
    ),
    Trial("results", Diagnosis("multiply", "maintenance", x=6, y=7), _has_result(value=42), "6 x 7 = 42"),
    Trial(
        "progress",
        Diagnosis("long_running", "maintenance", duration=3),
        lambda task: task.status == Status.PROGRESS and 0 < task.percent < 100,
        "seen while the task runs",
    ),
    Trial(
        "retries",
        Diagnosis("failing_task", "maintenance", should_fail=True),
        lambda task: task.attempt > 1,
        "a failed task was tried again",
    ),
)


def try_queues_if_alive(installation: Installation, found: list[Finding]) -> Iterator[Finding]:
    """The same as try_queues, unless what was found before says that it would be in vain."""
    broken = {finding.name for finding in found if finding.level == FAULT} & {"database", "broker", "workers"}
    if broken:
        yield warning("end to end", "Not tried.", f"Mend first: {', '.join(sorted(broken))}.")
    else:
        yield from try_queues(installation)


def try_queues(installation: Installation, patience: float = PATIENCE_SECONDS) -> Iterator[Finding]:
    """Run every trial, all at once, and say of each how it went. Nothing is left behind in the queues.

    Raises ServiceError where the installation refuses.
    """
    started = clock.now()
    try:
        submitted = [(trial, installation.submit(trial.diagnosis)) for trial in TRIALS]
    except Unavailable as error:
        yield fault("queues", f"No job can be submitted: {error}", "Mend what is reported above, then look again.")
        return
    waiting = dict(submitted)
    give_up = time.monotonic() + patience
    while waiting and time.monotonic() < give_up:
        for trial in [trial for trial, task_id in waiting.items() if trial.is_proven(installation.look_at(task_id))]:
            _withdraw(installation, waiting.pop(trial))
            yield ok(trial.name, f"{trial.proves}, {(clock.now() - started).total_seconds():.1f} s")
        time.sleep(POLL_SECONDS)
    for trial, task_id in waiting.items():
        yield _unproven(trial, installation.look_at(task_id), patience)
        _withdraw(installation, task_id)


def _unproven(trial: Trial, task: TaskView, patience: float) -> Finding:
    queue = trial.diagnosis.queue
    if task.status == Status.PENDING:
        return fault(
            trial.name,
            f"After {patience:.0f} s no worker has taken the job from {queue}.",
            "If all are busy (GET /celery/workers), add one for this queue (WORKER_QUEUES); else restart them.",
        )
    return fault(
        trial.name,
        f"The job in {queue} is at {task.status} after {patience:.0f} s, attempt {task.attempt}.",
        "See the log of the worker for its task_id.",
    )


def _withdraw(installation: Installation, task_id: str) -> None:
    # A conflict: it has ended by itself.
    with contextlib.suppress(Conflict):
        installation.cancel(task_id)
