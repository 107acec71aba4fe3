"""Files small enough to be read while their sender waits: stock counts, orders, receipts, products."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import IO, Any, TypeVar

from pydantic import BaseModel, ValidationError

from services.errors import InvalidInput
from services.files import report, saved_profiles, uploads
from services.files.columns import survey
from services.files.fields import Form
from services.files.options import USUAL, FileOptions
from services.files.reading import Reading
from services.files.uploads import Rejection
from utils import refusals

Model = TypeVar("Model", bound=BaseModel)

MOST_ROWS = 100_000
REJECTIONS_SHOWN = 1000


@dataclass(frozen=True)
class Asked:
    """options -- how the file is to be read; dry_run -- say what would change, and change nothing

    creates -- products that are not known are made; else their rows are refused
    """

    options: FileOptions = USUAL
    dry_run: bool = False
    creates: bool = False


IMPORT = Asked()


@dataclass(frozen=True)
class Row:
    """A row that could be read: the line it begins in, and its values by column."""

    line: int
    values: dict[str, Any]

    def rejected(self, column: str, reason: str) -> Rejection:
        return Rejection(self.line, column, str(self.values.get(column, "")), reason)


@dataclass
class Table:
    """All rows of a file, those that could not be read, and how the file was understood.

    columns -- which of them was taken for what, in words
    """

    rows: list[Row]
    rejections: list[Rejection]
    understood: dict[str, Any]
    columns: str

    def checked(self, model: type[Model], **usual: Any) -> list[Model]:
        """The rows as what they stand for, with what is `usual` where there is no such column.

        Those that do not fit are rejected, the others stay at their places.
        """
        fitting, models = [], []
        for row in self.rows:
            try:
                models.append(model(**usual | row.values))
            except ValidationError as error:
                self.rejections.append(row.rejected(*refusals.first(error)))
            else:
                fitting.append(row)
        self.rows = fitting
        return models

    def refused(self, outcomes: Sequence[Any]) -> list[Rejection]:
        """Those of the rows whose outcome, at the same place, is a refusal."""
        return [
            row.rejected(refusal.faults[0].pointer.split("/")[1], refusal.faults[0].detail)
            for row, refusal in zip(self.rows, outcomes, strict=True)
            if isinstance(refusal, InvalidInput)
        ]

    def refuse_nothing(self, rejections: Sequence[Rejection] = ()) -> None:
        """Raises InvalidInput where no row can be taken; `rejections` are those of rows that could be read."""
        if len(rejections) < len(self.rows):
            return
        rejected = [*self.rejections, *rejections]
        if rejected:
            raise uploads.nothing_taken(len(rejected), rejected[:3], self.columns)

    def report(self, rejections: Sequence[Rejection] = ()) -> dict[str, Any]:
        """What the sender is told of it; `rejections` are those of rows that could be read and not be taken."""
        rejected = sorted([*self.rejections, *rejections], key=lambda rejection: rejection.line)
        return {
            "rows_read": len(self.rows) + len(self.rejections),
            "rejected": len(rejected),
            "rejected_rows": [asdict(rejection) for rejection in rejected[:REJECTIONS_SHOWN]],
        } | self.understood


def read(stream: IO[bytes], form: Form, options: FileOptions, most_rows: int = MOST_ROWS) -> Table:
    """Read a file of any kind. Raises InvalidInput when it is no such file, or has too many rows."""
    rows: list[Row] = []
    rejections: list[Rejection] = []
    with uploads.received(stream) as upload_id:
        try:
            path, saved = uploads.upload_path(upload_id), saved_profiles.all_saved()
            reading = Reading(path, form, options.overrules(), saved, most_rows)
            for block in reading.blocks():
                rows.extend(_row(reading.columns, values) for values in block.rows)
                rejections.extend(block.rejections)
                if len(rows) + len(rejections) > most_rows:
                    raise survey.too_long(most_rows)
        finally:
            uploads.remove(upload_id)
    return Table(rows, rejections, report.of(reading), " ".join(filter(None, report.columns_in_words(reading))))


def _row(columns: Sequence[str], values: tuple[Any, ...]) -> Row:
    return Row(values[0], dict(zip(columns[1:], values[1:], strict=True)))
