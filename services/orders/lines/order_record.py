"""What is shown of a line of a purchase order, in answers and files (docs/order-files.md)."""

import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AliasPath, Field, ValidationInfo

from services.records import FileRecord, Instant, Money, Record, UnitMoney, Units, fields_of
from utils import currencies


def _as_paid(amount: float, info: ValidationInfo) -> float:
    return currencies.rounded(amount, info.data["currency"])


# In the currency that stands beside it; null: the shop's.
ItsMoney = Annotated[float, AfterValidator(_as_paid)]


class OrderItem(FileRecord):
    """An `order_lines.Line`, without its receipts."""

    COLUMNS = (
        "number",
        "product_sku",
        "name",
        "supplier",
        "quantity",
        "received",
        "outstanding",
        "status",
        "ordered_on",
        "expected_on",
    )
    model_config = fields_of("order")

    id: int
    number: str
    product_sku: str = Field(validation_alias=AliasPath("product", "sku"))
    name: str = Field(validation_alias=AliasPath("product", "name"))
    supplier: str
    quantity: float = Field(description="Units ordered.")
    received: float = Field(description="Units that have come in.")
    outstanding: float = Field(validation_alias="outstanding", description="Still to come.")
    over_received: float = Field(validation_alias="over_received", description="More than was ordered.")
    status: str = Field(description="draft, open, received or cancelled.")
    overdue: bool = Field(validation_alias="overdue")
    ordered_on: datetime.date
    expected_on: datetime.date
    advised: float | None = Field(
        description="Units that were advised when it was drafted or ordered; null: none were."
    )
    created_at: Instant


class ReceiptItem(Record):
    received_on: datetime.date
    quantity: float = Field(description="Below 0: a correction.")
    created_at: Instant


class Order(OrderItem):
    receipts: list[ReceiptItem] = Field(validation_alias="receipts")


class WholeOrderLine(Order):
    """A `PricedLine`: a line as its supplier knows it."""

    model_config = fields_of("line.order")

    product_sku: str = Field(validation_alias=AliasPath("line", "product", "sku"))
    name: str = Field(validation_alias="name", description="As it stands on the order.")
    outstanding: float = Field(validation_alias=AliasPath("line", "outstanding"), description="Still to come.")
    over_received: float = Field(validation_alias=AliasPath("line", "over_received"))
    overdue: bool = Field(validation_alias=AliasPath("line", "overdue"))
    receipts: list[ReceiptItem] = Field(validation_alias=AliasPath("line", "receipts"))
    code: str | None = Field(validation_alias="code", description="By which the supplier knows the product.")
    pack_size: int = Field(validation_alias="pack_size", description="Units in one of the supplier's packs.")
    unit_cost: UnitMoney | None = Field(validation_alias="unit_cost", description="In the supplier's currency.")
    cost: float | None = Field(validation_alias="rounded_cost", description="Of the line, in the supplier's currency.")
    remark: str = Field(validation_alias="remark", description="That its quantity is no whole packs; empty: it is.")


class ChangedLine(Record):
    id: int
    before: dict[str, Any] | None = Field(description="By field; null: the line was not there.")
    after: dict[str, Any] = Field(description="By field.")


class StepItem(Record):
    """What was done to an order."""

    model_config = fields_of("step")

    at: Instant = Field(description="When.")
    by: str = Field(description="Who.")
    action: str
    reason: str = Field(description="As whoever did it gave it.")
    undone_at: Instant | None = Field(description="When it was undone; null: it was not.")
    changes: list[ChangedLine] = Field(validation_alias="changes")


class MailItem(Record):
    """A `MailFate`."""

    to: str | None
    status: str = Field(description="delivered, waiting or given_up.")
    error: str | None


class OrderHeading(Record):
    """Which order it is, and how far."""

    model_config = fields_of("order.head")

    number: str
    kind: str = Field(description="purchase or transfer.")
    state: str = Field(
        validation_alias=AliasPath("order", "state"),
        description="draft, approved, sent, confirmed, received, closed or cancelled.",
    )
    supplier: str | None = Field(validation_alias="supplier", description="null: its lines are of several.")


class AmountItem(Record):
    """An `order_prices.Amount`."""

    currency: str
    rate: float = Field(
        description="What one of it counts as in the shop's money: as agreed, or as its supplier's `exchange_rate` says"
        " of a draft; 1 for the shop's own, and where nobody has said what another is worth."
    )
    amount: ItsMoney = Field(description="In this currency, of the lines whose cost is known.")


_AMOUNTS = "What it comes to by currency; each times its `rate`, they add up to the same in the shop's money."


class OrderDocument(OrderHeading):
    """An `OrderView`."""

    currency: str | None = Field(validation_alias="currency", description="The supplier's; null: none is set.")
    total: ItsMoney | None = Field(
        validation_alias="total", description="In that currency, of the lines whose cost is known."
    )
    shop_total: Money = Field(validation_alias="shop_total", description="The same in the shop's.")
    amounts: list[AmountItem] = Field(validation_alias="amounts", description=_AMOUNTS)
    without_cost: int = Field(validation_alias="without_cost", description="Lines whose cost is not known.")
    needs_approval: bool = Field(validation_alias="needs_approval", description="It is above ORDER_APPROVAL_LIMIT.")
    possible: list[str] = Field(validation_alias="possible", description="The steps that can be taken now.")
    drafted_by: str | None
    approved_by: str | None
    sent_by: str | None
    sent_at: Instant | None
    sent_to: str | None = Field(description="Address to which it was mailed; null: it was not.")
    mail: MailItem | None = Field(validation_alias="mail", description="What became of its last mail.")
    confirmed_by: str | None
    confirmed_at: Instant | None
    lines: list[WholeOrderLine] = Field(validation_alias="lines")
    history: list[StepItem] = Field(validation_alias="steps", description="What was done to it, the first first.")


class ListedOrder(OrderHeading, FileRecord):
    """An `order_list.Listed`: an order among others."""

    COLUMNS = (
        "number",
        "kind",
        "state",
        "supplier",
        "lines",
        "units",
        "cost",
        "ordered_on",
        "expected_on",
        "overdue",
        "drafted_by",
        "approved_by",
        "sent_by",
        "confirmed_by",
    )
    lines: int = Field(validation_alias="line_count", description="How many; GET /purchase-orders has them.")
    units: Units = Field(validation_alias="units", description="Of the lines that are not cancelled.")
    cost: Money | None = Field(
        validation_alias="value", description="In the shop's money; null: the cost of a line is not known."
    )
    amounts: list[AmountItem] = Field(validation_alias="amounts", description=_AMOUNTS)
    ordered_on: datetime.date = Field(validation_alias="ordered_on", description="Of its last line.")
    expected_on: datetime.date = Field(
        validation_alias="expected_on", description="When the next of it comes, or came last."
    )
    overdue: bool = Field(validation_alias="overdue", description="Whether a line should have come before today.")
    drafted_by: str | None
    approved_by: str | None
    sent_by: str | None
    confirmed_by: str | None


class CameInItem(FileRecord):
    """A `receipt_list.CameIn`, as `POST /receipts/import` takes it back."""

    COLUMNS = ("number", "product_sku", "name", "supplier", "quantity", "received_on")
    model_config = fields_of("order")

    order_id: int = Field(validation_alias=AliasPath("order", "id"))
    number: str
    product_sku: str = Field(validation_alias=AliasPath("product", "sku"))
    name: str = Field(validation_alias=AliasPath("product", "name"))
    supplier: str
    quantity: float = Field(validation_alias="quantity", description="All that came in for the line on this day.")
    received_on: datetime.date = Field(validation_alias="received_on")
