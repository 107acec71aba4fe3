"""The published description of the API, completed by what holds whatever the operation is.

A route names what it answers when all goes well. What may be answered instead follows from its guard, its method and
what it takes, so it is said once, here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from flask.sansio.blueprints import Blueprint
from flask_openapi3 import OpenAPI

from routes import field_words, preconditions
from routes.access import required_role
from routes.blueprints import APIBlueprint
from routes.errors import PROBLEM_SCHEMA

View = TypeVar("View", bound=Callable[..., object])

PROBLEM = "application/problem+json"
TEXT = {"type": "string"}
# Parameters of a query that name something which may not exist.
NAMES = ("product_sku", "supplier_id")
BYTES = TEXT | {"format": "binary"}
ETAG = {"ETag": {"description": "What `If-Match` takes: which state this is", "schema": TEXT}}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag with which it was read: refused with 412 if somebody has changed it since.",
    "schema": TEXT,
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A name of your own for this request: sent again with it, it is not done again.",
    "schema": TEXT,
}
NEXT_PAGE = {"Link": {"description": 'The next page, where there is one: rel="next" (RFC 8288)', "schema": TEXT}}
SECONDS = {"Retry-After": {"description": "Seconds after which to try again", "schema": {"type": "string"}}}
HEADERS = {
    201: {"Location": {"description": "Where it is", "schema": TEXT}},
    202: {"Location": {"description": "Where to follow the task", "schema": {"type": "string"}}} | SECONDS,
    401: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    429: SECONDS,
    503: SECONDS,
}


@dataclass(frozen=True)
class Operation:
    """role -- the least that is needed, None: anybody; described -- its part of the description

    is_compared, is_tagged -- see `preconditions`
    """

    method: str
    role: str | None
    view: Callable[..., object]
    described: dict[str, Any]
    is_compared: bool
    is_tagged: bool

    def wants_to_know_who(self) -> bool:
        return self.role is not None or self.method == "post"

    def takes_a_body(self) -> bool:
        return "requestBody" in self.described

    def takes_json(self) -> bool:
        return self.takes_a_body() and not getattr(self.view, "takes_files", False)

    def names_something(self) -> bool:
        parameters = self.described.get("parameters", ())
        return self.takes_json() or any(one["in"] == "path" or one["name"] in NAMES for one in parameters)

    def asks_itself(self) -> bool:
        """Whether it looks at the token itself: it is open to other ones than those that all take."""
        return hasattr(self.view, "asks_itself")

    def compares(self) -> bool:
        return self.is_compared or (self.role is not None and self.method.upper() in preconditions.CHANGING)

    def changes_something(self) -> bool:
        return self.method != "get" and self.role is not None

    def may_conflict(self) -> bool:
        return self.changes_something() or hasattr(self.view, "may_conflict")

    def has_input(self) -> bool:
        # Where one has to sign in, parameters of a query that are not known are refused, too.
        return self.role is not None or self.method == "post" or bool(self.described.get("parameters"))

    def is_limited(self) -> bool:
        return self.role is None or "202" in self.described["responses"]


# By status: why, and which operations give it.
PROBLEMS: dict[int, tuple[str, Callable[[Operation], bool]]] = {
    400: ("Broken JSON, or text that cannot be kept", lambda operation: True),
    401: (
        "Nobody is signed in, or no longer",
        lambda operation: operation.role is not None or operation.takes_a_body() or operation.asks_itself(),
    ),
    403: ("It needs another role, the whole shop, or a person", lambda operation: operation.role is not None),
    404: ("It does not exist, or not for you", Operation.names_something),
    409: ("The present state speaks against it, or this `Idempotency-Key` is in use", Operation.may_conflict),
    412: ("Somebody has changed it since it was read, or it has no ETag to compare", Operation.compares),
    413: ("The body is too large", Operation.takes_a_body),
    415: ("The body is not JSON", Operation.takes_json),
    422: ("Something in it does not fit", Operation.has_input),
    429: ("Too often, or too many at a time", Operation.is_limited),
    500: ("A fault of ours; the log has it under this `request_id`", lambda operation: True),
    503: ("A part that this needs is away, or has too much to do", lambda operation: True),
}


def also_answers(*kinds: str) -> Callable[[View], View]:
    """Mark a view that answers in these media types, too, for who asks by the header `Accept`."""

    def mark(view: View) -> View:
        view.also_answers = kinds  # type: ignore[attr-defined]
        return view

    return mark


def may_conflict(view: View) -> View:
    """Mark a view that only reads, and to which the present state may nevertheless speak against an answer."""
    view.may_conflict = True  # type: ignore[attr-defined]
    return view


def asks_itself(view: View) -> View:
    """Mark a view that is open to all, and refuses whoever sends no token of the kind it takes."""
    view.asks_itself = True  # type: ignore[attr-defined]
    return view


def adds_up(view: View) -> View:
    """Mark a view that does more each time: its description names the key under which it is done once."""
    view.adds_up = True  # type: ignore[attr-defined]
    return view


class DescribedAPI(OpenAPI):
    """An API whose description is complete, and made when somebody asks for it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self._parts: list[APIBlueprint] = []
        self._being_described = Lock()
        super().__init__(*args, **options)

    def register_api(self, api: APIBlueprint, **options: Any) -> None:  # type: ignore[override]  # Of ours, no others.
        self.register_blueprint(api, **options)
        self._parts.append(api)

    def register_blueprint(self, blueprint: Blueprint, **options: Any) -> None:
        # A part answers from the start, and is registered once more when it is described.
        if blueprint not in self._parts:
            super().register_blueprint(blueprint, **options)

    @property
    def api_doc(self) -> dict[str, Any]:
        with self._being_described:
            return super().api_doc

    def generate_spec_json(self) -> None:
        for part in self._parts:
            part.describe()
            super().register_api(part)
        super().generate_spec_json()  # type: ignore[no-untyped-call]  # The library does not say its type.
        schemas = self.spec_json["components"]["schemas"]
        schemas.pop(self.validation_error_model.__name__)
        schemas["Problem"] = PROBLEM_SCHEMA
        field_words.describe(schemas)
        with self.app_context():
            for operation in self._operations():
                _complete(operation)

    def _operations(self) -> Iterator[Operation]:
        for rule in self.url_map.iter_rules():
            path = re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule.rule)
            for method, described in self.spec_json["paths"].get(path, {}).items():
                if method.upper() in (rule.methods or ()):
                    where = self.url_map, rule.rule, method.upper()
                    guards = preconditions.is_compared(*where), preconditions.is_tagged(*where)
                    view = self.view_functions[rule.endpoint]
                    yield Operation(method, required_role(rule.endpoint), view, described, *guards)


