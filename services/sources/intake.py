"""Taking in what a source has delivered: through the reader and into the ledger of files that are sent by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from sqlalchemy.orm import Session

from app.db import transaction
from app.models import Source
from app.models.task import Status
from services.files import uploads
from services.files.options import FileOptions
from services.jobs.jobs import ImportSales
from services.jobs.task_runs import RunningTask
from services.orders import order_entry, receipts
from services.planning import product_files
from services.sales import imports
from services.sales.imports import Terms
from services.sources import source_service
from services.sources.deliveries import Delivery
from services.sources.source_fields import SALES, SourceFields
from services.stock import stock_history
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
    with uploads.upload_path(delivery.upload_id).open("rb") as file:
        result = TAKERS[fields.reads](file, options_of(fields))
    # The same again would change nothing: it may be told after the fact.
    with transaction() as session:
        running.hold(session)
        _remember(session, source.name, delivery)
    return result


def _take_sales(running: RunningTask, name: str, delivery: Delivery, doubt: float) -> dict[str, Any]:
    """As an import of its own, with a record by which it can be undone."""
    fields = source_service.get(name).fields
    said = options_of(fields).model_dump(exclude_defaults=True)
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


def _remember(session: Session, name: str, delivery: Delivery) -> None:
    source = source_service.held(session, name)
    source.seen = {name: mark for name, mark in source.seen.items() if name not in delivery.gone} | delivery.seen
    if source.waiting and source.waiting["upload_id"] == delivery.upload_id:
        source.waiting = None


Taker = Callable[[IO[bytes], FileOptions], dict[str, Any]]
TAKERS: Mapping[str, Taker] = {
    "products": product_files.import_products,
    "stock": stock_history.import_levels,
    "purchase_orders": lambda file, options: order_entry.import_orders(file, None, options),
    "receipts": lambda file, options: receipts.import_receipts(file, None, options),
}
