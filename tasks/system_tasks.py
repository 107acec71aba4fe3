from celery_app import celery
from services import delivery_service, task_sweep_service


@celery.task(name="tasks.system_tasks.sweep_tasks")
def sweep_tasks() -> dict[str, int]:
    return task_sweep_service.sweep()


@celery.task(name="tasks.system_tasks.deliver_notifications")
def deliver_notifications() -> dict[str, int]:
    return delivery_service.deliver_due()
