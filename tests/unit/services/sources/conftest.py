from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from app.db import snapshot
from app.models import Product, Sale
from services.jobs import jobs, task_runs
from services.sources import decisions, source_run, source_service
from services.sources.source_service import NEVER
from services.task_service import TaskService
from utils.config import Settings, use_settings


@pytest.fixture
def inbox(database: Settings, tmp_path):
    """A folder that sources may read."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    use_settings(database.model_copy(update={"source_folders": str(folder), "source_timeout_seconds": 20}))
    return folder


@pytest.fixture
def read() -> Callable[..., dict[str, Any]]:
    """Have a source read, as a worker does, and give what came of it."""

    def run(name: str, why: str = jobs.BY_HAND) -> dict[str, Any]:
        if why == jobs.SCHEDULED:
            task_id = TaskService.submit(jobs.RunSource(name)).task_id
        else:
            task_id = (decisions.accept if why == jobs.ACCEPTED else decisions.run_now)(name).task_id
        job = jobs.of_record(TaskService.get_task_status(task_id))
        running = task_runs.start(task_id, job)
        try:
            result = source_run.run(running, job)
        except Exception as error:
            task_runs.fail(task_id, getattr(error, "code", "?"), str(error))
            raise
        task_runs.succeed(task_id, result)
        return result

    return run


@pytest.fixture
def source(database: Settings) -> Callable[..., str]:
    def create(**fields: Any) -> str:
        return source_service.create("till", fields, NEVER).source.name

    return create


def sold() -> dict[tuple[str, str], float]:
    """What is known of sales, by product and day."""
    with snapshot() as session:
        rows = session.execute(sa.select(Product.sku, Sale.day, Sale.quantity).join(Sale)).all()
    return {(sku, day.isoformat()): quantity for sku, day, quantity in rows}
