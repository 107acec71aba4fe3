"""The records of a workbook (XLSX, XLS, XLSB, ODS; python-calamine), after a look whether it is what it says it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from services.errors import InvalidInput
from services.files import compound_files, containers, workbook_bounds
from services.files.merged_cells import Merged
from services.files.records import Cell, Record
from utils.language import _

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
        workbook_bounds.refuse_too_large(path)
        self._done, self.alike, self.same = 0, list[str](), list[str]()
        self._takes_every = sheet == EVERY_SHEET
        with _refusing_damage():
            self._workbook = CalamineWorkbook.from_path(path)
            self._sheet = self._found("" if self._takes_every else sheet)
            self._read = [self._sheet]

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
        with _refusing_damage():
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
        merged = Merged(sheet.merged_cell_ranges or (), left)
        for row, cells in enumerate(_whole(sheet)):
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


_AS_THEY_ARE = (str, float, date)


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value if value.time() != datetime.min.time() else value.date()
    return float(value) if isinstance(value, int) else str(value)


def _whole(sheet: CalamineSheet) -> Iterator[list[Any]]:
    with _refusing_damage():
        yield from sheet.iter_rows()


@contextmanager
def _refusing_damage() -> Iterator[None]:
    """Raises InvalidInput for what the library cannot read."""
    try:
        yield
    except PasswordError:
        raise compound_files.locked() from None
    except (CalamineError, OSError) as error:
        raise containers.damaged(error) from error
    except BaseException as error:
        # A panic within the library, of a type that cannot be imported: https://github.com/dimastbk/python-calamine/issues/111
        if type(error).__name__ == "PanicException":
            raise containers.damaged(ValueError(str(error))) from error
        raise
