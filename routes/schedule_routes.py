from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import current_user, requires
from routes.blueprints import APIBlueprint
from services.records import Instant, Record, fields_of
from services.schedules import schedule_service
from services.schedules.schedule_service import LONGEST_NAME, NAME_PATTERN, ScheduleFields

schedule_bp = APIBlueprint("schedules", __name__, url_prefix="/schedules", abp_tags=[Tag(name="Operations")])

CRON = "minute hour day-of-month month day-of-week, as cron reads them; or else interval_seconds."


class SchedulePatch(schemas.Body):
    task: str | None = Field(None, max_length=100, description="Name of the task to run.")
    args: dict[str, str] | None = Field(None, description="What the task takes, by name.", examples=[{"model": "auto"}])
    cron: str | None = Field(None, max_length=100, description=CRON, examples=["0 2 * * *"])
    interval_seconds: int | None = Field(
        None, le=schemas.LARGEST, strict=True, description="From one run to the next, 60 at least."
    )
    timezone: str | None = Field(None, max_length=64, description="Of the cron expression.", examples=["Europe/Berlin"])
    enabled: bool | None = Field(None, strict=True, description="false: paused.")

    def fields(self) -> ScheduleFields:
        return ScheduleFields(self.task, self.args, self.cron, self.interval_seconds, self.timezone, self.enabled)


class NewSchedule(SchedulePatch):
    name: str = Field(max_length=LONGEST_NAME, pattern=NAME_PATTERN, examples=["train-bread-at-noon"])
    task: str = Field(
        description="Kind of the task to start.", max_length=100, examples=["tasks.ml_tasks.train_all_models"]
    )


class SchedulePath(BaseModel):
    name: str = Field(description="Name of the schedule.", json_schema_extra={"example": "train-all-models-nightly"})


class LastRun(Record):
    due_at: Instant
    how: str = Field(description="on_time, caught_up (late, but made up for), missed (not run), by_hand.")
    task_id: str | None


class Schedule(Record):
    model_config = fields_of("schedule")

    name: str
    task: str = Field(description="Kind of the task that it starts.")
    args: dict[str, str]
    cron: str | None
    interval_seconds: int | None = Field(description="Seconds from one run to the next, in place of `cron`.")
    timezone: str
    enabled: bool = Field(description="false: paused.")
    next_run_at: Instant | None = Field(description="null while paused.")
    last_run_at: Instant | None
    last_status: str | None = Field(validation_alias="last_status", description="Its task's status, or MISSED.")
    last_run: LastRun | None = Field(validation_alias="last_run", description="Null: it never ran.")


class SchedulePage(BaseModel):
    items: list[Schedule]
    next_cursor: str | None


@schedule_bp.get("", summary="What comes again and again, and when", responses={200: SchedulePage})
def list_schedules(query: schemas.ListQuery) -> Response:
    return answers.listing(schedule_service.list_schedules(query.limit, query.cursor), Schedule.of)


@schedule_bp.post("", summary="Add a schedule", responses={201: Schedule})
@requires("admin")
def create_schedule(body: NewSchedule) -> Response:
    state = schedule_service.create_schedule(body.name, body.fields(), current_user())
    return answers.created(Schedule.of(state), url_for("schedules.get_schedule", name=body.name))


@schedule_bp.get("/<name>", summary="One schedule", responses={200: Schedule})
def get_schedule(path: SchedulePath) -> Response:
    return jsonify(Schedule.of(schedule_service.get_schedule(path.name)))


@schedule_bp.patch("/<name>", summary="Change a schedule, within a minute", responses={200: Schedule})
@requires("admin")
def change_schedule(path: SchedulePath, body: SchedulePatch) -> Response:
    return _changed(path.name, body.fields())


@schedule_bp.delete("/<name>", summary="Remove a schedule", responses={204: None})
@requires("admin")
def delete_schedule(path: SchedulePath) -> tuple[str, int]:
    schedule_service.delete_schedule(path.name, current_user())
    return "", 204


@schedule_bp.post("/<name>/pause", summary="Let it rest until it is resumed", responses={200: Schedule})
@requires("admin")
def pause_schedule(path: SchedulePath) -> Response:
    return _changed(path.name, ScheduleFields(enabled=False))


@schedule_bp.post(
    "/<name>/resume", summary="Let it go on; what it rested through is not made up for", responses={200: Schedule}
)
@requires("admin")
def resume_schedule(path: SchedulePath) -> Response:
    return _changed(path.name, ScheduleFields(enabled=True))


@schedule_bp.post("/<name>/run", summary="Run it now, out of turn", responses={202: schemas.Submitted})
@requires("admin")
def run_schedule(path: SchedulePath) -> Response:
    submitted = schedule_service.run_now(path.name, current_user())
    verb = "started" if submitted.is_new else "already under way"
    status_url = url_for("tasks.get_task", task_id=submitted.task_id)
    return answers.accepted(submitted, f"Schedule {path.name} {verb}", status_url)


def _changed(name: str, fields: ScheduleFields) -> Response:
    return jsonify(Schedule.of(schedule_service.change_schedule(name, fields, current_user())))
