from typing import Any, Literal

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, bulk_answers, following, schemas
from routes.access import current_user, of_products, requires
from routes.blueprints import APIBlueprint
from routes.description import also_answers
from routes.idempotency import reads_only
from services.jobs.jobs import Status
from services.jobs.task_document import error_json
from services.predictions import batch_predictions, prediction_service
from services.predictions.batch_predictions import BatchRequest
from services.predictions.prediction_document import ForecastOptions
from services.predictions.prediction_service import PredictionRequest
from services.task_service import ENDED

prediction_bp = APIBlueprint("predict", __name__, url_prefix="/predict", abp_tags=[Tag(name="Predictions")])

MESSAGES: dict[str, str] = {
    Status.PENDING: "Task is waiting to be executed",
    Status.STARTED: "Task has started execution",
    Status.RETRY: "Task failed for a passing reason and is about to be tried again",
    Status.SUCCESS: "Task has finished",
    Status.REVOKED: "Task was cancelled",
}


class PredictBody(schemas.Body):
    product_sku: schemas.Sku
    days: int = Field(7, ge=1, le=365, strict=True, description="Days to forecast.")
    level: schemas.Level = Field(80, strict=True)
    quantiles: list[schemas.Probability] = Field(
        [], max_length=20, description="Further quantiles for each day.", examples=[[0.5, 0.95]]
    )

    def to_request(self) -> PredictionRequest:
        return PredictionRequest(self.product_sku, self.days, self.level, tuple(self.quantiles))


class BatchBody(schemas.Body):
    product_skus: list[schemas.Sku] | Literal["all"] = Field(
        description="Product codes, or `all`; at most 5,000 products.", examples=[["BRD-001", "BRD-002"]]
    )
    days: int = Field(7, ge=1, le=365, strict=True, description="Days to forecast.")
    level: schemas.Level = Field(80, strict=True)
    quantiles: list[schemas.Probability] = Field([], max_length=20, description="Further quantiles for each day.")

    def to_request(self) -> BatchRequest:
        skus = None if self.product_skus == "all" else tuple(self.product_skus)
        return BatchRequest(skus, ForecastOptions(self.days, self.level, tuple(self.quantiles)))


class BatchQuery(BaseModel):
    format: Literal["json", "ndjson", "csv", "xlsx"] | None = Field(None, description="As by the header `Accept`.")


class ChartPoint(BaseModel):
    date: schemas.Day = Field(examples=["2026-03-01"])
    actual: float | None = Field(description="Units sold; null for days to come.")
    predicted: float | None = Field(description="Expected units; null for days gone by.")
    lower: float | None = Field(description="Lower end of the interval of width `level`; null for days gone by.")
    upper: float | None = Field(description="Upper end of it; null for days gone by.")
    overridden: bool = Field(False, description="The figures are a planner's; left out where they are the model's.")
    model_predicted: float | None = Field(None, description="The model's own figure for an overridden day.")
    quantiles: dict[str, float] | None = Field(None, description="Only when asked for.")


class Recommendation(BaseModel):
    """What to order of the product: see GET /reorder."""

    kind: str = Field(description="order, enough, excess, dead, unknown or kit.")
    quantity: int
    needed: float
    expected_demand: float
    safety_stock: float
    for_kits: float
    on_hand: float | None
    arriving: float
    missing: float | None
    will_expire: float
    order_waste: float
    supplier: str
    order_by: schemas.Day | None
    arrives_on: schemas.Day | None
    next_arrival_on: schemas.Day | None
    stock_out_date: schemas.Day | None
    days_of_cover: float | None
    money_at_risk: float
    cost: float | None
    excess_units: float
    excess_value: float | None
    as_of: schemas.Day
    reason: str


