"""What an old workbook (.xls) shows of numbers whose format makes codes of them.

Source: [MS-XLS] 2.4.28 (sheets), 2.4.126 (formats), 2.4.353 (styles), 2.4.180, 2.4.220 and 2.4.175 (numbers), 2.4.127
(formulas), 2.5.122 (RkNumber).
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from services.files.formats import compound_files, number_formats, old_workbooks
from services.files.formats.number_formats import Shows

_BEGIN, _END, _SHEET, _FORMAT, _STYLE = 0x0809, 0x000A, 0x0085, 0x041E, 0x00E0
_NUMBER, _SHORT_NUMBER, _SHORT_NUMBERS = 0x0203, 0x027E, 0x00BD
_FORMULAS = (0x0006, 0x0206, 0x0406)
# The begin of a workbook says so of Excel 97 and later, whose texts are of Unicode.
_UNICODE = 0x0600


class ShownInXls:
    """sheets -- where each of them begins, by its name; formats -- by the number of the style of a cell"""

    def __init__(self, stream: bytes, sheets: dict[str, int], formats: dict[int, Shows]) -> None:
        self._stream, self._sheets, self._formats = stream, sheets, formats

    def of(self, sheet: str) -> Iterator[tuple[int, int, str]]:
        """The cells of a sheet that show a code, row by row."""
        if sheet not in self._sheets:
            return
        for kind, data in old_workbooks.records(self._stream, self._sheets[sheet]):
            if kind == _END:
                return
            for row, column, style, number in _numbers(kind, data):
                shows = self._formats.get(style)
                if shows and (shown := shows(repr(number).encode())):
                    yield row, column, shown


def found(path: Path) -> ShownInXls | None:
    """Those of a workbook; None where no format makes codes. Raises InvalidInput for what is damaged."""
    stream = compound_files.stream(path.read_bytes())
    codes, styled, sheets = dict[int, str](), list[int](), dict[str, int]()
    is_unicode = True
    for kind, data in old_workbooks.records(stream):
        if kind == _END:
            break
        if kind == _BEGIN:
            is_unicode = int.from_bytes(data[:2], "little") >= _UNICODE
        elif kind == _FORMAT:
            codes[int.from_bytes(data[:2], "little")] = _text(data[2:], 2 if is_unicode else 1, is_unicode)
        elif kind == _STYLE:
            styled.append(int.from_bytes(data[2:4], "little"))
        elif kind == _SHEET:
            sheets[_text(data[6:], 1, is_unicode)] = int.from_bytes(data[:4], "little")
    shows = {style: number_formats.of_codes(codes.get(one, "")) for style, one in enumerate(styled)}
    formats = {style: one for style, one in shows.items() if one is not None}
    return ShownInXls(stream, sheets, formats) if formats else None


def _text(data: bytes, sized: int, is_unicode: bool) -> str:
    """A text behind its length, which takes one byte or two, and a byte that says whether characters take two."""
    length, at = int.from_bytes(data[:sized], "little"), sized
    if is_unicode:
        is_wide, at = bool(data[at : at + 1] and data[at] & 1), at + 1
        if is_wide:
            return data[at : at + 2 * length].decode("utf-16-le", "replace")
    return data[at : at + length].decode("latin-1")


def _numbers(kind: int, data: bytes) -> Iterator[tuple[int, int, int, float]]:
    """The numbers of a record, each with its row, its column and its style."""
    if kind == _SHORT_NUMBERS:
        row, column = struct.unpack_from("<HH", data) if len(data) >= 4 else (0, 0)
        for place, at in enumerate(range(4, len(data) - 7, 6)):
            style, short = struct.unpack_from("<HI", data, at)
            yield row, column + place, style, short_number(short)
    elif kind == _SHORT_NUMBER and len(data) >= 10:
        row, column, style, short = struct.unpack_from("<HHHI", data)
        yield row, column, style, short_number(short)
    elif (kind == _NUMBER or kind in _FORMULAS) and len(data) >= 14:
        yield struct.unpack_from("<HHHd", data)


def short_number(short: int) -> float:
    """A number that is kept in four bytes: whole or with a fraction, or a hundred times as much."""
    if short & 2:
        number = float((short - (1 << 32) if short & 1 << 31 else short) >> 2)
    else:
        (number,) = struct.unpack("<d", bytes(4) + struct.pack("<I", short & ~3))
    return number / 100 if short & 1 else number
