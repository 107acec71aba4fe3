"""Tables as XLSX workbooks (xlsxwriter), row by row: what they need in memory does not grow with them."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import IO, Any

import xlsxwriter
from xlsxwriter.format import Format

from services.errors import InvalidInput
from services.files.writing.spreadsheet import MONEY, currencies_in, kept_quotes, plain_number
from utils import currencies
from utils.config import get_settings
from utils.language import _

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What is typed into these stays the text that it is: 00417 and 4006381333931 are codes, no numbers.
CODES = frozenset({"sku", "product_sku", "number", "replaces", "like_product", "supplier_code"})
# The last row that a sheet can have; the library leaves out in silence what is behind it.
MOST_ROWS = 1_048_576
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
    file, currency_of = io.BytesIO(), currencies_in(columns)
    with xlsxwriter.Workbook(file, _OPTIONS) as workbook:
        sheet = _Sheet(workbook, columns)
        for line, row in enumerate(rows, 1):
            if line == MOST_ROWS:
                raise InvalidInput(
                    _("A sheet has at most {most_rows} rows; ask for CSV, or for less.", most_rows=MOST_ROWS),
                    "sheet_too_long",
                )
            currency = currency_of(row)
            for place, value in enumerate(row):
                sheet.write(line, place, value, currency)
        sheet.set_widths()
    file.seek(0)
    return file


class _Sheet:
    """The one sheet of a workbook; how wide its columns are to be shows only as they are written."""

    def __init__(self, workbook: xlsxwriter.Workbook, columns: Sequence[str]) -> None:
        self.sheet = workbook.add_worksheet()
        self.text, self.day = workbook.add_format({"num_format": "@"}), workbook.add_format({"num_format": _DAY})
        self.amount = cache(lambda pattern: workbook.add_format({"num_format": pattern}))
        self.of_money = {place for place, name in enumerate(columns) if name in MONEY}
        self.formats = [self.text if name in CODES else self.usual(place) for place, name in enumerate(columns)]
        self.widths = [len(name) for name in columns]
        self.sheet.freeze_panes(1, 0)
        bold = workbook.add_format({"bold": True})
        for place, name in enumerate(columns):
            self.sheet.write_string(0, place, name, bold)

    def usual(self, place: int) -> Format | None:
        return self.amount(_pattern(0.0, get_settings().currency)) if place in self.of_money else None

    def write(self, line: int, place: int, value: Any, currency: str) -> None:
        if isinstance(value, bool):
            self.sheet.write_boolean(line, place, value)
        elif isinstance(value, int | float | Decimal):
            value = plain_number(float(value))
            own = self.amount(_pattern(value, currency)) if place in self.of_money else self.formats[place]
            self.sheet.write_number(line, place, value, own)
        elif isinstance(value, date):
            self.sheet.write_datetime(line, place, value, self.day)
        elif value not in (None, ""):
            self.sheet.write_string(line, place, kept_quotes(str(value)), self.text)
        self.widths[place] = max(self.widths[place], len(str(value)))

    def set_widths(self) -> None:
        for place, width in enumerate(self.widths):
            self.sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST) + _MARGIN, self.formats[place])


def _pattern(value: float, currency: str) -> str:
    """As a currency writes amounts; without a point behind whole ones of a currency that has no decimals."""
    is_whole = not currencies.decimals(currency) and value == round(value)
    return currencies.pattern(currency, 0 if is_whole else currencies.FRACTION)
