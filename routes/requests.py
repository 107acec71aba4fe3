"""What happens to every request before and after its view."""

import logging
import re
import time
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import UnsupportedMediaType

from utils import ids

View = TypeVar("View", bound=Callable[..., object])

access_log = logging.getLogger("access")

_REQUEST_ID = re.compile(r"[\w.:/+=-]{1,64}", re.ASCII)


def install(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def takes_files(view: View) -> View:
    """Mark a view whose body is a file, not JSON."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def read_json() -> None:
    """Broken JSON and other content types are refused with a reason, before any schema looks at them."""
    if not request.content_length and not request.headers.get("Transfer-Encoding"):
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False):
        return
    if not request.is_json:
        raise UnsupportedMediaType("Send JSON, with the header 'Content-Type: application/json'.")
    request.get_json()


def _begin() -> None:
    g.started = time.perf_counter()
    given = request.headers.get("X-Request-ID", "")
    # Only what is safe in a log line and a header is echoed.
    ids.request_id.set(given if _REQUEST_ID.fullmatch(given) else ids.new_id())


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = ids.request_id.get() or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    access_log.info(
        "request",
        extra={
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "ms": round(1000 * (time.perf_counter() - g.started), 1),
        },
    )
    return response
