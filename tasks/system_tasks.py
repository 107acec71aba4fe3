from celery_app import celery
from services import schedule_tick_service, task_sweep_service


@celery.task(name="tasks.system_tasks.sweep_tasks")
def sweep_tasks() -> dict[str, int]:
    return task_sweep_service.sweep()


@celery.task(name="tasks.system_tasks.tick")
def tick() -> dict[str, int]:
    return schedule_tick_service.tick()
