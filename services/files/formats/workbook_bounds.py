"""A look at a workbook before it is read: whether it is what it says it is, and can be held."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from services.errors import InvalidInput
from services.files.formats import (
    binary_sheets,
    containers,
    old_workbooks,
    open_documents,
    shared_texts,
    sheet_bounds,
)
from utils.language import _

_BLOCK = 1 << 20
# As they are read: in small letters, too, with spaces, and beyond the last column. What ends by "/>" is empty.
_FILLED = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)(\d+)["'](?=[^<>"'/]*(?:(?:"[^"]*"|'[^']*'|/(?!>))[^<>"'/]*)*>)""")
# Rows and cells, with their attributes.
_PLACED = re.compile(rb"""<(?:[\w.-]++:)?(row|c)(?=[\s/>])([^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)>""")
_OTHERS = rb"""(?:\s*(?!r\s*=)[^\s=<>"'/]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*"""
_NAMED = re.compile(_OTHERS + rb"""r\s*=\s*["']([A-Za-z]*)(\d+)["']""")
# A cell with anything in it that does not say where it stands: beside the one before, in its row.
_NAMELESS = re.compile(rb"<(?:[\w.-]++:)?+c(?=[\s>])(?!\sr=)" + _OTHERS + rb">")


def refuse_too_large(path: Path) -> None:
    """Raises InvalidInput for a workbook that unpacks to more than it says, or than can be held."""
    if not zipfile.is_zipfile(path):
        old_workbooks.refuse_too_large(path.read_bytes())
        return
    allowed = containers.allowed_size(path.stat().st_size)
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                allowed -= _inspect_member(archive, member, allowed)
            if containers.OPEN_DOCUMENT.issubset(archive.namelist()):
                open_documents.refuse_too_large(archive)
            else:
                shared_texts.refuse_too_much(archive)
    except (*containers.DAMAGE, ValueError, KeyError) as error:
        raise containers.damaged(error) from error


def _inspect_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowed: int) -> int:
    """Unpack one part to the end, whatever size it claims; its size."""
    claimed, member.file_size = member.file_size, 1 << 62
    # A sheet may have any name and place.
    may_be_sheet = not shared_texts.is_them(member.filename)
    extent, size = Extent(), 0
    with archive.open(member) as part:
        while block := part.read(_BLOCK):
            size += len(block)
            if size > min(allowed, claimed):
                raise InvalidInput(_("The workbook unpacks to more than it says; it is refused."), "zip_bomb")
            if may_be_sheet:
                extent.take(block)
                sheet_bounds.refuse(extent.rows, extent.columns)
    member.file_size = size
    if extent.nameless:
        _inspect_nameless(archive, member)
    if member.filename.casefold().endswith(".bin"):
        _inspect_binary(archive, member)
    return size


def _inspect_nameless(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Again, cell by cell: that takes several times as long, and few programs leave out where a cell stands."""
    rows = columns = row = column = 0
    with archive.open(member) as part:
        for kind, attributes in _tags(part):
            named = _NAMED.match(attributes)
            if kind == b"row":
                row, column = int(named[2]) if named else row + 1, 0
                continue
            column = column_of(named[1]) if named else column + 1
            if not attributes.endswith(b"/"):
                rows, columns = max(rows, row), max(columns, column)
    sheet_bounds.refuse(rows, columns)


def _tags(part: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    rest = b""
    while block := part.read(_BLOCK):
        xml, rest = _cut(rest + block)
        yield from _PLACED.findall(xml)


def _cut(xml: bytes) -> tuple[bytes, bytes]:
    """What is whole of it, and the tag that is not. Raises InvalidInput for one without an end."""
    last = xml.rfind(b"<")
    cut = last if last >= 0 and xml.find(b">", last) < 0 else len(xml)
    if len(xml) - cut > _BLOCK:
        raise InvalidInput(_("A cell is longer than a million characters; this is no table."), "not_a_table")
    return xml[:cut], xml[cut:]


def _inspect_binary(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    binary = binary_sheets.Extent()
    with archive.open(member) as part:
        binary.read(part)
    sheet_bounds.refuse(binary.rows, binary.columns)


class Extent:
    """How far down and to the right the filled cells of a sheet in XML reach."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self.nameless = False
        self._rest = b""

    def take(self, block: bytes) -> None:
        xml, self._rest = _cut(self._rest + block)
        self.nameless = self.nameless or _NAMELESS.search(xml) is not None
        found = _FILLED.findall(xml)
        if found:
            self.rows = max(self.rows, max(int(row) for _, row in found))
            self.columns = max(self.columns, *(column_of(letters) for letters in {letters for letters, _ in found}))


def column_of(letters: bytes) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number
