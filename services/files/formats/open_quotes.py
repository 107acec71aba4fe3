"""Lines on their way to a reader of records: what an open quotation mark has swallowed comes once more, as rows."""

from collections import deque
from collections.abc import Iterator, Sequence

# A cell of several lines is one of so many at least, if most of them have as many delimiters as a row.
FEWEST_WITHIN = 3


class Lines:
    """held -- the lines of the record at hand; whoever begins the next clears them"""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again = deque[str]()
        self.held: list[str] = []

    def __iter__(self) -> Iterator[str]:
        while (line := self._again.popleft() if self._again else next(self._lines, None)) is not None:
            self.held.append(line)
            yield line

    def have_swallowed_rows(self, is_whole: bool, delimiters: int, delimiter: str) -> bool:
        """Whether the record at hand is rows that a quotation mark holds together, which nothing closes in its line.

        is_whole -- whether it is a record at all; delimiters -- of a row
        """
        within = self.held[1:-1] if is_whole else self.held[1:]
        if delimiters < 1 or len(within) < (FEWEST_WITHIN if is_whole else 1):
            return False
        return _rows(within, delimiters, delimiter) > len(within) // 2

    def put_back(self) -> None:
        """All of the record at hand but its first line."""
        self._again.extendleft(reversed(self.held[1:]))
        del self.held[1:]


def _rows(lines: Sequence[str], delimiters: int, delimiter: str) -> int:
    """How many of these lines look like rows; the end of a cell that is quoted has a quotation mark too many."""
    return sum(line.count(delimiter) == delimiters and line.count('"') % 2 == 0 for line in lines)
