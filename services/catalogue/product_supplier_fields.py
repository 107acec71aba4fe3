"""What one may say about a supplier of a product: validated once, then trusted."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, field_serializer, model_validator

from services.catalogue.product_fields import Days, Label, Money, WholeUnits
from utils.language import _

Priority = Annotated[int, Field(ge=1, le=100, strict=True)]


class PriceBreak(BaseModel):
    """What one unit costs in an order of at least so many."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    quantity: WholeUnits = Field(ge=1)
    unit_cost: Money


class OfferFields(BaseModel):
    """Each of these terms for itself."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    code: Label | None = Field(None, max_length=64, description="By which the supplier knows it.", examples=["M-4711"])
    unit_cost: Money | None = Field(None, description="In the supplier's currency.", examples=[1.1])
    price_breaks: list[PriceBreak] = Field(
        [], max_length=20, description="Lower costs of larger orders.", examples=[[{"quantity": 100, "unit_cost": 1.0}]]
    )
    pack_size: WholeUnits | None = Field(None, ge=1, description="Orders are multiples of this.")
    min_order: WholeUnits | None = Field(None, ge=0, description="Smallest order of the product.")
    lead_time_days: Days | None = Field(None, description="Days from order to arrival; else the supplier's.")
    priority: Priority = Field(1, description="Of plans that cost the same, the lower number is taken.")

    @field_serializer("price_breaks")
    def _plain(self, breaks: list[PriceBreak]) -> list[dict[str, Any]]:
        return [{"quantity": own.quantity, "unit_cost": float(own.unit_cost)} for own in breaks]


class ProductSupplierTerms(OfferFields):
    """What this supplier asks for the product, in its currency; what is left out is as the product says."""

    @model_validator(mode="after")
    def _cheaper_and_cheaper(self) -> Self:
        quantities = [own.quantity for own in self.price_breaks]
        costs = [*([self.unit_cost] if self.unit_cost is not None else []), *(b.unit_cost for b in self.price_breaks)]
        if quantities != sorted(set(quantities)) or costs != sorted(costs, reverse=True):
            raise ValueError(
                _("list the price breaks (`price_breaks`) by rising quantity and falling cost (`unit_cost`)")
            )
        if self.price_breaks and self.unit_cost is None:
            raise ValueError(
                _("price breaks (`price_breaks`) need a cost (`unit_cost`), for orders below the first of them")
            )
        return self
