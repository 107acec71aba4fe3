from flask import Response, jsonify
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas, table_answers
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from routes.bodies import takes_files
from routes.description import also_answers
from routes.files import file_body, sent_file
from routes.table_answers import TableQuery
from services.days import Day
from services.orders.entry import receipt_list, receipts
from services.orders.entry.receipt_list import ReceiptFilter
from services.orders.lines.order_record import CameInItem

receipt_bp = APIBlueprint("receipts", __name__, url_prefix="/receipts", abp_tags=[Tag(name="Stock and orders")])

EXAMPLE = "number,product_sku,quantity,received_on\n4711,BRD-001,24,2026-03-04\n"


class ReceiptQuery(schemas.ListQuery, TableQuery):
    number: str | None = Field(None, max_length=64, description="Exactly this order.")
    product_sku: str | None = Field(None, max_length=64, description="Exactly this product.")
    supplier: str | None = Field(None, max_length=100, description="Exactly this supplier.")
    first: Day | None = Field(None, alias="from", description="First day on which it came in.")
    last: Day | None = Field(None, alias="to", description="Last day.")


class ReceiptPage(BaseModel):
    items: list[CameInItem]
    next_cursor: str | None


class ReceiptFileCounts(schemas.FileReport, schemas.AdviceFollows):
    recorded: int
    unchanged: int


@receipt_bp.get("", summary="What came in by line and day, the latest first", responses={200: ReceiptPage})
@also_answers(*table_answers.FILES)
@of_products
def list_receipts(query: ReceiptQuery) -> Response:
    """JSON, page by page; or all of them as a file, CSV or XLSX, that `POST /receipts/import` takes back."""
    filters = ReceiptFilter(query.number, query.product_sku, query.supplier, query.first, query.last)
    if file := query.file:
        rows = CameInItem.rows(receipt_list.all_receipts(filters))
        return table_answers.table(file, "receipts", CameInItem.COLUMNS, rows)
    return answers.listing(receipt_list.list_receipts(filters, query.limit, query.cursor), CameInItem.of)


@receipt_bp.post(
    "/import",
    summary="What came in by line and day, from a file of at most 10,000 rows: CSV or XLSX, plain, gzip or in a zip",
    responses={200: ReceiptFileCounts},
    openapi_extensions=file_body(EXAMPLE),
)
@requires("planner")
@takes_files
def import_receipts(query: schemas.TriedFirst) -> Response:
    return jsonify(receipts.import_receipts(sent_file(), current_user(), query.asked))
