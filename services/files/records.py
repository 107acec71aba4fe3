"""What a table consists of, whatever kind of file it came from: records, which are lines with cells."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

# A workbook has numbers and days as such; a datetime is a day as well.
Cell = str | float | date


class Unreadable(str):
    """In place of the cells of a record: why they cannot be read."""


Record = tuple[int, list[Cell] | list[str] | Unreadable]


class CutOff(list[str]):
    """The cells of a last line that has no end, and fewer of them than the one above: the file may end within it."""


class Records(Protocol):
    """A table that can be read from its beginning as often as one likes."""

    @property
    def delimiter(self) -> str: ...

    @property
    def sheet(self) -> str: ...

    @property
    def encoding_name(self) -> str: ...

    def records(self) -> Iterator[Record]: ...

    def share_read(self) -> float: ...


def is_rule(text: str) -> bool:
    """Whether it is a line that is drawn: -----, =====."""
    return len(text) > 1 and not text.strip("-=_ ") and not text.isspace()


def is_filled(cell: Cell) -> bool:
    """Whether more than blanks stands in it."""
    return bool(str(cell).strip())


def shown(text: str) -> str:
    """A text from a file, short and in visible characters."""
    readable = text[:100].encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in readable)
