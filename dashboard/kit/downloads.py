"""Files for a spreadsheet: XLSX, or CSV as spreadsheets in the browser's language open it, sent as it is read."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from babel import Locale
from dash import html
from flask import Response, request, send_file, stream_with_context

from dashboard.kit import viewer
from dashboard.kit.attributes import aria
from dashboard.kit.urls import href
from services.files.writing import dialects, workbook_writer
from services.files.writing.spreadsheet import as_it_was, csv_blocks, with_amounts
from utils import language
from utils.language import N_, _

# Names of files that are read out, in the language of the page.
NAMES = (N_("deliveries"), N_("orders"), N_("products"), N_("suppliers"))


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Any number of rows under these headings; what the file is and is called, the address of the request says."""
    name = request.path.rpartition("/")[2]
    if name.endswith(".xlsx"):
        workbook = workbook_writer.write(columns, rows)
        return send_file(workbook, workbook_writer.TYPE, as_attachment=True, download_name=name)
    dialect = dialects.of(viewer.browser_language())
    return _sent(name, csv_blocks(with_amounts(columns, rows), dialect))


def csv_on_disk(name: str, path: Path, headings: Sequence[str], said: Callable[[str], str]) -> Response:
    """A file that was written for programs, for people: as their spreadsheets open it, and in their language.

    headings -- in place of its own; said -- the last of a row's cells, as it is shown
    """
    dialect, spoken = dialects.of(viewer.browser_language()), viewer.locale()
    rows = chain([headings], _rows(path, said, spoken))
    return _sent(name, csv_blocks(rows, dialect))


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


def _rows(path: Path, said: Callable[[str], str], spoken: Locale) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in islice(csv.reader(file), 1, None):
            # The request may be over by now, and its language with it.
            with language.spoken(spoken):
                last = said(as_it_was(row[-1]))
            yield [*map(as_it_was, row[:-1]), last]


def _sent(name: str, parts: Iterator[str] | Iterator[bytes]) -> Response:
    response = Response(stream_with_context(parts), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
