"""Cells of a sheet that were made one."""

from collections import defaultdict
from collections.abc import Iterable

from services.files.records import Cell


class Merged:
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