def _complete(operation: Operation) -> None:
    responses = operation.described["responses"]
    # The library's own, of which nothing is sent.
    responses.pop("422", None)
    for kind in getattr(operation.view, "also_answers", ()):
        responses["200"]["content"][kind] = {"schema": TEXT if kind.startswith("text/") else BYTES}
    for status, (why, is_given_by) in PROBLEMS.items():
        if is_given_by(operation):
            responses.setdefault(str(status), _problem(why))
    if operation.is_compared:
        operation.described.setdefault("parameters", []).append(IF_MATCH)
    if operation.is_tagged:
        responses["304"] = {"description": "It is as `If-None-Match` has it"}
    if hasattr(operation.view, "adds_up"):
        operation.described.setdefault("parameters", []).append(IDEMPOTENCY_KEY)
    if operation.is_compared or operation.is_tagged:
        for answer in (answer for status, answer in responses.items() if status in ("200", "304", "412")):
            answer["headers"] = ETAG
    if any(one["name"] == "cursor" for one in operation.described.get("parameters", ())):
        responses["200"]["headers"] = responses["200"].get("headers", {}) | NEXT_PAGE
    for status, headers in HEADERS.items():
        if str(status) in responses:
            responses[str(status)].setdefault("headers", headers)
    operation.described["responses"] = dict(sorted(responses.items()))


def _problem(why: str) -> dict[str, Any]:
    return {"description": why, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
