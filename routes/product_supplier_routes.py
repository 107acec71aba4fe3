from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import AliasPath, BaseModel, Field

from routes import schemas
from routes.access import requires
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.planning import product_suppliers
from services.records import Record, as_shown, fields_of

product_supplier_bp = APIBlueprint(
    "product_suppliers", __name__, url_prefix="/products", abp_tags=[Tag(name="Stock and orders")]
)


class ProductSupplierPath(schemas.SkuPath):
    supplier_id: int = Field(ge=1, le=schemas.LARGEST)


class PriceBreakItem(Record):
    quantity: int
    unit_cost: float


class ProductSupplierItem(as_shown(ProductSupplierTerms)):  # type: ignore[misc]
    model_config = fields_of("terms")

    supplier_id: int = Field(validation_alias=AliasPath("supplier", "id"))
    name: str = Field(validation_alias=AliasPath("supplier", "name"))
    currency: str | None = Field(validation_alias=AliasPath("supplier", "currency"))
    price_breaks: list[PriceBreakItem]


class ProductSupplierList(BaseModel):
    items: list[ProductSupplierItem]


@product_supplier_bp.get(
    "/<sku:sku>/suppliers", summary="Who delivers a product, and for what", responses={200: ProductSupplierList}
)
def list_product_suppliers(path: schemas.SkuPath) -> Response:
    return jsonify(items=[ProductSupplierItem.of(own) for own in product_suppliers.list_of(path.sku)])


@product_supplier_bp.put(
    "/<sku:sku>/suppliers/<int:supplier_id>",
    summary="What a supplier asks for a product; all of it, as of now",
    responses={200: ProductSupplierItem},
)
@requires("planner")
def put_product_supplier(path: ProductSupplierPath, body: ProductSupplierTerms) -> Response:
    return jsonify(ProductSupplierItem.of(product_suppliers.put(path.sku, path.supplier_id, body)))


@product_supplier_bp.delete(
    "/<sku:sku>/suppliers/<int:supplier_id>", summary="It does not deliver the product", responses={204: None}
)
@requires("planner")
def delete_product_supplier(path: ProductSupplierPath) -> tuple[str, int]:
    product_suppliers.delete(path.sku, path.supplier_id)
    return "", 204
