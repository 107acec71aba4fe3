from typing import Any

from flask import Response
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import answers, schemas
from routes.access import requires
from routes.blueprints import APIBlueprint
from services.access import audit
from services.records import Instant, Record

audit_bp = APIBlueprint("audit", __name__, url_prefix="/audit", abp_tags=[Tag(name="Operations")])


class Entry(Record):
    id: int
    at: Instant
    username: str = Field(description="Empty where nobody was signed in.")
    action: str = Field(examples=["worker.shutdown"])
    subject: str = Field(examples=["all workers"])
    target: str | None = Field(description="What was changed, by its address.", examples=["/purchase-orders/4711"])
    changes: dict[str, Any] | None = Field(description="As far as it is known: `before` and `after`, by field.")
    request_id: str | None


class Entries(BaseModel):
    items: list[Entry]
    next_cursor: str | None


@audit_bp.get("", summary="Who did what to the installation, newest first", responses={200: Entries})
@requires("admin")
def list_audit_entries(query: schemas.ListQuery) -> Response:
    return answers.listing(audit.list_entries(query.limit, query.cursor), Entry.of)
