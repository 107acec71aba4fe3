"""A task as JSON, the same wherever it is told: status, events, webhooks."""

from typing import Any

from app.models import TaskRecord
from app.models.task import Status
from utils import clock


def task_json(record: TaskRecord) -> dict[str, Any]:
    """All that a client may know of a task."""
    return {
        "task_id": record.id,
        "task_name": record.name,
        "status": record.status,
        "progress": progress_json(record),
        "result": record.result,
        "error": error_json(record),
        "created_at": clock.rfc3339(record.created_at),
        "started_at": clock.rfc3339(record.started_at),
        "finished_at": clock.rfc3339(record.finished_at),
        "attempt": record.attempt,
    }


def error_json(record: TaskRecord) -> dict[str, str] | None:
    """Why a task failed, or its last attempt did."""
    if record.error_message is None:
        return None
    return {"code": record.error_code or "retrying", "message": record.error_message}


def progress_json(record: TaskRecord) -> dict[str, Any]:
    """How far a task is; what succeeded is at 100 %."""
    if record.status == Status.SUCCESS:
        percent = 100.0
    else:
        percent = 100 * record.progress_current / record.progress_total if record.progress_total else 0.0
    return {
        "current": record.progress_current,
        "total": record.progress_total,
        "percent": round(percent, 1),
        "message": record.progress_message,
    }
