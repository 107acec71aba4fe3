"""Records that are no rows: empty ones, totals, repeated headings, notes, and what a template leaves empty."""

from collections.abc import Sequence
from typing import Any

from services.files import records
from services.files.columns import cells as cell_readers
from services.files.columns.understanding import Understanding
from services.files.fields import Form, Wanted
from services.files.lines import named_totals, total_words
from services.files.records import Cell
from services.files.rows import indents


class NoRows:
    """readers -- of each field that has a column: its place, and what reads it

    rows_above -- the rows so far, of files without days
    """

    def __init__(
        self, form: Form, understood: Understanding, readers: Sequence[tuple[Wanted, int, cell_readers.Reader]]
    ) -> None:
        self._understood, self._readers = understood, readers
        self._width = len(understood.columns.head.headings)
        self._code = understood.positions[form.subject.name]
        self._code_value = next(place for place, (one, _position, _read) in enumerate(readers) if one is form.subject)
        self._day = understood.positions.get(form.day.name) if form.day else None
        self._code_above: Cell = ""
        # Where products have names, the sum of a group has none.
        names = (understood.positions.get("name", self._width), *understood.titles) if form.is_sales else ()
        self._name = next((place for place in names if place < self._width and place != self._code), None)
        store = understood.positions.get("store", self._width)
        self._store = store if store < self._width else None
        # A code alone may be anything that a file says below its rows.
        self._names = (self._code, self._name) if self._name is not None and not understood.each else ()
        sample = understood.columns.sample
        self._indent = indents.least([row[self._code] for row in sample]) if self._code < self._width else 0
        self.rows_above = named_totals.Above()
        # What a file does not have cannot be filled in.
        self._to_fill_in = [understood.positions.get(name, self._width) for name in form.to_fill_in]

    def why(self, cells: Sequence[Cell]) -> str:
        """What it is instead of a row; "" for a row."""
        if reason := self._why(cells):
            return reason
        is_left = self._is_left_empty if self._to_fill_in else self._says_a_name_only if self._names else None
        return "unfilled" if is_left and is_left(cells) else ""

    def _why(self, cells: Sequence[Cell]) -> str:
        has_code = self._code < self._width
        code = cells[self._code] if has_code else "-"
        day = "-" if self._day is None or self._day >= self._width else cells[self._day]
        if has_code and isinstance(code, str) and records.is_rule(code) and not self._understood.is_own:
            return "empty"
        if self._day is not None and has_code and total_words.is_total_of(code, self._code_above):
            return "totals"
        self._code_above = code
        if self._indent and str(code).strip() and indents.of(code) < self._indent:
            return "totals"
        if self._name is not None and total_words.is_of_a_group(code) and not str(cells[self._name]).strip():
            return "totals"
        if self._store is not None and total_words.is_of_all(cells[self._store]):
            return "totals"
        if code and day and not total_words.is_total(code):
            return "repeated_headings" if self._understood.columns.head.is_repeated_by(cells) else ""
        filled = [cell for cell in cells if cell != "" and str(cell).strip()]
        if not filled:
            return "empty"
        if any(total_words.is_total(cell) for cell in (code, day, filled[0])):
            return "" if self._is_of_that_name(cells) else "totals"
        if (not day and total_words.begins_as_total(filled[0])) or (not str(code).strip() and not str(day).strip()):
            return "notes" if len(filled) == 1 and cells[0] else "totals"
        return "notes" if len(filled) == 1 and self._width > 2 else ""

    def _is_of_that_name(self, cells: Sequence[Cell]) -> bool:
        """Whether a product or supplier is called as totals are. What has days, as sales, is taken for totals."""
        if self._day is not None or self._understood.each or not str(cells[self._code]).strip():
            return False
        values = [_quietly(read, cells[at]) if at < self._width else None for _one, at, read in self._readers]
        return not self.rows_above.are_totals(values, self._code_value)

    def _is_left_empty(self, cells: Sequence[Cell]) -> bool:
        return all(place >= self._width or not str(cells[place]).strip() for place in self._to_fill_in)

    def _says_a_name_only(self, cells: Sequence[Cell]) -> bool:
        """Of sales: which product, where the template asks for more."""
        return all(place in self._names or not str(cell).strip() for place, cell in enumerate(cells))


def _quietly(read: cell_readers.Reader, cell: Cell) -> Any:
    try:
        return read(cell)
    except ValueError:
        return None
