"""What the operator's view answers."""

from typing import Any, Literal

from pydantic import AliasPath, BaseModel, Field

from routes import schemas
from services.records import Instant, Record, Tenths, fields_of


class OperatorsTask(schemas.Task):
    worker: str | None
    queue: str
    trace: str | None = Field(description="Where the last attempt failed; for administrators, null to others.")


class MinuteAnswer(Record):
    at: Instant = Field(description="The minute's first second.")
    pending: int
    processing: int


class QueueHistory(BaseModel):
    enabled: bool
    queues: dict[str, list[MinuteAnswer]] = Field(description="Oldest first; a minute without a sweep is missing.")


class QueueFigures(Record):
    pending: int = Field(description="Tasks that wait.")
    processing: int = Field(description="Tasks that a worker has taken.")


class Status(BaseModel):
    enabled: bool
    workers_online: int
    tasks_active: int
    tasks_scheduled: int
    queues: dict[str, QueueFigures]
    beat_running: bool


class Work(Record):
    task_id: str
    name: str
    args: list[Any] | None = Field(description="For administrators, null to others.")
    since: schemas.Moment | None


class WorkerAnswer(Record):
    model_config = fields_of("heartbeat")

    name: str
    state: str = Field(validation_alias="state", description="online, or unknown: not heard of lately.")
    last_seen_at: Instant = Field(validation_alias=AliasPath("heartbeat", "seen_at"))
    last_seen_seconds: Tenths = Field(validation_alias="silence_seconds")
    started_at: Instant
    host: str
    pid: int
    queues: list[str]
    pool: str | None
    concurrency: int | None
    tasks_done: int | None
    work: list[Work]


class Workers(BaseModel):
    enabled: bool
    workers: list[WorkerAnswer]


class QueueAnswer(QueueFigures):
    unacknowledged: int | None
    oldest_seconds: Tenths | None = Field(description="How long the oldest has waited.")
    counted_by: str = Field(description="broker; or records, while it does not answer.")


class Queues(BaseModel):
    enabled: bool
    queues: dict[str, QueueAnswer]


class FindingAnswer(BaseModel):
    name: str
    level: Literal["ok", "warning", "fault"]
    detail: str
    remedy: str


class Health(BaseModel):
    enabled: bool
    status: Literal["ok", "at fault"]
    findings: list[FindingAnswer]


class FlowerAddress(BaseModel):
    url: str
    enabled: bool


class AskedWorkers(BaseModel):
    workers: list[str]
    message: str
