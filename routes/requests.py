"""What happens to every request before and after its view."""

import logging
import re
import time
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request
from prometheus_client import Histogram
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from utils import ids

View = TypeVar("View", bound=Callable[..., object])

access_log = logging.getLogger("access")

REQUEST_SECONDS = Histogram(
    "stockcast_request_seconds",
    "Seconds to answer a request.",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)

NOT_TEXT = "The request holds the character U+0000 or half of one (a surrogate); send whole characters."

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
    try:
        body = request.get_json()
    except RecursionError:
        raise BadRequest("This JSON is nested too deeply.") from None
    # Only an escape can bring such characters in; without one there is nothing to look for.
    if b"\\u" in request.get_data() and not all(map(_can_be_kept, _texts(body))):
        raise BadRequest(NOT_TEXT)


def refuse_odd_urls() -> None:
    """Text that no database can keep is refused in paths and queries, as it is in bodies."""
    if not _can_be_kept(request.path) or b"%00" in request.query_string:
        raise BadRequest(NOT_TEXT)


def _can_be_kept(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain(value, *map(_texts, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_texts, value))


def _begin() -> None:
    g.started = time.perf_counter()
    given = request.headers.get("X-Request-ID", "")
    # Only what is safe in a log line and a header is echoed.
    ids.request_id.set(given if _REQUEST_ID.fullmatch(given) else ids.new_id())


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = ids.request_id.get() or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    seconds = time.perf_counter() - g.started
    # The rule, not the path: a label value per product would be a series per product.
    route = request.url_rule.rule if request.url_rule else "unmatched"
    REQUEST_SECONDS.labels(request.method, route, response.status_code).observe(seconds)
    access_log.info(
        "request",
        extra={
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "ms": round(1000 * seconds, 1),
        },
    )
    return response
