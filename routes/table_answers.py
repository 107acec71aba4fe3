"""Lists as CSV or as an XLSX workbook, for whoever asks for it by the header `Accept` or by `?format=`."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any, Literal

from flask import Response, request, send_file
from pydantic import BaseModel, Field

from services.files import workbook_writer
from services.files.spreadsheet import csv_text

JSON, CSV, XLSX = "application/json", "text/csv", workbook_writer.TYPE
FILES = {CSV: "csv", XLSX: "xlsx"}
# Rows sent at once.
TOGETHER = 500


class TableQuery(BaseModel):
    format: Literal["json", "csv", "xlsx"] | None = Field(
        None, description="`csv` or `xlsx`: the whole list as a file, whatever the limit; as by the header `Accept`."
    )

    @property
    def file(self) -> str | None:
        """The kind of file that this request would rather have than JSON."""
        if self.format:
            return None if self.format == "json" else self.format
        return FILES.get(request.accept_mimetypes.best_match([JSON, *FILES], default=JSON))


def table(file: str, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """The rows under these headings as a file of this kind and name; no text in it is calculated by a spreadsheet.

    Rows of CSV are taken as they are sent: what is wrong with the request has to be found before.
    """
    if file == "xlsx":
        response = send_file(
            workbook_writer.write(columns, rows), XLSX, as_attachment=True, download_name=f"{name}.xlsx"
        )
    else:
        response = Response(_blocks(chain([columns], rows)), mimetype=CSV)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.vary.add("Accept")
    return response


def _blocks(rows: Iterator[Sequence[Any]]) -> Iterator[str]:
    while block := list(islice(rows, TOGETHER)):
        yield csv_text(block)
