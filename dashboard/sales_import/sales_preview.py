"""The beginning of a file of sales, as it will be understood."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import tables
from services.files.records import shown
from services.sales import previews
from services.sales.previews import Preview

# Signatures: of ZIP (XLSX, ODS) and OLE (XLS).
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
WORKBOOK = "A workbook: its rows show once all of it is read. Check only does that, and writes nothing."
MEANINGS = {
    "product_sku": "product",
    "date": "day",
    "quantity": "quantity sold",
    "in_stock": "was it in stock",
    "price": "price",
    "promo": "was it on promotion",
    "store": "shop",
    "status": "does the order count",
    "cancelled": "does the order count",
    "order": "which order",
    "movement": "sale or return",
}


def preview(head: bytes) -> Component:
    """What a file that begins so is taken for. Raises InvalidInput for what is no file of sales."""
    if head.startswith(WORKBOOKS):
        return html.P(WORKBOOK)
    return _table(previews.of_head(head))


def _table(seen: Preview) -> Component:
    """The columns with what each is taken for, and the first rows."""
    rows = [[shown(cell) for cell in row] for row in seen.rows]
    table = tables.listing("The first rows of the file", _headings(seen), rows, False)
    # What each column is taken for stands in its heading: it must not be folded away on a small screen.
    table.className += " wide"
    return html.Div([html.P(seen.in_words, className="quiet-text"), table])


def _headings(seen: Preview) -> list[Component]:
    return [
        html.Span([shown(name), html.Small(MEANINGS.get(meaning, "left out"), className="" if meaning else "warn")])
        for name, meaning in zip(seen.headings, seen.meanings, strict=True)
    ]
