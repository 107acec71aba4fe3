"""The records of an XLSX workbook (python-calamine), after a look whether it is what it says it is."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from services.errors import InvalidInput
from services.files import containers, shared_texts
from services.files.records import Cell, Record
from utils.language import _

# A sheet is held in memory as one block from its first cell to its last one: some 30 bytes a cell.
MOST_CELLS = 20_000_000
_BLOCK = 1 << 20
_LONGEST_TAG = 200
_FILLED = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["'](?:[^<>]*[^/<>])?>""")


# The name of all sheets that are alike, which no sheet can have.
EVERY_SHEET = "*"


class WorkbookRecords:
    """One sheet of a workbook: the first with anything in it, or the one that is named; or several of one form.

    alike -- other sheets that are worth as much as the one that was chosen, and are not read
    same -- those of them whose headings are the same
    """

    delimiter = ""
    declared = None

    def __init__(self, path: Path, sheet: str = "") -> None:
        _inspect(path)
        self._done, self.alike, self.same = 0, list[str](), list[str]()
        self._takes_every = sheet == EVERY_SHEET
        try:
            self._workbook = CalamineWorkbook.from_path(path)
            self._sheet = self._found("" if self._takes_every else sheet)
            self._read = [self._sheet]
        except PasswordError:
            raise InvalidInput(_("The workbook is locked with a password; send it without."), "locked_file") from None
        except CalamineError as error:
            raise containers.damaged(error) from error

    @property
    def sheet(self) -> str:
        return self._sheet.name

    def choose(self, worth: Callable[[Iterator[Record]], tuple[int, tuple[str, ...]]]) -> None:
        """Turn to the sheet whose records are worth most, the first of several; or to all that are alike.

        worth -- of the records of a sheet: what they are worth, and their headings
        """
        names = self.sheets
        if len(names) == 1:
            return
        worths = {}
        for name in names:
            self._turn_to(name)
            worths[name] = worth(self.records()) if self._sheet.height else (0, ())
        best = max(found for found, _ in worths.values())
        chosen, *self.alike = [name for name in names if worths[name][0] == best] if best else [self._found("").name]
        self.same = [name for name in self.alike if worths[name] == worths[chosen]]
        self._turn_to(chosen)
        if self._takes_every:
            self._read += map(self._workbook.get_sheet_by_name, self.same)
            self.alike = [name for name in self.alike if name not in self.same]

    def _turn_to(self, name: str) -> None:
        self._sheet = self._workbook.get_sheet_by_name(name)
        self._read = [self._sheet]

    @property
    def sheets(self) -> list[str]:
        """The names of all visible sheets."""
        visible = [sheet for sheet in self._workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        return [sheet.name for sheet in visible]

    def share_read(self) -> float:
        return self._done / max(1, sum(sheet.height for sheet in self._read))

    def records(self) -> Iterator[Record]:
        """All records with the row each stands in."""
        self._done = 0
        for sheet in self._read:
            yield from self._records(sheet)

    def _records(self, sheet: CalamineSheet) -> Iterator[Record]:
        first, left = sheet.start or (0, 0)
        merged = _Merged(sheet.merged_cell_ranges or (), left)
        for row, cells in enumerate(sheet.iter_rows()):
            self._done += 1
            record = [cell if cell.__class__ in _AS_THEY_ARE else _cell(cell) for cell in cells]
            if merged.begins:
                merged.fill(first + row, record)
            yield first + row + 1, record

    def _found(self, name: str) -> CalamineSheet:
        names = self.sheets
        if name and name not in names:
            raise InvalidInput(
                _("The workbook has no sheet {name!r}; it has {names}.", name=name, names=", ".join(names)),
                "no_such_sheet",
            )
        for candidate in [name] if name else names:
            sheet = self._workbook.get_sheet_by_name(candidate)
            if name or sheet.height:
                return sheet
        raise InvalidInput(_("The workbook is empty."), "empty_file")


class _Merged:
    """Cells that were made one downwards: what stands in the first of them stands in each."""

    def __init__(self, ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]], left: int) -> None:
        self.begins = defaultdict[int, list[tuple[int, int]]](list)
        for (top, column), (bottom, _right) in ranges:
            if bottom > top:
                self.begins[top].append((column - left, bottom))
        self._running: dict[int, tuple[int, Cell]] = {}

    def fill(self, row: int, cells: list[Cell]) -> None:
        """Write into the cells of a row what those above it share with it."""
        for column, (bottom, value) in list(self._running.items()):
            if row > bottom:
                del self._running[column]
            elif cells[column] == "":
                cells[column] = value
        for column, bottom in self.begins.get(row, ()):
            if 0 <= column < len(cells):
                self._running[column] = bottom, cells[column]


_AS_THEY_ARE = (str, float, date)


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value if value.time() != datetime.min.time() else value.date()
    return float(value) if isinstance(value, int) else str(value)


def _inspect(path: Path) -> None:
    """Raises InvalidInput for a workbook that unpacks to more than it says, or than can be held."""
    allowed = containers.allowed_size(path.stat().st_size)
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                allowed -= _inspect_member(archive, member, allowed)
            shared_texts.refuse_too_much(archive)
    except containers.DAMAGE as error:
        raise containers.damaged(error) from error


def _inspect_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowed: int) -> int:
    """Unpack one part to the end, whatever size it claims; its size."""
    claimed, member.file_size = member.file_size, 1 << 62
    # A sheet may have any name and place.
    may_be_sheet = not shared_texts.is_them(member.filename)
    size = rows = columns = 0
    rest = b""
    with archive.open(member) as part:
        while block := part.read(_BLOCK):
            size += len(block)
            if size > min(allowed, claimed):
                raise InvalidInput(_("The workbook unpacks to more than it says; it is refused."), "zip_bomb")
            if may_be_sheet:
                rows, columns = _extent(rest + block, rows, columns)
                rest = block[-_LONGEST_TAG:]
                if rows * columns > MOST_CELLS:
                    raise InvalidInput(
                        _(
                            "A sheet reaches over {rows} rows and {columns} columns; save it as CSV and send that.",
                            rows=rows,
                            columns=columns,
                        ),
                        "sheet_too_large",
                    )
    member.file_size = size
    return size


def _extent(xml: bytes, rows: int, columns: int) -> tuple[int, int]:
    """How far down and to the right the filled cells reach."""
    found = _FILLED.findall(xml)
    if found:
        rows = max(rows, max(int(row) for _, row in found))
        columns = max(columns, *(_number(letters) for letters in {letters for letters, _ in found}))
    return rows, columns


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
