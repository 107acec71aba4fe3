"""What one may say about a purchase order, and the columns of its files."""

import datetime
from dataclasses import replace
from functools import partial
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from services import days
from services.catalogue.product_fields import Label, Sku, Text, Units
from services.days import Day
from services.files.fields import CODE, DAY, NUMBER, TEXT, Form, Wanted
from services.files.values.day_words import plain_word
from services.files.values.number_forms import unit_named
from services.sales.sales_service import SaleDay
from utils.language import _

LONGEST_NUMBER = 64
LONGEST_SUPPLIER = 100
# No delivery is planned for longer than this.
LAST_DAY = datetime.date(2199, 12, 31)

Number = Annotated[
    Label, Field(min_length=1, max_length=LONGEST_NUMBER, description="Your own order number.", examples=["4711"])
]
# Nobody orders more of a product at once: it is a slip of the hand, or a barcode.
MOST_UNITS = 10**8
Quantity = Annotated[float, Field(gt=0, le=MOST_UNITS, strict=True, allow_inf_nan=False, examples=[24])]
ExpectedDay = Annotated[Day, AfterValidator(lambda day: days.checked(day, LAST_DAY))]


class OrderLine(BaseModel):
    """One product of an order. What is left out stays as it is known, or is usual."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    number: Number
    product_sku: Sku
    quantity: Quantity = Field(description="Units ordered.")
    ordered_on: SaleDay | None = Field(None, description="Usual: today.")
    expected_on: ExpectedDay | None = Field(None, description="Usual: after the lead time of the product.")
    supplier: Label | None = Field(None, max_length=LONGEST_SUPPLIER, description="Usual: that of the product.")


class FiledLine(OrderLine):
    """A line of a file of orders, which may say how far it has come."""

    received: Units | None = None
    outstanding: Units | None = None
    called_off: Units | None = None
    unit: str | None = None

    @property
    def says_how_far(self) -> bool:
        return any(one is not None for one in (self.received, self.outstanding, self.called_off))

    def still_to_come(self, received: float) -> float:
        """Units that are on their way by what the file says, if so many have come here."""
        left = max(self.quantity - (self.called_off or 0.0) - max(self.received or 0.0, received), 0.0)
        return left if self.outstanding is None else min(self.outstanding, left)


class OrderChange(BaseModel):
    """What to change of an open line; the fields that were set count."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quantity: Quantity | None = None
    expected_on: ExpectedDay | None = None
    status: Literal["received", "cancelled"] | None = Field(
        None, description="`cancelled`: nothing will come. `received`: no more will come."
    )


class TakenOff(OrderChange):
    """Nothing of the line is wanted any more: it is none of those that were ordered."""


class LineChange(BaseModel):
    """What to change of one line of an order, named by its id or by its product."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: int | None = Field(None, ge=1, le=2**31 - 1)
    product_sku: Sku | None = None
    quantity: Annotated[float, Field(ge=0, le=MOST_UNITS, strict=True, allow_inf_nan=False)] | None = Field(
        None, description="0: nothing of it is wanted (any more)."
    )
    expected_on: ExpectedDay | None = None

    @model_validator(mode="after")
    def _is_named(self) -> Self:
        if self.id is None and self.product_sku is None:
            raise ValueError(_("name the line by its `id` or its `product_sku`"))
        if self.quantity is None and self.expected_on is None:
            raise ValueError(_("say how much of it (`quantity`) or when it comes (`expected_on`)"))
        return self

    def to_change(self) -> OrderChange:
        said = self.model_dump(exclude_unset=True, include={"quantity", "expected_on"})
        return TakenOff(status="cancelled", **_without(said, "quantity")) if self.quantity == 0 else OrderChange(**said)


class LineDay(BaseModel):
    """When one line comes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: int = Field(ge=1, le=2**31 - 1)
    expected_on: ExpectedDay


class OrderChanges(BaseModel):
    """What to change of an order, line by line; lines that are not named stay as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    lines: list[LineChange] = Field(min_length=1, max_length=1000)
    reason: Text = Field("", max_length=500, description="Kept with the change.", examples=["A festival next door"])


class Confirmation(BaseModel):
    """What a supplier says to an order: when it comes, all of it or line by line."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    expected_on: ExpectedDay | None = Field(None, description="Of all lines that are not named.")
    lines: list[LineDay] = Field([], max_length=1000)


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
    unit: str | None = None


def order_form(today: datetime.date) -> Form:
    """A file of orders, one line of an order a row."""
    fields = (
        *_KEY,
        _QUANTITY,
        Wanted("ordered_on", DAY, required=False, latest=today),
        Wanted("expected_on", DAY, required=False, latest=LAST_DAY, near=today),
        Wanted("supplier", TEXT, required=False, check=partial(_text, longest=LONGEST_SUPPLIER)),
        Wanted("received", NUMBER, required=False, costs_row=True, words="has_come"),
        Wanted("outstanding", NUMBER, required=False, costs_row=True, words="to_come"),
        Wanted("called_off", NUMBER, required=False, costs_row=True),
        _UNIT,
    )
    said_once = ("number", "ordered_on", "expected_on", "supplier")
    return Form(fields, today, drops=True, said_once=said_once, to_fill_in=("number", "quantity"))


def receipt_form(today: datetime.date) -> Form:
    """A file of receipts: what came in for one line on one day a row."""
    received = Wanted("received_on", DAY, latest=today)
    quantity = replace(_QUANTITY, words="received_quantity")
    return Form((*_KEY, quantity, received, _UNIT), today, drops=True, to_fill_in=("quantity", "received_on"))


def _without(said: dict[str, Any], name: str) -> dict[str, Any]:
    return {own: value for own, value in said.items() if own != name}


def _text(text: str, longest: int) -> str | None:
    if len(text) > longest:
        raise ValueError(_("this has {text} characters; at most {longest} are kept", text=len(text), longest=longest))
    return text or None


def _number(text: str) -> str:
    number = _text(text, LONGEST_NUMBER)
    if number is None:
        raise ValueError(_("the order number is missing"))
    return number


def _unit(text: str) -> str | None:
    """Raises ValueError for packs: how many units are in one, the file does not say."""
    word = plain_word(text).strip()
    if {unit_named(text), unit_named(word)} & {"packs", "dozens"} or word.rstrip("s.") in _LARGER_PACKS:
        raise ValueError(
            _(
                "This is in {packs}, and quantities are in units as they are sold: multiply it, or, if one of these is"
                ' such a unit, say so by ?mapping={{"unit": ""}}.',
                packs=text,
            )
        )
    return text or None


# What systems order in that no shop sells, without the s of many.
_LARGER = (
    "kart car coli crate collo colli kiste ki kolli kasten umkarton gebinde palette pal pallet plt paletten caisse"
    " cartone bancale dz dtz tray pudelko zgrzewka paleta opakowanie_zbiorcze laatikko kasse lava lavapaikka"
)
_LARGER_PACKS = frozenset(_LARGER.split())
_UNIT = Wanted("unit", TEXT, required=False, costs_row=True, words="order_unit", check=_unit)
_KEY = (Wanted("number", TEXT, check=_number), Wanted("product_sku", CODE, words="order_product"))
_QUANTITY = Wanted("quantity", NUMBER, words="order_quantity")
