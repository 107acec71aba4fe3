from flask import Response, jsonify
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from services.catalogue import terms
from services.catalogue.product_fields import Text
from services.catalogue.term_fields import InheritedTerms
from services.planning import category_service
from services.records import Record

category_bp = APIBlueprint("categories", __name__, url_prefix="/categories", abp_tags=[Tag(name="Products and sales")])


class CategoryPath(BaseModel):
    name: Text = Field(
        min_length=1, max_length=100, description="As products have it.", json_schema_extra={"example": "Bread"}
    )


class CategoryItem(Record):
    name: str
    lead_time_days: int | None
    lead_time_sd_days: float | None
    review_days: int | None
    service_level: float | None
    pack_size: int | None
    min_order: int | None


class CategoryPage(BaseModel):
    items: list[CategoryItem]
    next_cursor: str | None


@category_bp.get("", summary="Categories, and the terms that their products inherit", responses={200: CategoryPage})
@of_products
def list_categories(query: schemas.ListQuery) -> Response:
    return answers.listing(terms.categories(query.limit, query.cursor), CategoryItem.of)


@category_bp.get("/<sku:name>", summary="One category", responses={200: CategoryItem})
@of_products
def get_category(path: CategoryPath) -> Response:
    return jsonify(CategoryItem.of(terms.category(path.name)))


@category_bp.patch(
    "/<sku:name>", summary="Change what the products of a category inherit", responses={200: CategoryItem}
)
@requires("planner")
def update_category(path: CategoryPath, body: InheritedTerms) -> Response:
    """For its products that leave a term empty, and whose supplier says nothing of it; null takes a term back."""
    return jsonify(CategoryItem.of(category_service.update_category(path.name, body, current_user())))
