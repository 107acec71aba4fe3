"""The operator's view of workers, queues and Beat. Read from the database: no request waits for a worker's answer."""

from datetime import timedelta
from typing import Any

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, requires
from routes.blueprints import APIBlueprint
from routes.celery_answers import (
    AskedWorkers,
    FlowerAddress,
    Health,
    MinuteAnswer,
    OperatorsTask,
    QueueAnswer,
    QueueFigures,
    QueueHistory,
    Queues,
    Status,
    WorkerAnswer,
    Workers,
)
from services.jobs import queue_lengths, queue_service, task_publisher, worker_service
from services.jobs.task_document import task_json
from services.jobs.worker_service import Worker
from services.operations import checkup, diagnostics
from services.operations.diagnostics import Diagnosis, QueueName, TaskName
from services.operations.findings import FAULT
from services.task_service import TaskService
from utils.config import get_settings

# Its square is still a number that JSON has.
MOST = 1e100

celery_bp = APIBlueprint("celery", __name__, url_prefix="/celery", abp_tags=[Tag(name="Operations")])


class WorkerBody(schemas.Body):
    worker: str | None = Field(None, max_length=255, description="Name of one worker; without it, all.")


class HistoryQuery(BaseModel):
    minutes: int = Field(1440, ge=1, le=1440, description="How far back; a day is kept.")


class DiagnosticBody(schemas.Body):
    task: TaskName = Field("add", description="What to run.")
    queue: QueueName = Field("maintenance", description="The queue it goes through.")
    x: float = Field(2, ge=-MOST, le=MOST, description="For add and multiply.")
    y: float = Field(3, ge=-MOST, le=MOST, description="For add and multiply.")
    duration: int = Field(3, ge=1, le=60, description="Seconds; for long_running.")
    should_fail: bool = Field(True, description="For failing_task: fail, be tried again three times, give up.")


@celery_bp.get("/status", summary="Workers, tasks, queues and Beat in figures", responses={200: Status})
def get_celery_status() -> Response:
    active, waiting = worker_service.count_tasks()
    return jsonify(
        enabled=get_settings().use_celery,
        workers_online=sum(worker.state == "online" for worker in worker_service.list_workers()),
        tasks_active=active,
        tasks_scheduled=waiting,
        queues={queue.name: QueueFigures.of(queue) for queue in queue_service.list_queues()},
        beat_running=worker_service.beat().is_running,
    )


@celery_bp.get("/workers", summary="Every worker heard of within a day, and what it is at", responses={200: Workers})
def list_workers() -> Response:
    found = [_worker(worker) for worker in worker_service.list_workers()]
    return jsonify(enabled=get_settings().use_celery, workers=found)


@celery_bp.get("/queues", summary="What waits in each queue, and for how long", responses={200: Queues})
def list_queues() -> Response:
    found = {queue.name: QueueAnswer.of(queue) for queue in queue_service.list_queues()}
    return jsonify(enabled=get_settings().use_celery, queues=found)


@celery_bp.get("/queues/history", summary="How long each queue was, minute by minute", responses={200: QueueHistory})
def get_queue_history(query: HistoryQuery) -> Response:
    history = queue_lengths.history(timedelta(minutes=query.minutes))
    found = {name: [MinuteAnswer.of(minute) for minute in minutes] for name, minutes in history.items()}
    return jsonify(enabled=get_settings().use_celery, queues=found)


@celery_bp.get(
    "/health",
    summary="Whether jobs are being done; what is wrong, and what to do about it",
    responses={200: Health},
)
def get_celery_health() -> Response:
    findings = checkup.run_checks()
    at_fault = any(finding.level == FAULT for finding in findings)
    status = "at fault" if at_fault else "ok"
    return jsonify(enabled=get_settings().use_celery, status=status, findings=[vars(finding) for finding in findings])


@celery_bp.get("/task/<task_id>", summary="One task, and where it runs or failed", responses={200: OperatorsTask})
def get_celery_task(path: schemas.TaskPath) -> Response:
    seen_by = current_user().sees
    record = TaskService.get_task_status(path.task_id, seen_by)
    trace = TaskService.get_trace(record.id) if seen_by is None else None
    where = {"worker": record.worker, "queue": task_publisher.queue_for(record), "trace": trace}
    return jsonify(task_json(record) | where)


@celery_bp.post("/task/<task_id>/cancel", summary="Cancel a task for good", responses={200: schemas.Task})
@requires("planner")
def cancel_celery_task(path: schemas.TaskPath) -> Response:
    return jsonify(task_json(TaskService.cancel_task(path.task_id, current_user())))


@celery_bp.get("/flower/url", summary="Where Flower is", responses={200: FlowerAddress})
def get_flower_url() -> Response:
    settings = get_settings()
    enabled = settings.use_celery and bool(settings.flower_basic_auth or settings.flower_url)
    return jsonify(url=settings.flower_address, enabled=enabled)


@celery_bp.post(
    "/worker/shutdown",
    summary="Ask workers to finish what they are at and stop",
    responses={202: AskedWorkers},
)
@requires("admin")
def shut_down_workers(body: WorkerBody) -> tuple[Response, int]:
    return _asked(worker_service.shut_down(body.worker, current_user()), "finish their tasks and stop")


@celery_bp.post("/worker/pool/restart", summary="Ask workers for fresh processes", responses={202: AskedWorkers})
@requires("admin")
def restart_worker_pool(body: WorkerBody) -> tuple[Response, int]:
    return _asked(worker_service.restart_pools(body.worker, current_user()), "replace their processes")


@celery_bp.post("/diagnostics", summary="Run a diagnostic task through a queue", responses={202: schemas.Submitted})
@requires("admin")
def run_diagnostics(body: DiagnosticBody) -> Response:
    submitted = diagnostics.submit(Diagnosis(**body.model_dump()), current_user().user_id)
    status_url = url_for("tasks.get_task", task_id=submitted.task_id)
    return answers.accepted(submitted, f"Diagnostic task {body.task} submitted to {body.queue}", status_url)


def _asked(names: list[str], what: str) -> tuple[Response, int]:
    message = f"Asked to {what}: {', '.join(names)}." if names else "No worker has been heard of within a day."
    return jsonify(workers=names, message=message), 202


def _worker(worker: Worker) -> dict[str, Any]:
    shown = WorkerAnswer.of(worker)
    if current_user().sees is not None:
        # What a task is about is for its owner and for administrators.
        shown["work"] = [job | {"args": None} for job in shown["work"]]
    return shown
