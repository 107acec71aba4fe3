from typing import Any

from flask import Response, jsonify
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import of_products, requires
from routes.blueprints import APIBlueprint
from services.forecasts import model_service
from services.training import rollback

model_bp = APIBlueprint("models", __name__, url_prefix="/models", abp_tags=[Tag(name="Models")])


PROPHET = {"content": {"application/json": {"schema": {"type": "object"}}}}


class RollbackBody(schemas.Body):
    version: int | None = Field(
        None, ge=1, le=schemas.LARGEST, strict=True, description="Empty: the version before the champion."
    )


class Model(BaseModel):
    product_sku: str
    version: int = Field(description="Counts up for each product.")
    is_champion: bool = Field(description="It is the one that is served; of a product exactly one is.")
    model: str = Field(description="The method that makes the forecast.")
    reason: str = Field(description="Why this method.")
    confidence: str = Field(description="high, medium or low.")
    metrics: dict[str, Any] = Field(description="Errors in the backtests by name, such as wape.")
    recipe: dict[str, float] | None = Field(description="Share of each method in the forecast.")
    catalogue_models: dict[str, str] = Field(
        description="The version of what each method had learnt across the catalogue: GET /train/catalogue-models."
    )
    promoted: bool = Field(description="Whether it became the champion when it was trained.")
    promotion: dict[str, Any] | None = Field(description="Its error beside that of the recipe served before, and why.")
    correction_factor: float = Field(
        description="What the forecast is multiplied by against a lasting bias of those published; 1: nothing."
    )
    outliers: list[schemas.Day] = Field(description="Days whose sales were dampened before it was fitted.")
    has_document: bool = Field(description="GET /models/<sku>/prophet.json has it.")
    history_start: schemas.Day | None = Field(description="First day of sales it has seen.")
    history_end: schemas.Day = Field(description="Last day of sales it has seen.")
    trained_at: schemas.Moment = Field(description="When it was trained.")


class ModelPage(BaseModel):
    items: list[Model]
    next_cursor: str | None


@model_bp.get("/<sku:sku>", summary="The model that is served", responses={200: Model})
@of_products
def get_model(path: schemas.SkuPath) -> Response:
    return jsonify(model_service.get_champion(path.sku))


@model_bp.get("/<sku:sku>/versions", summary="All versions kept, newest first", responses={200: ModelPage})
@of_products
def list_model_versions(path: schemas.SkuPath, query: schemas.ListQuery) -> Response:
    return answers.listing(model_service.page_of_versions(path.sku, query.limit, query.cursor), dict)


@model_bp.post("/<sku:sku>/rollback", summary="Serve an older version again", responses={200: Model})
@requires("planner")
def roll_back_model(path: schemas.SkuPath, body: RollbackBody) -> Response:
    return jsonify(rollback.roll_back(path.sku, body.version))


@model_bp.get("/<sku:sku>/prophet.json", summary="The model in Prophet's own format", responses={200: PROPHET})
@of_products
def get_prophet_json(path: schemas.SkuPath) -> Response:
    return Response(model_service.prophet_document(path.sku), mimetype="application/json")
