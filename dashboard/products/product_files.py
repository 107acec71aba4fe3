"""The assortment and the order list as files: any number of lines, sent as they are read."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from flask import Blueprint, Response, request, stream_with_context

from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX
from services.errors import InvalidInput
from services.files.spreadsheet import csv_text
from services.orders import order_document, purchase_orders
from services.orders.purchase_orders import OrderFilter
from services.replenishment import reorder
from services.replenishment.advice_lines import Choice
from services.replenishment.reorder import ListRequest
from services.views import assortment
from services.views.assortment import AssortmentQuery, AssortmentRow

FOLDER = "product-files"
CSV_PATH, ORDERS_PATH = f"{FOLDER}/products.csv", f"{FOLDER}/orders.csv"
PURCHASE_ORDERS_PATH = f"{FOLDER}/purchase-orders.csv"
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
ORDER_COLUMNS = (
    "sku",
    "name",
    "supplier",
    "category",
    "kind",
    "quantity",
    "order_by",
    "stock_out_date",
    "on_hand",
    "cost",
    "money_at_risk",
    "excess_units",
    "excess_value",
    "reason",
)

product_files_bp = Blueprint("product_files", __name__, url_prefix=PREFIX + FOLDER)


@product_files_bp.get("/products.csv")
@guarded
def products() -> Response:
    """The products that ?q=, ?category= and ?supplier= leave, most money at risk first."""
    narrowed = {name: request.args[name] for name in ("q", "category", "supplier") if request.args.get(name)}
    rows = assortment.all_rows(AssortmentQuery(**narrowed))
    return _file("products.csv", COLUMNS, (_cells(row) for row in rows))


@product_files_bp.get("/orders.csv")
@guarded
def orders() -> Response:
    """The order list that ?kind=, ?supplier=, ?category= and ?budget= leave."""
    found = reorder.order_list(list_request(request.args))
    rows = ([getattr(line, name) for name in ORDER_COLUMNS] for line in found.page.items)
    return _file("orders.csv", ORDER_COLUMNS, rows)


@product_files_bp.get("/purchase-orders.csv")
@guarded
def order_lines() -> Response:
    """The lines of purchase orders that ?number=, ?supplier= and ?status= leave, as docs/order-files.md has them."""
    wanted = {name: request.args.get(name) for name in ("status", "supplier", "number")}
    lines = purchase_orders.all_orders(OrderFilter(**wanted))
    rows = ([own[name] for name in order_document.COLUMNS] for own in map(order_document.document, lines))
    return _file("purchase-orders.csv", order_document.COLUMNS, rows)


def list_request(query: Mapping[str, str], limit: int | None = None) -> ListRequest:
    """The order list that an address asks for."""
    choice = Choice(query.get("kind", "order"), query.get("supplier"), query.get("category"))
    budget = query.get("budget")
    try:
        return ListRequest(choice, None if budget is None else float(budget), limit)
    except ValueError:
        raise InvalidInput(f"{budget!r} is no amount of money.", "invalid_budget") from None


def _file(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    lines = (csv_text([row]) for row in chain([columns], rows))
    response = Response(stream_with_context(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _cells(row: AssortmentRow) -> tuple[object, ...]:
    product = row.product
    expected = round(sum(row.expected), 2) if row.expected else None
    figures = (row.days_of_cover, row.quantity, row.money_at_risk, sum(row.sold), expected, row.method, row.wape)
    return (product.sku, product.name, product.category, product.supplier, product.on_hand, *figures)
