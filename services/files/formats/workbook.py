"""The records of a workbook (XLSX, XLS, XLSB, ODS; python-calamine), after a look whether it is what it says it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from services.files.formats import compound_files, containers, shown_codes, workbook_bounds
from services.files.formats.merged_cells import Merged
from services.files.formats.shown_codes import ShownCodes
from services.files.records import Cell, Record


class Sheet:
    """A sheet of a workbook, with all that it holds in memory from when it is looked at."""

    delimiter = ""

    def __init__(self, workbook: CalamineWorkbook, name: str, kind: str, shown: ShownCodes | None = None) -> None:
        self.encoding_name, self._shown = kind, shown
        self.name, self._within, self._workbook = name, name, workbook
        self._held: CalamineSheet | None = None
        self._done = 0

    @property
    def is_empty(self) -> bool:
        return not self._sheet.height

    def share_read(self) -> float:
        last, _right = self._sheet.end or (0, 0)
        return self._done / (last + 1)

    def forget(self) -> None:
        self._held = None

    @property
    def _sheet(self) -> CalamineSheet:
        if self._held is None:
            with _refusing_damage():
                self._held = self._workbook.get_sheet_by_name(self._within)
        return self._held

    def records(self) -> Iterator[Record]:
        """All records with the row each stands in."""
        _first, left = self._sheet.start or (0, 0)
        merged = Merged(self._sheet.merged_cell_ranges or (), left)
        filling = shown_codes.Filling(self._shown.of(self._within), left) if self._shown else None
        self._done = 0
        # From the first row of the sheet on, and the first filled column.
        for row, cells in enumerate(_whole(self._sheet)):
            self._done += 1
            record = [cell if cell.__class__ in _AS_THEY_ARE else _cell(cell) for cell in cells]
            if filling:
                filling.fill(row, record)
            if merged.begins:
                merged.fill(row, record)
            yield row + 1, record


def sheets(path: Path) -> list[Sheet]:
    """The visible sheets of a workbook. Raises InvalidInput for what cannot be held, is locked or damaged."""
    workbook_bounds.refuse_too_large(path)
    with _refusing_damage():
        workbook = CalamineWorkbook.from_path(path)
        visible = [one for one in workbook.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    with path.open("rb") as raw:
        kind = containers.kind_of_workbook(raw)
    shown = shown_codes.found(path, kind)
    return [Sheet(workbook, one.name, kind, shown) for one in visible]


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
