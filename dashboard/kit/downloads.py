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

# What files are called, in the language of the page; as they are, for addresses.
NAMES = (
    N_("deliveries"),
    N_("orders"),
    N_("products"),
    N_("purchase-orders"),
    N_("rejected"),
    N_("suppliers"),
    N_("orders-template"),
    N_("product-suppliers-template"),
    N_("products-template"),
    N_("receipts-template"),
    N_("sales-template"),
    N_("stock-template"),
    N_("suppliers-template"),
)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """Any number of rows under these headings; what the file is and is called, the address of the request says."""
    name = _file_name(request.path.rpartition("/")[2])
    if name.endswith(".xlsx"):
        workbook = workbook_writer.write(columns, rows)
        return send_file(workbook, workbook_writer.TYPE, as_attachment=True, download_name=name)
    dialect = dialects.of(viewer.browser_language())
    return _sent(name, csv_blocks(with_amounts(columns, rows), dialect))


def csv_on_disk(name: str, path: Path, headings: Sequence[str], said: Mapping[int, Callable[[str], str]]) -> Response:
    """A file that was written for programs, for people: as their spreadsheets open it, and in their language.

    headings -- in place of its own; said -- cells of a row, by their place, as they are shown
    """
    dialect, spoken = dialects.of(viewer.browser_language()), viewer.locale()
    rows = chain([headings], _rows(path, said, spoken))
    return _sent(_file_name(name), csv_blocks(rows, dialect))


def links(path: str, name: str, query: Mapping[str, str] | None = None, **attributes: Any) -> list[Any]:
    """A list as a file, in both kinds. path -- without its end; name -- what the browser calls the file"""
    return [
        html.A(
            label,
            href=href(f"{path}.{end}", **(query or {})),
            download=f"{_(name)}.{end}",
            **aria(label=_("{name} as {label}", name=_(name), label=label)) | attributes,
        )
        for end, label in (("csv", "CSV"), ("xlsx", "XLSX"))
    ]


def _rows(path: Path, said: Mapping[int, Callable[[str], str]], spoken: Locale) -> Iterator[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in islice(csv.reader(file), 1, None):
            # The request may be over by now, and its language with it.
            with language.spoken(spoken):
                shown = [said.get(place, str)(as_it_was(cell)) for place, cell in enumerate(row)]
            yield shown


def _sent(name: str, parts: Iterator[str] | Iterator[bytes]) -> Response:
    response = Response(stream_with_context(parts), mimetype="text/csv")
    # Of letters beyond ASCII each browser knows one of the two ways to say them.
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _file_name(name: str) -> str:
    """In the language of the page, where it is one of ours."""
    stem, dot, end = name.replace("_", "-").rpartition(".")
    return f"{_(stem)}{dot}{end}"
