"""The documents of those who run a Stockcast: schedules, users, webhooks, workers, families of models."""

from typing import Any, Literal, TypedDict

Role = Literal["viewer", "planner", "admin"]


class LastRun(TypedDict):
    due_at: str
    how: str
    task_id: str | None


class ScheduleFields(TypedDict, total=False):
    args: dict[str, Any] | None
    cron: str | None
    interval_seconds: int | None
    timezone: str | None
    enabled: bool | None


class SchedulePatch(ScheduleFields, total=False):
    task: str | None


class Schedule(TypedDict):
    name: str
    task: str
    args: dict[str, Any]
    cron: str | None
    interval_seconds: int | None
    timezone: str
    enabled: bool
    next_run_at: str | None
    last_run_at: str | None
    last_status: str | None
    last_run: LastRun | None


class SchedulePage(TypedDict):
    items: list[Schedule]
    next_cursor: str | None


class User(TypedDict):
    id: int
    username: str
    role: Role
    locations: list[str]
    active: bool
    openid_issuer: str | None
    created_at: str


class UserPage(TypedDict):
    items: list[User]
    next_cursor: str | None


class Webhook(TypedDict):
    id: str
    url: str
    events: list[str]
    created_at: str
    failing_since: str | None


class NewWebhook(Webhook):
    secret: str


class WebhookPage(TypedDict):
    items: list[Webhook]
    next_cursor: str | None


class Attempt(TypedDict):
    at: str
    status: int | None
    error: str | None
    ms: int


class Delivery(TypedDict):
    id: str
    event: str
    status: Literal["delivered", "waiting", "given_up"]
    attempts: list[Attempt]
    created_at: str
    next_attempt_at: str | None
    delivered_at: str | None


class DeliveryPage(TypedDict):
    items: list[Delivery]
    next_cursor: str | None


class KeptApiKey(TypedDict):
    id: str
    name: str
    role: Role
    shown: str
    created_at: str
    expires_at: str | None


class ApiKey(KeptApiKey):
    username: str
    last_used_at: str | None


class NewApiKey(KeptApiKey):
    key: str


class ApiKeyPage(TypedDict):
    items: list[ApiKey]
    next_cursor: str | None


class AuditEntry(TypedDict):
    id: int
    at: str
    username: str
    action: str
    subject: str
    target: str | None
    changes: dict[str, Any] | None
    request_id: str | None


class AuditPage(TypedDict):
    items: list[AuditEntry]
    next_cursor: str | None


class Status(TypedDict):
    enabled: bool
    workers_online: int
    tasks_active: int
    tasks_scheduled: int
    queues: dict[str, Any]
    beat_running: bool


class Work(TypedDict):
    task_id: str
    name: str
    args: list[Any] | None
    since: str | None


class Worker(TypedDict):
    name: str
    state: str
    last_seen_at: str
    last_seen_seconds: float
    started_at: str
    host: str
    pid: int
    queues: list[str]
    pool: str | None
    concurrency: int | None
    tasks_done: int | None
    work: list[Work]


class WorkerList(TypedDict):
    enabled: bool
    workers: list[Worker]


class Queues(TypedDict):
    enabled: bool
    queues: dict[str, Any]


class Finding(TypedDict):
    name: str
    level: Literal["ok", "warning", "fault"]
    detail: str
    remedy: str


class Health(TypedDict):
    enabled: bool
    status: Literal["ok", "at fault"]
    findings: list[Finding]


class AskedWorkers(TypedDict):
    workers: list[str]
    message: str


class Readiness(TypedDict):
    status: Literal["ok", "degraded", "not ready"]
    dependencies: dict[str, Any]


class Expectation(TypedDict):
    memory_mb: int
    seconds_per_1000_products: float


class Family(TypedDict):
    model_type: str
    also_known_as: list[str]
    title: str
    description: str
    is_blended: bool
    installed: bool
    install: str | None
    parameters: dict[str, Any]
    expect: Expectation


class StageOfCatalogueModel(TypedDict):
    until: str
    rows: int
    sha256: str


class CatalogueModel(TypedDict):
    version: str
    family: str
    learnt_at: str
    learnt_until: str
    options: dict[str, Any]
    products: int
    scores: dict[str, float]
    features: list[str]
    gains: dict[str, float]
    libraries: dict[str, str]
    models: list[StageOfCatalogueModel]


class CatalogueModelList(TypedDict):
    items: list[CatalogueModel]
    next_cursor: str | None


class FamilyList(TypedDict):
    items: list[Family]
    next_cursor: str | None


class SubmittedFamily(TypedDict):
    task_id: str
    status: str
    message: str
    model_type: str


class ActiveTask(TypedDict):
    task_id: str
    task_name: str
    worker: str | None
    args: list[Any]


class ActiveTasks(TypedDict):
    active_tasks: list[ActiveTask]


class ScheduledTask(ActiveTask):
    eta: str | None


class ScheduledTasks(TypedDict):
    scheduled_tasks: list[ScheduledTask]
