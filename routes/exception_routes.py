from typing import Any

from flask import Response, jsonify
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import access, answers, schemas
from routes.access import of_products, requires
from routes.blueprints import APIBlueprint
from services.attention import exceptions
from services.attention.exceptions import ExceptionFilter, Noted
from services.attention.found import Kind
from services.catalogue.product_fields import Text
from services.days import Day
from utils import currencies

exception_bp = APIBlueprint("exceptions", __name__, url_prefix="/exceptions", abp_tags=[Tag(name="Planning")])


class ExceptionQuery(schemas.ListQuery):
    kind: Kind | None = Field(None, description="This kind only.")
    owner: str | None = Field(None, max_length=64, description="What this user sees to.")
    hidden: bool = Field(False, description="Those that are snoozed or done as well.")


class ExceptionPath(BaseModel):
    kind: Kind = Field(description="Its `kind`.")
    sku: str = Field(
        description="Its `subject`, percent-encoded as one path segment.", json_schema_extra={"example": "BRD-001"}
    )


class ExceptionSaid(schemas.Body):
    owner: str | None = Field(None, max_length=64, description="The user who sees to it; null: nobody.")
    snoozed_until: Day | None = Field(None, description="Hidden before this day; null: not hidden.")
    comment: Text = Field("", max_length=500)
    is_done: bool = Field(False, description="Hidden for as long as it goes on.")


class ExceptionLine(BaseModel):
    kind: Kind
    subject: str = Field(description="A product code, an order number or a task.")
    name: str
    money: float = Field(description="What it is about; 0 where nothing is known.")
    reason: str
    link: str = Field(description="Where to look.")
    owner: str | None
    snoozed_until: schemas.Day | None
    comment: str
    is_done: bool


class ExceptionPage(BaseModel):
    items: list[ExceptionLine]
    next_cursor: str | None
    counts: dict[str, int] = Field(description="How many there are of each kind; at most 100, the dearest.")


@exception_bp.get("", summary="What needs somebody, the dearest first", responses={200: ExceptionPage})
@of_products
def list_exceptions(query: ExceptionQuery) -> Response:
    """`runs_out`: empty before an order of today arrives. `overdue`: goods that should have come. `forecast_off`: over
    four weeks by half of what was sold. `demand_jumped`: last week, twice or half its forecast. `too_much`: money tied
    up. `expires`: before it is sold. `data_missing`: sold, and its stock is unknown. `job_failed`: since yesterday, and
    not gone well since."""
    wanted = ExceptionFilter(query.kind, query.owner, query.hidden)
    found = exceptions.list_exceptions(wanted, query.limit, query.cursor)
    return answers.listing(found.page, _shown, counts=found.counts)


@exception_bp.get("/<kind>/<sku:sku>", summary="One exception", responses={200: ExceptionLine})
@of_products
def get_exception(path: ExceptionPath) -> Response:
    return jsonify(_shown(exceptions.get(path.kind, path.sku)))


@exception_bp.patch("/<kind>/<sku:sku>", summary="Who sees to it, and when", responses={200: ExceptionLine})
@requires("planner")
@of_products
def change_exception(path: ExceptionPath, body: ExceptionSaid) -> Response:
    said = body.model_dump(exclude_unset=True)
    return jsonify(_shown(exceptions.change(path.kind, path.sku, said, access.current_user())))


def _shown(one: Noted) -> dict[str, Any]:
    found, note = one.found, one.note
    return {
        "kind": found.kind,
        "subject": found.subject,
        "name": found.name,
        "money": currencies.rounded(found.money),
        "reason": found.reason,
        "link": found.link,
        "owner": note.owner if note else None,
        "snoozed_until": note.snoozed_until.isoformat() if note and note.snoozed_until else None,
        "comment": note.comment if note else "",
        "is_done": bool(note and note.is_done),
    }
