from typing import Annotated, Any, Literal

from flask import Response, jsonify, url_for
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from routes import answers, following, schemas
from routes.access import current_user, requires
from services.jobs.task_document import task_json
from services.task_service import ENDED, Submitted
from services.training import training_families
from services.training.training_families import FamilyTraining

train_bp = APIBlueprint("train", __name__, url_prefix="/train", abp_tags=[Tag(name="Training by model family")])

LONGEST_WAIT_SECONDS = 60

Layer = Annotated[int, Field(ge=1, le=512, strict=True)]


class FamilyPath(BaseModel):
    model_type: str = Field(description="A family of models, or `all`; GET /train lists them.")


class FamilyBody(schemas.Body):
    product_skus: list[schemas.Sku] | None = Field(None, min_length=1, max_length=5000, description="Empty: all.")
    epochs: int | None = Field(None, ge=1, le=2000, strict=True, description="Passes over the sales, or trees.")
    learning_rate: float | None = Field(None, gt=0, le=1, strict=True)
    hidden_sizes: list[Layer] | None = Field(None, min_length=1, max_length=8, description="Units of each layer.")
    num_leaves: int | None = Field(None, ge=2, le=1024, strict=True)
    changepoint_prior_scale: float | None = Field(None, gt=0, le=100, strict=True)
    seasonality_prior_scale: float | None = Field(None, gt=0, le=100, strict=True)

    def to_request(self, model_type: str) -> FamilyTraining:
        given = self.model_dump(exclude_none=True)
        skus = given.pop("product_skus", None)
        return FamilyTraining(model_type, None if skus is None else tuple(skus), given)


class Family(BaseModel):
    model_type: str
    also_known_as: list[str]
    description: str
    options: dict[str, Any] = Field(description="What the body may carry, and its default.")


class FamilyList(BaseModel):
    items: list[Family]
    next_cursor: Literal[None]


class SubmittedFamily(schemas.Submitted):
    model_type: str


@train_bp.get("", summary="The families of models, and what each takes", responses={200: FamilyList})
def list_families() -> Response:
    return jsonify(items=training_families.families(), next_cursor=None)


@train_bp.post("/<model_type>/async", summary="Train with one family", responses={202: SubmittedFamily})
@requires("planner")
def train_async(path: FamilyPath, body: FamilyBody) -> Response:
    submitted = training_families.submit(body.to_request(path.model_type), current_user().user_id)
    return _accepted(path.model_type, submitted)


@train_bp.post(
    "/<model_type>",
    summary="Train with one family and wait for it; 202 when it takes longer than a minute",
    responses={200: schemas.Task, 202: SubmittedFamily},
)
@requires("planner")
def train(path: FamilyPath, body: FamilyBody) -> Response:
    submitted = training_families.submit(body.to_request(path.model_type), current_user().user_id)
    record = following.wait(submitted.task_id, LONGEST_WAIT_SECONDS)
    return jsonify(task_json(record)) if record.status in ENDED else _accepted(path.model_type, submitted)


def _accepted(model_type: str, submitted: Submitted) -> Response:
    verb = "submitted" if submitted.is_new else "already under way"
    status_url = url_for("tasks.get_task", task_id=submitted.task_id)
    message = f"Training task {verb} for {model_type}"
    return answers.accepted(submitted, message, status_url, model_type=model_type)
