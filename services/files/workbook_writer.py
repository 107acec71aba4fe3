"""Tables as XLSX workbooks (xlsxwriter), row by row: what they need in memory does not grow with them."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

import xlsxwriter

from services.errors import InvalidInput
from services.files.spreadsheet import MONEY, kept_quotes, plain_number
from utils.language import _

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What is typed into these stays the text that it is: 00417 and 4006381333931 are codes, no numbers.
CODES = frozenset({"sku", "product_sku", "number", "replaces", "like_product", "supplier_code"})
# The last row that a sheet can have; the library leaves out in silence what is behind it.
MOST_ROWS = 1_048_576
# "#" where a cost of a unit has more than two digits.
_AMOUNT = "#,##0.00##"
# As the reader's country writes days; 14 is the number that workbooks have for that.
_DAY = 14
# In letters of the usual type: no column is narrower or, for a reason of one long sentence, wider.
_NARROWEST, _WIDEST = 8, 60
# Beside a text stand the lines of the grid; bold letters are wider.
_MARGIN = 2
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
        sheet = _Sheet(workbook, columns)
        for line, row in enumerate(rows, 1):
            if line == MOST_ROWS:
                raise InvalidInput(
                    _("A sheet has at most {most_rows} rows; ask for CSV, or for less.", most_rows=MOST_ROWS),
                    "sheet_too_long",
                )
            for place, value in enumerate(row):
                sheet.write(line, place, value)
        sheet.set_widths()
    file.seek(0)
    return file


class _Sheet:
    """The one sheet of a workbook; how wide its columns are to be shows only as they are written."""

    def __init__(self, workbook: xlsxwriter.Workbook, columns: Sequence[str]) -> None:
        self.sheet = workbook.add_worksheet()
        self.text, self.day = workbook.add_format({"num_format": "@"}), workbook.add_format({"num_format": _DAY})
        amount = workbook.add_format({"num_format": _AMOUNT})
        self.formats = [self.text if name in CODES else amount if name in MONEY else None for name in columns]
        self.widths = [len(name) for name in columns]
        self.sheet.freeze_panes(1, 0)
        bold = workbook.add_format({"bold": True})
        for place, name in enumerate(columns):
            self.sheet.write_string(0, place, name, bold)

    def write(self, line: int, place: int, value: Any) -> None:
        if isinstance(value, bool):
            self.sheet.write_boolean(line, place, value)
        elif isinstance(value, int | float | Decimal):
            value = plain_number(float(value))
            self.sheet.write_number(line, place, value, self.formats[place])
        elif isinstance(value, date):
            self.sheet.write_datetime(line, place, value, self.day)
        elif value not in (None, ""):
            self.sheet.write_string(line, place, kept_quotes(str(value)), self.text)
        self.widths[place] = max(self.widths[place], len(str(value)))

    def set_widths(self) -> None:
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST) + _MARGIN, self.formats[place])
