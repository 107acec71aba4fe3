"""Lists as CSV or as an XLSX workbook, for whoever asks for it by the header `Accept` or by `?format=`."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from flask import Response, request, send_file
from pydantic import BaseModel, Field

from services.files.writing import dialects, workbook_writer
from services.files.writing.dialects import PLAIN, Dialect
from services.files.writing.spreadsheet import csv_blocks, with_amounts

JSON, CSV, XLSX = "application/json", "text/csv", workbook_writer.TYPE
FILES = {CSV: "csv", XLSX: "xlsx"}


class File(NamedTuple):
    """kind -- csv or xlsx; dialect -- how CSV is written"""

    kind: str = "csv"
    dialect: Dialect = PLAIN


class DialectQuery(BaseModel):
    decimal: Literal["", ",", "."] = Field(
        "",
        description="csv: written for a spreadsheet with this decimal sign, so that a double click opens it: with the "
        "mark of UTF-8, and semicolons where the comma is the decimal sign. Left out: for programs.",
    )

    @property
    def dialect(self) -> Dialect:
        return dialects.with_decimal(self.decimal) if self.decimal else PLAIN


class TableQuery(DialectQuery):
    format: Literal["json", "csv", "xlsx"] | None = Field(
        None, description="`csv` or `xlsx`: the whole list as a file, whatever the limit; as by the header `Accept`."
    )

    @property
    def file(self) -> File | None:
        """The file that this request would rather have than JSON."""
        wanted = self.format or FILES.get(request.accept_mimetypes.best_match([JSON, *FILES], default=JSON), "json")
        return None if wanted == "json" else File(wanted, self.dialect)


def table(file: File, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Response:
    """The rows under these headings as a file of this kind and name; no text in it is calculated by a spreadsheet.

    Rows of CSV are taken as they are sent: what is wrong with the request has to be found before.
    """
    if file.kind == "xlsx":
        response = send_file(
            workbook_writer.write(columns, rows), XLSX, as_attachment=True, download_name=f"{name}.xlsx"
        )
    else:
        response = Response(csv_blocks(with_amounts(columns, rows), file.dialect), mimetype=CSV)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.vary.add("Accept")
    return response
