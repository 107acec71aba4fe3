"""A file of sales, brought in as POST /sales/import does it."""

import time
from pathlib import Path
from typing import Any

import click

from app.file_options import file_options, options_of, refused
from services.errors import InvalidInput
from services.jobs.jobs import Status
from services.sales import imports, spans
from services.sales.imports import ImportRequest
from services.sales.sales_merge import Declared
from services.sales.sources import DEFAULT_NAME
from services.task_service import ENDED, TaskRecord, TaskService


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check and count only; nothing is written.")
@click.option("--source", default=DEFAULT_NAME, show_default=True, help="Where the sales come from. Sources add up.")
@click.option("--span", type=click.Choice(list(spans.NAMES.values())), help="What a row is the total of.")
@file_options
def command(file: Path, dry_run: bool, source: str, span: str | None, **given: Any) -> None:
    """Import the sales in FILE: CSV or XLSX, plain, gzip or alone in a zip. A worker does it."""
    days = next((days for days, name in spans.NAMES.items() if name == span), None)
    request = ImportRequest(dry_run, Declared(source, days), options_of(given))
    with file.open("rb") as stream:
        submitted = imports.submit(stream, request)
    _show(_ended(submitted.task_id))


def _ended(task_id: str) -> TaskRecord:
    record = TaskService.get_task_status(task_id)
    with click.progressbar(length=100, label="Importing") as bar:
        while record.status not in ENDED:
            time.sleep(0.3)
            record = TaskService.get_task_status(task_id)
            bar.update(record.progress_current - bar.pos)
    return record


def _show(record: TaskRecord) -> None:
    if record.status != Status.SUCCESS:
        raise refused(InvalidInput(record.error_message or f"The import ended with {record.status}."))
    result = record.result or {}
    for sentence in [*result["in_words"], *result["warnings"]]:
        click.echo(sentence)
    for rejection in result["rejected_rows"][:10]:
        click.echo(f"line {rejection['line']}, {rejection['column']} {rejection['value']!r}: {rejection['reason']}")
    counts = ("rows_read", "inserted", "updated", "unchanged", "rejected", "products_created")
    click.echo(", ".join(f"{result[name]:,} {name.replace('_', ' ')}" for name in counts))
    if result["dry_run"]:
        click.echo("Nothing was written.")
