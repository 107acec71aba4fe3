"""What one may say about a product, and the rules for it: validated once, then trusted."""

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_serializer, field_validator, model_validator

from services.days import Day
from services.sku import LONGEST, clean_sku
from services.visible import lines, on_one_line, one_line
from utils.language import N_, _

Sku = Annotated[
    str,
    AfterValidator(clean_sku),
    Field(
        description=f"Product code: any text up to {LONGEST} characters.",
        examples=["BRD-001"],
        json_schema_extra={"minLength": 1, "maxLength": LONGEST},
    ),
]
# Of what is not there yet; older ones may hold what nobody sees.
NewSku = Annotated[Sku, AfterValidator(one_line)]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=4)]
Days = Annotated[int, Field(ge=0, le=365, strict=True)]
ShelfLife = Annotated[int, Field(ge=1, le=3650, strict=True)]
Spread = Annotated[float, Field(ge=0, le=365, strict=True, allow_inf_nan=False)]
ServiceLevel = Annotated[float, Field(ge=0.5, le=0.999, strict=True)]
Units = Annotated[float, Field(ge=0, le=1e12, strict=True, allow_inf_nan=False)]
# Counted stock can be less than nothing: more was sold than was booked in.
StockUnits = Annotated[float, Field(ge=-1e12, le=1e12, strict=True, allow_inf_nan=False)]
WholeUnits = Annotated[int, Field(le=2**31 - 1, strict=True)]
# Of which everything can be seen; in several lines, where somebody has written so.
Text = Annotated[str, AfterValidator(lines)]
# What stands on one line of a paper, a subject or a list.
Label = Annotated[str, AfterValidator(on_one_line)]


class Like(BaseModel):
    """Which product, or the launches of which category, a product is expected to be like, and how much of it."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    product_sku: Sku | None = None
    category: Label | None = Field(None, min_length=1, max_length=100)
    percent: float = Field(100.0, gt=0, le=1000, strict=True, allow_inf_nan=False)

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.product_sku is None) == (self.category is None):
            raise ValueError(_("name a product (`product_sku`) or a category (`category`), one of the two"))
        return self


class Component(BaseModel):
    """What goes into one unit of a kit or recipe."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    product_sku: Sku
    quantity: float = Field(gt=0, le=1e6, strict=True, allow_inf_nan=False)


class ProductFields(BaseModel):
    """All of a product but its code. As a change, the fields that were set count and the others stay.

    A figure with a title can be tried out on the product's page.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    name: Label = Field("", max_length=200, examples=["Wholemeal bread"])
    category: Label = Field("", max_length=100, examples=["Bread"])
    location: Label = Field("", max_length=100, examples=["Main Street"])
    on_hand: StockUnits | None = Field(
        None,
        title=N_("On hand"),
        description="Units in stock; null: unknown, and no order is advised before it is known.",
    )
    on_order: Units = Field(0.0, description="Units ordered that have not arrived.")
    supplier: Label = Field("", max_length=100, description="Who delivers it.", examples=["Mill & Sons"])
    lead_time_days: Days = Field(7, title=N_("Lead time, days"), description="Days from order to arrival.")
    lead_time_sd_days: Spread | None = Field(
        None, description="Standard deviation of the lead time in days; empty: learned from receipts."
    )
    lead_time_from: Literal["both", "stated", "learned"] = Field(
        "both", description="Which lead time counts: `both`, weighed by what receipts have taught, or one of them."
    )
    review_days: Days = Field(7, title=N_("Order every, days"), description="Review period: days between two orders.")
    service_level: ServiceLevel | None = Field(
        0.95,
        title=N_("Service level"),
        description="Cycle service level: wanted chance of no stock-out until the next order arrives; "
        "null: derived from cost, price and holding cost.",
    )
    target: Literal["cycle_service", "fill_rate"] = Field(
        "cycle_service", description="What the service level is of: no stock-out, or the share of demand that is met."
    )
    shelf_life_days: ShelfLife | None = Field(
        None,
        title=N_("Shelf life, days"),
        description="Days for which it can be sold from its arrival on; null: it does not expire.",
    )
    min_stock: Units = Field(
        0.0, title=N_("Least stock"), description="Units planned to be left when the next order comes."
    )
    max_stock: Units | None = Field(
        None, title=N_("Most stock"), description="Units to which an order may fill up; null: any number."
    )
    display_stock: Units = Field(0.0, title=N_("On display"), description="Units that always stay on the shelf.")
    stocked_from: Units | None = Field(
        None, description="Expected units a year below which none are kept; null: always kept."
    )
    pack_size: WholeUnits = Field(1, ge=1, title=N_("Pack size"), description="Orders are multiples of this.")
    min_order: WholeUnits = Field(0, ge=0, title=N_("Smallest order"), description="Smallest order.")
    unit_cost: Money | None = Field(
        None, title=N_("Unit cost"), description="What one unit costs to buy.", examples=[1.2]
    )
    unit_price: Money | None = Field(
        None, title=N_("Unit price"), description="What one unit sells for.", examples=[2.5]
    )
    unit_weight: Units | None = Field(None, description="What one unit weighs, in kg; for minimums of suppliers.")
    unit_volume: Units | None = Field(
        None, description="The room one unit takes, in litres; for minimums of suppliers."
    )
    holding_cost: Money | None = Field(
        None, description="What keeping one unit costs in a year; empty: a share of the unit cost.", examples=[0.3]
    )
    backorders: bool = Field(
        False, description="Customers wait for what is not there; else what finds an empty shelf is lost, not ordered."
    )
    launch_on: Day | None = Field(None, description="First day on which it is sold; null: as its sales say.")
    ends_on: Day | None = Field(
        None, description="Last day on which it is sold: no order reaches beyond it; null: none is known."
    )
    replaces: Text = Field(
        "",
        max_length=LONGEST,
        description="Code of the product it takes the place of, whose sales count as its own; that one ends.",
    )
    like: Like | None = Field(
        None, description="What it is expected to be like until its own sales say it; null: launches of its category."
    )

    variant_of: Text = Field(
        "",
        max_length=LONGEST,
        description="The item it is a size or colour of, under any name: until its own sales say more, it is expected "
        "to sell what its siblings do on average; totals by item add them up.",
    )
    components: Annotated[list[Component], Field(max_length=100)] | None = Field(
        None,
        description="What it is put together of when it is sold, and how much of it: a kit or recipe. Its sales are "
        "demand for these; null: it is none.",
    )

    @field_validator("components")
    @classmethod
    def _each_component_once(cls, components: list[Component] | None) -> list[Component] | None:
        codes = [one.product_sku for one in components or ()]
        if twice := next((code for code in codes if codes.count(code) > 1), None):
            raise ValueError(_("{twice!r} stands in it twice; add the quantities up", twice=twice))
        return components or None

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.launch_on and self.ends_on and self.ends_on < self.launch_on:
            raise ValueError(_("the last day (`ends_on`) lies before the first (`launch_on`)"))
        return self

    @field_serializer("like")
    def _plain(self, like: Like | None) -> dict[str, Any] | None:
        """Always with its percent, which need not have been said."""
        return like.model_dump(exclude_none=True) if like else None


class NewProduct(ProductFields):
    sku: NewSku
