"""What one may say about a purchase order, and the columns of its files."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services import days
from services.catalogue.product_fields import Sku, Text, Units
from services.files import csv_columns
from services.files.csv_columns import Column
from services.sales.sales_csv import QUANTITY_NAMES, SKU_NAMES
from services.sales.sales_service import Day, SaleDay
from utils import clock

LONGEST_NUMBER = 64
LONGEST_SUPPLIER = 100
# No delivery is planned for longer than this.
LAST_DAY = datetime.date(2199, 12, 31)

Number = Annotated[
    Text, Field(min_length=1, max_length=LONGEST_NUMBER, description="Your own order number.", examples=["4711"])
]
Quantity = Annotated[float, Field(gt=0, le=1e12, strict=True, allow_inf_nan=False, examples=[24])]
ExpectedDay = Annotated[Day, AfterValidator(lambda day: days.checked(day, LAST_DAY))]


class OrderLine(BaseModel):
    """One product of an order. What is left out stays as it is known, or is usual."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    number: Number
    product_sku: Sku
    quantity: Quantity = Field(description="Units ordered.")
    ordered_on: SaleDay | None = Field(None, description="Usual: today.")
    expected_on: ExpectedDay | None = Field(None, description="Usual: after the lead time of the product.")
    supplier: Text | None = Field(None, max_length=LONGEST_SUPPLIER, description="Usual: that of the product.")


class OrderChange(BaseModel):
    """What to change of an open line; the fields that were set count."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quantity: Quantity | None = None
    expected_on: ExpectedDay | None = None
    status: Literal["received", "cancelled"] | None = Field(
        None, description="`cancelled`: nothing will come. `received`: no more will come."
    )


class NewReceipt(BaseModel):
    """Goods that came in for a line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quantity: Quantity = Field(description="Units that came in.")
    received_on: SaleDay | None = Field(None, description="Usual: today.")


class ReceivedLine(BaseModel):
    """All that came in for a line on one day."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    number: Number
    product_sku: Sku
    quantity: Units
    received_on: SaleDay


def order_columns() -> tuple[Column, ...]:
    """A file of orders, one line of an order a row."""
    return (
        *_line_columns(csv_columns.positive_number),
        Column("ordered_on", ("ordered_on", "order_date"), partial(_optional_day, latest=clock.today()), False),
        Column("expected_on", ("expected_on", "due_date"), partial(_optional_day, latest=LAST_DAY), False),
        Column("supplier", ("supplier", "vendor"), _supplier, required=False),
    )


def receipt_columns() -> tuple[Column, ...]:
    """A file of receipts: what came in for one line on one day a row."""
    day = partial(csv_columns.day, latest=clock.today())
    received_on = Column("received_on", ("received_on", "receipt_date", "date"), day)
    return (*_line_columns(csv_columns.number), received_on)


def _line_columns(quantity: Callable[..., float]) -> tuple[Column, ...]:
    return (
        Column("number", ("number", "order_number", "order", "po"), partial(csv_columns.words, longest=LONGEST_NUMBER)),
        Column("product_sku", SKU_NAMES, csv_columns.sku),
        Column("quantity", QUANTITY_NAMES, quantity, numeric=True),
    )


def _optional_day(text: str, latest: datetime.date) -> str | None:
    return csv_columns.day(text, latest) if text.strip() else None


def _supplier(text: str) -> str | None:
    return csv_columns.words(text, LONGEST_SUPPLIER) or None
