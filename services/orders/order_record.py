"""What is shown of a line of a purchase order, in answers and files (docs/order-files.md)."""

import datetime

from pydantic import AliasPath, Field

from services.records import FileRecord, Instant, Record, fields_of


class OrderItem(FileRecord):
    """A `purchase_orders.Line`, without its receipts."""

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
    quantity: float
    received: float
    outstanding: float = Field(validation_alias="outstanding", description="Still to come.")
    over_received: float = Field(validation_alias="over_received", description="More than was ordered.")
    status: str = Field(description="open, received or cancelled.")
    overdue: bool = Field(validation_alias="overdue")
    ordered_on: datetime.date
    expected_on: datetime.date
    created_at: Instant


class ReceiptItem(Record):
    received_on: datetime.date
    quantity: float = Field(description="Below 0: a correction.")
    created_at: Instant


class Order(OrderItem):
    receipts: list[ReceiptItem] = Field(validation_alias="receipts")


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
