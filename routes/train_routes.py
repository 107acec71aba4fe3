from typing import Any, Literal

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, ConfigDict, Field

from routes import answers, following, schemas
from routes.access import current_user, of_people, requires
from routes.blueprints import APIBlueprint
from services import paging
from services.forecasts import catalogue_models
from services.jobs.task_document import task_json
from services.task_service import ENDED, Submitted
from services.training import training_families
from services.training.training_families import FamilyTraining

train_bp = APIBlueprint("train", __name__, url_prefix="/train", abp_tags=[Tag(name="Training by model family")])

LONGEST_WAIT_SECONDS = 60


class FamilyPath(BaseModel):
    model_type: str = Field(description="A family of models, or `all`; GET /train lists them.")


class FamilyBody(schemas.Body):
    """Beside the products, whatever the family takes: its schema is in the answer of GET /train."""

    model_config = ConfigDict(extra="allow")

    product_skus: list[schemas.Sku] | None = Field(None, min_length=1, max_length=5000, description="Empty: all.")
    promote: Literal["if_better", "always"] = Field("if_better", description="When what is trained is to be served.")

    def to_request(self, model_type: str) -> FamilyTraining:
        skus = None if self.product_skus is None else tuple(self.product_skus)
        given = {name: value for name, value in (self.model_extra or {}).items() if value is not None}
        return FamilyTraining(model_type, skus, given, self.promote)


class Expectation(BaseModel):
    memory_mb: int = Field(description="Of the worker and what it starts, at most.")
    seconds_per_1000_products: float = Field(description="On one core, two years of daily sales.")


class Family(BaseModel):
    model_type: str
    also_known_as: list[str]
    title: str
    description: str
    is_blended: bool = Field(description="Whether `all` may choose it.")
    installed: bool
    install: str | None = Field(description="The command that installs its library; null where it needs none.")
    parameters: dict[str, Any] = Field(description="JSON Schema of what the body may carry beside the products.")
    expect: Expectation


class FamilyList(BaseModel):
    items: list[Family]
    next_cursor: str | None


class StageOfCatalogueModel(BaseModel):
    until: schemas.Day = Field(description="The last day it has seen.")
    rows: int
    sha256: str


class CatalogueModel(BaseModel):
    version: str = Field(description="The task id of the run that learnt it.")
    family: str
    learnt_at: schemas.Moment
    learnt_until: schemas.Day
    options: dict[str, Any]
    products: int = Field(description="That it was learnt from.")
    scores: dict[str, float] = Field(
        description="In units of each product's one-step difference: train_r2, train_rmse and final_loss of its last"
        " model on what it has learnt from; test_r2 and test_rmse of its first on the weeks after it."
    )
    features: list[str]
    gains: dict[str, float] = Field(description="Share of each feature in what it gained; empty where unknown.")
    libraries: dict[str, str]
    models: list[StageOfCatalogueModel]


class CatalogueModelList(BaseModel):
    items: list[CatalogueModel]
    next_cursor: str | None


class SubmittedFamily(schemas.Submitted):
    model_type: str


@train_bp.get("", summary="The families of models, and what each takes", responses={200: FamilyList})
@of_people
def list_model_families(query: schemas.WholeListQuery) -> Response:
    return answers.listing(paging.cut(training_families.families(), query.limit, query.cursor), dict)


@train_bp.get(
    "/catalogue-models",
    summary="What families have learnt across the catalogue, newest first",
    responses={200: CatalogueModelList},
)
def list_catalogue_models(query: schemas.WholeListQuery) -> Response:
    return answers.listing(paging.cut(catalogue_models.documents(), query.limit, query.cursor), dict)


@train_bp.post("/<model_type>/async", summary="Train with one family", responses={202: SubmittedFamily})
@requires("planner")
def train_family_async(path: FamilyPath, body: FamilyBody) -> Response:
    submitted = training_families.submit(body.to_request(path.model_type), current_user().user_id)
    return _accepted(path.model_type, submitted)


@train_bp.post(
    "/<model_type>",
    summary="Train with one family and wait for it; 202 when it takes longer than a minute",
    responses={200: schemas.Task, 202: SubmittedFamily},
)
@requires("planner")
def train_family(path: FamilyPath, body: FamilyBody) -> Response:
    submitted = training_families.submit(body.to_request(path.model_type), current_user().user_id)
    record = following.wait(submitted.task_id, LONGEST_WAIT_SECONDS)
    return jsonify(task_json(record)) if record.status in ENDED else _accepted(path.model_type, submitted)


def _accepted(model_type: str, submitted: Submitted) -> Response:
    verb = "submitted" if submitted.is_new else "already under way"
    status_url = url_for("tasks.get_task", task_id=submitted.task_id)
    message = f"Training task {verb} for {model_type}"
    return answers.accepted(submitted, message, status_url, model_type=model_type)
