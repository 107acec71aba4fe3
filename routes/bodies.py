"""What a request may carry, and what is said of one that carries something else."""

import json
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any, Never, TypeVar

import flask
from flask import current_app, request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

from routes.access import required_role

View = TypeVar("View", bound=Callable[..., object])

NOT_TEXT = "The request holds the character U+0000 or half of one (a surrogate); send whole characters."
# Of who has not signed in: credentials need a hundredth of it.
PUBLIC_BYTES = 64 * 1024
# The longest list that any request takes has 10,000 rows.
MOST_VALUES = 250_000


class Request(flask.Request):
    def get_data(self, *arguments: Any, **named: Any) -> Any:
        """All that was sent: of a body of unknown length no more than the limit is read, and no less is taken."""
        data = super().get_data(*arguments, **named)
        limit = self.max_content_length
        if self.content_length is None and limit is not None and len(data) >= limit:
            raise RequestEntityTooLarge
        return data

    def on_json_loading_failed(self, e: ValueError | None) -> Never:
        raise BadRequest(_what_is_wrong(e))


def takes_files(view: View) -> View:
    """Mark a view whose body is a file, not JSON."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def bound_public() -> None:
    """Read at once what comes to a public endpoint, and only a little: nobody knows yet who sends it."""
    if request.endpoint is None or required_role(request.endpoint) is not None:
        return
    request.max_content_length = PUBLIC_BYTES
    request.get_data()


def read_json() -> None:
    """Broken JSON and other content types are refused with a reason, before any schema looks at them."""
    if not request.content_length and not request.headers.get("Transfer-Encoding"):
        return
    # An address that is not there takes nothing, whatever is sent.
    if request.endpoint is None:
        return
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False):
        return
    if request.content_encoding:
        raise UnsupportedMediaType("Send the JSON as it is, without the header 'Content-Encoding'.")
    if not request.is_json:
        raise UnsupportedMediaType("Send JSON, with the header 'Content-Type: application/json'.")
    try:
        _check(request.get_json())
    except RecursionError:
        raise BadRequest("This JSON is nested too deeply.") from None


def refuse_odd_urls() -> None:
    """Text that no database can keep is refused in paths and queries, as it is in bodies."""
    if not _can_be_kept(request.path) or b"%00" in request.query_string:
        raise BadRequest(NOT_TEXT)


def _check(body: Any) -> None:
    # Each of them may be a fault to report.
    if sum(map(len, _containers(body))) > MOST_VALUES:
        raise RequestEntityTooLarge(f"This request carries more than {MOST_VALUES:,} values; send it in parts.")
    # Only an escape can bring such characters in; without one there is nothing to look for.
    if b"\\u" in request.get_data() and not all(map(_can_be_kept, _texts(body))):
        raise BadRequest(NOT_TEXT)


def _what_is_wrong(error: ValueError | None) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"This is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
    if isinstance(error, UnicodeDecodeError):
        return f"This is not JSON: byte {error.start + 1} is not {error.encoding.upper()}."
    # That of Python, which says how to change it.
    return "This is not JSON that can be read: a number in it has thousands of digits."


def _can_be_kept(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def _containers(value: Any) -> Iterator[dict[str, Any] | list[Any]]:
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _containers(inner)


def _texts(body: Any) -> Iterator[str]:
    for container in chain([[body]], _containers(body)):
        parts = [*container, *container.values()] if isinstance(container, dict) else container
        yield from (part for part in parts if isinstance(part, str))
