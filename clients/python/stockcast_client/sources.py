"""What is fetched by itself, from folders, addresses and other databases."""

from collections.abc import Iterator
from typing import Any, Literal, TypedDict, Unpack

from stockcast_client.documents import FileOptions, Submitted
from stockcast_client.operations import Room, every, operation

Kind = Literal["folder", "https", "sql"]
Reads = Literal["sales", "products", "suppliers", "product_suppliers", "stock", "purchase_orders", "receipts"]
Span = Literal["", "day", "week", "month"]


class SourceFields(TypedDict, total=False):
    """Of a new source. secret_headers and password_env name environment variables of the workers."""

    reads: Reads
    folder: str
    pattern: str
    url: str
    secret_headers: dict[str, Any]
    password_env: str
    query: str
    since_column: str
    overlap_days: int
    span: Span
    options: FileOptions
    cron: str | None
    timezone: str | None
    enabled: bool | None


class SourcePatch(TypedDict, total=False):
    kind: Kind | None
    reads: Reads | None
    folder: str | None
    pattern: str | None
    url: str | None
    secret_headers: dict[str, Any] | None
    password_env: str | None
    query: str | None
    since_column: str | None
    overlap_days: int | None
    span: str | None
    options: FileOptions | None
    cron: str | None
    timezone: str | None
    enabled: bool | None


class StoredOptions(TypedDict):
    profile: str
    mapping: str
    decimal: Literal["", ",", "."]
    date_order: Literal["", "dmy", "mdy", "ymd"]
    timezone: str
    sheet: str
    file_name: str


class StoredFields(TypedDict):
    kind: Kind
    reads: Reads
    folder: str
    pattern: str
    url: str
    secret_headers: dict[str, Any]
    password_env: str
    query: str
    since_column: str
    overlap_days: int
    span: Span
    options: StoredOptions


class SourceSchedule(TypedDict):
    name: str
    cron: str | None
    timezone: str
    enabled: bool
    next_run_at: str | None


class FoundOdd(TypedDict):
    code: str
    message: str
    percent: float


class Waiting(TypedDict):
    name: str
    since: str
    findings: list[FoundOdd]


class Source(TypedDict):
    name: str
    fields: StoredFields
    schedule: SourceSchedule | None
    last_run_at: str | None
    last_status: str | None
    last_error: str | None
    last_task_id: str | None
    rows: int | None
    warnings: list[str]
    read_until: str | None
    waiting: Waiting | None


class SourcePage(TypedDict):
    items: list[Source]
    next_cursor: str | None


class Sources(Room):
    @operation("GET", "/sources")
    def page(self, limit: int | None = None, cursor: str | None = None) -> SourcePage:
        """One page of them, by name."""

    def all(self) -> Iterator[Source]:
        """All of them, by name."""
        return every(self.page)

    @operation("POST", "/sources")
    def add(self, name: str, kind: Kind, **fields: Unpack[SourceFields]) -> Source:
        """Have something fetched from now on. Raises Conflict if there is one of this name."""

    @operation("GET", "/sources/{name}")
    def get(self, name: str) -> Source:
        """One source. Raises NotFound."""

    @operation("PATCH", "/sources/{name}")
    def change(self, name: str, if_match: str | None = None, **fields: Unpack[SourcePatch]) -> Source:
        """Change these fields from its next run on."""

    @operation("DELETE", "/sources/{name}")
    def remove(self, name: str, if_match: str | None = None) -> None:
        """Fetch nothing more; what was read stays."""

    @operation("POST", "/sources/{name}/run")
    def run(self, name: str, if_match: str | None = None) -> Submitted:
        """Read what is new, now. Raises Conflict while something waits."""

    @operation("POST", "/sources/{name}/accept")
    def accept(self, name: str, if_match: str | None = None) -> Submitted:
        """Take what waits as it is. Raises Conflict where nothing does."""

    @operation("POST", "/sources/{name}/reject")
    def reject(self, name: str, if_match: str | None = None) -> Source:
        """Leave out what waits. Raises Conflict where nothing does."""
