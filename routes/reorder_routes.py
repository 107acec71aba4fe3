from typing import Any, Literal
from urllib.parse import urlencode

from flask import Response, jsonify, url_for
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas, table_answers
from routes.access import of_products
from routes.blueprints import APIBlueprint
from routes.description import also_answers, may_conflict
from routes.table_answers import TableQuery
from services.records import Money, Record
from services.replenishment.lists import reorder
from services.replenishment.lists.advice_lines import Choice
from services.replenishment.lists.advice_record import Advice, ListedAdvice
from services.replenishment.lists.reorder import ListRequest
from services.replenishment.lists.transfer_record import SuggestedTransfer
from services.replenishment.suppositions import what_ifs
from services.replenishment.suppositions.what_ifs import WhatIf

reorder_bp = APIBlueprint("reorder", __name__, abp_tags=[Tag(name="Planning")])

Kind = Literal["order", "enough", "excess", "dead", "unknown", "kit"]


class ReorderQuery(schemas.ListQuery, TableQuery):
    budget: float | None = Field(None, ge=0, le=1e15, description="Money there is: a good list it pays for.")
    supplier: str | None = Field(None, max_length=100, description="Exactly this supplier.")
    category: str | None = Field(None, max_length=100, description="Exactly this category.")
    location: str | None = Field(None, max_length=100, description="Exactly this location.")
    kind: Kind = Field("order", description="`excess` and `dead` list what not to order, and the money tied up in it.")

    def to_request(self, whole: bool) -> ListRequest:
        choice = Choice(self.kind, self.supplier, self.category, self.location)
        return ListRequest(choice, self.budget, None if whole else self.limit, None if whole else self.cursor)


class WhatIfQuery(BaseModel):
    service_level: float | None = Field(None, ge=0.5, le=0.999, description="Wanted chance of no stock-out.")
    lead_time_days: float | None = Field(None, ge=0, le=365, description="Days from order to arrival.")
    lead_time_sd_days: float | None = Field(None, ge=0, le=365, description="Its standard deviation.")
    review_days: int | None = Field(None, ge=0, le=365, description="Days between two orders.")
    demand_change: float | None = Field(None, ge=-100, le=1000, description="In percent: 20 is a fifth more.")
    on_hand: float | None = Field(None, ge=-1e12, le=1e12, description="Units in stock.")
    price: float | None = Field(
        None,
        ge=0,
        le=1e10,
        description="Of one unit. It changes the money; state what it does to demand as demand_change.",
    )
    promotion: bool | None = Field(
        None, description="All coming days are promoted, with the effect past promotions of this product had."
    )


class ReorderLine(ListedAdvice):
    transfers: list[SuggestedTransfer] = Field(description="What to move here first; `quantity` is without it.")


class ReorderTotals(Record):
    """Of the whole list, not only of this page."""

    lines: int = Field(description="How many.")
    cost: Money = Field(description="Of the lines whose cost is known.")
    money_at_risk: Money = Field(description="Of all lines.")
    without_cost: int = Field(description="Lines whose cost is not known.")
    excess_value: Money = Field(description="Of all lines whose cost is known.")
    covered_at_most: Money | None = Field(description="With a budget: no list within it covers more money at risk.")
    left_out: int | None = Field(description="With a budget: lines it does not pay for, or of unknown cost.")


class ReorderPage(BaseModel):
    items: list[ReorderLine]
    next_cursor: str | None
    totals: ReorderTotals


class InKit(BaseModel):
    product_sku: str
    units: float


class ProductAdvice(Advice):
    service_level: float = Field(description="As asked for, or derived.")
    in_kits: list[InKit] = Field(description="Of expected demand, what goes into each kit or recipe, most first.")


class SupposedAdvice(ProductAdvice):
    supposed: dict[str, Any]
    promotion_effect: str | None = Field(None, examples=["promotion: +38 %, from 6 past promotions"])


class CurrentAdvice(ProductAdvice):
    transfers: list[SuggestedTransfer]


class LeadTimes(BaseModel):
    """Days from order to arrival: as stated, as receipts have taught, and what the advice counts on."""

    counts: Literal["both", "stated", "learned"] = Field(description="As `lead_time_from` of the product says.")
    days: float
    stated_days: int
    learned_days: float | None = Field(description="null: too few orders have come in to say.")
    learned_from_orders: int


class ComparedAdvice(ProductAdvice):
    """The advice asked for: what is supposed, if anything is; beside it both, and a link that asks the same again."""

    supposed: dict[str, Any] | None = None
    promotion_effect: str | None = None
    transfers: list[SuggestedTransfer] | None = Field(None, description="Without a what-if: as in `now`.")
    lead_time: LeadTimes
    now: CurrentAdvice
    what_if: SupposedAdvice | None
    link: str


@reorder_bp.get("/reorder", summary="What to order today, most money at risk first", responses={200: ReorderPage})
@also_answers(*table_answers.FILES)
@of_products
def list_reorder_advice(query: ReorderQuery) -> Response:
    """From the advice as last worked out: after each training and each change of stock, terms or orders. An order to
    a supplier below its minimum is filled up with what is needed next, and its lines say so."""
    file = query.file
    found = reorder.order_list(query.to_request(whole=file is not None))
    if file:
        rows = ListedAdvice.rows(found.page.items)
        return table_answers.table(file, f"reorder-{query.kind}", ListedAdvice.COLUMNS, rows)
    response = answers.listing(found.page, ReorderLine.of, totals=ReorderTotals.of(found.totals))
    response.vary.add("Accept")
    return response


@reorder_bp.get(
    "/products/<sku:sku>/reorder",
    summary="What to order of one product, and what if; nothing is stored",
    responses={200: ComparedAdvice},
)
@may_conflict
@of_products
def get_reorder_advice(path: schemas.SkuPath, query: WhatIfQuery) -> Response:
    supposed = WhatIf(**query.model_dump())
    link = url_for("reorder.get_reorder_advice", sku=path.sku)
    if supposed.given():
        link = f"{link}?{urlencode(_plain(supposed.given()))}"
    return jsonify(what_ifs.advice(path.sku, supposed) | {"link": link})


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}
