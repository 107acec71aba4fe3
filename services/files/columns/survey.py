"""A first look through all of a file: its headings, and what the values of each column say."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path, PurePath
from typing import IO

from services.errors import InvalidInput
from services.files.columns import groups
from services.files.columns.columns import Columns
from services.files.columns.evidence import Evidence
from services.files.columns.groups import Around, Groups
from services.files.fields import Form, Overrules
from services.files.formats import archives, containers, markup, workbook
from services.files.formats.parts import Parts
from services.files.formats.text_records import TextRecords
from services.files.headings import profiles
from services.files.headings.headings import RANKS
from services.files.headings.profiles import Profile
from services.files.heads import heads
from services.files.heads.head import Head
from services.files.records import Cell, Record, Records, Unreadable
from utils.language import _

# Few enough to stay in the processor's cache.
LOOKED_AT_ONCE = 1_000
# Headings stand among the first records; so many are also compared where two columns have one name.
HEAD_RECORDS, SAMPLE_RECORDS = 60, 500
# Fewer records than this with empty cells too many are rows whose cells have moved: "Nails 3,5" without quotes.
LEAST_TRAILING = 0.4
# Of a wider file only the columns that may be wanted are looked at.
ALL_COLUMNS = 60
# Beside each row there may be one that is none: a heading again, a total.
RECORDS_A_ROW = 2


def too_long(most_rows: int) -> InvalidInput:
    return InvalidInput(
        _("The file has more than {most_rows} rows; send it in parts.", most_rows=most_rows), "file_too_long"
    )


class Survey:
    """What can be seen of a file before it is decided how to read it.

    most_rows -- that are read of it; of one that holds many more, no more is looked at
    Raises InvalidInput for what is no table, or far too long.
    """

    def __init__(
        self,
        path: Path,
        form: Form,
        overrules: Overrules = Overrules(),
        saved: Sequence[Profile] = (),
        most_rows: int | None = None,
    ) -> None:
        self.form, self._most_rows = form, most_rows
        self.records: Records = _opened(path, overrules.sheet)
        if isinstance(self.records, Parts):
            self.records.choose(lambda records, sheet: heads.worth(_first(records), form, overrules, saved, sheet))
        first = _first(self.records.records())
        head = heads.find(first, form, overrules, saved, self.records.sheet)
        self._around = _around(self.records, first[: head.above], PurePath(overrules.file_name).stem, form.today)
        self.groups = _groups(head, first, self._around, overrules, self.records) if form.is_sales else None
        head = self.groups.head(head) if self.groups else head
        self.profile = _profile(head, overrules, saved)
        evidence, sample, trailing = self._survey(head)
        self.columns = Columns(head, evidence, sample, self.profile, trailing > LEAST_TRAILING)

    def _survey(self, head: Head) -> tuple[list[Evidence], list[Sequence[Cell]], float]:
        """What all values of each column say, the first records, and the share of those with cells too many."""
        width = len(head.headings)
        evidence = [Evidence(self.form.today) for _ in range(width)]
        wanted = range(width) if width <= ALL_COLUMNS else _wanted(head)
        sample: list[Sequence[Cell]] = []
        filled_records = longer = 0
        records = self.below(head)
        looked_at = 0
        while block := list(islice(records, LOOKED_AT_ONCE)):
            looked_at += len(block)
            if self._most_rows is not None and looked_at > RECORDS_A_ROW * self._most_rows:
                raise too_long(self._most_rows)
            read = [_of_width(cells, width) for _, cells in block if cells.__class__ is not Unreadable]
            filled = [cells for cells in read if not head.is_repeated_by(cells)]
            sample = sample or filled[:SAMPLE_RECORDS]
            filled_records += len(filled)
            longer += sum(len(cells) > width for _, cells in block if cells.__class__ is not Unreadable)
            columns = list(zip(*filled, strict=True))
            for position in wanted if columns else ():
                evidence[position].take(columns[position])
        return evidence, sample, longer / max(1, filled_records)

    def below(self, head: Head) -> Iterator[Record]:
        """The records below the headings."""
        records = islice(self.records.records(), head.above + 1, None)
        if self.groups is None:
            return records
        parts, named = self.records, self.groups.named
        if not isinstance(parts, Parts) or not parts.are_several:
            return self.groups.applied(records, head.headings)
        return self.groups.applied(
            records, head.headings, lambda: parts.part, [one.label(named)[0] for one in self._around]
        )


def _around(records: Records, above: Sequence[Record], file_name: str, today: date) -> list[Around]:
    """What stands around a table, and around each further one that is read as one with it."""
    parts = records.above() if isinstance(records, Parts) else []
    cells: list[Sequence[Cell]] = [() if isinstance(cells, Unreadable) else cells for _line, cells in above]
    named = parts or [(records.sheet, cells)]
    return [Around(lines, [*filter(None, (name, file_name))], today) for name, lines in named]


def _groups(
    head: Head, first: Sequence[Record], around: Sequence[Around], overrules: Overrules, records: Records
) -> Groups | None:
    cells = [() if isinstance(cells, Unreadable) else cells for _line, cells in first]
    every = (cells for _line, cells in islice(records.records(), head.above + 1, None))
    found = groups.found(head, around[0], cells[head.above + 1 :], every, around[1:])
    said = {name for name, heading in overrules.mapping if heading in head.headings}
    return None if found is None or found.named in said else found


def _first(records: Iterator[Record]) -> list[Record]:
    return list(islice(records, HEAD_RECORDS))


def _opened(path: Path, sheet: str) -> Records:
    """The records of a workbook, which may be packed, of an archive, or of a text. Raises InvalidInput."""
    with path.open("rb") as raw:
        try:
            return _records(path, raw, sheet)
        except containers.DAMAGE as error:
            raise containers.damaged(error) from error


def _records(path: Path, raw: IO[bytes], sheet: str) -> Records:
    if containers.is_workbook(raw):
        return Parts(workbook.sheets(path), sheet)
    if containers.is_archive(raw) and (found := archives.parts(path, raw)) and found[0]:
        return Parts(found[0], sheet, no_tables=found[1])
    with containers.plain(raw) as stream:
        if not containers.begins_as_workbook(stream):
            held = markup.tables(stream)
            return Parts(held, sheet) if held else TextRecords(path)
        with tempfile.NamedTemporaryFile(dir=path.parent) as file:
            shutil.copyfileobj(stream, file)
            file.flush()
            containers.refuse_archive(file)
            return Parts(workbook.sheets(Path(file.name)), sheet)


def _of_width(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    return cells if len(cells) == width else [*cells[:width], *[""] * (width - len(cells))]


def _wanted(head: Head) -> list[int]:
    if not head.spans and not any(RANKS["product_sku"].of(one) is not None for one in head.keys):
        # Each column may be a product.
        return list(range(len(head.headings)))
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
    raise InvalidInput(
        _("There is no profile {profile!r}; there are {names} and none.", profile=overrules.profile, names=names),
        "no_such_profile",
    )
