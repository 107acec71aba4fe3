from flask import Response, jsonify
from flask_openapi3 import Tag
from pydantic import BaseModel, Field

from routes import schemas
from routes.access import current_user, requires
from routes.blueprints import APIBlueprint
from services.imports import undoing

import_bp = APIBlueprint("imports", __name__, url_prefix="/imports", abp_tags=[Tag(name="Products and sales")])


class Undone(BaseModel):
    restored: int = Field(description="Of sales, days of products; else rows: what is again as it was.")
    kept: int = Field(description="Of sales, days that were told anew since; they stay.")
    products_removed: int = Field(description="Products that the import had made and nobody has used.")


@import_bp.post(
    "/<task_id>/undo",
    summary="Take an import back, within 30 days",
    description="What was there before is there again. Where a later import of the same source has reported the same "
    "days of sales, its figures stay. 409: it was undone before, changed nothing, is older than 30 days, or something "
    "rests on it: `something_rests_on_it` says what.",
    responses={200: Undone},
)
@requires("planner")
def undo_import(path: schemas.TaskPath) -> Response:
    return jsonify(undoing.undo(path.task_id, current_user()))
