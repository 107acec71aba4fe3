import datetime

from flask import Response, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from services.planning import override_service, own_changes
from services.planning.override_fields import NewOverride
from services.records import Instant, Record

override_bp = APIBlueprint("overrides", __name__, url_prefix="/products", abp_tags=[Tag(name="Planning")])


class OverridePath(schemas.SkuPath):
    override_id: int = Field(ge=1, le=schemas.LARGEST, description="`id` of the override.")


class OverrideItem(Record):
    id: int
    starts_on: datetime.date
    ends_on: datetime.date
    quantity: float | None = Field(description="Units per day.")
    change_percent: float | None = Field(description="Added to the model's figure.")
    reason: str
    author: str
    created_at: Instant
    expires_at: Instant | None
    withdrawn_at: Instant | None
    days_measured: int = Field(description="Its days gone by whose sales and own forecast are known.")
    error_with: float | None = Field(description="Sum of absolute errors of the planner's figures over these days.")
    error_without: float | None = Field(description="That of the model's own figures, as they stood at the time.")


class OverridePage(BaseModel):
    items: list[OverrideItem]
    next_cursor: str | None


@override_bp.post("/<sku:sku>/overrides", summary="A planner's own figure for some days", responses={201: OverrideItem})
@requires("planner")
@of_products
def create_override(path: schemas.SkuPath, body: NewOverride) -> Response:
    with own_changes.of_product(path.sku):
        override = override_service.create(path.sku, body, current_user().username)
    return answers.created(OverrideItem.of(override), url_for("overrides.list_overrides", sku=path.sku))


@override_bp.get(
    "/<sku:sku>/overrides",
    summary="All overrides of a product, the latest first",
    responses={200: OverridePage},
)
@of_products
def list_overrides(path: schemas.SkuPath, query: schemas.ListQuery) -> Response:
    return answers.listing(override_service.list_overrides(path.sku, query.limit, query.cursor), OverrideItem.of)


@override_bp.delete("/<sku:sku>/overrides/<int:override_id>", summary="Withdraw an override", responses={204: None})
@requires("planner")
@of_products
def withdraw_override(path: OverridePath) -> tuple[str, int]:
    with own_changes.of_product(path.sku):
        override_service.withdraw(path.sku, path.override_id)
    return "", 204