class Prediction(BaseModel):
    product_sku: str
    days: int = Field(description="Days forecast.")
    model: str = Field(description="The method that made the forecast.", examples=["prophet"])
    model_version: int = Field(description="0 for a fit on the spot.")
    reason: str = Field(description="Why this method.")
    confidence: str = Field(description="high, medium or low.")
    as_of: schemas.Day = Field(description="Last day of sales the model has seen.")
    trained_at: schemas.Moment = Field(
        description="Of a fit on the spot: the end of the last day of sales it has seen."
    )
    stale: bool = Field(description="There are sales or events that the model has not seen.")
    accuracy: float | None = Field(description="100 % less the WAPE of the backtests.", examples=[85.3])
    metrics: dict[str, Any] = Field(description="Errors in the backtests by name, such as wape.")
    step_days: int = Field(
        description="What was forecast: 1, days; 7, weeks, where sales come as totals of weeks or months. "
        "Then metrics are about weeks, and each day of `chart_data` has a seventh of its week."
    )
    coverage: float | None = Field(description="Share of backtest days inside the 80 % interval.")
    correction_factor: float = Field(
        description="What the forecast was multiplied by against a lasting bias of those published; 1: nothing."
    )
    level: float = Field(description="Width of the interval in percent.")
    chart_data: list[ChartPoint] = Field(description="Recent history, then the forecast.")
    recommendation: Recommendation = Field(description="What to order of it.")


class NotPredicted(BaseModel):
    """What stands in the place of a product that cannot be forecast."""

    product_sku: str
    error: schemas.TaskError


class BatchAnswer(BaseModel):
    items: list[Prediction | NotPredicted] = Field(
        description="In the order asked for. `chart_data` holds the coming days only."
    )


class PredictionTask(BaseModel):
    task_id: str
    status: str
    message: str
    result: Prediction | dict[str, Any] | None = Field(
        None, description="Once it has succeeded; of a task that is no prediction, whatever its result is."
    )
    error: schemas.TaskError | None = Field(None, description="Once it has failed.")


@prediction_bp.post("", summary="The forecast of a product, at once", responses={200: Prediction, 304: None})
@requires("planner")
@reads_only
@of_products
def predict(body: PredictBody) -> Response:
    return answers.unless_known(jsonify(prediction_service.predict(body.to_request())))


@prediction_bp.post(
    "/batch", summary="The forecasts of up to 5,000 products, at once", responses={200: BatchAnswer, 304: None}
)
@requires("planner")
@reads_only
@also_answers(bulk_answers.NDJSON, bulk_answers.CSV, bulk_answers.XLSX)
@of_products
def predict_batch(body: BatchBody, query: BatchQuery) -> Response:
    """JSON; or, by `format` or the header `Accept`, NDJSON (application/x-ndjson, one product a line), CSV (text/csv,
    one day a line) or XLSX (the same as a workbook). `If-None-Match` with the `ETag` of an earlier answer is answered
    with 304 as long as nothing has changed."""
    return bulk_answers.predictions(batch_predictions.predict(body.to_request()), body.quantiles, query.format)


@prediction_bp.post("/async", summary="Have a forecast made by a worker", responses={202: schemas.Submitted})
@requires("planner")
def predict_async(body: PredictBody) -> Response:
    submitted = prediction_service.submit(body.to_request(), current_user().user_id)
    message = f"Prediction task submitted for {body.product_sku}"
    return answers.accepted(submitted, message, url_for("predict.get_prediction", task_id=submitted.task_id))


@prediction_bp.get(
    "/task/<task_id>",
    summary="How a submitted forecast stands; 202 while it runs, 200 when it has ended",
    responses={200: PredictionTask, 202: PredictionTask},
)
def get_prediction(path: schemas.TaskPath) -> tuple[Response, int]:
    record = following.get_task(path.task_id)
    answer: dict[str, Any] = {"task_id": record.id, "status": record.status}
    answer["message"] = record.error_message or record.progress_message or MESSAGES.get(record.status, "")
    if record.status == Status.SUCCESS:
        answer |= {"message": MESSAGES[Status.SUCCESS], "result": record.result}
    if record.status == Status.FAILURE:
        answer["error"] = error_json(record)
    return jsonify(answer), 200 if record.status in ENDED else 202
