from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import Field

from routes import schemas
from routes.access import requires
from routes.bodies import takes_files
from routes.files import file_body, sent_file
from services.files.options import FileOptions
from services.stock import stock_history
from services.stock.stock_history import StockRow

stock_bp = APIBlueprint("stock", __name__, url_prefix="/stock", abp_tags=[Tag(name="Stock and orders")])

EXAMPLE = "product_sku,date,on_hand\nBRD-001,2026-03-01,40\n"


class StockBody(schemas.Body):
    rows: list[StockRow] = Field(min_length=1, max_length=10_000)


class Recorded(schemas.AdviceFollows):
    recorded: int = Field(description="Levels written.")
    duplicates: int = Field(description="Rows overtaken by a later one for the same product and day.")
    products_created: int


class StockCounts(Recorded):
    received: int


class StockFileCounts(Recorded, schemas.FileReport):
    pass


@stock_bp.post("", summary="Record what was on hand by day, all rows or none", responses={200: StockCounts})
@requires("planner")
def record_stock(body: StockBody) -> Response:
    return jsonify(stock_history.record_levels(body.rows))


@stock_bp.post(
    "/import",
    summary="The same from a file of at most 100,000 rows: CSV or XLSX, plain, gzip or alone in a zip",
    responses={200: StockFileCounts},
    openapi_extensions=file_body(EXAMPLE),
)
@requires("planner")
@takes_files
def import_stock(query: FileOptions) -> Response:
    return jsonify(stock_history.import_levels(sent_file(), query))
