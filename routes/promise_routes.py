from collections.abc import Sequence
from typing import Any, Literal

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas, table_answers
from routes.access import of_products
from routes.blueprints import APIBlueprint
from routes.description import also_answers
from routes.table_answers import File, TableQuery
from services.accuracy import promises
from services.accuracy.promises import PromiseQuery
from services.days import Day

promise_bp = APIBlueprint("promises", __name__, url_prefix="/promises", abp_tags=[Tag(name="Planning")])

Group = Literal["supplier", "category", "location", "month", "sku"]


class PromiseParameters(schemas.ListQuery, TableQuery):
    by: Group = Field("supplier", description="One line for each of these.")
    first: Day | None = Field(None, alias="from", description="First day, widened to whole weeks from Monday.")
    last: Day | None = Field(
        None, alias="to", description="Last day, widened likewise; empty: the running week and eight before."
    )
    supplier: str | None = Field(None, max_length=100, description="Exactly this supplier only.")
    category: str | None = Field(None, max_length=100, description="Exactly this category only.")

    def to_query(self) -> PromiseQuery:
        return PromiseQuery(self.by, self.first, self.last, self.supplier, self.category)


class PromiseFigures(BaseModel):
    products: int = Field(description="Whose stock is known; those whose stock nobody keeps are left out.")
    cycles: int = Field(description="Order cycles that ended in these weeks: each as long as `review_days`.")
    reconstructed: int = Field(
        description="Of these, those of products whose stock is not known, in the weeks before the first training: what"
        " orders by the advice of the time would have come to."
    )
    promised: float = Field(description="The service level asked for, mean over the cycles.")
    kept: float = Field(
        description="Share of the cycles without a day out of stock; of products with a fill rate as their target, the "
        "share of demand that was met."
    )
    difference: float = Field(description="Kept less promised.")
    standard_error: float = Field(
        description="Of `kept`, as of so many independent cycles; above 0 where all were kept."
    )
    days_out: int = Field(description="Days without stock.")
    lost_units: float = Field(description="By what days without stock fell short of the others.")
    lost_money: float | None = Field(description="At unit prices; null where no product has one.")


class PromiseLine(PromiseFigures):
    supplier: str | None = None
    category: str | None = None
    location: str | None = None
    month: str | None = Field(None, description="YYYY-MM; a week belongs to that of its Monday.")
    sku: str | None = None


class PromiseAnswer(BaseModel):
    items: list[PromiseLine]
    next_cursor: str | None
    total: PromiseFigures | None = Field(description="Over all lines; null as long as no night has looked back.")
    first: schemas.Day = Field(alias="from")
    last: schemas.Day = Field(alias="to")


@promise_bp.get("", summary="The service that was promised, and the one that was kept", responses={200: PromiseAnswer})
@also_answers(*table_answers.FILES)
@of_products
def list_promises(query: PromiseParameters) -> Response:
    """Looked back at every night, from days without stock; what was kept least comes first. JSON page by page, or all
    of it as a file, CSV or XLSX."""
    file = query.file
    found = promises.promises(query.to_query(), None if file else query.limit, query.cursor)
    if file:
        return _table(file, query.by, found.page.items)
    about = {"total": found.total, "from": found.first.isoformat(), "to": found.last.isoformat()}
    return answers.listing(found.page, dict, **about)


def _table(file: File, by: str, lines: Sequence[dict[str, Any]]) -> Response:
    columns = [by, *PromiseFigures.model_fields]
    return table_answers.table(file, "promises", columns, ([line[name] for name in columns] for line in lines))
