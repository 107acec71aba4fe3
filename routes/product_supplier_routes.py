from flask import Response, jsonify
from flask_openapi3 import Tag
from pydantic import AliasPath, BaseModel, Field

from routes import answers, schemas, table_answers
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from routes.bodies import takes_files
from routes.description import also_answers
from routes.files import file_body, sent_file
from routes.table_answers import TableQuery
from services import paging
from services.catalogue.product_supplier_fields import ProductSupplierTerms
from services.planning import product_supplier_files, product_suppliers
from services.planning.product_suppliers import OfferFilter
from services.records import Record, as_shown, fields_of

product_supplier_bp = APIBlueprint(
    "product_suppliers", __name__, url_prefix="/products", abp_tags=[Tag(name="Stock and orders")]
)
# Those of all products.
offer_bp = APIBlueprint("offers", __name__, url_prefix="/product-suppliers", abp_tags=[Tag(name="Stock and orders")])

EXAMPLE = "product_sku,supplier,unit_cost,price_breaks\nBRD-001,Mill & Sons,1.1,100: 1.05; 500: 0.95\n"


class ProductSupplierPath(schemas.SkuPath):
    supplier_id: int = Field(ge=1, le=schemas.LARGEST, description="`id` of the supplier.")


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
    next_cursor: str | None


class OfferQuery(schemas.ListQuery, TableQuery):
    product_sku: str | None = Field(None, max_length=64, description="Exactly this product.")
    supplier: str | None = Field(None, max_length=100, description="Exactly this supplier.")


class OfferItem(ProductSupplierItem):
    product_sku: str = Field(validation_alias=AliasPath("product", "sku"))
    product_name: str = Field(validation_alias=AliasPath("product", "name"))


class OfferPage(BaseModel):
    items: list[OfferItem]
    next_cursor: str | None


class OfferFileCounts(schemas.AdviceFollows, schemas.FileReport):
    inserted: int
    updated: int
    unchanged: int


@product_supplier_bp.get(
    "/<sku:sku>/suppliers", summary="Who delivers a product, and for what", responses={200: ProductSupplierList}
)
@of_products
def list_product_suppliers(path: schemas.SkuPath, query: schemas.WholeListQuery) -> Response:
    offers = product_suppliers.list_of(path.sku)
    return answers.listing(paging.cut(offers, query.limit, query.cursor), ProductSupplierItem.of)


@product_supplier_bp.get(
    "/<sku:sku>/suppliers/<int:supplier_id>",
    summary="What one supplier asks for a product",
    responses={200: ProductSupplierItem},
)
@of_products
def get_product_supplier(path: ProductSupplierPath) -> Response:
    return jsonify(ProductSupplierItem.of(product_suppliers.get(path.sku, path.supplier_id)))


@product_supplier_bp.put(
    "/<sku:sku>/suppliers/<int:supplier_id>",
    summary="What a supplier asks for a product; all of it, as of now",
    responses={200: ProductSupplierItem},
)
@requires("planner")
def put_product_supplier(path: ProductSupplierPath, body: ProductSupplierTerms) -> Response:
    stored = product_suppliers.put(path.sku, path.supplier_id, body, None, current_user())
    return jsonify(ProductSupplierItem.of(stored))


@product_supplier_bp.delete(
    "/<sku:sku>/suppliers/<int:supplier_id>", summary="It does not deliver the product", responses={204: None}
)
@requires("planner")
def delete_product_supplier(path: ProductSupplierPath) -> tuple[str, int]:
    product_suppliers.delete(path.sku, path.supplier_id, current_user())
    return "", 204


@offer_bp.get("", summary="What suppliers ask for products", responses={200: OfferPage})
@also_answers(*table_answers.FILES)
@of_products
def list_offers(query: OfferQuery) -> Response:
    """JSON, page by page; or all of them as a file, CSV or XLSX, that `POST /product-suppliers/import` takes back."""
    filters = OfferFilter(query.product_sku, query.supplier)
    if file := query.file:
        rows = product_supplier_files.rows(filters)
        return table_answers.table(file, "product-suppliers", product_supplier_files.COLUMNS, rows)
    return answers.listing(product_suppliers.list_offers(filters, query.limit, query.cursor), OfferItem.of)


@offer_bp.post(
    "/import",
    summary="Change and add them by a file of at most 100,000 rows: CSV or XLSX, plain, gzip or alone in a zip",
    responses={200: OfferFileCounts},
    openapi_extensions=file_body(EXAMPLE),
)
@requires("planner")
@takes_files
def import_offers(query: schemas.TriedFirst) -> Response:
    """What `GET /product-suppliers?format=csv` gives, or a part of it; an empty cell leaves what is there."""
    return jsonify(product_supplier_files.import_offers(sent_file(), current_user(), query.asked))
