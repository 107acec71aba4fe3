from typing import Any

from celery_app import celery
from services import (
    alarm_service,
    delivery_service,
    queue_history_service,
    retention_service,
    schedule_tick_service,
    scoring_service,
    task_sweep_service,
)
from tasks.logged_task import LoggedTask
from tasks.recorded_task import RecordedTask


@celery.task(base=LoggedTask, name="tasks.system_tasks.sweep_tasks")
def sweep_tasks() -> dict[str, int]:
    counted = queue_history_service.sample()
    # Alarms first: the sweep rings for what is to be told.
    return counted | alarm_service.raise_alarms() | task_sweep_service.sweep() | retention_service.prune()


@celery.task(base=LoggedTask, name="tasks.system_tasks.tick")
def tick() -> dict[str, int]:
    return schedule_tick_service.tick()


@celery.task(base=LoggedTask, name="tasks.system_tasks.deliver_notifications")
def deliver_notifications() -> dict[str, int]:
    return delivery_service.deliver_due()


@celery.task(base=RecordedTask, bind=True, name="tasks.system_tasks.score_forecasts")
def score_forecasts(self: RecordedTask) -> dict[str, Any]:
    return scoring_service.score_catalogue(self.running)
