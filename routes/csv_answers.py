"""Lists as CSV, for whoever asks for it with `Accept: text/csv`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from flask import Response, request

from services.files.spreadsheet import csv_text

CSV = "text/csv"
# Rows sent at once.
TOGETHER = 500


def wanted() -> bool:
    """Whether this request would rather have CSV than JSON."""
    return request.accept_mimetypes.best_match(["application/json", CSV], default="application/json") == CSV


def table(name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """The rows under these headings as a file of this name; texts that a spreadsheet would calculate are quoted.

    Rows are taken as they are sent: what is wrong with the request has to be found before.
    """
    response = Response(_blocks(chain([columns], rows)), mimetype=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.vary.add("Accept")
    return response


def _blocks(rows: Iterator[Sequence[Any]]) -> Iterator[str]:
    while block := list(islice(rows, TOGETHER)):
        yield csv_text(block)
