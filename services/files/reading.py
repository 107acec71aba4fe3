"""A file of any kind, read twice: once to see how it is written, once for its rows."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from itertools import islice
from pathlib import Path

from services.errors import InvalidInput
from services.files import containers, day_forms, heads, profiles, uploads
from services.files.assignment import Columns
from services.files.evidence import Evidence
from services.files.fields import Form, Overrules
from services.files.headings import RANKS
from services.files.heads import Head
from services.files.profiles import Profile
from services.files.records import Cell, Record, Records, Unreadable
from services.files.rows import Row, Rows
from services.files.text_records import TextRecords
from services.files.understanding import Judge, Understanding
from services.files.uploads import Rejection
from services.files.workbook import WorkbookRecords

ROWS_PER_BLOCK = 20_000
# Few enough to stay in the processor's cache.
LOOKED_AT_ONCE = 1_000
# Headings stand among the first records; so many are also compared where two columns have one name.
HEAD_RECORDS, SAMPLE_RECORDS = 60, 500
# Of a wider file only the columns that may be wanted are looked at.
ALL_COLUMNS = 60


@dataclass
class Block:
    """Rows that could be read, as tuples of the reading's columns, and those that could not."""

    rows: list[Row] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


class Reading:
    """A file that is understood, and its rows.

    columns -- what the values of a row are; rows_read -- rows so far, good and bad
    Raises InvalidInput for what is no table, and with the question that nothing in the file answers.
    """

    def __init__(
        self, path: Path, form: Form, overrules: Overrules = Overrules(), saved: Sequence[Profile] = ()
    ) -> None:  # fmt: skip
        self.form = form
        self.records: Records = _opened(path, overrules.sheet)
        head = heads.find(list(islice(self.records.records(), HEAD_RECORDS)), form, overrules, saved)
        self.profile = _profile(head, overrules, saved)
        evidence, sample = self._survey(head)
        columns = Columns(head, evidence, sample, self.profile)
        self.understood: Understanding = Judge(columns, form, overrules).decide(self.records.delimiter)
        self._zone: tzinfo = overrules.zone or UTC
        self._rows = Rows(form, self.understood, self._zone)
        self.columns, self.tally = self._rows.columns, self._rows.tally
        self.rows_read = self.rows_taken = 0

    @property
    def head(self) -> Head:
        return self.understood.columns.head

    @property
    def moves_midnight(self) -> bool:
        """Whether a midnight of the file is another time in the shop's zone."""
        day, evidence = self.form.day, self.understood.columns.evidence
        position = self.understood.positions.get(day.name, len(evidence)) if day else len(evidence)
        cells = evidence[position].seen if position < len(evidence) else ()
        written = (day_forms.taken_apart(cell) for cell in cells if isinstance(cell, str))
        return any(
            one is not None
            and day_forms.in_zone(one, self.understood.order, self._zone) != one.day(self.understood.order)
            for one in written
        )

    def share_read(self) -> float:
        """The share of the file that is behind us, 0 to 1."""
        return self.records.share_read()

    def blocks(self) -> Iterator[Block]:
        """All rows, in blocks. Raises InvalidInput when the file breaks off, or has no row that can be taken."""
        block = Block()
        examples: list[Rejection] = []
        self.tally.passed_over["above"] += self.head.above
        for record in self._below_head(self.head):
            for row in self._rows.read(record):
                self.rows_read += 1
                if isinstance(row, Rejection):
                    block.rejections.append(row)
                else:
                    block.rows.append(row)
            if len(block.rows) + len(block.rejections) >= ROWS_PER_BLOCK:
                self.rows_taken += len(block.rows)
                examples = examples or block.rejections[:3]
                yield block
                block = Block()
        self.rows_taken += len(block.rows)
        yield block
        self._refuse_nothing(examples or block.rejections[:3])

    def _refuse_nothing(self, examples: Sequence[Rejection]) -> None:
        """Raises InvalidInput for a file that has no row to take."""
        if self.rows_taken or self.tally.not_sold:
            return
        if not self.rows_read:
            raise InvalidInput("The file names its columns and has no rows. Nothing was imported.", "no_rows")
        raise uploads.nothing_taken(self.rows_read, examples)

    def _below_head(self, head: Head) -> Iterator[Record]:
        return islice(self.records.records(), head.above + 1, None)

    def _survey(self, head: Head) -> tuple[list[Evidence], list[Sequence[Cell]]]:
        """What all values of each column say, and the first records."""
        width = len(head.headings)
        evidence = [Evidence(self.form.today) for _ in range(width)]
        wanted = range(width) if width <= ALL_COLUMNS else _wanted(head)
        sample: list[Sequence[Cell]] = []
        records = self._below_head(head)
        while block := list(islice(records, LOOKED_AT_ONCE)):
            filled = [_of_width(cells, width) for _, cells in block if cells.__class__ is not Unreadable]
            sample = sample or filled[:SAMPLE_RECORDS]
            columns = list(zip(*filled, strict=True))
            for position in wanted if columns else ():
                evidence[position].take(columns[position])
        return evidence, sample


def _opened(path: Path, sheet: str) -> Records:
    """The records of a workbook, which may be packed, or of a text."""
    with path.open("rb") as raw:
        if containers.is_workbook(raw):
            return WorkbookRecords(path, sheet)
        with containers.plain(raw) as stream:
            if not containers.begins_as_zip(stream):
                return TextRecords(path)
            with tempfile.NamedTemporaryFile(dir=path.parent) as file:
                shutil.copyfileobj(stream, file)
                file.flush()
                return WorkbookRecords(Path(file.name), sheet)


def _of_width(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    return cells if len(cells) == width else [*cells[:width], *[""] * (width - len(cells))]


def _wanted(head: Head) -> list[int]:
    return [
        position
        for position, one in enumerate(head.keys)
        if position in head.spans or any(ranks.of(one) is not None for ranks in RANKS.values())
    ]


def _profile(head: Head, overrules: Overrules, saved: Sequence[Profile]) -> Profile | None:
    """The profile that was named, or that the headings speak for. Raises InvalidInput for an unknown name."""
    if not overrules.profile:
        return profiles.recognised(head.headings, saved)
    every = [*saved, *profiles.BUILT_IN]
    if overrules.profile == "none":
        return None
    for profile in every:
        if profile.name == overrules.profile:
            return profile
    names = ", ".join(profile.name for profile in every)
    raise InvalidInput(f"There is no profile {overrules.profile!r}; there are {names} and none.", "no_such_profile")
