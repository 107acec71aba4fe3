"""What one may say about a product, and the rules for it: validated once, then trusted."""

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.sku import LONGEST, clean_sku

Sku = Annotated[
    str,
    AfterValidator(clean_sku),
    Field(
        description=f"Product code: any text up to {LONGEST} characters.",
        examples=["BRD-001"],
        json_schema_extra={"minLength": 1, "maxLength": LONGEST},
    ),
]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=4)]
Days = Annotated[int, Field(ge=0, le=365, strict=True)]
Units = Annotated[float, Field(ge=0, le=1e12, strict=True, allow_inf_nan=False)]
WholeUnits = Annotated[int, Field(le=2**31 - 1, strict=True)]
# PostgreSQL cannot store the character NUL.
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]


class ProductFields(BaseModel):
    """All of a product but its code. As a change, the fields that were set count and the others stay."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Text = Field("", max_length=200, examples=["Wholemeal bread"])
    category: Text = Field("", max_length=100, examples=["Bread"])
    location: Text = Field("", max_length=100, examples=["Main Street"])
    on_hand: Units = Field(0.0, description="Units in stock.")
    on_order: Units = Field(0.0, description="Units ordered that have not arrived.")
    lead_time_days: Days = Field(7, description="Days from order to arrival.")
    review_days: Days = Field(7, description="Days between two orders.")
    service_level: float = Field(0.95, ge=0.5, le=0.999, strict=True, description="Wanted chance of no stock-out.")
    pack_size: WholeUnits = Field(1, ge=1, description="Orders are multiples of this.")
    min_order: WholeUnits = Field(0, ge=0, description="Smallest order.")
    unit_cost: Money | None = Field(None, description="What one unit costs to buy.", examples=[1.2])
    unit_price: Money | None = Field(None, description="What one unit sells for.", examples=[2.5])


class NewProduct(ProductFields):
    sku: Sku
