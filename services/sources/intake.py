"""Taking in what a source has delivered: through the reader and into the ledger of files that are sent by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

from sqlalchemy.orm import Session

from app.db import transaction
from app.models import Source
from app.models.task import Status
from services.access.signed_in import SignedIn
from services.files import uploads
from services.files.findings import Finding
from services.files.options import FileOptions
from services.files.tables import Asked
from services.jobs.jobs import ImportSales
from services.jobs.task_runs import RunningTask
from services.orders.entry import order_entry, receipts
from services.planning import product_files, product_supplier_files, supplier_files
from services.sales import imports
from services.sales.import_inspection import Doubtful, rejections
from services.sales.imports import Terms
from services.sales.odd_sales import LATEST_FILES, LEAST_FILES, SUDDEN_DROP, fewer
from services.sources import source_service
from services.sources.deliveries import Delivery
from services.sources.source_fields import SALES, SourceFields
from services.stock import stock_files
from services.task_service import new_record
from utils import clock

# What a query gives is written as no country writes it.
OF_QUERIES = {"decimal": ".", "date_order": "ymd", "profile": "none"}


@dataclass(frozen=True)
class PartOf:
    """Reports the part of a run that one of its files is."""

    running: RunningTask
    delivery: Delivery

    def report(self, current: int, total: int, message: str = "") -> None:
        done = self.delivery.number * total + current
        self.running.report(done, max(1, self.delivery.count * total), f"{self.delivery.name}: {message}")


def take(running: RunningTask, source: Source, delivery: Delivery, doubt: float) -> dict[str, Any]:
    """Write what was delivered, all or nothing, and that it was taken. doubt -- percent of it that may be odd

    Raises InvalidInput, Doubtful.
    """
    fields = SourceFields(**source.fields)
    if fields.reads == SALES:
        return _take_sales(running, source.name, delivery, doubt)
    trial = _read(fields, delivery, dry_run=True)
    findings = _odd(trial, source.sizes)
    if any(finding.percent > doubt for finding in findings):
        raise Doubtful(findings)
    result = _read(fields, delivery)
    # The same again would change nothing: it may be told after the fact.
    with transaction() as session:
        running.hold(session)
        _remember(session, source.name, delivery, result["rows_read"])
    return result | {"warnings": [*result["warnings"], *(one.message for one in findings if one.code == SUDDEN_DROP)]}


def _read(fields: SourceFields, delivery: Delivery, dry_run: bool = False) -> dict[str, Any]:
    with uploads.upload_path(delivery.upload_id).open("rb") as file:
        return TAKERS[fields.reads](file, None, Asked(options_of(fields), dry_run, creates=True))


def _odd(trial: dict[str, Any], sizes: Sequence[int]) -> list[Finding]:
    rows = trial["rows_read"]
    rejected = rejections(trial["rejected"], rows)
    return [*rejected, *(fewer("rows", rows, sizes) if len(sizes) >= LEAST_FILES else [])]


def _take_sales(running: RunningTask, name: str, delivery: Delivery, doubt: float) -> dict[str, Any]:
    """As an import of its own, with a record by which it can be undone."""
    fields = source_service.get(name).fields
    said = options_of(fields).named(delivery.name).model_dump(exclude_defaults=True)
    job = ImportSales(delivery.upload_id, False, name, fields.span_days, said or None)
    record = new_record(job, parent_id=running.id)
    record.status, record.attempt, record.started_at = Status.SUCCESS, 1, clock.now()

    def end(session: Session, result: dict[str, Any]) -> None:
        running.hold(session)
        record.result, record.finished_at = result, clock.now()
        _remember(session, name, delivery)

    result = imports.take(PartOf(running, delivery), job, Terms(record.id, end, doubt, record))
    return result | {"task_id": record.id}


def options_of(fields: SourceFields) -> FileOptions:
    """How the files of a source are read."""
    if fields.kind != "sql":
        return fields.options
    return FileOptions(**OF_QUERIES | fields.options.model_dump(exclude_defaults=True))


def _remember(session: Session, name: str, delivery: Delivery, rows: int | None = None) -> None:
    source = source_service.held(session, name)
    if rows is not None:
        source.sizes = [rows, *source.sizes][:LATEST_FILES]
    source.seen = {name: mark for name, mark in source.seen.items() if name not in delivery.gone} | delivery.seen
    if source.waiting and source.waiting["upload_id"] == delivery.upload_id:
        source.waiting = None


# Stock of products that nobody sells yet is known all the same.
Taker = Callable[[IO[bytes], SignedIn | None, Asked], dict[str, Any]]
TAKERS: Mapping[str, Taker] = {
    "products": product_files.import_products,
    "suppliers": supplier_files.import_suppliers,
    "product_suppliers": product_supplier_files.import_offers,
    "stock": stock_files.import_levels,
    "purchase_orders": order_entry.import_orders,
    "receipts": receipts.import_receipts,
}
