"""Every error as a problem document (RFC 9457): type, title, status, detail, instance, and code, request_id, errors."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

from flask import Flask, Response, json, make_response, request
from gunicorn.http.errors import ParseException
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from services import errors
from services.access import locations
from utils import ids, refusals

log = logging.getLogger(__name__)

STATUS_OF = {
    errors.NotFound: 404,
    errors.Conflict: 409,
    errors.InvalidInput: 422,
    errors.Unauthorized: 401,
    errors.Forbidden: 403,
    errors.Unavailable: 503,
    errors.TooMany: 429,
}

# For the published schema: what any endpoint may answer instead of its own schema.
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance", "code", "request_id"],
    "properties": {
        "type": {"type": "string", "description": "Always about:blank: `code` says more.", "examples": ["about:blank"]},
        "title": {"type": "string", "description": "Name of the status.", "examples": ["Not Found"]},
        "status": {"type": "integer", "description": "Of the response.", "examples": [404]},
        "detail": {"type": "string", "description": "For people.", "examples": ["There is no product 'BRD-9'."]},
        "instance": {"type": "string", "description": "Path that was asked for.", "examples": ["/products/BRD-9"]},
        "code": {
            "type": "string",
            "description": "For programs: the same in every language.",
            "examples": ["product_not_found"],
        },
        "request_id": {"type": ["string", "null"]},
        "changed_by": {"type": ["string", "null"], "description": "Of 412: who made the last change that is noted."},
        "changed_at": {"type": ["string", "null"], "format": "date-time", "description": "Of 412: when."},
        "errors": {
            "type": "array",
            "description": "What in the request is at fault, by JSON pointer; not there if nothing can be named.",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {"pointer": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


LISTED = "/docs lists what there is."
NO_SUCH_FIELD = "There is no such field; /docs lists those there are"

# Where Pydantic speaks of Python to somebody who has written JSON, by the type of its errors.
_IN_JSON = dict.fromkeys(("model_type", "model_attributes_type", "dict_type"), "Input should be an object, {...}")
_AN_INSTANT = "Write the instant with its time zone, like 2026-03-01T12:00:00Z"
# These are said in our words: Pydantic shows patterns, and speaks of items.
_OF_TEXT = ("string_pattern_mismatch", "string_too_long", "string_too_short")

# An answer is not longer than what was asked needs, whatever was sent.
MOST_FAULTS = 20
LONGEST_TEXT = 1000


def problem(
    status: int,
    code: str,
    detail: str,
    faults: tuple[errors.Fault, ...] = (),
    more: Mapping[str, Any] | None = None,
) -> Response:
    """A problem response; `faults` point into the request, the first of them are told. more -- further members"""
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": _bounded(detail, 2 * LONGEST_TEXT),
        "instance": request.path,
        "code": code,
        "request_id": ids.request_id.get(),
        **(more or {}),
    }
    if faults:
        shown = faults[:MOST_FAULTS]
        document["errors"] = [{"pointer": _bounded(one.pointer), "detail": _bounded(one.detail)} for one in shown]
    response = make_response(json.dumps(document), status)
    response.content_type = "application/problem+json"
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def invalid_request(error: ValidationError) -> Response:
    """The problem for a body, path or query that does not fit its schema; names the first faults."""
    found = error.errors(include_url=False, include_input=False)
    faults = tuple(errors.Fault(_pointer(fault["loc"]), _why(fault)) for fault in found[:MOST_FAULTS])
    detail = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults[:3])
    more = f" These are {MOST_FAULTS} of {len(found)} faults." if len(found) > MOST_FAULTS else ""
    return problem(422, "invalid_request", f"The request does not fit: {_bounded(detail)}.{more}", faults)


def _pointer(places: tuple[str | int, ...]) -> str:
    """Where in the request. Of several forms that a value may have, Pydantic names each it has tried."""
    return errors.pointer_to(str(place) for place in places if not str(place).endswith("]"))


def _why(fault: Any) -> str:
    if fault["type"] == "extra_forbidden":
        return NO_SUCH_FIELD
    if fault["type"].startswith(("datetime_", "timezone_")):
        return _AN_INSTANT
    if fault["type"] in _IN_JSON:
        return _IN_JSON[fault["type"]]
    is_text = fault["type"] in _OF_TEXT or refusals.is_length_of_text(fault)
    return refusals.in_words(fault) if is_text else str(fault["msg"]).removeprefix("Value error, ")


def _bounded(text: str, longest: int = LONGEST_TEXT) -> str:
    return text if len(text) <= longest else f"{text[:longest]}…"


def register_error_handlers(app: Flask) -> None:
    app.register_error_handler(errors.ServiceError, _refused)
    app.register_error_handler(locations.NotForLocations, _not_for_locations)
    app.register_error_handler(HTTPException, _http_error)
    for database_away in errors.DATABASE_AWAY:
        app.register_error_handler(database_away, _database_away)
    app.register_error_handler(ParseException, _no_http)
    app.register_error_handler(Exception, _bug)


def _refused(error: errors.ServiceError) -> Response:
    status = next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)
    response = problem(status, error.code, str(error), getattr(error, "faults", ()))
    if error.retry_after is not None:
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _not_for_locations(error: Exception) -> Response:
    return problem(403, locations.CODE, locations.NOT_OPEN)


def _http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return cast(Response, error.response)
    code = (error.name or "error").lower().replace(" ", "_")
    response = problem(error.code or 500, code, _in_words(error))
    for name, value in error.get_headers(request.environ):
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    return response


def _in_words(error: HTTPException) -> str:
    """What to do, where Werkzeug speaks to somebody before a browser."""
    if isinstance(error, MethodNotAllowed):
        given = ", ".join(sorted({*(error.valid_methods or ())} - {"HEAD", "OPTIONS"}))
        return f"{request.method} is not possible here, but {given}. {LISTED}"
    if isinstance(error, NotFound) and error.description == NotFound.description:
        return f"There is nothing at this address. {LISTED}"
    if isinstance(error, RequestEntityTooLarge) and error.description == RequestEntityTooLarge.description:
        return "This is more than one request may carry here; send less at a time."
    return error.description or error.name


def _database_away(error: Exception) -> Response:
    log.error("database.unavailable", exc_info=error)
    return problem(503, "database_unavailable", "The database cannot be reached. Try again in a few seconds.")


def _no_http(error: Exception) -> Response:
    """A body that is read while the request is worked on: the server has passed its head."""
    return problem(400, "bad_request", f"This is no HTTP request that can be read. {error}")


def _bug(error: Exception) -> Response:
    log.error("request.crashed", exc_info=error)
    return problem(500, "internal_error", "Something went wrong on our side; the log has it under this request_id.")
