"""What a workbook shows of numbers whose format makes codes of them; the library tells the numbers alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from services.files.formats import shown_in_ods, shown_in_xls, shown_in_xlsb, shown_in_xlsx
from services.files.records import Cell

# The row and the column of a cell, from 0, and what is shown there.
Place = tuple[int, int, str]


class ShownCodes(Protocol):
    """The cells of a workbook that show codes."""

    def of(self, sheet: str) -> Iterator[Place]:
        """Those of a sheet, by its name, row by row."""


class Filling:
    """Writes into the records of a sheet, one after the other, what their cells show."""

    def __init__(self, places: Iterator[Place], left: int) -> None:
        self._places, self._left = places, left
        self._next = next(places, None)

    def fill(self, row: int, cells: list[Cell]) -> None:
        while self._next is not None and self._next[0] <= row:
            found, column, shown = self._next
            if found == row and 0 <= column - self._left < len(cells):
                cells[column - self._left] = shown
            self._next = next(self._places, None)


_FOUND = {
    "XLSX": shown_in_xlsx.found,
    "XLSB": shown_in_xlsb.found,
    "XLS": shown_in_xls.found,
    "ODS": shown_in_ods.found,
}


def found(path: Path, kind: str) -> ShownCodes | None:
    """Those of a workbook of this kind; None where no format makes codes. Raises InvalidInput for what is damaged."""
    return _FOUND[kind](path)
