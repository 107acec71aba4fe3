"""Whether a line takes back what was sold: by its kind, a mark, its money, or because its whole table does."""

from collections.abc import Callable, Sequence

from services.files.columns import amounts
from services.files.columns.understanding import Understanding
from services.files.heads import titles
from services.files.lines import line_kinds, statuses
from services.files.records import Cell
from services.files.values import day_forms


class ComesBack:
    """title -- what the table is called that the next line stands in: its sheet, or its file"""

    def __init__(self, understood: Understanding, title: Callable[[], str]) -> None:
        self._understood, self._title = understood, title
        self._movement = understood.positions.get("movement")
        self._is_below_title = understood.are_returns

    def pass_over(self, cells: Sequence[Cell]) -> None:
        """A line alone may be the title of what follows: of returns, or of sales again."""
        title = titles.of_line(cells)
        if titles.is_of_returns(title):
            self._is_below_title = True
        elif line_kinds.is_sale(title):
            self._is_below_title = self._understood.are_returns

    def is_said(self, cells: Sequence[Cell]) -> bool:
        """Whether the kind of a line, or its table, says so."""
        movement = "" if self._movement is None else cells[self._movement]
        is_kind = statuses.is_return(movement) or movement in self._understood.returns
        return is_kind or self._is_below_title or titles.is_of_returns(self._title())

    def says(self, cells: Sequence[Cell]) -> bool:
        """Whether anything of a line does."""
        understood = self._understood
        if self.is_said(cells) or (understood.transfers and understood.transfers.came_back(cells)):
            return True
        if any(says(cells[place]) for place, says in understood.back.items()):
            return True
        movement = "" if self._movement is None else str(cells[self._movement])
        return amounts.are_below(cells, understood.amounts) and not line_kinds.is_sale(movement)


def names_another(mark: Cell) -> bool:
    """Whether a mark of what was refunded is the number of the line that is taken back, and neither yes nor a day."""
    word = statuses.word(mark)
    return word not in statuses.YES and not statuses.why_not_sold(mark) and day_forms.taken_apart(str(mark)) is None
