"""Answers that several rooms of the API give."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, jsonify, request, url_for

from services.paging import Page
from services.task_service import Submitted

T = TypeVar("T")


def listing(page: Page[T], item: Callable[[T], dict[str, Any]], **about: Any) -> Response:
    """A list, with the link to its next page (RFC 8288), and what is to be said about the whole of it."""
    response = jsonify(items=[item(row) for row in page.items], next_cursor=page.next_cursor, **about)
    if page.next_cursor:
        values: dict[str, Any] = (request.view_args or {}) | request.args.to_dict() | {"cursor": page.next_cursor}
        following = url_for(request.endpoint or "", **values)
        response.headers["Link"] = f'<{following}>; rel="next"'
    return response


def created(made: dict[str, Any], location: str) -> Response:
    """201: what was made, and where it is."""
    response = jsonify(made)
    response.status_code = 201
    response.headers["Location"] = location
    return response


def accepted(submitted: Submitted, message: str, status_url: str, **more: str) -> Response:
    """202: where to look for the outcome, and when."""
    response = jsonify(task_id=submitted.task_id, status="submitted", message=message, **more)
    response.status_code = 202
    response.headers["Location"] = status_url
    response.headers["Retry-After"] = "1"
    return response


def unless_known(response: Response) -> Response:
    """The answer with its `ETag`, or 304 for a caller whose `If-None-Match` shows that it has it already.

    Also for POST: these only read, with a body because a URL is too short for the question.
    """
    response.add_etag()
    if request.if_none_match.contains_weak(response.get_etag()[0] or ""):
        response.status_code = 304
        response.set_data(b"")
    return response
