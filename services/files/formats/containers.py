"""The plain bytes of a file that may be compressed: gzip, or alone in a zip archive."""

import codecs
import gzip
import io
import os
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from services.errors import InvalidInput
from utils.language import N_, _

# Tables of sales shrink to a fifth, endless zeros to a thousandth: more than this is a bomb, not a table.
MOST_GROWTH = 250
ALWAYS_ALLOWED = 64 * 1024 * 1024
_GZIP, _ZIP, _OLD_OFFICE = b"\x1f\x8b", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_PAGE = re.compile(rb"<(?:!doctype|html|head|meta|table|\?xml|\?mso)", re.IGNORECASE)
_OTHERS = {
    # What is unpacked here is unpacked once.
    _GZIP: N_("a file that was packed twice"),
    b"PAR1": N_("a Parquet file"),
    b"%PDF": N_("a PDF file"),
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), N_("a picture")),
    **dict.fromkeys((b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!"), N_("an archive other than zip or gzip")),
}
_BESIDE = re.compile(r"^__MACOSX/|(?:^|/)(?:\._|~\$|\.DS_Store|Thumbs\.db|desktop\.ini)", re.IGNORECASE)
OPEN_DOCUMENT = {"mimetype", "content.xml"}

# A place within the archive that cannot be is an OSError.
DAMAGE = (EOFError, OSError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


class Bounded(io.RawIOBase):
    """A stream that refuses to grow beyond what `allowed` bytes."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile, allowed: int) -> None:
        self._stream, self._left = stream, allowed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._left -= len(data)
        if self._left < 0:
            raise too_large()
        buffer[: len(data)] = data
        return len(data)


def too_large() -> InvalidInput:
    return InvalidInput(_("Unpacked, this file is far too large for what was sent; it is refused."), "zip_bomb")


def damaged(error: Exception) -> InvalidInput:
    return InvalidInput(
        _("The file is damaged or incomplete ({error}). Nothing was imported.", error=error), "damaged_file"
    )


def allowed_size(packed: int) -> int:
    """To how many bytes so many packed ones may grow."""
    return ALWAYS_ALLOWED + MOST_GROWTH * packed


@contextmanager
def plain(raw: IO[bytes], member: str = "") -> Iterator[io.BufferedReader]:
    """What an open file holds once unpacked, from its beginning. Raises InvalidInput for what is no table.

    member -- the one of an archive of several
    """
    raw.seek(0)
    head, size = raw.read(8), os.fstat(raw.fileno()).st_size
    raw.seek(0)
    if head.startswith(_GZIP):
        with gzip.GzipFile(fileobj=raw) as packed:
            yield io.BufferedReader(Bounded(packed, allowed_size(size)), 1 << 16)
    elif head.startswith(_ZIP) and not is_workbook(raw):
        with zipfile.ZipFile(raw) as archive, archive.open(member or _only_member(archive)) as packed:
            yield io.BufferedReader(Bounded(packed, allowed_size(size)), 1 << 16)
    else:
        yield io.BufferedReader(raw)  # type: ignore[arg-type]


@contextmanager
def opened_archive(raw: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    """Raises InvalidInput where it is damaged."""
    raw.seek(0)
    try:
        with zipfile.ZipFile(raw) as archive:
            yield archive
    except (*DAMAGE, ValueError) as error:
        raise damaged(error) from error


def is_archive(raw: IO[bytes]) -> bool:
    raw.seek(0)
    return raw.read(4) == _ZIP


def may_be_workbook(head: bytes) -> bool:
    return head.startswith((_ZIP, _OLD_OFFICE))


def is_workbook(file: IO[bytes]) -> bool:
    """Whether this is a workbook: XLSX, XLSB, ODS or XLS. Raises InvalidInput for other documents and damage."""
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    if head != _ZIP:
        return head == _OLD_OFFICE
    try:
        with zipfile.ZipFile(file) as archive:
            return _holds_workbook(archive)
    except (*DAMAGE, ValueError) as error:
        raise damaged(error) from error
    finally:
        file.seek(0)


def _holds_workbook(archive: zipfile.ZipFile) -> bool:
    """Raises InvalidInput for documents of other kinds."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names and not any(name.startswith("xl/") for name in names):
        raise no_table(_("a document that is no workbook"))
    if OPEN_DOCUMENT.issubset(names):
        if b"spreadsheet" not in archive.read("mimetype")[:100]:
            raise no_table(_("a document that is no workbook"))
        return True
    if any(name.endswith(".iwa") for name in names):
        raise no_table(_("a table of Apple Numbers"))
    return "[Content_Types].xml" in names


def kind_of_workbook(file: IO[bytes]) -> str:
    """XLS, XLSX, XLSB or ODS, of what `is_workbook`."""
    if not is_archive(file):
        return "XLS"
    with opened_archive(file) as archive:
        names = set(archive.namelist())
    return "ODS" if OPEN_DOCUMENT.issubset(names) else "XLSB" if "xl/workbook.bin" in names else "XLSX"


def refuse_archive(file: IO[bytes]) -> None:
    """Raises InvalidInput for an archive within another, which is no workbook."""
    if not is_workbook(file):
        raise InvalidInput(_("An archive within the archive; put the tables themselves into it."), "many_in_archive")


def begins_as_workbook(stream: io.BufferedReader) -> bool:
    """Whether what was unpacked may be a workbook itself. Raises InvalidInput when nothing can be unpacked."""
    try:
        return may_be_workbook(stream.peek(4))
    except DAMAGE as error:
        raise damaged(error) from error


def refuse_other_kinds(head: bytes) -> None:
    """Raises InvalidInput for files that are known to be something else."""
    words = head.removeprefix(codecs.BOM_UTF8).lstrip()
    kinds = [kind for magic, kind in _OTHERS.items() if head.startswith(magic)]
    kinds += [N_("a page of HTML or XML, whatever its name says")] if _PAGE.match(words) else []
    if kinds:
        raise no_table(_(kinds[0]))


def no_table(kind: str) -> InvalidInput:
    return InvalidInput(_("This is {kind}; save it as XLSX or as 'CSV UTF-8' and send that.", kind=kind), "not_a_table")


def members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files in an archive, without what computers put beside them. Raises InvalidInput where they are locked."""
    found = [member for member in archive.infolist() if not member.is_dir() and not _BESIDE.search(member.filename)]
    if any(member.flag_bits & 1 for member in found):
        raise InvalidInput(_("The zip archive is locked with a password; send it without."), "locked_file")
    return found


def _only_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    found = members(archive)
    if len(found) != 1:
        raise InvalidInput(
            _("The zip archive holds {members} files; put the one table alone into it.", members=len(found)),
            "many_in_archive",
        )
    return found[0]
