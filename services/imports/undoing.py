"""An import taken back: what was there before is there again."""

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from app.db import snapshot
from app.models import ACTIVE, ImportRecord, TaskRecord
from app.models.task import Status
from services.access import audit
from services.access.signed_in import SignedIn
from services.errors import Conflict, NotFound
from services.jobs import jobs
from services.journal import imported
from services.journal.imported import UNDO_KEPT
from services.orders.history import order_undo, receipt_undo
from services.planning import (
    bulk_changes,
    merge_journal,
    product_files,
    product_supplier_files,
    product_supplier_undo,
    product_undo,
    supplier_files,
    supplier_undo,
)
from services.replenishment.renewal import advice_refresh
from services.replenishment.renewal.advice_refresh import Change
from services.sales import import_journal, sales_undo
from services.stock import stock_files
from services.task_service import TaskService
from utils import clock
from utils.language import _

Undo = Callable[[Change, ImportRecord], dict[str, int]]

UNDO: Mapping[str, Undo] = {
    import_journal.KIND: lambda made, record: sales_undo.undo(made.session, record),
    product_files.KIND: product_undo.undo,
    bulk_changes.KIND: product_undo.undo,
    merge_journal.KIND: merge_journal.undo,
    supplier_files.KIND: supplier_undo.undo,
    product_supplier_files.KIND: product_supplier_undo.undo,
    stock_files.KIND: stock_files.undo,
    order_undo.KIND: order_undo.undo,
    receipt_undo.KIND: receipt_undo.undo,
}
TASKS = {jobs.IMPORT_SALES, *map(imported.task_name, UNDO)}


def undo(task_id: str, actor: SignedIn) -> dict[str, int]:
    """Take an import back. Returns restored and kept (days of sales, or rows), and products_removed.

    Raises NotFound, and Conflict for an import that changed nothing, was undone before, is too long ago, or on which
    something rests.
    """
    task = TaskService.get_task_status(task_id, actor.sees)
    if task.name not in TASKS:
        raise NotFound(_("Task {task_id} is no import.", task_id=task_id), "not_an_import")
    with advice_refresh.change() as made:
        query = sa.select(ImportRecord).where(ImportRecord.task_id == task_id).with_for_update()
        record = _undoable(task, made.session.scalar(query))
        audit.note(made.session, actor, "import.undo", f"{record.kind}, import {task_id}")
        counts = UNDO[record.kind](made, record)
        record.undone_at = clock.now()
    return counts


def records(task_ids: list[str]) -> dict[str, ImportRecord]:
    """The records of those of these imports that hold or held, by task."""
    with snapshot() as session:
        records = session.scalars(sa.select(ImportRecord).where(ImportRecord.task_id.in_(task_ids)))
        return {record.task_id: record for record in records}


def can_be_undone(record: ImportRecord | None) -> bool:
    """Whether it is not yet, and not too late for it."""
    return record is not None and record.undone_at is None and clock.now() - record.created_at <= UNDO_KEPT


def _undoable(task: TaskRecord, record: ImportRecord | None) -> ImportRecord:
    """The record of this task, if it can be undone. Raises Conflict."""
    if task.status in ACTIVE:
        raise Conflict(_("This import has not ended; cancel it instead."), "not_ended")
    if task.status != Status.SUCCESS or (task.result or {}).get("dry_run"):
        raise Conflict(_("This import changed nothing: there is nothing to undo."), "nothing_to_undo")
    if record is None or clock.now() - record.created_at > UNDO_KEPT:
        raise Conflict(
            _("An import can be undone for {days} days; this one is older.", days=UNDO_KEPT.days), "too_old_to_undo"
        )
    if record.undone_at:
        raise Conflict(_("This import was undone {moment}.", moment=clock.rfc3339(record.undone_at)), "already_undone")
    return record
