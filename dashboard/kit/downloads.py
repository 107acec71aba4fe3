"""Files for a spreadsheet: XLSX, or CSV as spreadsheets in the browser's language open it, sent as it is read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from dash import html
from flask import Response, request, send_file, stream_with_context

from dashboard.kit import formats
from dashboard.kit.attributes import aria
from dashboard.kit.urls import href
from services.files import dialects, workbook_writer
from services.files.dialects import MARK
from services.files.spreadsheet import csv_text
from utils.language import N_, _

CHUNK_BYTES = 64 * 1024
# Names of files that are read out, in the language of the page.
NAMES = (N_("deliveries"), N_("orders"), N_("products"), N_("suppliers"))


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Any number of rows under these headings; what the file is and is called, the address of the request says."""
    name = request.path.rpartition("/")[2]
    if name.endswith(".xlsx"):
        workbook = workbook_writer.write(columns, rows)
        return send_file(workbook, workbook_writer.TYPE, as_attachment=True, download_name=name)
    dialect = dialects.of(formats.browser_language())
    return _sent(name, chain([dialect.mark], (csv_text([row], dialect) for row in chain([columns], rows))))


def csv_on_disk(name: str, path: Path) -> Response:
    """A file that was written without the mark, for programs."""
    return _sent(name, chain([MARK.encode()], _chunks(path)))


def links(path: str, name: str, query: Mapping[str, str] | None = None, **attributes: Any) -> list[Any]:
    """A list as a file, in both kinds. path -- without its end; name -- what the browser calls the file"""
    return [
        html.A(
            label,
            href=href(f"{path}.{end}", **(query or {})),
            download=f"{name}.{end}",
            **aria(label=_("{name} as {label}", name=_(name), label=label)) | attributes,
        )
        for end, label in (("csv", "CSV"), ("xlsx", "XLSX"))
    ]


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield chunk


def _sent(name: str, parts: Iterator[str] | Iterator[bytes]) -> Response:
    response = Response(stream_with_context(parts), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
