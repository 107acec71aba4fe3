"""Files of sales on their way in, under DATA_DIR/imports: the upload, and the list of what was rejected in it."""

import hashlib
import io
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import IO

from services.errors import InvalidInput, NotFound
from services.files.writing.spreadsheet import csv_text
from utils import ids
from utils.config import get_settings
from utils.language import _, ngettext

_BLOCK_BYTES = 1024 * 1024
# Bytes of a list of rejections; one that has reached them is not written on.
LARGEST_LIST = 8 * 1024 * 1024
# An upload without a task for this long belongs to a request that died; a list is kept for its reader.
_UPLOAD_SECONDS = 3600
_REJECTIONS_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True)
class Rejection:
    """A row that cannot be taken: its line in the file, the column and value at fault, and why."""

    line: int
    column: str
    value: str
    reason: str


def nothing_taken(rows: int, examples: Sequence[Rejection], columns: str = "") -> InvalidInput:
    """The refusal of a file none of whose rows can be taken: each reason once, with the first row that has it.

    columns -- how its columns were understood, where codes are unknown: another one may hold them
    """
    first: dict[tuple[str, str], Rejection] = {}
    for one in examples:
        first.setdefault((one.column, one.reason), one)
    reasons = "; ".join(
        _(
            "line {line}, {column} {value!r}: {reason}",
            line=str(one.line),
            column=one.column or _("row"),
            value=one.value,
            reason=one.reason.rstrip("."),
        )
        for one in first.values()
    )
    refusal = ngettext(
        "{count} row, and it cannot be taken: {reasons}. Nothing was imported.",
        "None of the {count} rows can be taken: {reasons}. Nothing was imported.",
        rows,
        reasons=reasons,
    )
    if columns and all(one.column == "product_sku" for one in examples):
        how = _('If another column is meant, say which by ?mapping={"product_sku": "..."}.')
        refusal = f"{refusal} {columns} {how}"
    return InvalidInput(refusal, "all_rows_rejected")


class RejectionWriter:
    """Counts rejections, remembers the first ones and writes them to a file, until that has grown large.

    Without a rejection there is no file. A few kilobytes of zeros, unpacked, are millions of rejections.
    """

    def __init__(self, path: Path, remembered: int) -> None:
        self.count, self.written, self.first = 0, 0, list[Rejection]()
        self._path, self._remembered, self._bytes = path, remembered, 0
        path.unlink(missing_ok=True)

    def add(self, rejections: list[Rejection]) -> None:
        self.count += len(rejections)
        self.first += rejections[: self._remembered - len(self.first)]
        if rejections and self._bytes < LARGEST_LIST:
            with self._path.open("ab") as file:
                if not self.written:
                    self._bytes += file.write(csv_text([[field.name for field in fields(Rejection)]]).encode())
                self._bytes += file.write(csv_text(map(astuple, rejections)).encode())
            self.written += len(rejections)


def upload_path(upload_id: str) -> Path:
    return _folder() / f"{uuid.UUID(upload_id)}.upload"


def rejections_path(upload_id: str) -> Path:
    return _folder() / f"{uuid.UUID(upload_id)}.rejected.csv"


@contextmanager
def received(stream: IO[bytes]) -> Iterator[str]:
    """Write a stream to a new upload, whose id is given to the block; if either fails, nothing is left of it."""
    upload_id = ids.new_id()
    path = upload_path(upload_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = False
    try:
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file, _BLOCK_BYTES)
        yield upload_id
        kept = True
    finally:
        if not kept:
            path.unlink(missing_ok=True)


def again(upload_id: str) -> str:
    """The id of another upload of the same content. Raises NotFound."""
    copy = ids.new_id()
    try:
        upload_path(copy).hardlink_to(upload_path(upload_id))
    except (FileNotFoundError, ValueError):
        raise NotFound(_("This file has been cleared away meanwhile; choose it again."), "upload_missing") from None
    return copy


@contextmanager
def scratch() -> Iterator[tuple[str, IO[bytes]]]:
    """A new upload to be written and read within the block; nothing is left of it, unless it was `kept`."""
    with received(io.BytesIO()) as upload_id:
        try:
            with upload_path(upload_id).open("r+b") as file:
                yield upload_id, file
        finally:
            remove(upload_id)


def digest(upload_id: str) -> str:
    """The SHA-256 of an upload, in hexadecimal."""
    with upload_path(upload_id).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def kept(upload_id: str) -> str:
    """The new id of an upload that is to outlive its block."""
    kept_id = ids.new_id()
    upload_path(upload_id).rename(upload_path(kept_id))
    return kept_id


def remove(upload_id: str) -> None:
    upload_path(upload_id).unlink(missing_ok=True)


def sweep(in_use: Iterable[str]) -> None:
    """Remove the uploads nobody waits for any more, and old lists of rejections."""
    kept = {upload_path(upload_id) for upload_id in in_use}
    for path in _folder().glob("*"):
        allowed = _UPLOAD_SECONDS if path.suffix == ".upload" else _REJECTIONS_SECONDS
        if path not in kept and time.time() - path.stat().st_mtime > allowed:
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return get_settings().data_dir / "imports"
