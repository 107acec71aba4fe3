"""Files on their way in, and templates and rejected rows on their way out: too large for a callback's JSON."""

from functools import partial

from flask import Blueprint, Response, jsonify, request

from dashboard.kit import downloads, meanings, sentences, sessions
from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX
from services.files import uploads
from services.imports import kinds
from services.imports.templates import TEMPLATES
from services.sales import imports
from utils.config import get_settings
from utils.language import _

FOLDER = "import-files"

files = Blueprint("import_files", __name__, url_prefix=PREFIX + FOLDER)


@files.post("")
@partial(guarded, role="planner")
def receive() -> Response:
    """Keep the body as an upload, for as long as somebody looks at it."""
    request.max_content_length = get_settings().max_import_mb * 1024 * 1024
    imports.clear_away()
    with uploads.received(request.stream) as upload_id:
        return jsonify(upload_id=upload_id)


@files.get("/<kind>-template.csv")
@files.get("/<kind>-template.xlsx")
@guarded
def template(kind: str) -> Response:
    """The products, or what is on its way, to fill in."""
    own = TEMPLATES[kinds.find(kind).name]
    return downloads.table(own.columns, own.rows())


@files.get("/<task_id>/rejected.csv")
@guarded
def rejected(task_id: str) -> Response:
    """Every row an import of sales rejected."""
    path = imports.rejections_file(task_id, sessions.current_user().sees)
    said = {1: meanings.meaning, 3: sentences.why}
    return downloads.csv_on_disk("rejected.csv", path, [_("Line"), _("Column"), _("Value"), _("Why")], said)


# Not JSON, and of any size.
receive.takes_files = True  # type: ignore[attr-defined]
