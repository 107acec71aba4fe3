"""The beginning of a file of sales, as it will be understood."""

import csv
from itertools import islice

from dash import html
from dash.development.base_component import Component

from dashboard.kit import tables
from services.files import csv_columns
from services.files.csv_columns import Layout, shown
from services.sales import sales_csv
from utils import clock

SHOWN_ROWS = 8
MEANINGS = {
    "product_sku": "product",
    "date": "day",
    "quantity": "quantity sold",
    "in_stock": "was it in stock",
    "price": "price",
    "promo": "was it on promotion",
}


def preview(text: str) -> Component:
    """The columns with what each is taken for, and the first rows. Raises InvalidInput for what is no such file."""
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    layout = csv_columns.find_layout(lines[0] if lines else "", sales_csv.columns(clock.today()))
    # The last line may be cut off in its middle.
    complete = lines[1:-1] if len(lines) > 2 else lines[1:]
    rows = islice(csv.reader(complete, delimiter=layout.delimiter), SHOWN_ROWS)
    table = tables.listing("The first rows of the file", _headings(layout), [_cells(row) for row in rows], False)
    # What each column is taken for stands in its heading: it must not be folded away on a small screen.
    table.className += " wide"
    return html.Div([html.P(_ignored(layout), className="quiet-text"), table])


def _headings(layout: Layout) -> list[Component]:
    taken = {name: MEANINGS[column] for column, name in layout.names.items()}
    return [
        html.Span([shown(name), html.Small(taken.get(name, "left out"), className="" if name in taken else "warn")])
        for name in layout.header
    ]


def _cells(row: list[str]) -> list[str]:
    return [shown(cell) for cell in row]


def _ignored(layout: Layout) -> str:
    delimiter = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}[layout.delimiter]
    return f"Separated by {delimiter}. Below each name is what the column is taken for."
