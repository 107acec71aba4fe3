"""Files of sales: taken in at once, imported by a worker, all of it or nothing."""

from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import ACTIVE, TaskRecord
from services.errors import InvalidInput, NotFound
from services.files import uploads
from services.files.csv_file import CsvFile, open_csv
from services.files.uploads import RejectionWriter
from services.jobs import jobs
from services.jobs.jobs import ImportSales
from services.jobs.task_runs import RunningTask
from services.sales import sales_csv, sales_merge
from services.sales.sales_merge import MergeCounts
from services.task_service import Submitted, TaskService
from utils import clock

# More would make the task record a file of its own; the complete list can be downloaded.
REJECTIONS_IN_RESULT = 1000
# Reading ends here, in percent of the whole; the merge is the rest.
READ_PERCENT = 80


def submit(stream: IO[bytes], dry_run: bool, user_id: int) -> Submitted:
    """Keep the file and have a worker import it. Raises Unavailable; then nothing of it is kept."""
    uploads.sweep(_uploads_in_use())
    with uploads.received(stream) as upload_id:
        return TaskService.submit(ImportSales(upload_id, dry_run), user_id)


def run(running: RunningTask, upload_id: str, dry_run: bool) -> dict[str, Any]:
    """Import an upload, in one transaction with the end of its task, and remove it.

    Raises InvalidInput for a file that cannot be read as sales; nothing of it is kept then.
    """
    path = uploads.upload_path(upload_id)
    if not path.exists():
        raise NotFound("The uploaded file is gone. API and workers must share DATA_DIR/imports.", "upload_missing")
    rejections = RejectionWriter(uploads.rejections_path(upload_id), REJECTIONS_IN_RESULT)
    try:
        with open_csv(path, sales_csv.columns(clock.today())) as sales, sales_merge.own_session() as session:
            _stage(session, sales, rejections, running)
            result = _merge(session, sales, rejections, running, dry_run)
    except InvalidInput:
        uploads.remove(upload_id)
        raise
    uploads.remove(upload_id)
    return result


def rejections_file(task_id: str, seen_by: int | None = None) -> Path:
    """The CSV file of all rows an import rejected. Raises NotFound."""
    record = TaskService.get_task_status(task_id, seen_by)
    job = jobs.of_record(record)
    if not isinstance(job, ImportSales):
        raise NotFound(f"Task {task_id} is no import.", "not_an_import")
    path = uploads.rejections_path(job.upload_id)
    if record.status != "SUCCESS" or not path.exists():
        raise NotFound(
            "There is no list of rejected rows: the import has not succeeded (yet), took every row, or is old.",
            "no_rejected_rows",
        )
    return path


def _stage(session: Session, sales: CsvFile, rejections: RejectionWriter, running: RunningTask) -> None:
    sales_merge.begin(session)
    columns = [sales_csv.STAGED_AS.get(name, name) for name in sales.columns]
    for block in sales.blocks():
        sales_merge.stage(session, columns, block.rows)
        # Releases what the connection holds, so that others can write while the next block is read.
        session.commit()
        rejections.add(block.rejections)
        running.report(int(READ_PERCENT * sales.share_read()), 100, f"{sales.rows_read:,} rows read")


def _merge(
    session: Session, sales: CsvFile, rejections: RejectionWriter, running: RunningTask, dry_run: bool
) -> dict[str, Any]:
    running.report(READ_PERCENT, 100, f"Merging {sales.rows_read - rejections.count:,} rows")
    session.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
    counts = sales_merge.merge(session, write=not dry_run)
    if dry_run:
        session.rollback()
    result = _result(sales, rejections, counts) | {"dry_run": dry_run}
    running.finish(session, result)
    session.commit()
    return result


def _result(sales: CsvFile, rejections: RejectionWriter, counts: MergeCounts) -> dict[str, Any]:
    return {
        "rows_read": sales.rows_read,
        **counts.as_dict(),
        "rejected": rejections.count,
        "rejected_rows": [asdict(rejection) for rejection in rejections.first],
        "rejected_rows_complete": rejections.count == len(rejections.first),
        "rejected_rows_listed": rejections.written,
        "delimiter": sales.layout.delimiter,
        "columns": sales.layout.names,
    }


def _uploads_in_use() -> list[str]:
    query = sa.select(TaskRecord).where(TaskRecord.name == jobs.IMPORT_SALES, TaskRecord.status.in_(ACTIVE))
    with snapshot() as session:
        found = [jobs.of_record(record) for record in session.scalars(query)]
    return [job.upload_id for job in found if isinstance(job, ImportSales)]
