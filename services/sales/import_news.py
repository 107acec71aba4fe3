"""What was odd about the latest imports."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from app.db import snapshot
from app.models import TaskRecord
from app.models.task import Status
from services.jobs import jobs
from services.task_service import TaskFilter
from utils import clock

NEWS = timedelta(days=7)
LOOKED_AT = 50


def with_warnings(number: int, seen_by: int | None = None) -> Sequence[TaskRecord]:
    """The latest imports of sales of the last days that were written and had warnings, the newest first."""
    ended = TaskRecord.status == Status.SUCCESS, TaskRecord.created_at > clock.now() - NEWS
    own = TaskRecord.name == jobs.IMPORT_SALES, *TaskFilter(seen_by=seen_by).conditions()
    query = sa.select(TaskRecord).where(*ended, *own).order_by(TaskRecord.created_at.desc()).limit(LOOKED_AT)
    with snapshot() as session:
        found = session.scalars(query).all()
    odd = [record for record in found if _warnings(record) and not (record.result or {}).get("dry_run")]
    return odd[:number]


def _warnings(record: TaskRecord) -> list[str]:
    warnings: list[str] = (record.result or {}).get("warnings", [])
    return warnings
