"""What the API says of orders as wholes."""

from typing import Any, Literal, TypedDict

from stockcast_client.documents import Day, FullPurchaseOrder

OrderKind = Literal["purchase", "transfer"]
OrderState = Literal["draft", "approved", "sent", "confirmed", "received", "closed", "cancelled"]


class LineChange(TypedDict, total=False):
    id: int | None
    product_sku: str | None
    quantity: float | None
    expected_on: Day | None


class LineDay(TypedDict):
    id: int
    expected_on: Day


class WholeOrderLine(FullPurchaseOrder):
    code: str | None
    pack_size: int
    unit_cost: float | None
    cost: float | None
    remark: str


class ChangedLine(TypedDict):
    id: int
    before: dict[str, Any] | None
    after: dict[str, Any]


class OrderStep(TypedDict):
    at: str
    by: str
    action: str
    reason: str
    undone_at: str | None
    changes: list[ChangedLine]


class OrderMail(TypedDict):
    to: str | None
    status: str
    error: str | None


class OrderAmount(TypedDict):
    currency: str
    rate: float
    amount: float


class WholeOrder(TypedDict):
    number: str
    kind: str
    state: str
    supplier: str | None
    currency: str | None
    total: float | None
    shop_total: float
    amounts: list[OrderAmount]
    without_cost: int
    needs_approval: bool
    possible: list[str]
    drafted_by: str | None
    approved_by: str | None
    sent_by: str | None
    sent_at: str | None
    sent_to: str | None
    mail: OrderMail | None
    confirmed_by: str | None
    confirmed_at: str | None
    lines: list[WholeOrderLine]
    history: list[OrderStep]


class ListedOrder(TypedDict):
    number: str
    kind: str
    state: str
    supplier: str | None
    lines: int
    units: float
    cost: float | None
    amounts: list[OrderAmount]
    ordered_on: str
    expected_on: str
    overdue: bool
    drafted_by: str | None
    approved_by: str | None
    sent_by: str | None
    confirmed_by: str | None


class OrderListPage(TypedDict):
    items: list[ListedOrder]
    next_cursor: str | None


class SentOrder(WholeOrder):
    link: str | None
    link_expires_at: str | None


class _NewTransfer(TypedDict):
    source_sku: str
    target_sku: str
    quantity: float


class TransferLine(_NewTransfer, total=False):
    expected_on: Day | None


class TransferOrders(TypedDict):
    orders: list[WholeOrder]


class UndoneStep(TypedDict):
    order: WholeOrder | None
