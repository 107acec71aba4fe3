"""Files of sales on their way in, and lists of rejected rows on their way out: too large for a callback's JSON."""

import sys
from functools import partial

from flask import Blueprint, Response, jsonify, request

from dashboard.kit import downloads, sessions
from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX
from services.sales import imports
from services.sales.imports import ImportRequest

files = Blueprint("sales_files", __name__, url_prefix=PREFIX + "sales-files")


@files.post("")
@partial(guarded, role="planner")
def receive() -> Response:
    """Take the body as a file of sales; its import, or with ?dry_run=true its check, is a task."""
    request.max_content_length = sys.maxsize
    dry_run = request.args.get("dry_run") == "true"
    submitted = imports.submit(request.stream, ImportRequest(dry_run), sessions.current_user().user_id)
    return jsonify(task_id=submitted.task_id)


@files.get("/<task_id>/rejected.csv")
@guarded
def rejected(task_id: str) -> Response:
    """Every row an import rejected."""
    return downloads.csv_on_disk("rejected.csv", imports.rejections_file(task_id, sessions.current_user().sees))


# Not JSON, and of any size.
receive.takes_files = True  # type: ignore[attr-defined]
