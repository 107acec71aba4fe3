"""What a line leaves empty because a line above it has said it: of an order, a day, a product."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.files.columns.understanding import Understanding
from services.files.lines import total_words
from services.files.records import Cell


class LinesAbove:
    """code, day -- their columns; extra -- those of the store, the order, its state and the like
    head -- of what the first line of an order says for all of them, its number first; none: each line says its own
    """

    def __init__(
        self,
        understood: Understanding,
        code: int,
        day: int | None,
        extra: Mapping[str, int],
        head: Sequence[int] = (),
    ) -> None:
        self._understood, self._code, self._day, self._extra = understood, code, day, extra
        self._head, self._first_line = head, list[Cell]()
        self._width = len(understood.columns.head.headings)
        self._above: Sequence[Cell] = ()
        self._carried: dict[int, Cell] = {}

    def inherit(self, cells: list[Any]) -> None:
        """The second line of an order leaves empty what its first line says."""
        place = self._extra.get("order")
        if place is None:
            return
        order, above = cells[place], self._above
        belongs = above and (order == above[place] if order else not self._day_of(cells))
        if belongs:
            for position in (*self._extra.values(), *self._understood.states, *self._understood.flags, self._day):
                if position is not None and position < self._width and cells[position] == "":
                    cells[position] = above[position]
        self._above = cells

    def headed(self, cells: list[Any]) -> list[Any]:
        """The cells of a line with what the first line of its order says; those of a line that says its own, as is."""
        if any(str(cells[place]).strip() for place in self._head):
            self._first_line = [*cells]
            return cells
        if not self._first_line or not str(cells[self._code]).strip():
            return cells
        filled = [*cells]
        for place in (*self._head, *self._understood.states, *self._understood.flags):
            filled[place] = self._first_line[place]
        return filled

    def carried_down(self, cells: list[Any]) -> list[Any]:
        """The cells of a listing that names each day, product or store once."""
        for place in self._understood.carried:
            cells = self._down(cells, place)
        return cells

    def _down(self, cells: list[Any], place: int) -> list[Any]:
        if str(cells[place]).strip():
            self._carried[place] = "" if total_words.begins_as_total(cells[place]) else cells[place]
            return cells
        says_more = place == self._code or bool(str(cells[self._code]).strip())
        is_row = says_more and any(str(cell).strip() for cell in cells)
        return [*cells[:place], self._carried.get(place, ""), *cells[place + 1 :]] if is_row else cells

    def _day_of(self, cells: Sequence[Cell]) -> Cell:
        return cells[self._day] if self._day is not None and self._day < self._width else "-"
