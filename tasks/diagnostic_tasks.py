"""Tasks that do nothing useful: they show that a queue, a worker and the way between them work."""

import time
from typing import Any

from celery_app import celery
from services.errors import Unavailable
from tasks.recorded_task import RecordedTask


@celery.task(base=RecordedTask, bind=True, name="tasks.diagnostic_tasks.add")
def add(self: RecordedTask, x: float, y: float) -> dict[str, Any]:
    return {"value": x + y}


@celery.task(base=RecordedTask, bind=True, name="tasks.diagnostic_tasks.multiply")
def multiply(self: RecordedTask, x: float, y: float) -> dict[str, Any]:
    return {"value": x * y}


@celery.task(base=RecordedTask, bind=True, name="tasks.diagnostic_tasks.long_running")
def long_running(self: RecordedTask, duration: int) -> dict[str, Any]:
    """Takes `duration` seconds and reports each."""
    for second in range(duration):
        self.running.report(second, duration, f"Second {second + 1} of {duration}")
        time.sleep(1)
    return {"seconds": duration}


@celery.task(base=RecordedTask, bind=True, name="tasks.diagnostic_tasks.failing_task")
def failing_task(self: RecordedTask, should_fail: bool = True) -> dict[str, Any]:
    """Fails as a lost connection would, each time: it is tried again three times and then given up."""
    if should_fail:
        raise Unavailable("This task was asked to fail.", "asked_to_fail")
    return {"failed": False}
