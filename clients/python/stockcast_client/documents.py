"""The documents of the API, as its description has them. Days are YYYY-MM-DD, instants RFC 3339 UTC."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal, NotRequired, Required, TypedDict

Day = date | str
Money = Decimal | float | str
OrderStatus = Literal["draft", "open", "received", "cancelled"]
Language = Literal["en", "de", "fr", "es"]


class Fault(TypedDict):
    pointer: str
    detail: str


class Tokens(TypedDict):
    access_token: str
    refresh_token: str
    token_type: str
    expires_in: int


class Me(TypedDict):
    user_id: int
    username: str
    role: str
    locations: list[str]


class MorningMail(TypedDict):
    email: str | None


class Like(TypedDict, total=False):
    product_sku: str | None
    category: str | None
    percent: float


class Component(TypedDict):
    product_sku: str
    quantity: float


class ProductFields(TypedDict, total=False):
    name: str
    category: str
    location: str
    on_hand: float | None
    on_order: float
    supplier: str
    lead_time_days: int
    lead_time_sd_days: float | None
    lead_time_from: Literal["both", "stated", "learned"]
    review_days: int
    service_level: float | None
    target: Literal["cycle_service", "fill_rate"]
    shelf_life_days: int | None
    min_stock: float
    max_stock: float | None
    display_stock: float
    stocked_from: float | None
    pack_size: int
    min_order: int
    unit_cost: Money | None
    unit_price: Money | None
    unit_weight: float | None
    unit_volume: float | None
    holding_cost: Money | None
    backorders: bool
    launch_on: Day | None
    ends_on: Day | None
    replaces: str
    like: Like | None
    variant_of: str
    components: list[Component] | None


class ProductChange(ProductFields, total=False):
    inherit: list[
        Literal["lead_time_days", "lead_time_sd_days", "review_days", "service_level", "pack_size", "min_order"]
    ]


class Product(TypedDict):
    sku: str
    name: str
    category: str
    location: str
    on_hand: float | None
    on_hand_today: float | None
    counted_on: str | None
    sales_span_days: int | None
    on_order: float
    supplier: str
    lead_time_days: int
    lead_time_sd_days: float | None
    lead_time_from: str
    review_days: int
    service_level: float | None
    target: str
    shelf_life_days: int | None
    min_stock: float
    max_stock: float | None
    display_stock: float
    stocked_from: float | None
    pack_size: int
    min_order: int
    unit_cost: float | None
    unit_price: float | None
    unit_weight: float | None
    unit_volume: float | None
    holding_cost: float | None
    backorders: bool
    terms_from: dict[str, str]
    abc_class: str | None
    xyz_class: str | None
    launch_on: str | None
    ends_on: str | None
    replaces: str
    like: Like | None
    variant_of: str
    components: list[Component] | None
    available: float | None
    created_at: str
    updated_at: str


class MergedProduct(Product):
    task_id: str


class MergePreview(TypedDict):
    product_sku: str
    into: str
    days_of_sales: int
    units_sold: float
    first_day: str | None
    last_day: str | None
    on_hand: float | None
    orders: int
    events: int
    overrides: int
    kits: list[str]
    can_be_undone: bool


class ProductPage(TypedDict):
    items: list[Product]
    next_cursor: str | None


class ProductFilters(TypedDict, total=False):
    q: str
    category: str
    supplier: str
    sort: str
    limit: int


class SaleRow(TypedDict, total=False):
    product_sku: Required[str]
    date: Required[Day]
    quantity: Required[float]
    in_stock: bool | None
    price: Money | None
    promo: bool | None
    span_days: int | None


class Sale(TypedDict):
    date: str
    quantity: float
    in_stock: bool
    price: float | None
    promo: bool
    returned: float
    span_days: int


class SalePage(TypedDict):
    items: list[Sale]
    next_cursor: str | None


class SalesCounts(TypedDict):
    received: int
    source: str
    inserted: int
    updated: int
    unchanged: int
    removed: int
    products_created: int
    lines_added_up: int
    returns_netted: int
    carried_back: float
    beyond_history: float
    added_to_others: int
    totals_spread: int
    span_days: int


class Undone(TypedDict):
    restored: int
    kept: int
    products_removed: int


class StockRow(TypedDict, total=False):
    product_sku: Required[str]
    date: Day
    on_hand: Required[float]


class StockLevel(TypedDict):
    date: str
    on_hand: float


class StockLevelPage(TypedDict):
    items: list[StockLevel]
    next_cursor: str | None


class LastCount(TypedDict):
    product_sku: str
    name: str
    date: str | None
    on_hand: float | None


class LastCountPage(TypedDict):
    items: list[LastCount]
    next_cursor: str | None


class Period(TypedDict, total=False):
    from_: Day
    to: Day
    limit: int


class StockCounts(TypedDict):
    received: int
    recorded: int
    duplicates: int
    products_created: int
    advice_pending: bool


class RejectedRow(TypedDict):
    line: int
    column: str
    value: str
    reason: str


class FileOptions(TypedDict, total=False):
    """How to read a file; what is left out the file decides. mapping: JSON, the heading of each field."""

    profile: str
    mapping: str
    decimal: Literal["", ",", "."]
    date_order: Literal["", "dmy", "mdy", "ymd"]
    timezone: str
    sheet: str
    file_name: str


class Understood(TypedDict):
    profile: str | None
    decimal: str | None
    date_order: str | None
    span: str
    headings_line: int
    sheet: str | None


class PassedOver(TypedDict):
    above: int
    empty: int
    totals: int
    repeated_headings: int
    notes: int
    unfilled: int


class FileReport(TypedDict):
    task_id: str | None
    dry_run: bool
    rows_read: int
    rejected: int
    rejected_rows: list[RejectedRow]
    delimiter: str
    encoding: str
    columns: dict[str, str]
    understood: Understood
    passed_over: PassedOver
    not_sold: dict[str, int]
    returns: int
    without_code: int
    warnings: list[str]
    in_words: list[str]


class StockFileReport(FileReport):
    recorded: int
    inserted: int
    updated: int
    unchanged: int
    duplicates: int
    products_created: int
    advice_pending: bool


class ProductFileReport(FileReport):
    inserted: int
    updated: int
    unchanged: int
    advice_pending: bool


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
# From a day to a day, both included.
Shutdown = TypedDict("Shutdown", {"from": Day, "to": Day})


class InheritedTerms(TypedDict, total=False):
    lead_time_days: int | None
    lead_time_sd_days: float | None
    review_days: int | None
    service_level: float | None
    pack_size: int | None
    min_order: int | None


class Category(TypedDict):
    name: str
    lead_time_days: int | None
    lead_time_sd_days: float | None
    review_days: int | None
    service_level: float | None
    pack_size: int | None
    min_order: int | None


class CategoryPage(TypedDict):
    items: list[Category]
    next_cursor: str | None


class SupplierTerms(InheritedTerms, total=False):
    min_order_value: Money | None
    min_order_units: int
    order_days: list[Weekday] | None
    cut_off: str | None
    delivery_days: list[Weekday] | None
    closed: list[Shutdown]
    order_cost: Money | None
    currency: str | None
    exchange_rate: float | None
    min_order_weight: float | None
    min_order_volume: float | None
    email: str | None
    language: Language | None


class SupplierFields(SupplierTerms, total=False):
    name: str


class Supplier(TypedDict):
    id: int
    name: str
    min_order_value: float | None
    min_order_units: int
    lead_time_days: int | None
    lead_time_sd_days: float | None
    review_days: int | None
    service_level: float | None
    pack_size: int | None
    min_order: int | None
    order_days: list[str] | None
    cut_off: str | None
    delivery_days: list[str] | None
    closed: list[Shutdown]
    order_cost: float | None
    currency: str | None
    exchange_rate: float | None
    min_order_weight: float | None
    min_order_volume: float | None
    email: str | None
    language: str | None
    created_at: str
    updated_at: str


class PriceBreak(TypedDict):
    quantity: int
    unit_cost: Money


class ShownPriceBreak(TypedDict):
    quantity: int
    unit_cost: float


class ProductSupplierTerms(TypedDict, total=False):
    code: str | None
    unit_cost: Money | None
    price_breaks: list[PriceBreak]
    pack_size: int | None
    min_order: int | None
    lead_time_days: int | None
    priority: int


class ProductSupplier(TypedDict):
    supplier_id: int
    name: str
    currency: str | None
    code: str | None
    unit_cost: float | None
    price_breaks: list[ShownPriceBreak]
    pack_size: int | None
    min_order: int | None
    lead_time_days: int | None
    priority: int


class ProductSuppliers(TypedDict):
    items: list[ProductSupplier]
    next_cursor: str | None


class Offer(ProductSupplier):
    """name -- of the supplier"""

    product_sku: str
    product_name: str


class OfferPage(TypedDict):
    items: list[Offer]
    next_cursor: str | None


class OfferFilters(TypedDict, total=False):
    product_sku: str
    supplier: str
    limit: int


class SupplierPage(TypedDict):
    items: list[Supplier]
    next_cursor: str | None


class OrderLine(TypedDict, total=False):
    number: Required[str]
    product_sku: Required[str]
    quantity: Required[float]
    ordered_on: Day | None
    expected_on: Day | None
    supplier: str | None


class PurchaseOrder(TypedDict):
    id: int
    number: str
    product_sku: str
    name: str
    supplier: str
    quantity: float
    received: float
    outstanding: float
    over_received: float
    status: str
    overdue: bool
    ordered_on: str
    expected_on: str
    advised: float | None
    created_at: str


class Receipt(TypedDict):
    received_on: str
    quantity: float
    created_at: str


class FullPurchaseOrder(PurchaseOrder):
    receipts: list[Receipt]


class PurchaseOrderPage(TypedDict):
    items: list[PurchaseOrder]
    next_cursor: str | None


class OrderFilters(TypedDict, total=False):
    status: OrderStatus
    product_sku: str
    supplier: str
    overdue: bool
    number: str
    limit: int


class CameIn(TypedDict):
    """quantity -- all that came in for a line of an order on a day"""

    order_id: int
    number: str
    product_sku: str
    name: str
    supplier: str
    quantity: float
    received_on: str


class CameInPage(TypedDict):
    items: list[CameIn]
    next_cursor: str | None


class ReceiptFilters(Period, total=False):
    number: str
    product_sku: str
    supplier: str


class SupplierOrder(TypedDict):
    number: str
    supplier: str
    state: str
    ordered_on: str
    expected_on: str
    units: int
    cost: float
    without_cost: int
    remark: str | None
    items: list[PurchaseOrder]


class LeftOut(TypedDict):
    product_sku: str
    name: str
    reason: str


class AdviceOrderTotals(TypedDict):
    orders: int
    lines: int
    units: int
    cost: float
    without_cost: int


class AdviceOrders(TypedDict):
    orders: list[SupplierOrder]
    totals: AdviceOrderTotals
    left_out: list[LeftOut]


class OrderCounts(TypedDict):
    inserted: int
    updated: int
    unchanged: int
    advice_pending: bool


class EnteredOrders(OrderCounts):
    items: list[PurchaseOrder]
    warnings: list[str]


class OrderFileReport(OrderCounts, FileReport):
    pass


class ReceiptFileReport(FileReport):
    recorded: int
    unchanged: int
    advice_pending: bool


class Place(TypedDict):
    product_sku: str
    location: str
    on_hand: float
    needed: float
    stock_out_date: str | None


class Transfer(TypedDict):
    item: str
    name: str
    quantity: int
    source: Place
    target: Place
    money_at_risk: float
    reason: str


class TransferPage(TypedDict):
    items: list[Transfer]
    next_cursor: str | None


class ChartPoint(TypedDict):
    date: str
    actual: float | None
    predicted: float | None
    lower: float | None
    upper: float | None
    overridden: NotRequired[bool]
    model_predicted: NotRequired[float | None]
    quantiles: NotRequired[dict[str, float] | None]


AdviceKind = Literal["order", "enough", "excess", "dead", "unknown", "kit"]


class Advice(TypedDict):
    product_sku: str
    name: str
    kind: AdviceKind
    quantity: int
    needed: float
    expected_demand: float
    for_kits: float
    safety_stock: float
    on_hand: float | None
    arriving: float
    missing: float | None
    will_expire: float
    order_waste: float
    pack_size: int
    supplier: str
    order_by: Day | None
    arrives_on: Day | None
    next_arrival_on: Day | None
    stock_out_date: Day | None
    days_of_cover: float | None
    money_at_risk: float
    cost: float | None
    excess_units: float
    excess_value: float | None
    as_of: Day
    reason: str


class SuggestedTransfer(TypedDict):
    product_sku: str
    location: str
    quantity: int
    spare: int
    left_to_order: int


class ReorderLine(Advice):
    transfers: list[SuggestedTransfer]
    category: str
    location: str
    unit_cost: float | None


class ReorderTotals(TypedDict):
    lines: int
    cost: float
    money_at_risk: float
    without_cost: int
    excess_value: float
    covered_at_most: float | None
    left_out: int | None


class ReorderPage(TypedDict):
    items: list[ReorderLine]
    next_cursor: str | None
    totals: ReorderTotals


class InKit(TypedDict):
    product_sku: str
    units: float


class ProductAdvice(Advice):
    service_level: float
    in_kits: list[InKit]


class SupposedAdvice(ProductAdvice):
    supposed: dict[str, Any]
    promotion_effect: NotRequired[str | None]


class CurrentAdvice(ProductAdvice):
    transfers: list[SuggestedTransfer]


class LeadTimes(TypedDict):
    counts: Literal["both", "stated", "learned"]
    days: float
    stated_days: int
    learned_days: float | None
    learned_from_orders: int


class ComparedAdvice(ProductAdvice):
    lead_time: LeadTimes
    transfers: NotRequired[list[SuggestedTransfer] | None]
    supposed: NotRequired[dict[str, Any] | None]
    promotion_effect: NotRequired[str | None]
    now: CurrentAdvice
    what_if: SupposedAdvice | None
    link: str


class ReorderFilters(TypedDict, total=False):
    budget: float
    supplier: str
    category: str
    location: str
    kind: AdviceKind


class Recommendation(TypedDict):
    kind: str
    quantity: int
    needed: float
    expected_demand: float
    for_kits: float
    safety_stock: float
    on_hand: float | None
    arriving: float
    missing: float | None
    will_expire: float
    order_waste: float
    supplier: str
    order_by: str | None
    arrives_on: str | None
    next_arrival_on: str | None
    stock_out_date: str | None
    days_of_cover: float | None
    money_at_risk: float
    cost: float | None
    excess_units: float
    excess_value: float | None
    as_of: str
    reason: str


class Prediction(TypedDict):
    product_sku: str
    days: int
    model: str
    model_version: int
    reason: str
    confidence: str
    as_of: str
    trained_at: str
    stale: bool
    accuracy: float | None
    metrics: dict[str, Any]
    step_days: int
    coverage: float | None
    correction_factor: float
    level: float
    chart_data: list[ChartPoint]
    recommendation: Recommendation


class Predictions(TypedDict):
    items: list[Prediction]


class Submitted(TypedDict):
    task_id: str
    status: str
    message: str


class Progress(TypedDict):
    current: int
    total: int
    percent: float
    message: str


class TaskError(TypedDict):
    code: str
    message: str


class Task(TypedDict):
    task_id: str
    task_name: str
    status: str
    progress: Progress
    result: dict[str, Any] | None
    error: TaskError | None
    created_at: str
    started_at: str | None
    finished_at: str | None
    attempt: int


class TaskPage(TypedDict):
    items: list[Task]
    next_cursor: str | None
