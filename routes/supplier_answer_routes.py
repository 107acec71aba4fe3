"""Where a supplier answers an order: a page without scripts and without sign-in, behind a link that is hard to guess.

Looking at it changes nothing: programs that follow links in mails confirm no order. It needs no protection against
forged requests (CSRF), as nothing opens it that a browser would send by itself: who knows the link may answer.
"""

import base64
import hashlib
import re
from collections.abc import Callable

from flask import Blueprint, Response, make_response, render_template, request
from pydantic import ValidationError

from routes.access import public
from routes.bodies import takes_files
from routes.errors import STATUS_OF
from services.access import rates
from services.access.devices import Origin
from services.errors import InvalidInput, ServiceError, TooMany
from services.orders.history.order_seen import OrderChanged
from services.orders.lines.order_fields import Confirmation
from services.orders.papers import order_words
from services.orders.sending import supplier_links
from services.orders.sending.supplier_links import Shown
from utils import language
from utils.config import get_settings

supplier_answer_bp = Blueprint("supplier_answers", __name__, template_folder="templates")

_DAY, _SEEN = "day-", "seen"
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@supplier_answer_bp.get("/order-confirmations/<token>")
@public
def show(token: str) -> Response:
    return _answered(lambda: _page(supplier_links.shown(token)))


@supplier_answer_bp.post("/order-confirmations/<token>")
@public
@takes_files
def confirm(token: str) -> Response:
    return _answered(lambda: _confirmed(token))


def _confirmed(token: str) -> Response:
    words = supplier_links.shown(token).paper.words
    with language.spoken(words.language):
        try:
            # Who says nothing of what was seen, or nothing readable, has seen no order that could be confirmed.
            supplier_links.confirm(token, _said(), request.form.get(_SEEN, default=-1, type=int))
        except OrderChanged:
            return _page(supplier_links.shown(token), words.changed, status=409)
        except (InvalidInput, ValidationError) as error:
            reason = str(error) if isinstance(error, InvalidInput) else words.no_days
            return _page(supplier_links.shown(token), reason, status=422)
    return _page(supplier_links.shown(token), words.confirmed, is_done=True)


def _said() -> Confirmation:
    """The days of the form. Raises ValidationError."""
    named = {name.removeprefix(_DAY): day for name, day in request.form.items() if name.startswith(_DAY)}
    return Confirmation.model_validate({"lines": [{"id": own, "expected_on": day} for own, day in named.items()]})


def _answered(answer: Callable[[], Response]) -> Response:
    """The page, or a page that says why there is none."""
    try:
        # Of a link that leads nowhere nobody knows whose it is: it is answered in the shop's language.
        with language.spoken(get_settings().language):
            rates.count("order-link", get_settings().order_link_rate_limit, Origin(request.remote_addr or ""))
            return answer()
    except ServiceError as error:
        status = next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)
        response = _page(None, str(error), status=status)
        if isinstance(error, TooMany):
            response.headers["Retry-After"] = str(error.retry_after)
        return response


def _page(shown: Shown | None, message: str = "", is_done: bool = False, status: int = 200) -> Response:
    paper = shown.paper if shown else None
    words = paper.words if paper else order_words.of(None)
    title = f"{words.order} {paper.order.number}" if paper else words.order
    # What was typed and could not be taken is not typed again.
    typed = {} if is_done else request.form
    own = {"title": title, "message": message, "is_done": is_done, "typed": typed}
    text = render_template("order_confirmation.html", paper=paper, seen=shown and shown.seen, words=words, **own)
    response = make_response(text, status)
    styles = (base64.b64encode(hashlib.sha256(style).digest()).decode() for style in _STYLE.findall(text.encode()))
    allowed = " ".join(f"'sha256-{digest}'" for digest in styles)
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {allowed}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    # The address itself is the key: it must not be passed on, nor kept.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
