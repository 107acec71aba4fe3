from typing import Any

from celery_app import celery
from services.jobs.jobs import SCHEDULED, ImportSales, RunSource
from services.sales import imports
from services.sources import source_run
from tasks.recorded_task import RecordedTask


@celery.task(base=RecordedTask, bind=True, name="tasks.import_tasks.import_sales_task")
def import_sales_task(
    self: RecordedTask,
    upload_id: str,
    dry_run: bool = False,
    source: str = "default",
    span: int | None = None,
    options: dict[str, Any] | None = None,
) -> dict[str, Any]:
    return imports.run(self.running, ImportSales(upload_id, dry_run, source, span, options))


@celery.task(base=RecordedTask, bind=True, name="tasks.import_tasks.run_source_task")
def run_source_task(self: RecordedTask, source: str, why: str = SCHEDULED) -> dict[str, Any]:
    return source_run.run(self.running, RunSource(source, why))
