import sys

from flask import Response, jsonify, request, send_file, url_for
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, requires
from routes.bodies import takes_files
from routes.files import file_body, sent_file
from services.sales import imports, sales_service
from services.sales.sales_service import SaleRow

sales_bp = APIBlueprint("sales", __name__, url_prefix="/sales", abp_tags=[Tag(name="Products and sales")])

CSV_FILE = {"content": {"text/csv": {"schema": {"type": "string"}}}}
EXAMPLE = "product_sku,date,quantity\nBRD-001,2026-03-01,12\n"


class SalesBody(schemas.Body):
    rows: list[SaleRow] = Field(min_length=1, max_length=10_000)


class SalesCounts(BaseModel):
    received: int
    inserted: int = Field(description="Days that were not known.")
    updated: int = Field(description="Days whose figures changed.")
    unchanged: int = Field(description="Days known with these very figures.")
    duplicates: int = Field(description="Rows overtaken by a later one for the same product and day.")
    products_created: int


class ImportQuery(BaseModel):
    dry_run: bool = Field(False, description="Check and count only; nothing is written.")


@sales_bp.post("", summary="Record sales by product and day, all rows or none", responses={200: SalesCounts})
@requires("planner")
def record_sales(body: SalesBody) -> Response:
    return jsonify(sales_service.record_sales(body.rows))


@sales_bp.post(
    "/import",
    summary="Import a CSV file of any size, plain or gzip",
    responses={202: schemas.Submitted},
    openapi_extensions=file_body(EXAMPLE),
)
@requires("planner")
@takes_files
def import_sales(query: ImportQuery) -> Response:
    # Other requests are limited in size, this one is not.
    request.max_content_length = sys.maxsize
    submitted = imports.submit(sent_file(), query.dry_run, current_user().user_id)
    status_url = url_for("tasks.get_task", task_id=submitted.task_id)
    return answers.accepted(submitted, "Import task submitted", status_url)


@sales_bp.get("/import/<task_id>/rejected", summary="Every row an import rejected, as CSV", responses={200: CSV_FILE})
def rejected_rows(path: schemas.TaskPath) -> Response:
    file = imports.rejections_file(path.task_id, current_user().sees)
    return send_file(file, mimetype="text/csv", as_attachment=True, download_name="rejected.csv")
