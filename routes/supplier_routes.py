from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas, table_answers
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from routes.bodies import takes_files
from routes.description import also_answers
from routes.files import file_body, sent_file
from routes.table_answers import TableQuery
from services.catalogue import suppliers
from services.catalogue.supplier_fields import NewSupplier, Shutdown, SupplierChange
from services.planning import supplier_files, supplier_service
from services.records import Instant, Record

supplier_bp = APIBlueprint("suppliers", __name__, url_prefix="/suppliers", abp_tags=[Tag(name="Stock and orders")])

EXAMPLE = "name,order_days,cut_off,lead_time_days,min_order_value\nMill & Sons,tue fri,11:00,2,250\n"


class SupplierQuery(schemas.ListQuery, TableQuery):
    pass


class SupplierPath(BaseModel):
    supplier_id: int = Field(ge=1, le=schemas.LARGEST, description="`id` of the supplier.")


class SupplierItem(Record):
    id: int
    name: str
    min_order_value: float | None
    min_order_units: int
    lead_time_days: int | None
    lead_time_sd_days: float | None
    review_days: int | None
    service_level: float | None
    pack_size: int | None
    min_order: int | None
    order_days: list[str] | None
    cut_off: str | None
    delivery_days: list[str] | None
    closed: list[Shutdown]
    order_cost: float | None
    currency: str | None
    exchange_rate: float | None
    min_order_weight: float | None
    min_order_volume: float | None
    email: str | None
    language: str | None
    created_at: Instant
    updated_at: Instant


class SupplierPage(BaseModel):
    items: list[SupplierItem]
    next_cursor: str | None


class SupplierFileCounts(schemas.AdviceFollows, schemas.FileReport):
    inserted: int
    updated: int
    unchanged: int


@supplier_bp.get("", summary="Suppliers: when they deliver, and their smallest orders", responses={200: SupplierPage})
@also_answers(*table_answers.FILES)
@of_products
def list_suppliers(query: SupplierQuery) -> Response:
    """JSON, page by page; or all of them as a file, CSV or XLSX, that `POST /suppliers/import` takes back."""
    if file := query.file:
        return table_answers.table(file, "suppliers", supplier_files.COLUMNS, supplier_files.rows())
    return answers.listing(suppliers.list_suppliers(query.limit, query.cursor), SupplierItem.of)


@supplier_bp.post("", summary="Add a supplier", responses={201: SupplierItem})
@requires("planner")
def create_supplier(body: NewSupplier) -> Response:
    supplier = supplier_service.create_supplier(body, current_user())
    return answers.created(SupplierItem.of(supplier), url_for("suppliers.update_supplier", supplier_id=supplier.id))


@supplier_bp.post(
    "/import",
    summary="Change and add suppliers by a file of at most 10,000 rows: CSV or XLSX, plain, gzip or alone in a zip",
    responses={200: SupplierFileCounts},
    openapi_extensions=file_body(EXAMPLE),
)
@requires("planner")
@takes_files
def import_suppliers(query: schemas.TriedFirst) -> Response:
    """What `GET /suppliers?format=csv` gives, or any part of its columns; an empty cell leaves what is there."""
    return jsonify(supplier_files.import_suppliers(sent_file(), current_user(), query.asked))


@supplier_bp.get("/<int:supplier_id>", summary="One supplier", responses={200: SupplierItem})
@of_products
def get_supplier(path: SupplierPath) -> Response:
    return jsonify(SupplierItem.of(suppliers.get_supplier(path.supplier_id)))


@supplier_bp.patch("/<int:supplier_id>", summary="Change a supplier", responses={200: SupplierItem})
@requires("planner")
def update_supplier(path: SupplierPath, body: SupplierChange) -> Response:
    return jsonify(SupplierItem.of(supplier_service.update_supplier(path.supplier_id, body, None, current_user())))


@supplier_bp.delete(
    "/<int:supplier_id>", summary="Forget a supplier's terms; products keep its name", responses={204: None}
)
@requires("planner")
def delete_supplier(path: SupplierPath) -> tuple[str, int]:
    supplier_service.delete_supplier(path.supplier_id, current_user())
    return "", 204
