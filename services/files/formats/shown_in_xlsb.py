"""What a binary workbook (.xlsb) shows of numbers whose format makes codes of them.

Source: [MS-XLSB] 2.1.4 (records), 2.4.707 (rows), 2.4.313 to 2.4.322 and 2.4.660 (cells), 2.4.718 (sheets), 2.4.658
(formats), 2.4.874 (styles), 2.5.9 (begin of cells), 2.5.122 (RkNumber).
"""

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from services.files.formats import binary_sheets, number_formats, shown_in_xls
from services.files.formats.number_formats import Shows
from services.files.formats.relations import targets

_BOOK, _STYLES = "xl/workbook.bin", "xl/styles.bin"
_ROW, _SHORT_NUMBER, _NUMBER, _FORMULA = 0, 2, 5, 9
_FORMAT, _STYLE, _SHEET, _STYLES_OF_CELLS, _END_OF_STYLES = 44, 47, 156, 617, 618


class ShownInXlsb:
    """sheets -- the part of each of them, by its name; formats -- by the number of the style of a cell"""

    def __init__(self, archive: zipfile.ZipFile, sheets: dict[str, str], formats: dict[int, Shows]) -> None:
        self._archive, self._sheets, self._formats = archive, sheets, formats

    def of(self, sheet: str) -> Iterator[tuple[int, int, str]]:
        """The cells of a sheet that show a code, row by row."""
        if sheet not in self._sheets:
            return
        row = 0
        for kind, data in _records(self._archive, self._sheets[sheet]):
            if kind == _ROW:
                row = int.from_bytes(data[:4], "little")
            elif kind in (_SHORT_NUMBER, _NUMBER, _FORMULA) and len(data) >= 12:
                shows = self._formats.get(int.from_bytes(data[4:7], "little"))
                if shows and (shown := shows(repr(_number(kind, data)).encode())):
                    yield row, int.from_bytes(data[:4], "little"), shown


def found(path: Path) -> ShownInXlsb | None:
    """Those of a workbook; None where no format makes codes. The file stays open. Raises InvalidInput."""
    archive = zipfile.ZipFile(path)
    formats = _formats(archive) if _STYLES in archive.namelist() else {}
    return ShownInXlsb(archive, _sheets(archive), formats) if formats else None


def _formats(archive: zipfile.ZipFile) -> dict[int, Shows]:
    """Of the styles of cells, by their numbers, those whose format makes codes."""
    codes, of_cells, styled = dict[int, str](), False, list[int]()
    for kind, data in _records(archive, _STYLES):
        if kind == _FORMAT:
            codes[int.from_bytes(data[:2], "little")] = _text(data, 2)[0]
        elif kind in (_STYLES_OF_CELLS, _END_OF_STYLES):
            of_cells = kind == _STYLES_OF_CELLS
        elif kind == _STYLE and of_cells:
            styled.append(int.from_bytes(data[2:4], "little"))
    shows = {style: number_formats.of_codes(codes.get(one, "")) for style, one in enumerate(styled)}
    return {style: one for style, one in shows.items() if one is not None}


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by its name."""
    names, sheets, parts = set(archive.namelist()), dict[str, str](), targets(archive, "xl/_rels/workbook.bin.rels")
    for kind, data in _records(archive, _BOOK):
        if kind == _SHEET:
            link, at = _text(data, 8)
            part = posixpath.normpath(posixpath.join("/xl", parts.get(link, ""))).removeprefix("/")
            sheets[_text(data, at)[0]] = part
    return {name: part for name, part in sheets.items() if part in names}


def _records(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[int, bytes]]:
    with archive.open(name) as part:
        yield from binary_sheets.records(io.BufferedReader(cast(io.RawIOBase, part)))


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A text behind its length, and where it ends."""
    begin, length = at + 4, int.from_bytes(data[at : at + 4], "little")
    return data[begin : begin + 2 * length].decode("utf-16-le", "replace"), begin + 2 * length


def _number(kind: int, data: bytes) -> float:
    if kind == _SHORT_NUMBER:
        return shown_in_xls.short_number(int.from_bytes(data[8:12], "little"))
    return float(struct.unpack_from("<d", data.ljust(16, b"\0"), 8)[0])
