"""`ETag` and `If-Match` (RFC 9110, section 13.1.1): two people at one thing, of whom the second hears of the first.

With `If-None-Match` (13.1.2) who has it already is not sent it again.
"""

import hashlib
import json
import re
from contextlib import ExitStack
from functools import lru_cache

from flask import Flask, Response, current_app, g, make_response, request
from werkzeug.routing import Map

from routes import last_changes
from routes.access import takes_tokens
from routes.answers import unless_known
from routes.errors import problem
from services.errors import NotFound
from services.turns import turn

CHANGING = ("PATCH", "PUT", "DELETE")
# A step that is taken with what stands above it: POST /purchase-orders/<number>/approve.
STEP = "POST"
# What happens by itself, or elsewhere, is no change of this thing: runs, sales and mails stand in nobody's way.
_BY_ITSELF = frozenset(
    {"last_used_at", "last_run_at", "last_run", "last_status", "last_error", "last_task_id", "next_run_at", "rows"}
    | {"warnings", "read_until", "on_order", "on_hand_today", "available", "sales_span_days", "abc_class", "xyz_class"}
    | {"failing_since", "overdue", "mail", "money", "reason", "updated_at"}
)
_PLACE = re.compile(r"<(?:[^:>]*:)?(\w+)>")


def install(app: Flask) -> None:
    """Guard changes once it is known who asks: to be called after `access.install`."""
    app.before_request(_refuse_what_was_changed)
    app.after_request(_tag)
    app.teardown_request(_let_others)


def is_compared(addresses: Map, rule: str, method: str) -> bool:
    """Whether a change by this method is compared with what whoever makes it has seen."""
    return (method in CHANGING or _is_step(addresses, rule, method)) and _seen_at(addresses, rule, method) is not None


def is_tagged(addresses: Map, rule: str, method: str) -> bool:
    """Whether the answer carries an ETag: it is one thing, and can be changed."""
    return method == "GET" and _is_one(addresses, rule) and _endpoint(addresses, rule, CHANGING) is not None


def _refuse_what_was_changed() -> Response | None:
    is_change = request.method in CHANGING or _is_step(current_app.url_map, _rule(), request.method)
    if not is_change or "If-Match" not in request.headers or not takes_tokens(request.endpoint):
        return None
    _wait_for_others()
    now = _as_it_is()
    if now is None:
        return problem(412, "no_etag", "This has no ETag that could be compared; change it without If-Match.")
    if now.status_code == 200 and not _is_meant(now):
        last = last_changes.of(_named(_address(_rule(), request.method)), now)
        refusal = problem(412, "changed_meanwhile", last_changes.detail(last), more=last_changes.members(last))
        refusal.headers["ETag"] = now.headers["ETag"]
        return refusal
    # What is not there is answered by the change itself, with its own 404.
    g.is_compared = True
    return None


def _wait_for_others() -> None:
    """Until this request has ended, nobody else compares and changes things of its kind: of two at once, who have both
    seen the same, the second would not hear of the first."""
    g.turn = ExitStack()
    g.turn.enter_context(turn(_rule().split("/")[1]))


def _let_others(error: BaseException | None) -> None:
    g.pop("turn", ExitStack()).close()


def _tag(response: Response) -> Response:
    """What can be changed carries its ETag, and so does the answer to a change that was compared."""
    if response.status_code not in (200, 201) or response.is_streamed:
        return response
    if takes_tokens(request.endpoint) and is_tagged(current_app.url_map, _rule(), request.method):
        return unless_known(_marked(response))
    if request.method in (*CHANGING, STEP) and g.pop("is_compared", False):
        response.headers["ETag"] = _etag_now()
    return response


def _etag_now() -> str:
    try:
        now = _as_it_is()
    except NotFound:
        # The change has undone it as a whole.
        now = None
    return now.headers["ETag"] if now else ""


def _is_meant(now: Response) -> bool:
    # A proxy that compresses weakens the tags that it passes on (nginx does); they name the same state.
    seen = request.if_match.as_set(include_weak=True)
    return request.if_match.star_tag or _of_people(now.get_etag()[0]) in map(_of_people, seen)


def _marked(response: Response) -> Response:
    """With an ETag of two marks: of all that it says, for who has it already, and of what people change of it."""
    said = response.get_json()
    own = {name: value for name, value in said.items() if name not in _BY_ITSELF}
    marks = response.get_data(), json.dumps(own, sort_keys=True).encode()
    response.set_etag(".".join(hashlib.sha256(mark).hexdigest()[:32] for mark in marks))
    return response


def _of_people(etag: str | None) -> str:
    """None: an empty one, which names no state."""
    return (etag or "").rpartition(".")[2]


def _as_it_is() -> Response | None:
    """What a GET of this address answers, or of the one above a step's, with its ETag; None: it takes none."""
    endpoint = _seen_at(current_app.url_map, _rule(), request.method)
    if endpoint is None:
        return None
    return _marked(make_response(current_app.view_functions[endpoint](**(request.view_args or {}))))


def _rule() -> str:
    return request.url_rule.rule if request.url_rule else ""


def _is_step(addresses: Map, rule: str, method: str) -> bool:
    """Whether what stands above is something that can be changed."""
    above = _address(rule, method)
    return method == STEP and _is_one(addresses, above) and _endpoint(addresses, above, CHANGING) is not None


def _seen_at(addresses: Map, rule: str, method: str) -> str | None:
    """The endpoint that shows what a change is about."""
    address = _address(rule, method)
    return _endpoint(addresses, address, ("GET",)) if _is_one(addresses, address) else None


def _address(rule: str, method: str) -> str:
    return rule.rpartition("/")[0] if method == STEP else rule


def _named(address: str) -> str:
    """The address as the audit log has it: a code with a slash in it is not escaped there."""
    return _PLACE.sub(lambda found: str((request.view_args or {})[found[1]]), address)


def _is_one(addresses: Map, address: str) -> bool:
    """Whether it names one thing, by a name or as what is put there as a whole; a list is many, and never seen so."""
    return "<" in address.rpartition("/")[2] or _endpoint(addresses, address, ("PUT",)) is not None


@lru_cache(maxsize=1024)
def _endpoint(addresses: Map, address: str, methods: tuple[str, ...]) -> str | None:
    same = (rule for rule in addresses.iter_rules() if rule.rule == address)
    return next((rule.endpoint for rule in same if (rule.methods or set()) & set(methods)), None)
