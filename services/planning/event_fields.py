"""What one may say of something known ahead, and the rules for it."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.models.event import EventKind
from services.catalogue.product_fields import Label, Money, Sku, Text
from services.days import Day
from utils.language import _

LONGEST = timedelta(days=5 * 366)

Kind = Literal["promotion", "price", "closure", "holiday"]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166 code.", examples=["DE"])]
Region = Annotated[Text, Field(min_length=1, max_length=10, examples=["BY"])]


class EventFields(BaseModel):
    """All of an event. As a change, the fields that were set count and the others stay."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Label = Field("", max_length=200, examples=["Spring sale"])
    starts_on: Day | None = Field(None, examples=["2026-03-02"])
    ends_on: Day | None = Field(None, description="Last day, included; empty: one day only.", examples=["2026-03-08"])
    product_sku: Sku | None = Field(None, description="This product only.")
    category: Label | None = Field(None, max_length=100, description="Products of exactly this category only.")
    location: Label | None = Field(None, max_length=100, description="Products of exactly this location only.")
    price: Money | None = Field(None, description="Of one unit on these days, for the kind `price`.")
    country: Country | None = Field(
        None, description="Its public holidays: as days to learn from (`holiday`), or as days off (`closure`)."
    )
    region: Region | None = Field(None, description="Of this country, by ISO 3166-2 without the country.")


class NewEvent(EventFields):
    """Something known ahead: it concerns the products that fit all of product_sku, category and location given."""

    kind: Kind = Field(description="promotion, price, closure (nothing is sold) or holiday.")

    @model_validator(mode="after")
    def _makes_sense(self) -> "NewEvent":
        for problem in self._problems():
            raise ValueError(problem)
        return self

    def _problems(self) -> list[str]:
        kind = EventKind(self.kind)
        rules = {
            _("say the first day (`starts_on`)"): self.starts_on is None
            and not (self.country and self.ends_on is None),
            _(
                "the last day (`ends_on`) must lie within {days} days after the first (`starts_on`)", days=LONGEST.days
            ): self.starts_on is not None
            and not self.starts_on <= (self.ends_on or self.starts_on) <= self.starts_on + LONGEST,
            _("an event of the kind price, and no other, has a price"): (self.price is None)
            == (kind == EventKind.PRICE),
            _("only a holiday or a closure has a country"): self.country is not None
            and kind not in (EventKind.HOLIDAY, EventKind.CLOSURE),
            _("a region needs its country"): self.region is not None and self.country is None,
            _("a product has its category and location already"): self.product_sku is not None
            and (self.category or self.location) is not None,
        }
        return [rule for rule, is_broken in rules.items() if is_broken]
