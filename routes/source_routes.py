from typing import Any

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, requires
from routes.blueprints import APIBlueprint
from services.files.options import FileOptions
from services.records import Instant, Record
from services.schedules.schedule_service import NAME_PATTERN
from services.sources import decisions, source_service
from services.sources.source_fields import Kind, Reads, SourceFields
from services.sources.source_service import LONGEST_NAME, Times
from services.task_service import Submitted

source_bp = APIBlueprint("sources", __name__, url_prefix="/sources", abp_tags=[Tag(name="Products and sales")])

CRON = "When it is read by itself: minute hour day-of-month month day-of-week; empty: only when asked."
TIMES = ("cron", "timezone", "enabled")


class _Times(schemas.Body):
    cron: str | None = Field(None, max_length=100, description=CRON, examples=["0 5 * * *"])
    timezone: str | None = Field(None, max_length=64, description="Of the cron expression; left out: the shop's.")
    enabled: bool | None = Field(None, strict=True, description="false: it rests.")

    @property
    def times(self) -> Times:
        return Times(self.cron, self.timezone, self.enabled)

    @property
    def said(self) -> dict[str, Any]:
        return self.model_dump(exclude_unset=True, exclude={"name", *TIMES})


class NewSource(SourceFields, _Times):
    name: str = Field(max_length=LONGEST_NAME, pattern=NAME_PATTERN, examples=["web-shop"])


class SourcePatch(_Times):
    kind: Kind | None = None
    reads: Reads | None = None
    folder: str | None = None
    pattern: str | None = None
    url: str | None = None
    secret_headers: dict[str, str] | None = None
    password_env: str | None = None
    query: str | None = None
    since_column: str | None = None
    overlap_days: int | None = Field(None, ge=0, le=366)
    span: str | None = None
    options: FileOptions | None = None

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in super().said.items() if value is not None}


class SourcePath(BaseModel):
    name: str = Field(description="Name of the source.", json_schema_extra={"example": "web-shop"})


class FoundOdd(BaseModel):
    code: str
    message: str
    percent: float = Field(description="How much of what was read is in doubt for it.")


class WaitingFile(BaseModel):
    name: str = Field(description="The file.")
    since: schemas.Moment
    findings: list[FoundOdd]


class SourceSchedule(Record):
    name: str
    cron: str | None
    timezone: str
    enabled: bool
    next_run_at: Instant | None


class Source(Record):
    name: str
    fields: SourceFields = Field(description="What was said of it; of secrets only the names.")
    schedule: SourceSchedule | None = Field(description="null: it is read only when somebody asks.")
    last_run_at: Instant | None
    last_status: str | None = Field(description="Its task's status, or WAITING: somebody has to decide.")
    last_error: str | None
    last_task_id: str | None
    rows: int | None = Field(description="Rows of the last run.")
    warnings: list[str] = Field(description="What was odd in the last run.")
    read_until: str | None = Field(description="The newest day that a query has given so far.")
    waiting: WaitingFile | None = Field(description="What was read and is not written before somebody takes it.")


class SourcePage(BaseModel):
    items: list[Source]
    next_cursor: str | None


@source_bp.get("", summary="Where files and rows are fetched from, and how that went", responses={200: SourcePage})
@requires("planner")
def list_sources(query: schemas.ListQuery) -> Response:
    return answers.listing(source_service.list_sources(query.limit, query.cursor), Source.of)


@source_bp.post("", summary="Have something fetched from now on", responses={201: Source})
@requires("admin")
def create_source(body: NewSource) -> Response:
    state = source_service.create(body.name, body.said, body.times, current_user())
    return answers.created(Source.of(state), url_for("sources.get_source", name=body.name))


@source_bp.get("/<name>", summary="One source", responses={200: Source})
@requires("planner")
def get_source(path: SourcePath) -> Response:
    return jsonify(Source.of(source_service.get(path.name)))


@source_bp.patch("/<name>", summary="Change a source from its next run on", responses={200: Source})
@requires("admin")
def change_source(path: SourcePath, body: SourcePatch) -> Response:
    return jsonify(Source.of(source_service.change(path.name, body.said, body.times, current_user())))


@source_bp.delete("/<name>", summary="Fetch nothing more; what was read stays", responses={204: None})
@requires("admin")
def delete_source(path: SourcePath) -> tuple[str, int]:
    source_service.delete(path.name, current_user())
    return "", 204


@source_bp.post("/<name>/run", summary="Read what is new, now", responses={202: schemas.Submitted})
@requires("planner")
def run_source(path: SourcePath) -> Response:
    return _accepted(path.name, decisions.run_now(path.name, current_user()))


@source_bp.post("/<name>/accept", summary="Take what waits as it is", responses={202: schemas.Submitted})
@requires("planner")
def accept_source_delivery(path: SourcePath) -> Response:
    return _accepted(path.name, decisions.accept(path.name, current_user()))


@source_bp.post("/<name>/reject", summary="Leave out what waits", responses={200: Source})
@requires("planner")
def reject_source_delivery(path: SourcePath) -> Response:
    decisions.reject(path.name, current_user())
    return jsonify(Source.of(source_service.get(path.name)))


def _accepted(name: str, submitted: Submitted) -> Response:
    verb = "is being read" if submitted.is_new else "is being read already"
    return answers.accepted(submitted, f"{name} {verb}", url_for("tasks.get_task", task_id=submitted.task_id))
