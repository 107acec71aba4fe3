"""The documents of planning and of what came of it, as the API's description has them."""

from typing import Any, Literal, NotRequired, TypedDict

from stockcast_client.documents import Advice, Day, Money, ReorderTotals

EventKind = Literal["promotion", "price", "closure", "holiday"]
Measure = Literal["sku", "category", "location", "week", "lead"]
ExceptionKind = Literal[
    "runs_out", "overdue", "forecast_off", "demand_jumped", "too_much", "expires", "data_missing", "job_failed"
]
ReplayRule = Literal["min_max", "cover_days", "orders"]
PromiseGroup = Literal["supplier", "category", "location", "month", "sku"]
Level = Literal["location", "category", "item"]


class EventFields(TypedDict, total=False):
    name: str
    starts_on: Day | None
    ends_on: Day | None
    product_sku: str | None
    category: str | None
    location: str | None
    price: Money | None
    country: str | None
    region: str | None


class Event(TypedDict):
    id: int
    kind: str
    name: str
    starts_on: str | None
    ends_on: str | None
    product_sku: str | None
    category: str | None
    location: str | None
    price: float | None
    country: str | None
    region: str | None
    author: str
    created_at: str
    updated_at: str


class EventPage(TypedDict):
    items: list[Event]
    next_cursor: str | None


class EventFilters(TypedDict, total=False):
    kind: EventKind
    product_sku: str
    from_: Day
    to: Day
    limit: int


class Effect(TypedDict):
    kind: str
    factor: float
    days: int
    text: str


class EventPreview(TypedDict):
    products: int
    days: int
    usual: float
    expected: float
    more_units: float
    change: float | None
    learnt: int
    without_forecast: int


class ProductEvents(EventPage):
    effects: list[Effect]


class Override(TypedDict):
    id: int
    starts_on: str
    ends_on: str
    quantity: float | None
    change_percent: float | None
    reason: str
    author: str
    created_at: str
    expires_at: str | None
    withdrawn_at: str | None
    days_measured: int
    error_with: float | None
    error_without: float | None


class OverridePage(TypedDict):
    items: list[Override]
    next_cursor: str | None


class Amounts(TypedDict):
    actual: float
    absolute_error: float
    error: float
    value_added: float


class Figures(TypedDict):
    forecasts: int
    reconstructed: int
    wape: float | None
    bias: float | None
    coverage: float | None
    naive_wape: float | None
    value_added: float | None
    units: Amounts
    money: Amounts | None


class AccuracyLine(Figures):
    sku: NotRequired[str | None]
    category: NotRequired[str | None]
    location: NotRequired[str | None]
    week: NotRequired[str | None]
    lead: NotRequired[int | None]


# `from` is a word that Python keeps for itself.
AccuracyPage = TypedDict(
    "AccuracyPage",
    {
        "items": list[AccuracyLine],
        "next_cursor": str | None,
        "total": Figures | None,
        "lead": str,
        "from": str,
        "to": str,
    },
)


class AccuracyFilters(TypedDict, total=False):
    by: Measure
    from_: Day
    to: Day
    lead: str
    product_sku: str
    category: str
    sort: str
    limit: int


class PromiseFigures(TypedDict):
    products: int
    cycles: int
    reconstructed: int
    promised: float
    kept: float
    difference: float
    standard_error: float
    days_out: int
    lost_units: float
    lost_money: float | None


class PromiseLine(PromiseFigures):
    supplier: NotRequired[str | None]
    category: NotRequired[str | None]
    location: NotRequired[str | None]
    month: NotRequired[str | None]
    sku: NotRequired[str | None]


PromisePage = TypedDict(
    "PromisePage",
    {"items": list[PromiseLine], "next_cursor": str | None, "total": PromiseFigures | None, "from": str, "to": str},
)


class ShopException(TypedDict):
    kind: ExceptionKind
    subject: str
    name: str
    money: float
    reason: str
    link: str
    owner: str | None
    snoozed_until: str | None
    comment: str
    is_done: bool


class ExceptionPage(TypedDict):
    items: list[ShopException]
    next_cursor: str | None
    counts: dict[str, int]


class TotalDay(TypedDict):
    date: str
    predicted: float
    lower: float
    upper: float


class TotalFigures(TypedDict):
    products: int
    predicted: float
    chart_data: list[TotalDay]


class Total(TotalFigures):
    location: NotRequired[str | None]
    category: NotRequired[str | None]
    item: NotRequired[str | None]


class TotalPage(TypedDict):
    items: list[Total]
    next_cursor: str | None
    total: TotalFigures
    without_forecast: int


class Model(TypedDict):
    product_sku: str
    version: int
    is_champion: bool
    model: str
    reason: str
    confidence: str
    metrics: dict[str, Any]
    recipe: dict[str, Any] | None
    catalogue_models: dict[str, str]
    promoted: bool
    promotion: dict[str, Any] | None
    correction_factor: float
    outliers: list[str]
    has_document: bool
    history_start: str | None
    history_end: str
    trained_at: str


class ModelPage(TypedDict):
    items: list[Model]
    next_cursor: str | None


class BulkFilter(TypedDict, total=False):
    q: str | None
    category: str | None
    supplier: str | None


class BulkCounts(TypedDict):
    advice_pending: bool
    chosen: int
    changed: int
    examples: list[str]
    dry_run: bool
    task_id: str | None


class Profile(TypedDict):
    name: str
    title: str
    headings: list[list[str]]
    columns: dict[str, Any]
    decimal: str
    date_order: str
    saved: bool


class ProfilePage(TypedDict):
    items: list[Profile]
    next_cursor: str | None


class Comparison(TypedDict):
    product_sku: str
    name: str
    supplier: str
    more_cost: float
    today: Advice | None
    scenario: Advice | None


class SupplierSums(TypedDict):
    lines: int
    units: int
    cost: float


class SupplierComparison(TypedDict):
    supplier: str
    changed: int
    today: SupplierSums
    scenario: SupplierSums


class ScenarioPage(TypedDict):
    items: list[Comparison]
    next_cursor: str | None
    suppliers: list[SupplierComparison]
    today: ReorderTotals
    scenario: ReorderTotals
    supposed: dict[str, Any]
    link: str
    worked_out_at: str | None
