"""Files of sales: taken in at once, imported by a worker, all of it or nothing."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot
from app.models import ACTIVE, Source, TaskRecord
from services.errors import InvalidInput, NotFound, TooMany
from services.files import options, report, saved_profiles, uploads
from services.files.fields import Overrules
from services.files.options import FileOptions
from services.files.reading import Reading
from services.files.uploads import RejectionWriter
from services.jobs import jobs
from services.jobs.jobs import ImportSales
from services.jobs.task_progress import Reports
from services.jobs.task_runs import RunningTask
from services.sales import product_names, sales_form, sales_merge, spans, warehouses
from services.sales.import_inspection import Inspection
from services.sales.sales_merge import USUAL, Declared, MergeCounts
from services.task_service import Submitted, TaskService
from utils import clock
from utils.config import get_settings
from utils.language import _, ngettext

# More would make the task record a file of its own; the complete list can be downloaded.
REJECTIONS_IN_RESULT = 1000
# Reading ends here, in percent of the whole; the merge is the rest.
READ_PERCENT = 80


@dataclass(frozen=True)
class ImportRequest:
    """What is to be done with a file, of which source it is, and how it is to be read."""

    dry_run: bool = False
    declared: Declared = USUAL
    options: FileOptions = options.USUAL


def submit(stream: IO[bytes], request: ImportRequest, user_id: int | None = None) -> Submitted:
    """Keep the file and have a worker import it. Raises Unavailable, TooMany; then nothing of it is kept."""
    _check_quota(user_id)
    clear_away()
    with uploads.received(stream) as upload_id:
        return _submit(upload_id, request, user_id)


def submit_again(upload_id: str, request: ImportRequest, user_id: int | None = None) -> Submitted:
    """The same with a file that is here already, and stays. Raises NotFound as well."""
    _check_quota(user_id)
    return _submit(uploads.again(upload_id), request, user_id)


def _submit(upload_id: str, request: ImportRequest, user_id: int | None) -> Submitted:
    declared, said = request.declared, request.options.model_dump(exclude_defaults=True)
    job = ImportSales(upload_id, request.dry_run, declared.source, declared.span, said or None)
    return TaskService.submit(job, user_id)


def _check_quota(user_id: int | None) -> None:
    most = get_settings().max_imports_per_user
    own = TaskRecord.name == jobs.IMPORT_SALES, TaskRecord.created_by == user_id, TaskRecord.status.in_(ACTIVE)
    with snapshot() as session:
        waiting = session.scalars(sa.select(sa.func.count()).select_from(TaskRecord).where(*own)).one()
    if waiting >= most:
        raise TooMany(
            _("{waiting} of your imports wait or run. Send the next file when one has ended.", waiting=waiting),
            "too_many_imports",
        )


def run(running: RunningTask, job: ImportSales) -> dict[str, Any]:
    """Import an upload, in one transaction with the end of its task, and remove it.

    Raises InvalidInput for a file that cannot be read as sales; nothing of it is kept then.
    """
    try:
        result = take(running, job, Terms(running.id, running.finish))
    except InvalidInput:
        uploads.remove(job.upload_id)
        raise
    uploads.remove(job.upload_id)
    return result


@dataclass(frozen=True)
class Terms:
    """On which an upload is taken in.

    task_id -- of the import, by which it can be undone
    end -- called in the transaction that writes it, with its result
    doubt -- percent of it that may be odd
    record -- of the task, where it is written with its effects only
    """

    task_id: str
    end: Callable[[Session, dict[str, Any]], None]
    doubt: float = 100.0
    record: TaskRecord | None = None


def take(running: Reports, job: ImportSales, terms: Terms) -> dict[str, Any]:
    """Write the sales of an upload, all or nothing. Raises InvalidInput, Doubtful."""
    path = uploads.upload_path(job.upload_id)
    if not path.exists():
        raise NotFound(_("The uploaded file is gone. API and workers must share DATA_DIR/imports."), "upload_missing")
    rejections = RejectionWriter(uploads.rejections_path(job.upload_id), REJECTIONS_IN_RESULT)
    sales = _read(path, _overrules(job))
    with sales_merge.own_session() as session:
        _stage(session, sales, rejections, running)
        taken = sales.rows_read - rejections.count
        running.report(READ_PERCENT, 100, ngettext("Merging {count} row", "Merging {count} rows", taken))
        look = Inspection(sales, rejections.count, terms.doubt)
        session.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
        if terms.record:
            session.add(terms.record)
            session.flush()
        tells = tuple(field for field in product_names.KEPT_AS if field in sales.columns)
        declared = Declared(job.source, job.span, tells)
        counts = _merge(session, declared, None if job.dry_run else terms.task_id, look)
        result = _result(sales, rejections, counts) | look.as_dict() | {"dry_run": job.dry_run}
        terms.end(session, result)
        session.commit()
    return result


def rejections_file(task_id: str, seen_by: int | None = None) -> Path:
    """The CSV file of all rows an import rejected. Raises NotFound."""
    record = TaskService.get_task_status(task_id, seen_by)
    job = jobs.of_record(record)
    if not isinstance(job, ImportSales):
        raise NotFound(_("Task {task_id} is no import.", task_id=task_id), "not_an_import")
    path = uploads.rejections_path(job.upload_id)
    if record.status in ACTIVE or not path.exists():
        raise NotFound(
            _("There is no list of rejected rows: the import has not ended, took every row, or is old."),
            "no_rejected_rows",
        )
    return path


def _read(path: Path, said: Overrules) -> Reading:
    form, saved = sales_form.form(clock.today()), saved_profiles.all_saved()
    return warehouses.together(
        Reading(path, form, said, saved), said, lambda others: Reading(path, form, others, saved)
    )


def _overrules(job: ImportSales) -> Overrules:
    span = "" if job.span is None else spans.NAMES[job.span]
    return replace(FileOptions(**job.options or {}).overrules(), span=span)


def _stage(session: Session, sales: Reading, rejections: RejectionWriter, running: Reports) -> None:
    sales_merge.begin(session)
    columns = [sales_form.STAGED_AS.get(name, name) for name in sales.columns]
    for block in sales.blocks():
        sales_merge.stage(session, columns, block.rows)
        # Releases what the connection holds, so that others can write while the next block is read.
        session.commit()
        rejections.add(block.rejections)
        read = ngettext("{count} row read", "{count} rows read", sales.rows_read)
        running.report(int(READ_PERCENT * sales.share_read()), 100, read)


def _merge(session: Session, declared: Declared, task_id: str | None, look: Inspection) -> MergeCounts:
    """Without a task: as a trial."""
    counts = sales_merge.merge(session, declared, task_id, look)
    if task_id is None:
        session.rollback()
    return counts


def _result(sales: Reading, rejections: RejectionWriter, counts: MergeCounts) -> dict[str, Any]:
    return {
        "rows_read": sales.rows_read,
        **counts.as_dict(),
        "rejected": rejections.count,
        "rejected_rows": [asdict(rejection) for rejection in rejections.first],
        "rejected_rows_complete": rejections.count == len(rejections.first),
        "rejected_rows_listed": rejections.written,
    } | report.of(sales)


def clear_away() -> None:
    """Remove the uploads that nobody waits for any more."""
    uploads.sweep(_uploads_in_use())


def _uploads_in_use() -> list[str]:
    query = sa.select(TaskRecord).where(TaskRecord.name == jobs.IMPORT_SALES, TaskRecord.status.in_(ACTIVE))
    with snapshot() as session:
        found = [jobs.of_record(record) for record in session.scalars(query)]
        waiting = session.scalars(sa.select(Source.waiting).where(Source.waiting.is_not(None))).all()
    kept = [one["upload_id"] for one in waiting if one]
    return kept + [job.upload_id for job in found if isinstance(job, ImportSales)]
