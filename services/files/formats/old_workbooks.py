"""What the sheets of an old workbook (.xls) hold: how far they reach, and how much text.

It is a list of records: the number of their kind and their length in two bytes each, and their bytes. Source: [MS-XLS]
2.4 (records), 2.4.265 (SST) and 2.5.293 (its texts).
"""

import struct
from collections import Counter
from collections.abc import Iterator, Sequence

from services.errors import InvalidInput
from services.files.formats import compound_files, sheet_bounds
from utils.language import _

_BEGIN, _SHARED, _CONTINUED, _LOCKED = 0x0809, 0x00FC, 0x003C, 0x002F
_SHARED_CELL, _MANY_NUMBERS = 0x00FD, 0x00BD
# Cells with something in them begin with their row and column: texts, numbers, formulas, yes and no.
_CELLS = frozenset({0x0006, 0x0206, 0x0406, 0x0203, 0x0204, 0x0205, 0x00D6, 0x027E, _SHARED_CELL, _MANY_NUMBERS})


def refuse_too_large(content: bytes) -> None:
    """Raises InvalidInput for what is no such workbook, is locked, or cannot be held.

    All of its sheets are held at once, each as a block from its first filled cell to its last.
    """
    reach, shared = _Reach(), list[bytes]()
    before = 0
    for kind, data in records(compound_files.stream(content)):
        if kind == _LOCKED:
            raise compound_files.locked()
        if kind == _SHARED or (kind == _CONTINUED and before == _SHARED):
            shared.append(data)
        else:
            before = kind
            reach.take(kind, data)
            continue
        before = _SHARED
    if reach.cells > sheet_bounds.MOST_CELLS:
        raise InvalidInput(
            _("The sheets of this workbook reach too far for it to be held; save it as CSV and send that."),
            "sheet_too_large",
        )
    if reach.texts:
        sheet_bounds.refuse_text(sum(length * reach.texts[place] for place, length in enumerate(_lengths(shared))))


class _Reach:
    """texts -- how many cells hold each of the shared texts, by its place among them"""

    def __init__(self) -> None:
        self.texts = Counter[int]()
        self._before = self._rows = self._columns = 0

    @property
    def cells(self) -> int:
        return self._before + self._rows * self._columns

    def take(self, kind: int, data: bytes) -> None:
        if kind == _BEGIN:
            self._before, self._rows, self._columns = self.cells, 0, 0
        elif kind in _CELLS and len(data) >= 6:
            row, column = struct.unpack_from("<HH", data)
            if kind == _MANY_NUMBERS:
                column = int.from_bytes(data[-2:], "little")
            elif kind == _SHARED_CELL:
                self.texts[int.from_bytes(data[6:10], "little")] += 1
            self._rows, self._columns = max(self._rows, row + 1), max(self._columns, column + 1)


def records(stream: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """The records from a place on, each with the number of its kind."""
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _lengths(parts: Sequence[bytes]) -> Iterator[int]:
    """The bytes of each of the shared texts, whose list is cut into parts, at the most."""
    left = _Parts(parts)
    left.skip(8)
    while len(head := left.take(3)) == 3:
        characters, flags = struct.unpack("<HB", head)
        runs = int.from_bytes(left.take(2), "little") if flags & 8 else 0
        more = int.from_bytes(left.take(4), "little") if flags & 4 else 0
        left.skip_text(characters, 1 + (flags & 1))
        left.skip(4 * runs + more)
        yield 3 * characters


class _Parts:
    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts, self._at = list(reversed(parts)), 0

    def take(self, count: int) -> bytes:
        """What heads a text is never cut."""
        self._turn()
        taken = self._parts[-1][self._at : self._at + count] if self._parts else b""
        self._at += count
        return taken

    def skip(self, count: int) -> None:
        while count > 0 and self._turn():
            passed = min(count, len(self._parts[-1]) - self._at)
            self._at, count = self._at + passed, count - passed

    def skip_text(self, characters: int, width: int) -> None:
        """A text that goes on in the next part says there anew how many bytes a character has."""
        while characters > 0 and self._parts:
            passed = min(characters, (len(self._parts[-1]) - self._at) // width)
            self._at, characters = self._at + passed * width, characters - passed
            if characters:
                self._at = len(self._parts[-1])
                width = 1 + (self.take(1) or b"\0")[0] % 2

    def _turn(self) -> bool:
        """To the next part where this one is at its end; whether there is any."""
        while self._parts and self._at >= len(self._parts[-1]):
            self._parts.pop()
            self._at = 0
        return bool(self._parts)
