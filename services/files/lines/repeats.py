"""Lines of sales that a file tells twice: the same line again, and one that the line above has told already."""

from collections.abc import Sequence

from services.files.records import Cell

# How databases write that there is none.
_NO_PARENT = frozenset(("", "0", "0.0", "null", "\\n", "none", "nan", "-"))
REPEATED, PART = "repeated", "part"
# So many lines are remembered, by their hashes: some 60 bytes each.
MOST_REMEMBERED = 2_000_000


class Repeats:
    """number -- the column that numbers each line, such as "Line ID", or each of its order, such as "Pos": the same
    line cannot come twice

    parent -- that of the line which a line is a part of. A shirt of one size and the shirt that was put into the basket
    are two lines of one code, and one sale; a tea and the set that it is in are two products.
    """

    def __init__(self, code: int, number: int | None = None, parent: int | None = None) -> None:
        self._code, self._number, self._parent = code, number, parent
        self._met: set[int] = set()
        self._whole: Cell = ""

    def why_not_sold(self, cells: Sequence[Cell]) -> str:
        if self._parent is not None:
            if str(cells[self._parent]).strip().casefold() in _NO_PARENT:
                self._whole = cells[self._code]
            elif cells[self._code] == self._whole:
                return PART
        if self._number is None or not str(cells[self._number]).strip():
            return ""
        line = hash(tuple(cells))
        if line in self._met:
            return REPEATED
        if len(self._met) < MOST_REMEMBERED:
            self._met.add(line)
        return ""
