"""How far the filled cells of a binary sheet (.xlsb) reach.

A part is a list of records: the number of its kind in one or two bytes, its length in one to four, its bytes. Source:
[MS-XLSB] 2.1.4 (records), 2.4.707 (BrtRowHdr begins with its row) and 2.5.9 (cells begin with their column).
"""

import io
from collections.abc import Iterator
from typing import IO

_BLOCK = 1 << 20
_ROW_HEADER = 0
# A BrtCellBlank is 1: what is formatted and empty is not held.
_FIRST_FILLED, _LAST_FILLED = 2, 11
# Of a record no more is looked at: its kind, its length, and the number that it begins with.
_LOOKED_AT = 10


class Extent:
    """rows, columns -- how far down and to the right the filled cells reach"""

    def __init__(self) -> None:
        self.rows = self.columns = self._row = 0

    def read(self, part: IO[bytes]) -> None:
        """Look through all records of a part."""
        rest = b""
        while block := part.read(_BLOCK):
            data = rest + block
            at = self._look(data, len(data) - _LOOKED_AT)
            rest = data[at:]
            _pass_over(part, at - len(data))
        self._look(rest + bytes(_LOOKED_AT), len(rest) - 1)

    def _look(self, data: bytes, last: int) -> int:
        """Look at the records that begin up to the last of these bytes; where the next one begins."""
        at = 0
        while at <= last:
            kind, at = data[at], at + 1
            if kind & 0x80:
                kind, at = kind & 0x7F | (data[at] & 0x7F) << 7, at + 1
            length, at = _length(data, at)
            if kind == _ROW_HEADER:
                self._row = int.from_bytes(data[at : at + 4], "little") + 1
            elif _FIRST_FILLED <= kind <= _LAST_FILLED:
                self.rows = max(self.rows, self._row)
                self.columns = max(self.columns, int.from_bytes(data[at : at + 4], "little") + 1)
            at += length
        return at


def records(part: io.BufferedReader) -> Iterator[tuple[int, bytes]]:
    """All records of a part, each with the number of its kind."""
    while kind := part.read(1):
        number = kind[0] if kind[0] < 0x80 else kind[0] & 0x7F | (part.read(1) or b"\0")[0] << 7
        length = 0
        for shift in (0, 7, 14, 21):
            (byte,) = part.read(1) or b"\0"
            length |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
        yield number, part.read(length)


def _length(data: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ends."""
    length = 0
    for shift in (0, 7, 14, 21):
        length, at = length | (data[at] & 0x7F) << shift, at + 1
        if not data[at - 1] & 0x80:
            break
    return length, at


def _pass_over(part: IO[bytes], count: int) -> None:
    while count > 0 and (passed := part.read(min(count, _BLOCK))):
        count -= len(passed)
