from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from routes import schemas
from routes.access import current_user, requires
from routes.product_routes import ProductItem, described
from services.catalogue.product_fields import Sku
from services.planning import renaming

product_life_bp = APIBlueprint(
    "product_life", __name__, url_prefix="/products", abp_tags=[Tag(name="Products and sales")]
)


class RenameBody(schemas.Body):
    to: Sku


class MergeBody(schemas.Body):
    into: Sku


@product_life_bp.post(
    "/<sku:sku>/rename",
    summary="Another code; what still comes under the old one is about the same product",
    responses={200: ProductItem},
)
@requires("planner")
def rename_product(path: schemas.SkuPath, body: RenameBody) -> Response:
    product = renaming.rename(path.sku, body.to, current_user())
    return jsonify(described([product])(product))


@product_life_bp.post(
    "/<sku:sku>/merge",
    summary="Two codes are one product: sales and stock add up, orders and events move",
    responses={200: ProductItem},
)
@requires("planner")
def merge_product(path: schemas.SkuPath, body: MergeBody) -> Response:
    product = renaming.merge(path.sku, body.into, current_user())
    return jsonify(described([product])(product))
