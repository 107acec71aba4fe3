"""What is shown of a transfer."""

import datetime

from pydantic import AliasPath, Field

from services.records import Money, Record, Units


class PlaceItem(Record):
    product_sku: str = Field(validation_alias="sku")
    location: str = Field(validation_alias="name")
    on_hand: float
    needed: Units = Field(description="Units needed until the order after the next arrives.")
    stock_out_date: datetime.date | None


class TransferItem(Record):
    item: str
    name: str = Field(validation_alias=AliasPath("target", "product_name"))
    quantity: int
    source: PlaceItem
    target: PlaceItem
    money_at_risk: Money = Field(description="What these units save.")
    reason: str


class SuggestedTransfer(Record):
    """The same beside the advice on its target."""

    product_sku: str = Field(
        validation_alias=AliasPath("source", "sku"), description="The same item in the place that can give."
    )
    location: str = Field(validation_alias=AliasPath("source", "name"))
    quantity: int = Field(description="Units to move before ordering.")
    spare: int = Field(validation_alias=AliasPath("source", "spare"), description="Units it has more than it needs.")
    left_to_order: int = Field(
        validation_alias="left", description="What is still missing after that, before packs and minimums."
    )
