"""A file of any kind, brought in as the API does it."""

import time
from pathlib import Path
from typing import IO, Any

import click

from app.file_options import file_options, options_of, refused
from services.errors import InvalidInput
from services.files.tables import Asked
from services.imports.kinds import KINDS, Import
from services.jobs.jobs import Status
from services.sales import import_journal, imports, spans
from services.sales.imports import ImportRequest
from services.sales.sales_merge import Declared
from services.sales.sources import DEFAULT_NAME
from services.task_service import ENDED, TaskRecord, TaskService

COUNTS = (
    "rows_read",
    "recorded",
    "inserted",
    "updated",
    "unchanged",
    "rejected",
    "products_created",
    "names_given",
    "categories_given",
)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(list(KINDS)),
    default=import_journal.KIND,
    show_default=True,
    help="What is in the file.",
)
@click.option("--dry-run", is_flag=True, help="Check and count only; nothing is written.")
@click.option("--source", default=DEFAULT_NAME, show_default=True, help="Where the sales come from. Sources add up.")
@click.option("--span", type=click.Choice(list(spans.NAMES.values())), help="What a row is the total of.")
@file_options
def command(file: Path, kind: str, dry_run: bool, source: str, span: str | None, **given: Any) -> None:
    """Import FILE: sales, products, suppliers, stock, orders or receipts. A table or a workbook, plain or packed.

    Sales are imported by a worker; --source and --span are about them.
    """
    bring_in, options = KINDS[kind].bring_in, options_of(given).named(file.name)
    with file.open("rb") as stream:
        if bring_in:
            _show(_brought_in(bring_in, stream, Asked(options, dry_run)))
            return
        days = next((days for days, name in spans.NAMES.items() if name == span), None)
        submitted = imports.submit(stream, ImportRequest(dry_run, Declared(source, days), options))
    _show(_result(_ended(submitted.task_id)))


def _brought_in(bring_in: Import, stream: IO[bytes], asked: Asked) -> dict[str, Any]:
    try:
        return bring_in(stream, None, asked)
    except InvalidInput as error:
        raise refused(error) from None


def _ended(task_id: str) -> TaskRecord:
    record = TaskService.get_task_status(task_id)
    with click.progressbar(length=100, label="Importing") as bar:
        while record.status not in ENDED:
            time.sleep(0.3)
            record = TaskService.get_task_status(task_id)
            bar.update(record.progress_current - bar.pos)
    return record


def _result(record: TaskRecord) -> dict[str, Any]:
    if record.status != Status.SUCCESS:
        raise refused(InvalidInput(record.error_message or f"The import ended with {record.status}."))
    return record.result or {}


def _show(result: dict[str, Any]) -> None:
    for sentence in [*result["in_words"], *result["warnings"]]:
        click.echo(sentence)
    for rejection in result["rejected_rows"][:10]:
        click.echo(f"line {rejection['line']}, {rejection['column']} {rejection['value']!r}: {rejection['reason']}")
    click.echo(", ".join(f"{result[name]:,} {name.replace('_', ' ')}" for name in COUNTS if name in result))
    if result["dry_run"]:
        click.echo("Nothing was written.")
