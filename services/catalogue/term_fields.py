"""Terms that a supplier or a category may have for the products that leave them empty."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.catalogue.product_fields import Days, ProductFields, ServiceLevel, Spread, WholeUnits
from utils.language import _

TermName = Literal["lead_time_days", "lead_time_sd_days", "review_days", "service_level", "pack_size", "min_order"]


class InheritedTerms(BaseModel):
    """What holds for its products that say nothing of their own; null: nothing is said here either."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    lead_time_days: Days | None = Field(None, description="Days from order to delivery.")
    lead_time_sd_days: Spread | None = Field(None, description="Standard deviation of these days.")
    review_days: Days | None = Field(None, description="Days between two orders.")
    service_level: ServiceLevel | None = Field(None, description="Wanted chance of no stock-out.")
    pack_size: WholeUnits | None = Field(None, ge=1, description="Orders of a product are multiples of this.")
    min_order: WholeUnits | None = Field(None, ge=0, description="Smallest order of a product.")


TERMS = tuple(InheritedTerms.model_fields)
# What holds where nobody says anything.
USUAL = {name: ProductFields.model_fields[name].default for name in TERMS}


class ProductChange(ProductFields):
    """Fields to set, and terms to be left empty from now on."""

    inherit: list[TermName] = Field(
        [], description="Terms that are its supplier's from now on, else its category's, else the usual ones."
    )

    @model_validator(mode="after")
    def _either_or(self) -> Self:
        both = self.model_fields_set.intersection(self.inherit)
        if both:
            raise ValueError(_("{both}: either set it, or let it be inherited", both=", ".join(sorted(both))))
        return self
