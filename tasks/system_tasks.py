from celery_app import celery
from services import task_sweep_service


@celery.task(name="tasks.system_tasks.sweep_tasks")
def sweep_tasks() -> dict[str, int]:
    return task_sweep_service.sweep()
