"""The shapes of requests and answers, as the published schema shows them."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.files.options import FileOptions
from services.files.tables import Asked

# Of any whole number a request may carry: no database keeps one that is larger as an id or a version.
LARGEST = 2**31 - 1
Sku = Annotated[
    str,
    Field(min_length=1, max_length=64, description="Product code: any text up to 64 characters.", examples=["BRD-001"]),
]
# Nearer to certainty a float is certainty itself, whose bounds are infinite.
Level = Annotated[float, Field(gt=0, le=99.99, description="Width of the interval in percent.")]
# Of answers that are written already; see `services.records` for those that are not.
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
Probability = Annotated[float, Field(ge=0.0001, le=0.9999)]


class Body(BaseModel):
    """A request body: unknown fields are refused, so that a typing mistake is not silently ignored."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _no_body_is_an_empty_one(cls, body: Any) -> Any:
        return {} if body is None else body


class ListQuery(BaseModel):
    limit: int = Field(50, ge=1, le=1000, description="Items per page.")
    cursor: str | None = Field(None, description="`next_cursor` of the page before.")


class WholeListQuery(BaseModel):
    """Of a list that is short as a rule."""

    limit: int | None = Field(None, ge=1, le=1000, description="Items per page; without it all.")
    cursor: str | None = Field(None, description="`next_cursor` of the page before.")


class TaskPath(BaseModel):
    task_id: str = Field(description="Id from the answer that submitted the task.")


class SkuPath(BaseModel):
    sku: str = Field(
        description="Product code, percent-encoded as one path segment.",
        # Parameters of a path or query take one example, not the list that a body does.
        json_schema_extra={"example": "BRD-001"},
    )


class Progress(BaseModel):
    current: int = Field(description="Steps done, of `total`.")
    total: int = Field(description="Steps there are; what a step is depends on the task.")
    percent: float = Field(description="0 to 100; never goes backwards.")
    message: str = Field(description="What is being done, in words.")


class TaskError(BaseModel):
    code: str = Field(description="For programs; stays the same whatever the language.")
    message: str


class Task(BaseModel):
    task_id: str
    task_name: str
    status: str = Field(description="PENDING, STARTED, PROGRESS, RETRY, SUCCESS, FAILURE or REVOKED.")
    progress: Progress
    result: dict[str, Any] | None = Field(
        description="What came of it, once it has succeeded; which fields depends on the kind of task."
    )
    error: TaskError | None = Field(description="Why it failed, or why it is tried again; null: nothing went wrong.")
    created_at: Moment
    started_at: Moment | None
    finished_at: Moment | None
    attempt: int = Field(description="How many times it was begun; 0: not yet.")


class TaskPage(BaseModel):
    items: list[Task]
    next_cursor: str | None


class Submitted(BaseModel):
    task_id: str
    status: str = Field(examples=["submitted"])
    message: str = Field(examples=["Prediction task submitted for BRD-001"])


class RejectedRow(BaseModel):
    line: int = Field(description="Number of the line in the file; the first is 1.")
    column: str = Field(description="Name of the column at fault; empty: the whole row.")
    value: str = Field(description="What stands there.")
    reason: str


class AdviceFollows(BaseModel):
    advice_pending: bool = Field(
        description="More than 200 products changed: what to order of them is worked out in the background."
    )


class Understood(BaseModel):
    """What was decided about a file, from all of its values."""

    profile: str | None = Field(description="The system whose headings it has.")
    decimal: str | None = Field(description="The decimal sign.")
    date_order: str | None = Field(description="dmy, mdy or ymd; null: its days leave no choice.")
    span: str = Field(description="What a row stands for: day, week or month.")
    headings_line: int
    sheet: str | None = Field(description="Of a workbook: the sheet that was read.")


class PassedOver(BaseModel):
    """Lines that are no rows."""

    above: int = Field(description="Above the headings.")
    empty: int
    totals: int
    repeated_headings: int
    notes: int
    unfilled: int = Field(description="Rows of a template that were not filled in.")


class TriedFirst(FileOptions):
    dry_run: bool = Field(False, description="Say what would change, and change nothing.")

    @property
    def asked(self) -> Asked:
        return Asked(self.of_file(), self.dry_run)


class FileReport(BaseModel):
    """What became of the rows of a file that was read while its sender waited."""

    task_id: str | None = Field(description="By which `POST /imports/<task_id>/undo` takes it back; null: a dry run.")
    dry_run: bool
    rows_read: int
    rejected: int
    rejected_rows: list[RejectedRow] = Field(description="The first 1,000 of them.")
    delimiter: str
    encoding: str = Field(examples=["UTF-8"])
    columns: dict[str, str] = Field(description="The heading of each of our fields.")
    understood: Understood
    passed_over: PassedOver
    not_sold: dict[str, int] = Field(description="Lines that do not count, by why: cancelled, draft, ...")
    returns: int
    without_code: int = Field(description="Lines without a product code.")
    warnings: list[str]
    in_words: list[str] = Field(description="The same in sentences.")
