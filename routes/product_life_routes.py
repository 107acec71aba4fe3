import datetime

from flask import Response, jsonify
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import schemas
from routes.access import current_user, requires
from routes.blueprints import APIBlueprint
from routes.description import may_conflict
from routes.product_routes import ProductItem, described
from services.catalogue.product_fields import NewSku, Sku
from services.planning import merge_preview, renaming
from services.records import Record, Units

product_life_bp = APIBlueprint(
    "product_life", __name__, url_prefix="/products", abp_tags=[Tag(name="Products and sales")]
)


class RenameBody(schemas.Body):
    to: NewSku


class MergeBody(schemas.Body):
    into: Sku


class MergeQuery(BaseModel):
    into: str = Field(min_length=1, max_length=64, description="The code of the product that stays.")


class MergeItem(Record):
    product_sku: str
    into: str = Field(description="Code of the product that stays.")
    days_of_sales: int = Field(description="Days of sales that move.")
    units_sold: Units = Field(description="Units sold on these days.")
    first_day: datetime.date | None = Field(description="The first of them; null: there are none.")
    last_day: datetime.date | None = Field(description="The last of them; null: there are none.")
    on_hand: Units | None = Field(description="Of the product that stays, after it; null: unknown.")
    orders: int = Field(description="Lines of purchase orders that move.")
    events: int = Field(description="Events that move.")
    overrides: int = Field(description="Overrides that move.")
    kits: list[str] = Field(description="Kits that take the other one from then on.")
    can_be_undone: bool


class MergedItem(ProductItem):
    task_id: str = Field(description="By which `POST /imports/<task_id>/undo` takes it back.")


@product_life_bp.post(
    "/<sku:sku>/rename",
    summary="Another code; what still comes under the old one is about the same product",
    responses={200: ProductItem},
)
@requires("planner")
def rename_product(path: schemas.SkuPath, body: RenameBody) -> Response:
    product = renaming.rename(path.sku, body.to, current_user())
    return jsonify(described([product])(product))


@product_life_bp.get("/<sku:sku>/merge", summary="What a merge would move", responses={200: MergeItem})
@may_conflict
def preview_product_merge(path: schemas.SkuPath, query: MergeQuery) -> Response:
    """Nothing is changed, and it is refused as the merge would be."""
    return jsonify(MergeItem.of(merge_preview.preview(path.sku, query.into)))


@product_life_bp.post(
    "/<sku:sku>/merge",
    summary="Two codes are one product: sales and stock add up, orders and events move",
    responses={200: MergedItem},
)
@requires("planner")
def merge_product(path: schemas.SkuPath, body: MergeBody) -> Response:
    merged = renaming.merge(path.sku, body.into, current_user())
    return jsonify(described([merged.product])(merged.product) | {"task_id": merged.task_id})
