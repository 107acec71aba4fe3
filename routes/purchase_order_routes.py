from typing import Literal

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, receipt_routes, schemas, table_answers
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from routes.bodies import takes_files
from routes.description import adds_up, also_answers
from routes.files import file_body, sent_file
from routes.table_answers import TableQuery
from services.orders.entry import order_entry, own_orders, purchase_orders, receipts
from services.orders.entry.purchase_orders import OrderFilter
from services.orders.lines.order_fields import NewReceipt, OrderChange, OrderLine
from services.orders.lines.order_record import Order, OrderItem

purchase_order_bp = APIBlueprint(
    "purchase_orders", __name__, url_prefix="/purchase-orders", abp_tags=[Tag(name="Stock and orders")]
)

ORDERS = "number,product_sku,quantity,ordered_on,expected_on\n4711,BRD-001,24,2026-03-01,2026-03-04\n"


class OrderQuery(schemas.ListQuery, TableQuery):
    status: Literal["draft", "open", "received", "cancelled"] | None = Field(None, description="Only lines of it.")
    product_sku: str | None = Field(None, max_length=64, description="Exactly this product.")
    supplier: str | None = Field(None, max_length=100, description="Exactly this supplier.")
    overdue: bool | None = Field(None, description="Whether it should have come before today.")
    number: str | None = Field(None, max_length=64, description="Exactly this order.")


class OrderPath(BaseModel):
    order_id: int = Field(ge=1, le=schemas.LARGEST, description="`id` of the line of an order.")


class OrdersBody(schemas.Body):
    lines: list[OrderLine] = Field(description="All are entered, or none.", min_length=1, max_length=1000)
    draft: bool = Field(False, description="Nothing is ordered yet: they are drafts until they are sent.")


class OrderPage(BaseModel):
    items: list[OrderItem]
    next_cursor: str | None


class Counts(schemas.AdviceFollows):
    inserted: int
    updated: int
    unchanged: int


class EnteredOrders(Counts):
    items: list[OrderItem] = Field(description="The lines as they now are, in the order given.")
    warnings: list[str]


class OrderFileCounts(Counts, schemas.FileReport):
    pass


@purchase_order_bp.get("", summary="Lines of purchase orders, next arrival first", responses={200: OrderPage})
@also_answers(*table_answers.FILES)
@of_products
def list_order_lines(query: OrderQuery) -> Response:
    """JSON, page by page; or all of them as a file, CSV or XLSX, that `POST /purchase-orders/import` takes back."""
    filters = OrderFilter(query.status, query.product_sku, query.supplier, query.overdue, query.number)
    if file := query.file:
        rows = OrderItem.rows(purchase_orders.all_orders(filters))
        return table_answers.table(file, "purchase-orders", OrderItem.COLUMNS, rows)
    return answers.listing(purchase_orders.list_orders(filters, query.limit, query.cursor), OrderItem.of)


@purchase_order_bp.post(
    "", summary="Enter lines, all or none; the same number and product again changes it", responses={200: EnteredOrders}
)
@requires("planner")
@of_products
def enter_order_lines(body: OrdersBody) -> Response:
    with own_orders.of_lines(body.lines):
        entered = order_entry.enter_orders(body.lines, current_user(), body.draft)
    items = [OrderItem.of(one.line) for one in entered.lines]
    counts = order_entry.counts(entered.lines)
    return jsonify(items=items, advice_pending=entered.advice_pending, warnings=entered.warnings, **counts)


@purchase_order_bp.post(
    "/import",
    summary="The same from a file of at most 100,000 rows: CSV or XLSX, plain, gzip or alone in a zip",
    responses={200: OrderFileCounts},
    openapi_extensions=file_body(ORDERS),
)
@requires("planner")
@takes_files
def import_order_lines(query: schemas.TriedFirst) -> Response:
    return jsonify(order_entry.import_orders(sent_file(), current_user(), query.asked))


# Where it was first, for programs that know it there.
@purchase_order_bp.post(
    "/receipts/import",
    summary="The same as POST /receipts/import",
    deprecated=True,
    responses={200: receipt_routes.ReceiptFileCounts},
    openapi_extensions=file_body(receipt_routes.EXAMPLE),
)
@requires("planner")
@takes_files
def import_receipts_of_orders(query: schemas.TriedFirst) -> Response:
    return jsonify(receipts.import_receipts(sent_file(), current_user(), query.asked))


@purchase_order_bp.get("/<int:order_id>", summary="One line with its receipts", responses={200: Order})
@of_products
def get_order_line(path: OrderPath) -> Response:
    """The order as a whole is `GET /purchase-orders/<number>.json`."""
    return jsonify(Order.of(purchase_orders.get_order(path.order_id)))


@purchase_order_bp.patch("/<int:order_id>", summary="Change an open line, or close it", responses={200: Order})
@requires("planner")
@of_products
def change_order_line(path: OrderPath, body: OrderChange) -> Response:
    with own_orders.of_rows([path.order_id]):
        line = purchase_orders.change_order(path.order_id, body, current_user())
    return jsonify(Order.of(line))


@purchase_order_bp.post(
    "/<int:order_id>/receipts", summary="Goods came in; they are added to the stock", responses={201: Order}
)
@requires("planner")
@of_products
@adds_up
def receive_order_line(path: OrderPath, body: NewReceipt) -> Response:
    with own_orders.of_receipt([path.order_id]):
        line = receipts.receive(path.order_id, body, current_user())
    return answers.created(Order.of(line), url_for("purchase_orders.get_order_line", order_id=path.order_id))
