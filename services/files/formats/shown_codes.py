"""What a workbook (XLSX) shows of numbers whose format makes codes of them; the library tells the numbers alone.

Source: ECMA-376 part 1, 18.2.19 (sheets), 18.3.1.4 (cells), 18.8.10 and 18.8.45 (formats of cells).
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO
from xml.parsers import expat

from services.errors import InvalidInput
from services.files.formats import containers, number_formats, workbook_bounds
from services.files.formats.number_formats import Shows
from services.files.records import Cell

_BLOCK = 1 << 20
_BOOK, _STYLES = "xl/workbook.xml", "xl/styles.xml"
# Programs write where a cell stands, then its style.
_CELL = (
    rb"""<(?:\w{1,20}:)?c r="([A-Z]{1,3})(\d{1,7})"(?: t="n")? s="(%s)"(?: t="n")?\s?>"""
    rb"""(?:<(?:\w{1,20}:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w{1,20}:)?f>))?<(?:\w{1,20}:)?v>([^<]{1,40})<"""
)

# The row and the column of a cell, from 0, and what is shown there.
Place = tuple[int, int, str]


class ShownCodes:
    """The formats of a workbook that make codes of numbers, and its sheets by their names."""

    def __init__(self, archive: zipfile.ZipFile, formats: dict[bytes, Shows], sheets: dict[str, str]) -> None:
        self._archive, self._formats, self._sheets = archive, formats, sheets
        self._cell = re.compile(_CELL % b"|".join(formats))

    def of(self, sheet: str) -> Iterator[Place]:
        """The cells of a sheet that show a code, row by row."""
        if sheet not in self._sheets:
            return
        with self._archive.open(self._sheets[sheet]) as part:
            for xml in _whole_cells(part):
                for letters, row, style, number in self._cell.findall(xml):
                    if shown := self._formats[style](number):
                        yield int(row) - 1, _column(letters), shown


class Filling:
    """Writes into the records of a sheet, one after the other, what their cells show."""

    def __init__(self, places: Iterator[Place], left: int) -> None:
        self._places, self._left = places, left
        self._next = next(places, None)

    def fill(self, row: int, cells: list[Cell]) -> None:
        while self._next is not None and self._next[0] <= row:
            found, column, shown = self._next
            if found == row and 0 <= column - self._left < len(cells):
                cells[column - self._left] = shown
            self._next = next(self._places, None)


def found(path: Path) -> ShownCodes | None:
    """Those of a workbook; None where no format makes codes, or it is of another kind. The file stays open."""
    if not zipfile.is_zipfile(path):
        return None
    archive = zipfile.ZipFile(path)
    names = {name.casefold(): name for name in archive.namelist()}
    if not {_BOOK, _STYLES} <= names.keys():
        return None
    formats = _formats(archive.read(names[_STYLES]))
    return ShownCodes(archive, formats, _sheets(archive, names)) if formats else None


def _formats(styles: bytes) -> dict[bytes, Shows]:
    """Of the styles of cells, by their numbers, those whose format makes codes."""
    codes, of_cells, styled = dict[str, str](), False, list[str]()
    for name, said in _elements(styles):
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
    links = names.get("xl/_rels/workbook.xml.rels")
    targets = {said.get("Id"): said.get("Target", "") for _, said in _elements(archive.read(links))} if links else {}
    sheets = dict[str, str]()
    for name, said in _elements(archive.read(names[_BOOK])):
        target = targets.get(said.get("id"))
        if name == "sheet" and target:
            part = posixpath.normpath(posixpath.join("/xl", target)).removeprefix("/").casefold()
            sheets[said.get("name", "")] = names.get(part, part)
    return {name: part for name, part in sheets.items() if part in archive.namelist()}


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Every element with its attributes, without their namespaces. Raises InvalidInput for what is damaged."""
    found = list[tuple[str, dict[str, str]]]()

    def begin(tag: str, attributes: dict[str, str]) -> None:
        found.append((_local(tag), {_local(name): value for name, value in attributes.items()}))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = _refuse_entities
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError) as error:
        raise containers.damaged(error) from error
    return found


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_entities(*_declared: object) -> None:
    raise InvalidInput(str(containers.no_table("XML")), "not_a_table")


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
