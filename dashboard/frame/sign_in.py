"""The sign-in page, made on the server: it is there at once, and needs no script."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from dashboard.kit import sessions
from dashboard.kit.sessions import guarded, public
from dashboard.kit.urls import PREFIX, href
from services.access import auth
from services.errors import DATABASE_AWAY, Forbidden, Unauthorized
from utils.config import get_settings

sign_in_bp = Blueprint("sign_in", __name__, url_prefix=PREFIX.rstrip("/"), template_folder="templates")

limiter = Limiter(get_remote_address, in_memory_fallback_enabled=True, swallow_errors=True)

# In characters; no page of ours has a longer address.
LONGEST_NEXT = 2000
ENDED = "You were signed out, because your session has ended. Sign in to go on where you were."
TOO_OFTEN = "Too many attempts. Wait a minute, then try again."
DATABASE_IS_AWAY = "The database cannot be reached, so nobody can sign in. Try again in a few seconds."


def _who_tries() -> str:
    return f"{get_remote_address()}:{request.form.get('username')}"


@sign_in_bp.get("/sign-in")
@public
def show() -> Response:
    return _form(ENDED if "ended" in request.args else "", 200)


@sign_in_bp.post("/sign-in")
@public
@limiter.limit(
    lambda: get_settings().login_rate_limit,
    key_func=_who_tries,
    deduct_when=lambda response: response.status_code == 401,
    on_breach=lambda limit: _form(TOO_OFTEN, 429),
)
def sign_in() -> Response:
    # Nobody shall be signed in by another site, as someone else.
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise Forbidden("This form was sent by another site. Open the sign-in page itself.", "csrf_failed")
    destination = redirect(_next(), 303)
    try:
        grant = auth.sign_in(request.form.get("username", ""), request.form.get("password", ""))
    except Unauthorized as error:
        return _form(str(error), 401)
    except DATABASE_AWAY:
        return _form(DATABASE_IS_AWAY, 503)
    return sessions.begin(destination, grant)


@sign_in_bp.post("/sign-out")
@guarded
def sign_out() -> Response:
    auth.sign_out(sessions.current_user().session_id)
    return sessions.forget(redirect(href("sign-in"), 303))


# The forms send no JSON.
sign_in.takes_files = sign_out.takes_files = True  # type: ignore[attr-defined]


def _next() -> str:
    wanted = request.values.get("next", "")
    return wanted if wanted.startswith(PREFIX) and wanted.isprintable() and len(wanted) <= LONGEST_NEXT else PREFIX


def _form(message: str, status: int) -> Response:
    text = render_template("sign_in.html", message=message, is_error=status >= 400, next=_next(), prefix=PREFIX)
    return make_response(text, status)
