"""What a source has that was not taken in yet, one file after the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from app.models import Source
from services.files import uploads
from services.jobs.task_runs import RunningTask
from services.sources import downloads, folders, queries, source_fields
from services.sources.databases import Database
from services.sources.downloads import Address
from services.sources.queries import Question
from services.sources.source_fields import SourceFields
from utils import clock
from utils.config import get_settings
from utils.language import _, ngettext


@dataclass(frozen=True)
class Delivery:
    """A file to be taken in.

    name -- as people know it; upload_id -- of its copy here
    seen, refused -- what is remembered once it is taken, or was rejected
    number, count -- its place among those of this run
    gone -- what need not be remembered any more; fault -- why it cannot be taken
    """

    name: str
    upload_id: str
    seen: dict[str, Any]
    refused: dict[str, Any]
    number: int = 0
    count: int = 1
    gone: tuple[str, ...] = ()
    fault: str = ""


def new(source: Source, running: RunningTask) -> Iterator[Delivery]:
    """Copies of what is new. Each is removed when the next one is asked for, unless it was kept.

    Raises InvalidInput, Unavailable; TaskNotOurs where the task was cancelled.
    """
    fields = source_fields.checked(source.fields)
    kinds = {"folder": _of_folder, "https": _of_address, "sql": _of_query}
    yield from kinds[fields.kind](fields, dict(source.seen), running)


def _of_folder(fields: SourceFields, seen: dict[str, Any], running: RunningTask) -> Iterator[Delivery]:
    listed = folders.listing(folders.allowed(fields.folder), fields.pattern)
    gone = tuple(seen.keys() - {one.name for one in listed})
    changed = [one for one in listed if seen.get(one.name, [])[:2] != one.mark]
    for number, one in enumerate(changed):
        running.report(number, len(changed), _("Reading {name}", name=one.name))
        with uploads.scratch() as (upload_id, file):
            if fault := folders.fault_of(one):
                yield Delivery(one.name, upload_id, {}, {}, fault=fault)
                continue
            digest = folders.copy(one, file)
            file.flush()
            is_new = digest is not None and seen.get(one.name, [None])[-1] != digest
            if is_new:
                known = {one.name: [*one.mark, digest]}
                yield Delivery(one.name, upload_id, known, known, number, len(changed), gone)


def _of_address(fields: SourceFields, seen: dict[str, Any], running: RunningTask) -> Iterator[Delivery]:
    with uploads.scratch() as (upload_id, file):
        address = Address(fields.url, fields.secret_headers)
        fetched = downloads.fetch(address, seen, file, lambda size: running.report(0, 100, _so_far(size)))
        file.flush()
        if fetched and fetched["sha256"] != seen.get("sha256"):
            yield Delivery(fields.url.partition("?")[0], upload_id, fetched, fetched)


def _of_query(fields: SourceFields, seen: dict[str, Any], running: RunningTask) -> Iterator[Delivery]:
    database = Database(fields.url, fields.password_env, get_settings().source_timeout_seconds)
    zone = fields.options.overrules().zone or clock.zone()
    question = Question(fields.query, fields.since_column, timedelta(days=fields.overlap_days), zone, seen)
    with uploads.scratch() as (upload_id, file):
        found = queries.write(
            database,
            question,
            file,
            lambda rows: running.report(0, 100, ngettext("{count} row fetched", "{count} rows fetched", rows)),
        )
        file.flush()
        digest = uploads.digest(upload_id)
        # What was rejected may have been mended by the next time: its days are read again.
        if found is not None and digest != seen.get("rejected"):
            yield Delivery("query", upload_id, found, {"rejected": digest})


def _so_far(size: int) -> str:
    return _("{size} MB fetched", size=size // (1024 * 1024))
