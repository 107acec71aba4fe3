"""What is shown of an advice, in answers and files (docs/order-files.md)."""

import datetime

from pydantic import Field

from app.models.order_advice import AdviceKind
from services.records import FileRecord, Money, Record, Tenths, UnitMoney, Units


class Advice(Record):
    """What is known of one wherever it stands."""

    product_sku: str = Field(validation_alias="sku")
    name: str
    kind: AdviceKind = Field(
        description="order, enough, excess, dead (does not sell), unknown (stock is not known) or kit."
    )
    quantity: int = Field(description="To order, in whole packs and no less than the minimum.")
    needed: Units = Field(
        description="Order-up-to level: what would do, with the service level. Expected demand + safety stock."
    )
    expected_demand: Units = Field(description="Until the next arrival, without what is lost before the first.")
    for_kits: Units = Field(description="Of expected demand, what goes into kits and recipes.")
    safety_stock: Units = Field(
        description="What is kept beyond expected demand: to be surer, on display, in place of what will expire. Below "
        "zero: less than expected demand is worth buying, as more would expire."
    )
    on_hand: Units | None = Field(description="Units today; null: unknown.")
    arriving: Units = Field(description="On its way in time for that, or left of what it replaces.")
    missing: Units | None = Field(
        description="Expected demand + safety stock - on hand - arriving; before packs, minimums."
    )
    will_expire: Units = Field(description="Of what is there and on its way, expected to expire.")
    order_waste: Units = Field(description="Of the quantity, expected to expire, or never to be sold.")
    pack_size: int
    supplier: str = Field(description="Of whom to order: of several, the one whose plan is expected to cost least.")
    order_by: datetime.date | None = Field(
        description="Last day on which ordering keeps the service level (reorder point); null: not in the next weeks."
    )
    arrives_on: datetime.date | None = Field(description="When an order placed now comes, by its supplier's calendar.")
    next_arrival_on: datetime.date | None = Field(description="When the one after it comes: until then it has to last.")
    stock_out_date: datetime.date | None = Field(description="Day on which expected demand empties the shelf.")
    days_of_cover: Tenths | None
    money_at_risk: Money = Field(description="Expected margin lost, if nothing is ordered, that an order today saves.")
    cost: Money | None = Field(description="Of the quantity, in the shop's money; null: the unit cost is not known.")
    excess_units: Units = Field(description="Of what is in stock, more than will be needed.")
    excess_value: Money | None = Field(
        description="What they cost, in the shop's money; null: the unit cost is not known."
    )
    as_of: datetime.date = Field(description="First day that it looks at.")
    reason: str = Field(description="One sentence with all figures.")


class ListedAdvice(Advice, FileRecord):
    """A line of the order list, with what a buyer wants to see beside it."""

    COLUMNS = (
        "product_sku",
        "name",
        "supplier",
        "category",
        "location",
        "kind",
        "quantity",
        "order_by",
        "stock_out_date",
        "days_of_cover",
        "money_at_risk",
        "cost",
        "on_hand",
        "needed",
        "expected_demand",
        "for_kits",
        "safety_stock",
        "arriving",
        "missing",
        "pack_size",
        "unit_cost",
        "excess_units",
        "excess_value",
        "as_of",
        "reason",
    )

    category: str
    location: str
    unit_cost: UnitMoney | None = Field(description="What one unit costs to buy, in the shop's money; null: not known.")
