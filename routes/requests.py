"""What happens to every request before and after its view."""

import logging
import re
import time
from http import HTTPMethod

from flask import Flask, Response, g, request
from prometheus_client import Histogram

from utils import ids

access_log = logging.getLogger("access")

REQUEST_SECONDS = Histogram(
    "stockcast_request_seconds",
    "Seconds to answer a request.",
    ["method", "route", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)

# Whoever holds such a link may act by it: who reads the log must not.
_LINK_SECRET = re.compile(r"(?<=/order-confirmations/).+", re.DOTALL)
_REQUEST_ID = re.compile(r"[\w.:/+=-]{1,64}", re.ASCII)


def install(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.started = time.perf_counter()
    given = request.headers.get("X-Request-ID", "")
    # Only what is safe in a log line and a header is echoed.
    ids.request_id.set(given if _REQUEST_ID.fullmatch(given) else ids.new_id())


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = ids.request_id.get() or ""
    response.headers["X-Content-Type-Options"] = "nosniff"
    seconds = time.perf_counter() - g.started
    # Nothing that a client makes up: a label value per product would be a series per product.
    route = request.url_rule.rule if request.url_rule else "unmatched"
    method = request.method if request.method in HTTPMethod.__members__ else "other"
    REQUEST_SECONDS.labels(method, route, response.status_code).observe(seconds)
    access_log.info(
        "request",
        extra={
            "method": request.method,
            "path": _LINK_SECRET.sub("…", request.path),
            "status": response.status_code,
            "ms": round(1000 * seconds, 1),
        },
    )
    return response
