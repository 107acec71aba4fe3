"""`Idempotency-Key`: a POST that carries one is worked on once, however often it is sent."""

import hashlib
import logging
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from flask import Flask, Response, current_app, g, make_response, request

from routes.access import current_user, takes_tokens
from routes.errors import problem
from services import idempotency
from services.access import locations
from services.errors import DATABASE_AWAY
from services.idempotency import Answer, KeyedRequest

View = TypeVar("View", bound=Callable[..., object])

log = logging.getLogger(__name__)

# An answer that asks to try again later must not be the answer to the next try.
NOT_KEPT = (429,)
# Bytes of an answer that is kept.
LARGEST_KEPT = 256 * 1024
# Seconds for which a database that went away under a request is waited for.
TRIES = 120
# What belongs to the answer; the other headers belong to the request that is answered.
HEADERS = ("Content-Type", "Location", "Retry-After", "Cache-Control")


def reads_only(view: View) -> View:
    """Mark a POST that changes nothing: it may be worked on as often as it is sent, so its answers are not kept."""
    view.reads_only = True  # type: ignore[attr-defined]
    return view


def shown_once(view: View) -> View:
    """Mark a POST whose answer holds a secret: it is done once, and its answer is not kept either."""
    view.shown_once = True  # type: ignore[attr-defined]
    return view


def install(app: Flask) -> None:
    """Look for the key once it is known who asks: to be called after `access.install`."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> Response | None:
    key = request.headers.get("Idempotency-Key")
    if key is None or request.method != "POST" or not takes_tokens(request.endpoint):
        return None
    if getattr(current_app.view_functions[request.endpoint or ""], "reads_only", False):
        return None
    keyed = KeyedRequest(current_user().user_id, key, _fingerprint())
    with locations.of_no_product():
        answer = idempotency.begin(keyed)
    if answer is None:
        g.keyed_request = keyed
        return None
    return _repeated(answer)


def _end(response: Response) -> Response:
    keyed = g.pop("keyed_request", None)
    if keyed:
        close = _closing(keyed, response)
        try:
            with locations.of_no_product():
                close()
        except DATABASE_AWAY:  # What was done is done, and this answer says so; the key must not stay in use.
            threading.Thread(target=_close_later, args=(close,), daemon=True).start()
    return response


def _closing(keyed: KeyedRequest, response: Response) -> Callable[[], None]:
    if response.status_code >= 500 or response.status_code in NOT_KEPT or response.is_streamed:
        return partial(idempotency.release, keyed)
    headers = {name: response.headers[name] for name in HEADERS if name in response.headers}
    body = response.get_data()
    secret = hasattr(current_app.view_functions[request.endpoint or ""], "shown_once") and response.status_code < 400
    if secret or len(body) > LARGEST_KEPT:
        # It was done, and must not be done twice.
        why = "it holds a secret, which is shown once" if secret else "the answer was too large to be kept"
        response = _answer_not_kept(response.status_code, why)
        headers, body = {"Content-Type": response.content_type}, response.get_data()
    return partial(idempotency.remember, keyed, Answer(response.status_code, headers, body))


def _answer_not_kept(status: int, why: str) -> Response:
    """What a request is told whose answer is gone."""
    return problem(
        409,
        "idempotency_answer_not_kept",
        f"This request was done, and answered {status}; {why}. Look at what it has made.",
    )


def _close_later(close: Callable[[], None]) -> None:
    for _ in range(TRIES):
        time.sleep(1)
        try:
            return close()
        except DATABASE_AWAY as error:
            log.warning("idempotency.answer_not_kept", extra={"error": str(error)})


def _repeated(answer: Answer) -> Response:
    response = make_response(answer.body, answer.status)
    response.headers.update(answer.headers | {"Idempotency-Replayed": "true"})
    return response


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{request.method} {request.full_path}\n".encode())
    if getattr(current_app.view_functions[request.endpoint or ""], "takes_files", False):
        # A file is read once, by its view: its length and, if given, its digest (RFC 9530) stand for it.
        digest.update(f"{request.content_length} {request.headers.get('Content-Digest')}".encode())
    else:
        digest.update(request.get_data())
    return digest.hexdigest()
