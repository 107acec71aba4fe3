"""The tables of a page of HTML, as many systems write them and call them .xls."""

import codecs
import re
from html.parser import HTMLParser

from services.files.formats.encodings import Encoding
from services.files.formats.held_tables import MOST_CELLS, MOST_COLUMNS, HeldTable, too_large
from services.files.records import Cell

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
_HEAD = 4096
# A cell that goes over more columns or rows than a table has is a mistake.
_MOST_SPANNED = 1_000
_UNSEEN = ("style", "script", "title")


def tables(page: bytes, found: Encoding) -> list[HeldTable]:
    """Those with cells, in their order; one within another is a table of its own. Raises InvalidInput when too large.

    found -- the encoding by what the page says
    """
    reader = _Reader()
    reader.feed(page.decode(_codec(page, found), errors="replace"))
    reader.close()
    return [table for table in reader.tables if not table.is_empty]


def _codec(page: bytes, found: Encoding) -> str:
    """What the page declares, where it is neither marked nor UTF-8."""
    declared = _CHARSET.search(page[:_HEAD])
    if found.marked or found.codec.startswith("utf") or declared is None:
        return found.codec
    try:
        codec = codecs.lookup(declared[1].decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return found.codec
    return found.codec if codec.name.startswith("utf") or not codec._is_text_encoding else codec.name


class _Open:
    """A table that is being read: its present row, and what cells above have in common with it."""

    def __init__(self, table: HeldTable) -> None:
        self.table = table
        self.row: list[Cell] | None = None
        self.text: list[str] | None = None
        self.spanned = (1, 1)
        self.running: dict[int, tuple[int, str]] = {}
        self._going_on: dict[int, tuple[int, str]] = {}
        self.line = 0

    def begin_row(self) -> None:
        self.end_row()
        self.line += 1
        self.row = []

    def begin_cell(self, rows: int, columns: int) -> None:
        if self.row is None:
            self.begin_row()
        self.end_cell()
        self.text, self.spanned = [], (rows, columns)

    def end_cell(self) -> None:
        if self.text is None or self.row is None:
            return
        text = " ".join("".join(self.text).split())
        self._from_above()
        rows, columns = self.spanned
        if rows > 1:
            self._going_on[len(self.row)] = rows - 1, text
        self.row += [text, *[""] * (columns - 1)]
        self.text = None

    def end_row(self) -> None:
        self.end_cell()
        if self.row is None:
            return
        self._from_above()
        if any(self.row):
            self.table.add(self.line, self.row)
        self.row, self.running, self._going_on = None, self._going_on, {}

    def _from_above(self) -> None:
        """The cells that one above, made one with them, goes on in."""
        while self.row is not None and (found := self.running.pop(len(self.row), None)):
            left, text = found
            if left > 1:
                self._going_on[len(self.row)] = left - 1, text
            self.row.append(text)
            if len(self.row) > MOST_COLUMNS:
                raise too_large()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[HeldTable] = []
        self._open: list[_Open] = []
        self._unseen = 0
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag == "table":
            self.tables.append(HeldTable(f"Table {len(self.tables) + 1}", encoding_name="HTML"))
            self._open.append(_Open(self.tables[-1]))
        elif self._open and tag == "tr":
            self._open[-1].begin_row()
        elif self._open and tag in ("td", "th"):
            said = dict(attrs)
            columns = _spanned(said.get("colspan"))
            self._cells += columns
            if self._cells > MOST_CELLS:
                raise too_large()
            self._open[-1].begin_cell(_spanned(said.get("rowspan")), columns)
        elif tag in ("br", "p", "div", "li"):
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if not self._open:
            return
        if tag == "table":
            self._open.pop().end_row()
        elif tag == "tr":
            self._open[-1].end_row()
        elif tag in ("td", "th"):
            self._open[-1].end_cell()

    def handle_data(self, data: str) -> None:
        if self._open and not self._unseen and (text := self._open[-1].text) is not None:
            text.append(data)

    def close(self) -> None:
        super().close()
        while self._open:
            self._open.pop().end_row()


def _spanned(said: str | None) -> int:
    if not (said and said.isascii() and said.isdigit()):
        return 1
    # Python reads no number of thousands of digits.
    return min(max(1, int(said.lstrip("0")[:9] or 1)), _MOST_SPANNED)
