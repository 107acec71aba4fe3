"""What an OpenDocument workbook (.ods) shows of numbers whose format makes codes of them: it stands beside the number.

Source: OASIS OpenDocument 1.3, part 3, 9.1 (tables), 14.1 (annotations), 19.385 (value).
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from services.files.formats import containers, number_formats
from services.files.formats.relations import refuse_entities

_CONTENT = "content.xml"
_BLOCK = 1 << 20
_CELLS = ("table:table-cell", "table:covered-table-cell")
_SHOWN = re.compile(rb"""office:value=["'](\d{1,15}(?:\.0+)?)["'][^<>]*>\s*<text:p[^<>]*>([^<>]{2,40})<""")

Place = tuple[int, int, str]


class ShownInOds:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def of(self, sheet: str) -> Iterator[Place]:
        """The cells of a sheet that show a code, row by row. Raises InvalidInput for what is damaged."""
        reader = _Reader(sheet)
        try:
            with self._archive.open(_CONTENT) as part:
                while block := part.read(_BLOCK):
                    reader.parser.Parse(block, False)
                    yield from reader.taken()
        except (expat.ExpatError, ValueError) as error:
            raise containers.damaged(error) from error


def found(path: Path) -> ShownInOds | None:
    """Those of a workbook; None where no cell shows one. The file stays open."""
    archive, rest = zipfile.ZipFile(path), b""
    with archive.open(_CONTENT) as part:
        while block := part.read(_BLOCK):
            xml = rest + block
            numbers = ((text.decode("utf-8", "replace"), number) for number, text in _SHOWN.findall(xml))
            if any(number_formats.code_of(text, number) for text, number in numbers):
                return ShownInOds(archive)
            rest = xml[-1000:]
    return None


class _Reader:
    def __init__(self, sheet: str) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._begin, self._end
        self.parser.CharacterDataHandler = self._say
        self.parser.StartDoctypeDeclHandler = refuse_entities
        self._sheet, self._is_within, self._notes = sheet, False, 0
        self._row = self._column = 0
        self._rows, self._cells, self._number = 1, 1, ""
        self._text = list[str]()
        self._of_row, self._places = list[tuple[int, str]](), list[Place]()

    def taken(self) -> list[Place]:
        """The places found since the last time."""
        places, self._places = self._places, []
        return places

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._is_within, self._row = attributes.get("table:name") == self._sheet, 0
        elif not self._is_within:
            return
        elif tag == "table:table-row":
            self._column, self._rows = 0, int(attributes.get("table:number-rows-repeated", 1))
        elif tag in _CELLS:
            self._cells, self._text = int(attributes.get("table:number-columns-repeated", 1)), []
            self._number = attributes.get("office:value", "")
        elif tag == "office:annotation":
            self._notes += 1

    def _say(self, text: str) -> None:
        if self._is_within and self._number and not self._notes:
            self._text.append(text)

    def _end(self, tag: str) -> None:
        if not self._is_within:
            return
        if tag in _CELLS:
            if self._number and (shown := number_formats.code_of("".join(self._text), self._number)):
                self._of_row += [(self._column + place, shown) for place in range(self._cells)]
            self._column, self._number = self._column + self._cells, ""
        elif tag == "table:table-row":
            if self._of_row:
                rows = range(self._row, self._row + self._rows)
                self._places += [(row, column, shown) for row in rows for column, shown in self._of_row]
            self._row, self._of_row = self._row + self._rows, []
        elif tag == "office:annotation":
            self._notes -= 1
        elif tag == "table:table":
            self._is_within = False
