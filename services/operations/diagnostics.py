"""Tasks that show whether a queue and its workers do what they should."""

from dataclasses import dataclass, replace
from typing import Literal

from services.jobs import jobs
from services.jobs.jobs import Job
from services.task_service import Submitted, TaskService

TaskName = Literal["add", "multiply", "long_running", "failing_task"]
QueueName = Literal["predictions", "training", "maintenance"]


@dataclass(frozen=True)
class Diagnosis:
    """A diagnostic task, the queue it goes through, and what it takes (see tasks.diagnostic_tasks)."""

    task: TaskName
    queue: QueueName
    x: float = 2
    y: float = 3
    duration: int = 3
    should_fail: bool = True


def submit(diagnosis: Diagnosis, user_id: int | None = None) -> Submitted:
    """Have a diagnostic task run. Raises Unavailable."""
    return TaskService.submit(_job(diagnosis), user_id)


def _job(diagnosis: Diagnosis) -> Job:
    jobs_by_task: dict[TaskName, Job] = {
        "add": jobs.Add(diagnosis.x, diagnosis.y),
        "multiply": jobs.Multiply(diagnosis.x, diagnosis.y),
        "long_running": jobs.LongRunning(diagnosis.duration),
        "failing_task": jobs.Failing(diagnosis.should_fail),
    }
    return replace(jobs_by_task[diagnosis.task], queue=diagnosis.queue)
