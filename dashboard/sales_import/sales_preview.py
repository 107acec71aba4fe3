"""The beginning of a file of sales, as it will be understood."""

import csv
import zlib
from itertools import islice

from dash import html
from dash.development.base_component import Component

from dashboard.kit import tables
from services.files import csv_columns
from services.files.csv_columns import Layout, shown
from services.sales import sales_csv
from utils import clock

SHOWN_ROWS = 8
# Signatures: of ZIP (XLSX, ODS) and OLE (XLS), of gzip, and the marks of UTF-16.
WORKBOOKS, GZIP, UTF_16 = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), b"\x1f\x8b", (b"\xff\xfe", b"\xfe\xff")
LONGEST_TEXT = 64 * 1024
WORKBOOK = "A workbook: its rows show once all of it is read. Check only does that, and writes nothing."
MEANINGS = {
    "product_sku": "product",
    "date": "day",
    "quantity": "quantity sold",
    "in_stock": "was it in stock",
    "price": "price",
    "promo": "was it on promotion",
}


def preview(head: bytes) -> Component:
    """What a file that begins so is taken for. Raises InvalidInput for what is no file of sales."""
    if head.startswith(WORKBOOKS):
        return html.P(WORKBOOK)
    return _columns(_text(head))


def _text(head: bytes) -> str:
    if head.startswith(GZIP):
        # Breaks off somewhere, as the rest of it stayed where it is.
        head = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(head, LONGEST_TEXT)
    return head.decode("utf-16" if head.startswith(UTF_16) else "utf-8-sig", "replace")


def _columns(text: str) -> Component:
    """The columns with what each is taken for, and the first rows."""
    lines = [line for line in text.splitlines() if line.strip()]
    layout = csv_columns.find_layout(lines[0] if lines else "", sales_csv.columns(clock.today()))
    # The last line may be cut off in its middle.
    complete = lines[1:-1] if len(lines) > 2 else lines[1:]
    rows = islice(csv.reader(complete, delimiter=layout.delimiter), SHOWN_ROWS)
    table = tables.listing(
        "The first rows of the file", _headings(layout), [_cells(row, len(layout.header)) for row in rows], False
    )
    # What each column is taken for stands in its heading: it must not be folded away on a small screen.
    table.className += " wide"
    return html.Div([html.P(_ignored(layout), className="quiet-text"), table])


def _headings(layout: Layout) -> list[Component]:
    taken = {name: MEANINGS[column] for column, name in layout.names.items()}
    return [
        html.Span([shown(name), html.Small(taken.get(name, "left out"), className="" if name in taken else "warn")])
        for name in layout.header
    ]


def _cells(row: list[str], columns: int) -> list[str]:
    """A row has as many cells as there are headings; one that has not is rejected when it is read."""
    return [shown(cell) for cell in [*row, *[""] * columns][:columns]]


def _ignored(layout: Layout) -> str:
    delimiter = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}[layout.delimiter]
    return f"Separated by {delimiter}. Below each name is what the column is taken for."
