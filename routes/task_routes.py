from typing import Any, Literal

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, following, schemas
from routes.access import current_user, requires
from routes.blueprints import APIBlueprint
from services.jobs import jobs
from services.jobs.task_document import error_json, task_json
from services.task_service import ENDED, TaskFilter, TaskRecord, TaskService
from services.training import training_service
from utils import clock

task_bp = APIBlueprint("tasks", __name__, url_prefix="/tasks", abp_tags=[Tag(name="Tasks")])


EVENT = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "description": "Stands for the state that is shown; to resume with `Last-Event-ID`."},
        "event": {"enum": ["progress", "end"]},
        "data": {"type": "string", "description": "The task as JSON, as GET /tasks/<task_id> has it."},
    },
}
EVENTS: dict[Any, Any] = {
    200: {
        "description": "Events `progress` and `end`, each described by this schema",
        "content": {"text/event-stream": {"schema": EVENT}},
    },
    204: {"description": "`Last-Event-ID` is the end: there is nothing more to come"},
}


class TrainingBody(schemas.Body):
    model: str = Field("auto", max_length=64, description="A method's name, or auto: the best for each product.")


class CatalogueBody(TrainingBody):
    choose: Literal["when_due", "anew"] = Field(
        "when_due", description="Whether auto chooses anew for every product, or once a week and where it has to."
    )


class TaskQuery(schemas.ListQuery):
    status: str | None = Field(None, description="One of the seven states.")
    name: str | None = Field(
        None, description="Task name.", json_schema_extra={"example": "tasks.ml_tasks.train_all_models"}
    )


class ActiveTask(BaseModel):
    task_id: str
    task_name: str
    worker: str | None
    args: list[Any]


class ActiveTasks(BaseModel):
    active_tasks: list[ActiveTask]


class ScheduledTask(ActiveTask):
    eta: str | None = Field(description="Of one that is to be tried again: when.")


class ScheduledTasks(BaseModel):
    scheduled_tasks: list[ScheduledTask]


class TaskResult(BaseModel):
    task_id: str
    status: str
    result: dict[str, Any] | None
    error: schemas.TaskError | None


@task_bp.post("/training/product/<sku:sku>", summary="Train one product", responses={202: schemas.Submitted})
@requires("planner")
def train_product(path: schemas.SkuPath, body: TrainingBody) -> Response:
    submitted = training_service.submit_product(path.sku, body.model, current_user().user_id)
    return _training_accepted(submitted, path.sku)


@task_bp.post("/training/all", summary="Train the whole catalogue", responses={202: schemas.Submitted})
@requires("planner")
def train_all(body: CatalogueBody) -> Response:
    submitted = training_service.submit_all(body.model, current_user().user_id, body.choose)
    return _training_accepted(submitted, "all products")


@task_bp.get("", summary="The history of tasks, newest first", responses={200: schemas.TaskPage})
def list_tasks(query: TaskQuery) -> Response:
    page = TaskService.list_tasks(TaskFilter(query.status, query.name, current_user().sees), query.limit, query.cursor)
    return answers.listing(page, task_json)


@task_bp.get("/active", summary="Tasks a worker is at", responses={200: ActiveTasks})
def list_active_tasks() -> Response:
    records = TaskService.get_active_tasks(current_user().sees)
    return jsonify(active_tasks=[_brief(record) for record in records])


@task_bp.get("/scheduled", summary="Tasks that wait", responses={200: ScheduledTasks})
def list_scheduled_tasks() -> Response:
    records = TaskService.get_scheduled_tasks(current_user().sees)
    return jsonify(scheduled_tasks=[_brief(record) | {"eta": clock.rfc3339(record.due_at)} for record in records])


@task_bp.get("/<task_id>", summary="One task", responses={200: schemas.Task})
def get_task(path: schemas.TaskPath) -> Response:
    return jsonify(task_json(following.get_task(path.task_id)))


@task_bp.get("/<task_id>/events", summary="The task's states as they come (server-sent events)", responses=EVENTS)
def follow_task(path: schemas.TaskPath) -> Response:
    return following.stream(path.task_id)


@task_bp.get(
    "/<task_id>/result",
    summary="The result of a task; 202 while it runs",
    responses={200: TaskResult, 202: TaskResult},
)
def get_task_result(path: schemas.TaskPath) -> tuple[Response, int]:
    record = TaskService.get_task_status(path.task_id, current_user().sees)
    answer = {"task_id": record.id, "status": record.status, "result": record.result, "error": error_json(record)}
    return jsonify(answer), 200 if record.status in ENDED else 202


@task_bp.post("/<task_id>/cancel", summary="Cancel a task for good", responses={200: schemas.Task})
@requires("planner")
def cancel_task(path: schemas.TaskPath) -> Response:
    return jsonify(task_json(TaskService.cancel_task(path.task_id, current_user())))


@task_bp.post(
    "/<task_id>/retry", summary="A failed task again; of a run only what failed", responses={202: schemas.Submitted}
)
@requires("planner")
def retry_task(path: schemas.TaskPath) -> Response:
    user = current_user()
    submitted = TaskService.retry_task(path.task_id, user.user_id, user.sees)
    status_url = url_for("tasks.get_task", task_id=submitted.task_id)
    return answers.accepted(submitted, f"Task {path.task_id} submitted again", status_url)


def _brief(record: TaskRecord) -> dict[str, Any]:
    return {
        "task_id": record.id,
        "task_name": record.name,
        "worker": record.worker,
        "args": jobs.of_record(record).given,
    }


def _training_accepted(submitted: Any, what: str) -> Response:
    verb = "submitted" if submitted.is_new else "already under way"
    status_url = url_for("tasks.get_task", task_id=submitted.task_id)
    return answers.accepted(submitted, f"Training task {verb} for {what}", status_url)
