"""Tables as XLSX workbooks (xlsxwriter), row by row: what they need in memory does not grow with them."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from services.errors import InvalidInput
from services.files.spreadsheet import kept_quotes, plain_number
from utils.language import _

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What is typed into these stays the text that it is: 00417 and 4006381333931 are codes, no numbers.
CODES = frozenset({"sku", "product_sku", "number", "replaces", "like_product", "supplier_code"})
# The last row that a sheet can have; the library leaves out in silence what is behind it.
MOST_ROWS = 1_048_576
_WIDTH = 16
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def write(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """The rows under these headings as a file, at its beginning; packed, it is small enough to be held.

    Raises InvalidInput for more than a sheet can have.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        sheet = workbook.add_worksheet()
        bold = workbook.add_format({"bold": True})
        text, day = workbook.add_format({"num_format": "@"}), workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(columns):
            sheet.set_column(place, place, _WIDTH, text if name in CODES else None)
            sheet.write_string(0, place, name, bold)
        for line, row in enumerate(rows, 1):
            if line == MOST_ROWS:
                raise InvalidInput(
                    _("A sheet has at most {most_rows} rows; ask for CSV, or for less.", most_rows=MOST_ROWS),
                    "sheet_too_long",
                )
            for place, value in enumerate(row):
                if isinstance(value, bool):
                    sheet.write_boolean(line, place, value)
                elif isinstance(value, int | float | Decimal):
                    sheet.write_number(line, place, plain_number(float(value)))
                elif isinstance(value, date):
                    sheet.write_datetime(line, place, value, day)
                elif value not in (None, ""):
                    sheet.write_string(line, place, kept_quotes(str(value)), text)
    file.seek(0)
    return file
