"""The catalogue as a file: any number of products, sent as they are read."""

import csv
import io
from collections.abc import Iterator

from flask import Blueprint, Response, request, stream_with_context

from dashboard.sessions import guarded
from dashboard.urls import PREFIX
from services import assortment_service
from services.assortment_service import AssortmentQuery, AssortmentRow

FOLDER = "product-files"
CSV_PATH = f"{FOLDER}/products.csv"
COLUMNS = (
    "sku",
    "name",
    "category",
    "supplier",
    "on_hand",
    "days_of_cover",
    "order_quantity",
    "money_at_risk",
    "sold_28_days",
    "expected_14_days",
    "model",
    "wape",
)
# What a spreadsheet would take for the beginning of a formula (OWASP, "CSV Injection").
FORMULA = ("=", "+", "-", "@", "\t", "\r")

product_files_bp = Blueprint("product_files", __name__, url_prefix=PREFIX + FOLDER)


@product_files_bp.get("/products.csv")
@guarded
def products() -> Response:
    """The products that ?q=, ?category= and ?supplier= leave, most money at risk first."""
    narrowed = {name: request.args[name] for name in ("q", "category", "supplier") if request.args.get(name)}
    lines = _lines(assortment_service.all_rows(AssortmentQuery(**narrowed)))
    response = Response(stream_with_context(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="products.csv"'
    return response


def _lines(rows: Iterator[AssortmentRow]) -> Iterator[str]:
    yield _line(COLUMNS)
    for row in rows:
        yield _line(_cells(row))


def _cells(row: AssortmentRow) -> tuple[object, ...]:
    product = row.product
    expected = round(sum(row.expected), 2) if row.expected else None
    figures = (row.days_of_cover, row.quantity, row.money_at_risk, sum(row.sold), expected, row.method, row.wape)
    return (product.sku, product.name, product.category, product.supplier, product.on_hand, *figures)


def _line(cells: tuple[object, ...]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow([_harmless(cell) for cell in cells])
    return text.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
