from flask import Response, jsonify, url_for
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import requires
from services.catalogue import suppliers
from services.catalogue.supplier_fields import NewSupplier, Shutdown, SupplierChange
from services.planning import supplier_service
from services.records import Instant, Record

supplier_bp = APIBlueprint("suppliers", __name__, url_prefix="/suppliers", abp_tags=[Tag(name="Stock and orders")])


class SupplierPath(BaseModel):
    supplier_id: int = Field(ge=1, le=schemas.LARGEST)


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


@supplier_bp.get("", summary="Suppliers: when they deliver, and their smallest orders", responses={200: SupplierPage})
def list_suppliers(query: schemas.ListQuery) -> Response:
    return answers.listing(suppliers.list_suppliers(query.limit, query.cursor), SupplierItem.of)


@supplier_bp.post("", summary="Add a supplier", responses={201: SupplierItem})
@requires("planner")
def create_supplier(body: NewSupplier) -> Response:
    supplier = supplier_service.create_supplier(body)
    return answers.created(SupplierItem.of(supplier), url_for("suppliers.update_supplier", supplier_id=supplier.id))


@supplier_bp.patch("/<int:supplier_id>", summary="Change a supplier", responses={200: SupplierItem})
@requires("planner")
def update_supplier(path: SupplierPath, body: SupplierChange) -> Response:
    return jsonify(SupplierItem.of(supplier_service.update_supplier(path.supplier_id, body)))


@supplier_bp.delete(
    "/<int:supplier_id>", summary="Forget a supplier's terms; products keep its name", responses={204: None}
)
@requires("planner")
def delete_supplier(path: SupplierPath) -> tuple[str, int]:
    supplier_service.delete_supplier(path.supplier_id)
    return "", 204
