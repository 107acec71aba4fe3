"""What a workbook (.xlsx) shows of numbers whose format makes codes of them.

Source: ECMA-376 part 1, 18.2.19 (sheets), 18.3.1.4 (cells), 18.8.10 and 18.8.45 (formats of cells).
"""

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import IO

from services.files.formats import number_formats, workbook_bounds
from services.files.formats.number_formats import Shows
from services.files.formats.relations import elements, targets

_BLOCK = 1 << 20
_BOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
_VALUE = rb"""(?:<(?:\w{1,20}:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w{1,20}:)?f>))?<(?:\w{1,20}:)?v>([^<]{1,40})<"""
# Most programs write where a cell stands, then its style.
_CELL = rb"""<(?:\w{1,20}:)?c r="([A-Z]{1,3})(\d{1,7})"(?: t="n")? s="(%s)"(?: t="n")?\s?>""" + _VALUE
# Others write them in another order, or leave out where rows and cells stand.
_TAG = rb"""<(?:\w{1,20}:)?(row|c)(?=[\s/>])((?:[^<>"']|"[^"]*"|'[^']*')*)>(?:""" + _VALUE + rb""")?"""
_NAMED = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d{1,7})["']""")
_STYLED = re.compile(rb"""\ss\s*=\s*["'](\d{1,9})["']""")
_KIND = re.compile(rb"""\st\s*=\s*["'](?!n["'])""")
_UNUSUAL = re.compile(rb"""<(?:\w{1,20}:)?c(?=\s)(?! r="[A-Z]+\d+"(?: t="\w+")?(?: s="\d+")?(?: t="\w+")?\s?/?>)""")


class ShownInXlsx:
    """The formats of a workbook that make codes of numbers, and its sheets by their names."""

    def __init__(self, archive: zipfile.ZipFile, formats: dict[bytes, Shows], sheets: dict[str, str]) -> None:
        self._archive, self._formats, self._sheets = archive, formats, sheets
        self._cell, self._tag = re.compile(_CELL % b"|".join(formats)), re.compile(_TAG)

    def of(self, sheet: str) -> Iterator[tuple[int, int, str]]:
        """The cells of a sheet that show a code, row by row."""
        if sheet not in self._sheets:
            return
        with self._archive.open(self._sheets[sheet]) as part:
            pieces = _whole_cells(part)
            begin = next(pieces)
            yield from (self._counted if _UNUSUAL.search(begin) else self._usual)(chain([begin], pieces))

    def _usual(self, pieces: Iterable[bytes]) -> Iterator[tuple[int, int, str]]:
        for xml in pieces:
            for letters, row, style, number in self._cell.findall(xml):
                if shown := self._formats[style](number):
                    yield int(row) - 1, _column(letters), shown

    def _counted(self, pieces: Iterable[bytes]) -> Iterator[tuple[int, int, str]]:
        """Of rows and cells of which each may stand below or beside the one before: several times as slow."""
        row = column = -1
        for kind, attributes, number in chain.from_iterable(map(self._tag.findall, pieces)):
            named = _NAMED.search(attributes)
            if kind == b"row":
                row, column = int(named[2]) - 1 if named else row + 1, -1
                continue
            column = _column(named[1]) if named else column + 1
            styled = _STYLED.search(attributes)
            shows = self._formats.get(styled[1]) if styled and not _KIND.search(attributes) else None
            if number and shows and (shown := shows(number)):
                yield row, column, shown


def found(path: Path) -> ShownInXlsx | None:
    """Those of a workbook; None where no format makes codes. The file stays open."""
    archive = zipfile.ZipFile(path)
    names = {name.casefold(): name for name in archive.namelist()}
    if not {_BOOK, _STYLES} <= names.keys():
        return None
    formats = _formats(archive.read(names[_STYLES]))
    return ShownInXlsx(archive, formats, _sheets(archive, names)) if formats else None


def _formats(styles: bytes) -> dict[bytes, Shows]:
    """Of the styles of cells, by their numbers, those whose format makes codes."""
    codes, of_cells, styled = dict[str, str](), False, list[str]()
    for name, said in elements(styles):
        if name == "numFmt":
            codes.setdefault(said.get("numFmtId", ""), said.get("formatCode", ""))
        elif name in ("cellXfs", "cellStyleXfs", "cellStyles", "dxfs"):
            of_cells = name == "cellXfs"
        elif name == "xf" and of_cells:
            styled.append(said.get("numFmtId", ""))
    shows = {str(place).encode(): number_formats.of_codes(codes.get(one, "")) for place, one in enumerate(styled)}
    return {place: one for place, one in shows.items() if one is not None}


def _sheets(archive: zipfile.ZipFile, names: dict[str, str]) -> dict[str, str]:
    """The part of each sheet by its name."""
    sheets, parts = dict[str, str](), targets(archive, names.get("xl/_rels/workbook.xml.rels"))
    for name, said in elements(archive.read(names[_BOOK])):
        target = parts.get(said.get("id", ""))
        if name == "sheet" and target:
            part = posixpath.normpath(posixpath.join("/xl", target)).removeprefix("/").casefold()
            sheets[said.get("name", "")] = names.get(part, part)
    return {name: part for name, part in sheets.items() if part in archive.namelist()}


def _whole_cells(part: IO[bytes]) -> Iterator[bytes]:
    """A sheet in pieces, none of which ends within a cell."""
    rest = b""
    while block := part.read(_BLOCK):
        xml = rest + block
        cut = max(xml.rfind(b"c>") + 2, len(xml) - 2 * _BLOCK)
        yield xml[:cut]
        rest = xml[cut:]
    yield rest


@lru_cache(1000)
def _column(letters: bytes) -> int:
    return workbook_bounds.column_of(letters) - 1
