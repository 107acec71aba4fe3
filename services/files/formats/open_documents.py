"""How far the sheets of an OpenDocument workbook (.ods) reach: a cell, a row or a space may stand for a million.

Source: OASIS OpenDocument 1.3, part 3, 6.1.3 (spaces), 9.1.3 (rows) and 9.1.4 (cells).
"""

import re
import zipfile

from services.errors import InvalidInput
from services.files.formats import sheet_bounds
from utils.language import _

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_BLOCK = 1 << 20
# Begins of rows and cells, of tables, and spaces, with their attributes.
_TAG = re.compile(
    rb"""<(table:(?:table|table-row|table-cell|covered-table-cell)|text:s)(?=[\s/>])"""
    rb"""([^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*)>"""
)
_TIMES = re.compile(rb"""(?:table:number-(?:rows|columns)-repeated|text:c)=["'](\d{1,9})["']""")
_SAYS = re.compile(rb"repeated|text:c\b")
_SPACE = b"text:s"


def refuse_too_large(archive: zipfile.ZipFile) -> None:
    """Raises InvalidInput for sheets that cannot be held, and for a document with a password."""
    if _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST):
        raise InvalidInput(_("The workbook is locked with a password; send it without."), "locked_file")
    reach, rest = _Reach(), b""
    with archive.open(_CONTENT) as part:
        while block := part.read(_BLOCK):
            rest = reach.take(rest + block)
            reach.refuse()
    reach.end()
    reach.refuse()


class _Reach:
    """How far down and to the right the filled cells of all sheets reach, and the bytes of their texts."""

    def __init__(self) -> None:
        self.rows = self.columns = self.bytes = 0
        self._before = self._row = self._column = self._length = 0
        self._rows_alike = 1
        # The kind and the attributes of what goes on.
        self._open = b"", b""

    def take(self, xml: bytes) -> bytes:
        """Count what is whole in it; the rest is to stand before the next part. Raises InvalidInput."""
        at = 0
        for tag in _TAG.finditer(xml):
            self._length, at = self._length + tag.start() - at, tag.end()
            if tag[1] == _SPACE:
                self._length += _times(tag[2])
            else:
                self._count()
                self._open, self._length = (tag[1], tag[2]), 0
        last = xml.rfind(b"<", at)
        cut = last if last >= 0 and xml.find(b">", last) < 0 else len(xml)
        if len(xml) - cut > _BLOCK:
            raise InvalidInput(_("A cell is longer than a million characters; this is no table."), "not_a_table")
        self._length += cut - at
        return xml[cut:]

    def end(self) -> None:
        self._count()

    def refuse(self) -> None:
        """Raises InvalidInput for what cannot be held."""
        sheet_bounds.refuse(self.rows, self.columns)
        sheet_bounds.refuse_text(self.bytes)

    def _count(self) -> None:
        kind, attributes = self._open
        times = _times(attributes)
        if kind == b"table:table":
            self._before, self._row, self._rows_alike = self.rows, 0, 0
        elif kind == b"table:table-row":
            self._row, self._column, self._rows_alike = self._row + self._rows_alike, 0, times
        else:
            self._column += times
            if b"value" in attributes or b"formula" in attributes:
                self.rows = max(self.rows, self._before + self._row + self._rows_alike)
                self.columns = max(self.columns, self._column)
                self.bytes += self._length * times * self._rows_alike


def _times(attributes: bytes) -> int:
    """For how many of itself a cell, row or space stands; too many where that cannot be read."""
    if not _SAYS.search(attributes):
        return 1
    found = _TIMES.search(attributes)
    return int(found[1]) if found else sheet_bounds.MOST_BYTES + 1
