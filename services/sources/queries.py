"""Rows of other databases as a file, written while they come: however many they are, few are held at a time."""

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, CursorResult

from services.errors import InvalidInput
from services.files.writing import spreadsheet
from services.sources import databases, statements
from services.sources.databases import Database
from utils import clock
from utils.config import get_settings
from utils.language import _

ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class Question:
    """since_column -- of days or times, "": all rows are read every time; overlap -- days that are read again

    zone -- in which days begin; seen -- what was remembered of the last time
    """

    query: str
    since_column: str
    overlap: timedelta
    zone: tzinfo
    seen: Mapping[str, Any]


@dataclass
class Newest:
    """The newest day or time of a column. column -- as the database calls it"""

    column: str
    place: int
    value: date | None = None

    def take(self, rows: Sequence[Sequence[Any]]) -> None:
        """Raises InvalidInput for what is no day."""
        for row in rows:
            if (value := row[self.place]) is not None:
                day = self._day(value)
                if self.value is None or day > self.value:
                    self.value = day

    def _day(self, value: Any) -> date:
        if isinstance(value, str):
            # As text it is compared as text: a day before its times, and no zones.
            with contextlib.suppress(ValueError):
                moment = datetime.fromisoformat(value)
                value = None if moment.tzinfo else moment.date()
        if not isinstance(value, date):
            raise InvalidInput(
                _(
                    "The column {column!r} (`since_column`) holds no days or times. Name one that does, or leave it"
                    " out.",
                    column=self.column,
                ),
                "since_column_unfit",
            )
        return value


def write(
    database: Database, question: Question, file: IO[bytes], report: Callable[[int], None]
) -> dict[str, Any] | None:
    """Write what a query gives as a table, and return what is to be remembered; None where nothing is new.

    report -- is told the rows so far
    Raises InvalidInput, Unavailable.
    """
    with databases.reading(database) as connection:
        result = _asked(connection, question)
        names = list(result.keys())
        newest = _newest(question, names)
        rows = 0
        file.write(spreadsheet.csv_text([names]).encode())
        for part in _parts(result, database.seconds):
            rows += len(part)
            if newest:
                newest.take(part)
            file.write(spreadsheet.csv_text([list(map(_cell, row)) for row in part]).encode())
            _bound(file)
            report(rows)
    if not rows and question.seen.get("until"):
        return None
    if not rows:
        raise InvalidInput(_("The query gave no rows. Nothing was imported."), "no_rows")
    return _remembered(newest, question.zone) if newest else {}


def _asked(connection: Connection, question: Question) -> CursorResult[Any]:
    column, beginning, seen = "", "", question.seen
    if question.since_column and seen.get("until"):
        column = connection.dialect.identifier_preparer.quote_identifier(seen["column"])
        beginning = _beginning(question)
    options = {"no_parameters": True, "stream_results": True, "max_row_buffer": ROWS_AT_ONCE}
    return connection.exec_driver_sql(statements.since(question.query, column, beginning), execution_options=options)


def _beginning(question: Question) -> str:
    """The first moment of the first day that is read again: days are told as wholes, or not at all."""
    first = date.fromisoformat(question.seen["until"]) - question.overlap
    if question.seen["form"] == "date":
        return first.isoformat()
    midnight = datetime(first.year, first.month, first.day)  # noqa: DTZ001
    if question.seen["form"] == "zoned":
        midnight = midnight.replace(tzinfo=question.zone).astimezone(UTC)
    return midnight.isoformat(" ")


def _newest(question: Question, names: Sequence[str]) -> Newest | None:
    if not question.since_column:
        return None
    for place, name in enumerate(names):
        if name.casefold() == question.since_column.casefold():
            return Newest(name, place)
    raise InvalidInput(
        _(
            "The query gives no column {since_column!r}; it gives {names}.",
            since_column=question.since_column,
            names=", ".join(names),
        ),
        "no_such_column",
    )


def _remembered(newest: Newest, zone: tzinfo) -> dict[str, Any]:
    value = newest.value
    if value is None:
        return {}
    form = "date"
    if isinstance(value, datetime):
        form = "zoned" if value.tzinfo else "time"
        value = value.astimezone(zone).date() if value.tzinfo else value.date()
    # An order of next year would have everything passed over until then.
    return {"column": newest.column, "until": min(value, clock.today()).isoformat(), "form": form}


def _parts(result: CursorResult[Any], seconds: float) -> Iterator[Sequence[sa.Row[Any]]]:
    """Raises TimeoutError for a server that sends a row now and then."""
    end = time.monotonic() + seconds
    for part in result.partitions(ROWS_AT_ONCE):
        if time.monotonic() > end:
            raise TimeoutError
        yield part


def _bound(file: IO[bytes]) -> None:
    if file.tell() > get_settings().max_import_mb * 1024 * 1024:
        raise InvalidInput(
            _("The query gives more than MAX_IMPORT_MB; ask for fewer columns or days."), "file_too_large"
        )


def _cell(value: Any) -> Any:
    """As the reader of files takes it, whatever the database makes of it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value - value != 0:  # Not a number, or beyond all of them.
        return ""
    if isinstance(value, int | float | Decimal):
        # Written out, without an exponent; and not as a text, which a minus would make a formula.
        return Decimal(format(Decimal(repr(value) if isinstance(value, float) else value), "f"))
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
