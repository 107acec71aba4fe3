"""Files for a spreadsheet: CSV that begins with the mark by which Excel knows UTF-8, sent as it is read."""

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from flask import Response, stream_with_context

from services.files.spreadsheet import csv_text

MARK = "\ufeff"
CHUNK_BYTES = 64 * 1024


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Any number of rows under these headings."""
    return _sent(name, (csv_text([row]) for row in chain([columns], rows)))


def csv_on_disk(name: str, path: Path) -> Response:
    """A file that was written without the mark."""
    return _sent(name, _chunks(path))


def _chunks(path: Path) -> Iterable[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _sent(name: str, parts: Iterable[str | bytes]) -> Response:
    response = Response(stream_with_context(chain([MARK], parts)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
