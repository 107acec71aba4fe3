"""A look at a workbook before it is read: whether it is what it says it is, and can be held."""

import re
import zipfile
from pathlib import Path

from services.errors import InvalidInput
from services.files import binary_sheets, containers, old_workbooks, open_documents, shared_texts, sheet_bounds
from utils.language import _

_BLOCK = 1 << 20
_LONGEST_TAG = 200
_FILLED = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["'](?:[^<>]*[^/<>])?>""")


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
    if member.filename.casefold().endswith(".bin"):
        _inspect_binary(archive, member)
    return size


def _inspect_binary(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    binary = binary_sheets.Extent()
    with archive.open(member) as part:
        binary.read(part)
    sheet_bounds.refuse(binary.rows, binary.columns)


class Extent:
    """How far down and to the right the filled cells of a sheet in XML reach."""

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._rest = b""

    def take(self, block: bytes) -> None:
        found = _FILLED.findall(self._rest + block)
        self._rest = block[-_LONGEST_TAG:]
        if found:
            self.rows = max(self.rows, max(int(row) for _, row in found))
            self.columns = max(self.columns, *(_number(letters) for letters in {letters for letters, _ in found}))


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
