from collections.abc import Sequence
from typing import Any, Literal

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field, field_validator

from routes import answers, schemas, table_answers
from routes.access import of_products
from routes.blueprints import APIBlueprint
from routes.description import also_answers
from routes.table_answers import File, TableQuery
from services.accuracy import accuracy_service
from services.accuracy.accuracy_service import AccuracyQuery
from services.days import Day

accuracy_bp = APIBlueprint("accuracy", __name__, url_prefix="/accuracy", abp_tags=[Tag(name="Planning")])

Group = Literal["sku", "category", "location", "week", "lead"]
SHARES = ("wape", "bias", "coverage", "naive_wape", "value_added")
AMOUNTS = ("actual", "absolute_error", "error", "value_added")


class AccuracyParameters(schemas.ListQuery, TableQuery):
    by: Group = Field("sku", description="One line for each of these.")
    first: Day | None = Field(None, alias="from", description="First day, widened to whole weeks from Monday.")
    last: Day | None = Field(None, alias="to", description="Last day, widened likewise.")
    lead: str = Field(
        "1-28",
        pattern=r"^([1-9]|1\d|2[0-8])(-([1-9]|1\d|2[0-8]))?$",
        description="Days ahead, widened to 1-7, 8-14, 15-28 or what these make together.",
        json_schema_extra={"example": "1-7"},
    )
    product_sku: str | None = Field(None, max_length=64, description="This product only.")
    category: str | None = Field(None, max_length=100, description="Exactly this category only.")
    sort: str | None = Field(
        None,
        max_length=20,
        description="error, money, wape, bias, coverage or value_added, `-` before it for the largest first; "
        "empty: by what the lines are for.",
        json_schema_extra={"example": "-error"},
    )

    @field_validator("lead")
    @classmethod
    def _rising(cls, lead: str) -> str:
        first, _, last = lead.partition("-")
        if last and int(first) > int(last):
            raise ValueError("the first number must not be above the second")
        return lead

    def to_query(self) -> AccuracyQuery:
        first, _, last = self.lead.partition("-")
        leads = int(first), int(last or first)
        return AccuracyQuery(self.by, self.first, self.last, leads, self.product_sku, self.category, self.sort)


class Amounts(BaseModel):
    actual: float
    absolute_error: float
    error: float = Field(description="Forecast less actual.")
    value_added: float = Field(description="Absolute error that repeating last week would have had above this.")


class Figures(BaseModel):
    forecasts: int = Field(description="Days that were forecast, each as often as it was.")
    reconstructed: int = Field(
        description="Of these, those made later from what was known then: of weeks in which nothing was published yet."
    )
    wape: float | None = Field(description="Sum of absolute errors over sum of sales.")
    bias: float | None = Field(description="Forecast total over actual total, less one.")
    coverage: float | None = Field(description="Share of days inside the 80 % interval.")
    naive_wape: float | None = Field(description="WAPE of repeating the last week known at the time.")
    value_added: float | None = Field(description="Share of that error which the forecast saved.")
    units: Amounts
    money: Amounts | None = Field(description="At unit prices; null where no product has one.")


class AccuracyLine(Figures):
    sku: str | None = None
    category: str | None = None
    location: str | None = None
    week: schemas.Day | None = Field(None, description="Its Monday.")
    lead: int | None = Field(None, description="Shortest lead of its bucket: 1, 8 or 15 days ahead.")


class AccuracyAnswer(BaseModel):
    items: list[AccuracyLine]
    next_cursor: str | None
    total: Figures | None = Field(description="Over all lines; null as long as nothing was scored.")
    lead: str
    first: schemas.Day = Field(alias="from")
    last: schemas.Day = Field(alias="to")


@accuracy_bp.get("", summary="How good forecasts were, as they were published", responses={200: AccuracyAnswer})
@also_answers(*table_answers.FILES)
@of_products
def get_accuracy(query: AccuracyParameters) -> Response:
    """JSON page by page; or all of it as a file, CSV or XLSX."""
    file = query.file
    found = accuracy_service.accuracy(query.to_query(), None if file else query.limit, query.cursor)
    if file:
        return _table(file, query.by, found.page.items)
    about = {
        "total": found.total,
        "lead": "-".join(map(str, found.leads)),
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
    }
    return answers.listing(found.page, dict, **about)


def _table(file: File, by: str, lines: Sequence[dict[str, Any]]) -> Response:
    amounts = [f"{kind}_{name}" for kind in ("units", "money") for name in AMOUNTS]
    columns = [by, "forecasts", "reconstructed", *SHARES, *amounts]
    flat = (line | _flat("units", line["units"]) | _flat("money", line["money"]) for line in lines)
    return table_answers.table(file, "accuracy", columns, ([line[name] for name in columns] for line in flat))


def _flat(kind: str, amounts: dict[str, float] | None) -> dict[str, Any]:
    return {f"{kind}_{name}": amounts and amounts[name] for name in AMOUNTS}
