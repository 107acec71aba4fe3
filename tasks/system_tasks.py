from typing import Any

from celery_app import celery
from services.accuracy import scoring
from services.attention import exceptions, morning_mail
from services.jobs import queue_lengths
from services.notifications import sending
from services.operations import retention, task_sweep
from services.replays import reconstruction
from services.replenishment.renewal import advice_refresh
from services.schedules import alarms, schedule_tick
from services.training import changed_training
from tasks.logged_task import LoggedTask
from tasks.recorded_task import RecordedTask


@celery.task(base=LoggedTask, name="tasks.system_tasks.sweep_tasks")
def sweep_tasks() -> dict[str, int]:
    counted = queue_lengths.sample()
    # Alarms first: the sweep rings for what is to be told.
    return counted | alarms.raise_alarms() | morning_mail.send_due() | task_sweep.sweep() | retention.prune()


@celery.task(base=LoggedTask, name="tasks.system_tasks.tick")
def tick() -> dict[str, int]:
    followed = (
        reconstruction.submit_if_due()
        | advice_refresh.follow_days()
        | advice_refresh.follow_cut_offs()
        | advice_refresh.follow_classes()
    )
    return schedule_tick.tick() | followed | reconstruction.submit_if_due()


@celery.task(base=LoggedTask, name="tasks.system_tasks.look_for_changes")
def look_for_changes() -> dict[str, int]:
    return changed_training.submit_if_due()


@celery.task(base=LoggedTask, name="tasks.system_tasks.deliver_notifications")
def deliver_notifications() -> dict[str, int]:
    return sending.send_due()


@celery.task(base=RecordedTask, bind=True, name="tasks.system_tasks.score_forecasts")
def score_forecasts(self: RecordedTask) -> dict[str, Any]:
    return scoring.score_catalogue(self.running) | exceptions.forget_solved()
