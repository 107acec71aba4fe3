import datetime
from typing import Any

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
from services.catalogue import product_service
from services.catalogue.product_service import Product, ProductFilter
from services.files.tables import Asked
from services.planning import own_changes
from services.stock import stock_files, stock_history
from services.stock.stock_history import StockRow

stock_bp = APIBlueprint("stock", __name__, url_prefix="/stock", abp_tags=[Tag(name="Stock and orders")])

EXAMPLE = "product_sku,date,on_hand\nBRD-001,2026-03-01,40\n"


class StockBody(schemas.Body):
    rows: list[StockRow] = Field(description="At most 10,000.", min_length=1, max_length=10_000)


class Recorded(schemas.AdviceFollows):
    recorded: int = Field(description="Levels written.")
    duplicates: int = Field(description="Rows overtaken by a later one for the same product and day.")
    products_created: int


class StockCounts(Recorded):
    received: int = Field(description="Rows that were sent.")


class StockFileCounts(Recorded, schemas.FileReport):
    inserted: int = Field(description="Of these, days of products that were not known.")
    updated: int
    unchanged: int


class StockQuery(schemas.ListQuery, TableQuery):
    q: str | None = Field(None, max_length=200, description="Part of a code or name, in any case.")
    category: str | None = Field(None, max_length=100, description="Exactly this category.")
    supplier: str | None = Field(None, max_length=100, description="Exactly this supplier.")


class StockFileOptions(schemas.TriedFirst):
    create_products: bool = Field(False, description="Create products that are not known; else their rows are refused.")


class LastCount(BaseModel):
    product_sku: str
    name: str
    date: datetime.date | None = Field(description="The day at whose end it was counted; null: never.")
    on_hand: float | None


class LastCounts(BaseModel):
    items: list[LastCount]
    next_cursor: str | None


@stock_bp.get("", summary="The last count of each product", responses={200: LastCounts})
@also_answers(*table_answers.FILES)
@of_products
def list_stock_counts(query: StockQuery) -> Response:
    """JSON, page by page; or all of them as a file, CSV or XLSX, that `POST /stock/import` takes back."""
    filters = ProductFilter(query.q, query.category, query.supplier)
    if file := query.file:
        return table_answers.table(file, "stock", stock_files.COLUMNS, stock_files.rows(filters))
    page = product_service.list_products(filters, query.limit, query.cursor)
    counts = stock_files.last_counts(page.items)
    return answers.listing(page, lambda product: _last_count(product, counts.get(product.id)))


@stock_bp.post("", summary="Record what was on hand by day, all rows or none", responses={200: StockCounts})
@requires("planner")
@of_products
def record_stock(body: StockBody) -> Response:
    with own_changes.of_products(row.product_sku for row in body.rows):
        return jsonify(stock_history.record_levels(body.rows))


@stock_bp.post(
    "/import",
    summary="The same from a file of at most 100,000 rows: CSV or XLSX, plain, gzip or alone in a zip",
    responses={200: StockFileCounts},
    openapi_extensions=file_body(EXAMPLE),
)
@requires("planner")
@takes_files
def import_stock(query: StockFileOptions) -> Response:
    asked = Asked(query.of_file(), query.dry_run, query.create_products)
    return jsonify(stock_files.import_levels(sent_file(), current_user(), asked))


def _last_count(product: Product, count: tuple[datetime.date, float] | None) -> dict[str, Any]:
    day, on_hand = count or (None, None)
    return {
        "product_sku": product.sku,
        "name": product.name,
        "date": day and day.isoformat(),
        "on_hand": on_hand,
    }
