from typing import Literal

from flask import Response, jsonify, request, send_file, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from routes.bodies import takes_files
from routes.files import file_body, sent_file, sent_name
from services.files.options import FileOptions
from services.planning import own_changes
from services.sales import imports, sales_service, spans
from services.sales.imports import ImportRequest
from services.sales.sales_merge import Declared
from services.sales.sales_service import SaleRow
from services.sales.sources import DEFAULT_NAME, Source
from utils.config import get_settings

sales_bp = APIBlueprint("sales", __name__, url_prefix="/sales", abp_tags=[Tag(name="Products and sales")])

SPANS = {"day": spans.DAY, "week": spans.WEEK, "month": spans.MONTH}
CSV_FILE = {"content": {"text/csv": {"schema": {"type": "string"}}}}
EXAMPLE = "product_sku,date,quantity\nBRD-001,2026-03-01,12\n"


class SalesBody(schemas.Body):
    rows: list[SaleRow] = Field(min_length=1, max_length=10_000)
    source: Source = DEFAULT_NAME


class SalesCounts(BaseModel):
    received: int = Field(description="Rows that were sent.")
    source: str
    inserted: int = Field(description="Days that were not known from this source.")
    updated: int = Field(description="Days whose figures changed.")
    unchanged: int = Field(description="Days known with these very figures.")
    removed: int = Field(description="Days of which no line counts any more.")
    products_created: int = Field(description="Products that were not known; they have the usual terms.")
    lines_added_up: int = Field(description="Rows beyond the first of their product and day; they are added to it.")
    returns_netted: int = Field(description="Rows that are returns; they are taken off the day's sales.")
    carried_back: float = Field(description="Units returned beyond the day's sales, taken off the days before it.")
    beyond_history: float = Field(description="Units returned for which there is no sale.")
    added_to_others: int = Field(description="Days that other sources have reported as well.")
    totals_spread: int = Field(description="Rows that are totals of several days, spread over these.")
    span_days: int = Field(description="What rows that do not say it were taken for: 1, days; 7, weeks; 31, months.")


class ImportQuery(FileOptions):
    dry_run: bool = Field(False, description="Check and count only; nothing is written.")
    source: Source = DEFAULT_NAME
    span: Literal["day", "week", "month"] | None = Field(
        None, description="What a row is the total of; left out: as the file shows."
    )

    def to_request(self, file_name: str) -> ImportRequest:
        declared = Declared(self.source, SPANS[self.span] if self.span else None)
        return ImportRequest(self.dry_run, declared, self.of_file().named(file_name))


@sales_bp.post("", summary="Record sales by product and day, all rows or none", responses={200: SalesCounts})
@requires("planner")
@of_products
def record_sales(body: SalesBody) -> Response:
    with own_changes.of_products(row.product_sku for row in body.rows):
        return jsonify(sales_service.record_sales(body.rows, body.source))


@sales_bp.post(
    "/import",
    summary="Import a file of any size: CSV or XLSX, plain, gzip or alone in a zip",
    responses={202: schemas.Submitted},
    openapi_extensions=file_body(EXAMPLE),
)
@requires("planner")
@takes_files
def import_sales(query: ImportQuery) -> Response:
    # A file is larger than other requests are.
    request.max_content_length = get_settings().max_import_mb * 1024 * 1024
    submitted = imports.submit(sent_file(), query.to_request(sent_name()), current_user().user_id)
    status_url = url_for("tasks.get_task", task_id=submitted.task_id)
    return answers.accepted(submitted, "Import task submitted", status_url)


@sales_bp.get("/import/<task_id>/rejected", summary="Every row an import rejected, as CSV", responses={200: CSV_FILE})
def get_rejected_rows(path: schemas.TaskPath) -> Response:
    file = imports.rejections_file(path.task_id, current_user().sees)
    return send_file(file, mimetype="text/csv", as_attachment=True, download_name="rejected.csv")
