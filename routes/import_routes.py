from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from routes import schemas
from routes.access import current_user, requires
from services.sales import imports

import_bp = APIBlueprint("imports", __name__, url_prefix="/imports", abp_tags=[Tag(name="Products and sales")])


class Undone(BaseModel):
    restored: int = Field(description="Days of products that are again as they were.")
    kept: int = Field(description="Days of products that were told anew since; they stay.")
    products_removed: int = Field(description="Products that the import had made and nobody has used.")


@import_bp.post(
    "/<task_id>/undo",
    summary="Take an import back, within 30 days",
    description="What was there before is there again. Where a later import of the same source has told of the same "
    "days, its figures stay. 409: it was undone before, changed nothing, or is older than 30 days.",
    responses={200: Undone},
)
@requires("planner")
def undo(path: schemas.TaskPath) -> Response:
    return jsonify(imports.undo(path.task_id, current_user()))
