"""Zip archives of several tables, such as one for each month or branch."""

import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from services.errors import InvalidInput
from services.files.formats import containers, markup, workbook
from services.files.formats.held_tables import HeldTable
from services.files.formats.parts import Part
from services.files.formats.text_records import TextRecords
from services.files.records import Record
from utils.language import _

MOST_FILES = 400
_NO_TABLE = "not_a_table"


class Member:
    """A text table within an archive."""

    is_empty = False

    def __init__(self, path: Path, name: str) -> None:
        self.name, self._text = name, TextRecords(path, name)
        self.delimiter, self.encoding_name = self._text.delimiter, self._text.encoding.name

    def records(self) -> Iterator[Record]:
        return self._text.records()

    def share_read(self) -> float:
        return self._text.share_read()

    def forget(self) -> None:
        """Nothing of it is held."""


def parts(path: Path, raw: IO[bytes]) -> tuple[list[Part], list[str]]:
    """The tables of an archive that holds several files, and the names of what is none; nothing where it holds one.

    Raises InvalidInput for too many, for damaged and for locked ones: nothing is left out in silence.
    """
    with containers.opened_archive(raw) as archive:
        members = containers.members(archive)
        if len(members) < 2:
            return [], []
        _refuse_too_much(members, path.stat().st_size)
        found, others = list[Part](), list[str]()
        for member in members:
            try:
                found += _tables(path, archive, member)
            except InvalidInput as refused:
                if refused.code != _NO_TABLE:
                    raise InvalidInput(f"{member.filename}: {refused}", refused.code) from refused
                others.append(member.filename)
    if not found:
        raise InvalidInput(
            _("None of the files in the archive is a table: {names}.", names=", ".join(others[:10])), _NO_TABLE
        )
    return found, others


def _tables(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> list[Part]:
    """Its one table, or the sheets of a workbook. Raises InvalidInput for what is no table."""
    if not member.file_size:
        return []
    with archive.open(member) as stream:
        head = stream.read(8)
    if not containers.may_be_workbook(head):
        with archive.open(member) as stream:
            held = markup.tables(io.BufferedReader(containers.Bounded(stream, member.file_size)))
        return _named(held, member.filename) if held else [Member(path, member.filename)]
    with tempfile.NamedTemporaryFile(dir=path.parent) as file, archive.open(member) as stream:
        shutil.copyfileobj(stream, file)
        file.flush()
        containers.refuse_archive(file)
        sheets = workbook.sheets(Path(file.name))
    return _named(sheets, member.filename)


def _named(sheets: Sequence[workbook.Sheet] | Sequence[HeldTable], filename: str) -> list[Part]:
    for sheet in sheets:
        sheet.name = filename if len(sheets) == 1 else f"{filename}: {sheet.name}"
    return list(sheets)


def _refuse_too_much(members: list[zipfile.ZipInfo], packed: int) -> None:
    if len(members) > MOST_FILES:
        raise InvalidInput(
            _("The zip archive holds {members} files; at most {most} are read.", members=len(members), most=MOST_FILES),
            "many_in_archive",
        )
    if sum(member.file_size for member in members) > containers.allowed_size(packed):
        raise containers.too_large()
