import datetime
from typing import Any, Literal
from urllib.parse import urlencode

from flask import Response, jsonify, request, url_for
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from routes import csv_answers, schemas
from routes.description import also_answers
from routes.transfer_routes import SuggestedTransfer
from services.replenishment import reorder, what_ifs
from services.replenishment.advice_lines import Choice, Line
from services.replenishment.reorder import ListRequest, OrderList
from services.replenishment.what_ifs import WhatIf

reorder_bp = APIBlueprint("reorder", __name__, abp_tags=[Tag(name="Planning")])

Kind = Literal["order", "enough", "excess", "dead", "unknown"]
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
DIGITS = {"unit_cost": 4, "days_of_cover": 1}


class ReorderQuery(schemas.ListQuery):
    budget: float | None = Field(None, ge=0, le=1e15, description="Money there is: a good list it pays for.")
    supplier: str | None = Field(None, max_length=100, description="Exactly this supplier.")
    category: str | None = Field(None, max_length=100, description="Exactly this category.")
    location: str | None = Field(None, max_length=100, description="Exactly this location.")
    kind: Kind = Field("order", description="`excess` and `dead` list what not to order, and the money tied up in it.")
    format: Literal["json", "csv"] | None = Field(
        None, description="`csv`, or `Accept: text/csv`: the whole list as a file, whatever the limit."
    )

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


class Advice(BaseModel):
    product_sku: str
    name: str
    kind: Kind
    quantity: int = Field(description="To order, in whole packs and no less than the minimum.")
    needed: float = Field(description="Units that would do, with the service level: expected demand + safety stock.")
    expected_demand: float = Field(description="Until the next arrival, without what is lost before the first.")
    safety_stock: float = Field(description="What is kept beyond expected demand.")
    on_hand: float | None = Field(description="Units today; null: unknown.")
    arriving: float = Field(description="On its way, in time for that.")
    missing: float | None = Field(
        description="Expected demand + safety stock - on hand - arriving; before packs, minimums."
    )
    pack_size: int
    order_by: datetime.date | None = Field(
        description="Last day on which ordering keeps the service level; null: not within the next weeks."
    )
    stock_out_date: datetime.date | None = Field(description="Day on which expected demand empties the shelf.")
    days_of_cover: float | None
    money_at_risk: float = Field(description="Expected margin lost, if nothing is ordered, that an order today saves.")
    cost: float | None
    excess_units: float
    excess_value: float | None
    as_of: datetime.date
    reason: str = Field(description="One sentence with all figures.")


class ReorderLine(Advice):
    transfers: list[SuggestedTransfer] = Field(description="What to move here first; `quantity` is without it.")
    supplier: str
    category: str
    location: str
    unit_cost: float | None


class ReorderTotals(BaseModel):
    """Of the whole list, not only of this page."""

    lines: int
    cost: float = Field(description="Of the lines whose cost is known.")
    money_at_risk: float
    without_cost: int = Field(description="Lines whose cost is not known.")
    excess_value: float
    covered_at_most: float | None = Field(description="With a budget: no list within it covers more money at risk.")
    left_out: int | None = Field(description="With a budget: lines it does not pay for, or of unknown cost.")


class ReorderPage(BaseModel):
    items: list[ReorderLine]
    next_cursor: str | None
    totals: ReorderTotals


class ProductAdvice(Advice):
    service_level: float = Field(description="As asked for, or derived.")


class SupposedAdvice(ProductAdvice):
    supposed: dict[str, Any]
    promotion_effect: str | None = Field(None, examples=["promotion: +38 %, from 6 past promotions"])


class CurrentAdvice(ProductAdvice):
    transfers: list[SuggestedTransfer]


class ComparedAdvice(ProductAdvice):
    """The advice asked for: what is supposed, if anything is; beside it both, and a link that asks the same again."""

    supposed: dict[str, Any] | None = None
    promotion_effect: str | None = None
    transfers: list[SuggestedTransfer] | None = Field(None, description="Without a what-if: as in `now`.")
    now: CurrentAdvice
    what_if: SupposedAdvice | None
    link: str


@reorder_bp.get("/reorder", summary="What to order today, most money at risk first", responses={200: ReorderPage})
@also_answers(csv_answers.CSV)
def list_reorder(query: ReorderQuery) -> Response:
    """From the advice as last worked out: after each training and each change of stock, terms or orders. An order to
    a supplier below its minimum is filled up with what is needed next, and its lines say so."""
    as_csv = query.format == "csv" or (query.format is None and csv_answers.wanted())
    found = reorder.order_list(query.to_request(as_csv))
    if as_csv:
        return csv_answers.table(f"reorder-{query.kind}.csv", COLUMNS, (_line_json(line) for line in found.page.items))
    return _page_json(found)


@reorder_bp.get(
    "/products/<sku:sku>/reorder",
    summary="What to order of one product, and what if; nothing is stored",
    responses={200: ComparedAdvice},
)
def product_reorder(path: schemas.SkuPath, query: WhatIfQuery) -> Response:
    supposed = WhatIf(**query.model_dump())
    link = url_for("reorder.product_reorder", sku=path.sku)
    if supposed.given():
        link = f"{link}?{urlencode(_plain(supposed.given()))}"
    return jsonify(what_ifs.advice(path.sku, supposed) | {"link": link})


def _page_json(found: OrderList) -> Response:
    page, totals = found.page, found.totals
    response = jsonify(
        items=[_full_json(line) for line in page.items],
        next_cursor=page.next_cursor,
        totals={
            "lines": totals.lines,
            "cost": round(totals.cost, 2),
            "money_at_risk": round(totals.money_at_risk, 2),
            "without_cost": totals.without_cost,
            "excess_value": round(totals.excess_value, 2),
            "covered_at_most": None if totals.covered_at_most is None else round(totals.covered_at_most, 2),
            "left_out": totals.left_out,
        },
    )
    if page.next_cursor:
        following = url_for(request.endpoint, **(request.args.to_dict() | {"cursor": page.next_cursor}))
        response.headers["Link"] = f'<{following}>; rel="next"'
    response.vary.add("Accept")
    return response


def _line_json(line: Line) -> dict[str, Any]:
    return {"product_sku": line.sku} | {name: _json(name, getattr(line, name)) for name in COLUMNS[1:]}


def _full_json(line: Line) -> dict[str, Any]:
    return _line_json(line) | {"transfers": [transfer.document for transfer in line.transfers]}


def _json(name: str, value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return round(value, DIGITS.get(name, 2)) if isinstance(value, float) else value


def _plain(given: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}
