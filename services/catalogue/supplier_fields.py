"""What one may say about a supplier: validated once, then trusted."""

from typing import Annotated, Any, Literal, Self

from babel.numbers import is_currency
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_serializer, model_validator

from services.catalogue.product_fields import Label, Money, Text, Units, WholeUnits
from services.catalogue.term_fields import InheritedTerms
from services.days import Day
from utils.language import _

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Name = Annotated[Label, Field(min_length=1, max_length=100, examples=["Mill & Sons"])]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Weekdays = Annotated[
    list[Weekday],
    Field(min_length=1, max_length=7, examples=[["tue", "fri"]]),
    AfterValidator(lambda days: sorted(set(days), key=WEEKDAYS.index)),
]
TimeOfDay = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["11:00"])]


def _is_money(code: str) -> str:
    if not is_currency(code):
        raise ValueError(_("{code} is no currency of ISO 4217; write it like EUR or USD", code=code))
    return code


Currency = Annotated[str, Field(pattern="^[A-Z]{3}$", examples=["USD"]), AfterValidator(_is_money)]
Rate = Annotated[float, Field(gt=0, le=1e6, strict=True, allow_inf_nan=False)]
# An address alone: no name before it, no brackets, no second one.
_EMAIL = r"^[^@\s<>(),;:]+@[^@\s<>(),;:.]+(\.[^@\s<>(),;:.]+)*$"
Email = Annotated[Text, Field(max_length=254, pattern=_EMAIL, examples=["orders@mill.example"])]

Language = Literal["en", "de", "fr", "es"]


class Shutdown(BaseModel):
    """Days, first and last included, on which nothing is ordered and nothing comes."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last < self.first:
            raise ValueError(_("the last day (`to`) lies before the first (`from`)"))
        return self


class SupplierTerms(InheritedTerms):
    """When and how this supplier delivers, what one order must at least be, and what its products inherit."""

    min_order_value: Money | None = Field(None, description="In money; empty: none.", examples=[250])
    min_order_units: WholeUnits = Field(0, ge=0, description="In units of all products together.")
    order_days: Weekdays | None = Field(None, description="Days of the week on which it takes orders; null: any.")
    cut_off: TimeOfDay | None = Field(
        None, description="Orders after this time, by the shop's clock, are orders of the next order day."
    )
    delivery_days: Weekdays | None = Field(None, description="Days of the week on which it delivers; null: any.")
    closed: list[Shutdown] = Field(
        [], max_length=100, description="Shutdowns.", examples=[[{"from": "2026-12-24", "to": "2027-01-06"}]]
    )
    order_cost: Money | None = Field(
        None, description="What an order costs, whatever is ordered: larger ones, less often."
    )
    currency: Currency | None = Field(None, description="Of its prices and minimums; null: the shop's own.")
    exchange_rate: Rate | None = Field(
        None, description="What one of its currency is worth in the shop's; null: as much.", examples=[0.92]
    )
    min_order_weight: Units | None = Field(None, description="In kg, by the weights of the products; null: none.")
    min_order_volume: Units | None = Field(None, description="In litres, by the volumes of the products; null: none.")
    email: Email | None = Field(None, description="Where orders are sent.")
    language: Language | None = Field(None, description="In which it is written to; null: the shop's.")

    @field_serializer("closed")
    def _plain(self, closed: list[Shutdown]) -> list[dict[str, Any]]:
        return [own.model_dump(mode="json", by_alias=True) for own in closed]


class NewSupplier(SupplierTerms):
    name: Name


class SupplierChange(SupplierTerms):
    """The fields that were set count; the others stay."""

    # Made, not given: the description would name as the default what no supplier may be called.
    name: Name = Field(default_factory=str)
