"""Every job Stockcast knows, by the name of the task that does it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from app.models.task import Status as Status
from app.models.task import TaskRecord

PREDICT_STOCK = "tasks.ml_tasks.predict_stock_task"
TRAIN_PRODUCT = "tasks.ml_tasks.train_product_model_task"
TRAIN_ALL = "tasks.ml_tasks.train_all_models"
TRAIN_CHUNK = "tasks.ml_tasks.train_chunk_task"
TRAIN_CHANGED = "tasks.ml_tasks.train_changed_task"
IMPORT_SALES = "tasks.import_tasks.import_sales_task"
RUN_SOURCE = "tasks.import_tasks.run_source_task"
ADD = "tasks.diagnostic_tasks.add"
MULTIPLY = "tasks.diagnostic_tasks.multiply"
LONG_RUNNING = "tasks.diagnostic_tasks.long_running"
FAILING = "tasks.diagnostic_tasks.failing_task"
CHECK_DRIFT = "tasks.ml_tasks.check_drift_task"
SCORE_FORECASTS = "tasks.system_tasks.score_forecasts"
REFRESH_ADVICE = "tasks.ml_tasks.refresh_advice"
RECONSTRUCT_PAST = "tasks.ml_tasks.reconstruct_past"
REPLAY = "tasks.ml_tasks.replay_shop"
COMPARE_SCENARIO = "tasks.ml_tasks.compare_scenario"
# Calls to look at what is to be done, not jobs: they have no record and no arguments.
SWEEP_TASKS = "tasks.system_tasks.sweep_tasks"
DELIVER_NOTIFICATIONS = "tasks.system_tasks.deliver_notifications"

# Why a source is read: its time has come, somebody wants it now, somebody has looked at what is waiting and takes it.
SCHEDULED, BY_HAND, ACCEPTED = "scheduled", "by_hand", "accepted"

# When a newly trained model takes the place of the one that is served.
IF_BETTER, ALWAYS = "if_better", "always"
# When it is chosen anew which methods a product is forecast with: once a week, or where its choice no longer holds.
WHEN_DUE, ANEW = "when_due", "anew"


@dataclass(frozen=True)
class Job:
    """What is to be done. Its fields are the arguments of its task, by name: ids and plain values, never data.

    Records and messages of earlier versions have them by position, so a new field comes last and has a default.
    queue -- None: the one of its kind
    """

    name: ClassVar[str]
    queue: str | None = field(default=None, kw_only=True)

    @property
    def arguments(self) -> dict[str, Any]:
        return {own.name: getattr(self, own.name) for own in fields(self) if own.name != "queue"}

    @property
    def given(self) -> list[Any]:
        """The arguments by position, up to the last that is not its default: short enough to be shown."""
        values = list(self.arguments.values())
        defaults = [own.default for own in fields(self) if own.name != "queue"]
        while values and values[-1] == defaults[len(values) - 1]:
            values.pop()
        return values

    @property
    def subject(self) -> str | None:
        """What the job is about, and how; two active jobs of one name and subject are one job. None: always its own."""
        return None


@dataclass(frozen=True)
class PredictStock(Job):
    name = PREDICT_STOCK
    product_sku: str
    forecast_days: int = 7
    level: float = 80.0
    quantiles: Sequence[float] = ()


@dataclass(frozen=True)
class TrainProduct(Job):
    name = TRAIN_PRODUCT
    product_sku: str
    model: str = "auto"

    @property
    def subject(self) -> str:
        # The model first: it holds no colon, a code may.
        return f"product:{self.model}:{self.product_sku}"


@dataclass(frozen=True)
class TrainAll(Job):
    """again -- the run whose untrained products are meant; product_skus -- None: the whole catalogue

    promote -- ALWAYS serves what is trained, IF_BETTER only where it is not worse than what is served
    choose -- ANEW for every product, or WHEN_DUE; one method by its name is always trained anew
    """

    name = TRAIN_ALL
    model: str = "auto"
    again: str | None = None
    product_skus: Sequence[str] | None = None
    options: Mapping[str, Any] | None = None
    promote: str = IF_BETTER
    choose: str = WHEN_DUE

    @property
    def subject(self) -> str:
        asked = [self.again, sorted(self.product_skus or ()), dict(self.options or {}), self.promote, self.choose]
        wanted = json.dumps(asked, sort_keys=True)
        return f"products:{self.model}:{hashlib.sha256(wanted.encode()).hexdigest()}"


@dataclass(frozen=True)
class TrainChunk(Job):
    """learnt -- the version of what each family has learnt across the catalogue"""

    name = TRAIN_CHUNK
    run_id: str
    model: str = "auto"
    options: Mapping[str, Any] | None = None
    promote: str = IF_BETTER
    learnt: Mapping[str, str] | None = None
    choose: str = ANEW


@dataclass(frozen=True)
class TrainChanged(Job):
    """hand -- which of those that share the products this one is, counted from 0"""

    name = TRAIN_CHANGED
    hand: int = 0

    @property
    def subject(self) -> str:
        return f"changed:{self.hand}"


@dataclass(frozen=True)
class ImportSales(Job):
    """source -- where the sales come from; span -- days that each row is the total of, None: as the file shows

    options -- how the file is to be read, where its sender said so
    """

    name = IMPORT_SALES
    upload_id: str
    dry_run: bool = False
    source: str = "default"
    span: int | None = None
    options: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class RunSource(Job):
    name = RUN_SOURCE
    source: str
    why: str = SCHEDULED

    @property
    def subject(self) -> str:
        return f"source:{self.source}"


@dataclass(frozen=True)
class CheckDrift(Job):
    name = CHECK_DRIFT
    subject = "drift"


@dataclass(frozen=True)
class ScoreForecasts(Job):
    name = SCORE_FORECASTS
    subject = "scores"


@dataclass(frozen=True)
class ReconstructPast(Job):
    name = RECONSTRUCT_PAST
    subject = "past"


@dataclass(frozen=True)
class Replay(Job):
    """rule -- "min_max", "cover_days" or "orders"; settings -- of the rule, where somebody gave them"""

    name = REPLAY
    weeks: int = 16
    rule: str = "min_max"
    settings: Mapping[str, float] | None = None

    @property
    def subject(self) -> str:
        return json.dumps([self.rule, self.weeks, dict(self.settings or {})], sort_keys=True)


@dataclass(frozen=True)
class CompareScenario(Job):
    """supposed -- what differs from today, by name; locations -- whose products are meant, none: all"""

    name = COMPARE_SCENARIO
    supposed: Mapping[str, Any]
    locations: Sequence[str] = ()

    @property
    def subject(self) -> str:
        wanted = json.dumps([dict(self.supposed), sorted(self.locations)], sort_keys=True)
        return f"scenario:{hashlib.sha256(wanted.encode()).hexdigest()}"


@dataclass(frozen=True)
class RefreshAdvice(Job):
    name = REFRESH_ADVICE


@dataclass(frozen=True)
class Add(Job):
    name = ADD
    x: float
    y: float


@dataclass(frozen=True)
class Multiply(Job):
    name = MULTIPLY
    x: float
    y: float


@dataclass(frozen=True)
class LongRunning(Job):
    name = LONG_RUNNING
    duration: int


@dataclass(frozen=True)
class Failing(Job):
    name = FAILING
    should_fail: bool = True


JOBS: Mapping[str, type[Job]] = {kind.name: kind for kind in Job.__subclasses__()}


def job_of(name: str, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None) -> Job:
    """The job of a task's name with the task's arguments. Raises TypeError where they do not fit."""
    return JOBS[name](*args, **(kwargs or {}))


def of_record(record: TaskRecord) -> Job:
    """The job of a record, also of one that an earlier version wrote."""
    return job_of(record.name, *_arguments(record.args))


def _arguments(stored: Mapping[str, Any] | Sequence[Any]) -> tuple[Sequence[Any], Mapping[str, Any]]:
    return ((), stored) if isinstance(stored, Mapping) else (stored, {})
