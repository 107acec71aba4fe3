"""The sign-in page, made on the server: it is there at once, and needs no script."""

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from dashboard.kit import sessions, viewer
from dashboard.kit.sessions import guarded, public
from dashboard.kit.urls import PREFIX, href
from services.access import auth, openid
from services.access.devices import Origin
from services.access.signed_in import SignedIn
from services.errors import DATABASE_AWAY, Forbidden, NotFound, ServiceError, TooMany, Unauthorized, Unavailable
from utils.config import get_settings
from utils.language import N_, _

sign_in_bp = Blueprint("sign_in", __name__, url_prefix=PREFIX.rstrip("/"), template_folder="templates")

# In characters; no page of ours has a longer address.
LONGEST_NEXT = 2000
ENDED = N_("You were signed out, because your session has ended. Sign in to go on where you were.")
# Below PREFIX.
OPENID = "sign-in/openid"
STATUSES = {Unauthorized: 401, TooMany: 429, Unavailable: 503, NotFound: 404}
DATABASE_IS_AWAY = N_("The database cannot be reached, so nobody can sign in. Try again in a few seconds.")


@sign_in_bp.get("/sign-in")
@public
def show() -> Response:
    return _form(_(ENDED) if "ended" in request.args else "", 200)


@sign_in_bp.post("/sign-in")
@public
def sign_in() -> Response:
    if _is_sent_by_another_site():
        raise Forbidden(_("This form was sent by another site. Open the sign-in page itself."), "csrf_failed")
    destination, username = redirect(wanted_page(), 303), request.form.get("username", "")
    origin = Origin(request.remote_addr or "", request.cookies.get(sessions.DEVICE_COOKIE, ""))
    try:
        grant = auth.sign_in(username, request.form.get("password", ""), origin)
    except (Unauthorized, TooMany, Unavailable, *DATABASE_AWAY) as error:
        return refused(error)
    return sessions.begin(destination, grant)


@sign_in_bp.post("/sign-out")
@guarded
def sign_out() -> Response:
    return _left(lambda user: auth.sign_out(user.session_id))


@sign_in_bp.post("/sign-out-everywhere")
@guarded
def sign_out_everywhere() -> Response:
    return _left(auth.sign_out_everywhere)


# The forms send no JSON.
sign_in.takes_files = sign_out.takes_files = sign_out_everywhere.takes_files = True  # type: ignore[attr-defined]


def _left(sign_out_here: Callable[[SignedIn], None]) -> Response:
    """Out here and, where a provider has signed them in, there."""
    user = sessions.current_user()
    there = openid.way_out(user.session_id, back_from_provider())
    sign_out_here(user)
    if there is None:
        return sessions.forget(redirect(href("sign-in"), 303))
    # A form leads nowhere else (form-action), not by way of a redirect either; a page does.
    shown = {"there": there, "provider": get_settings().openid_provider_name}
    text = render_template("leaving.html", **shown, prefix=PREFIX, language=viewer.language_tag())
    answer = sessions.forget(make_response(text))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def back_from_provider() -> str:
    """The one address that the provider has to know, after a sign-in and after a sign-out."""
    return get_settings().public_url + href(f"{OPENID}/back")


def _is_sent_by_another_site() -> bool:
    """Nobody shall be signed in by another site, as someone else."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    # Browsers leave that out where the page came without TLS. What sends none of the three is no browser.
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    return sender is not None and urlsplit(sender).netloc != request.host


def wanted_page() -> str:
    """Where somebody wants to go: one of our pages, never another site."""
    wanted = request.values.get("next", "")
    return wanted if wanted.startswith(PREFIX) and wanted.isprintable() and len(wanted) <= LONGEST_NEXT else PREFIX


def refused(error: Exception) -> Response:
    """The form again, with why nobody was signed in."""
    if not isinstance(error, ServiceError):
        return _form(_(DATABASE_IS_AWAY), 503)
    answer = _form(str(error), next((status for kind, status in STATUSES.items() if isinstance(error, kind)), 403))
    if error.retry_after:
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def _form(message: str, status: int) -> Response:
    shown = {"message": message, "is_error": status >= 400, "next": wanted_page(), "openid": _openid()}
    # Whoever mistyped a password has a name already.
    shown["username"] = request.form.get("username", "")
    text = render_template("sign_in.html", **shown, prefix=PREFIX, language=viewer.language_tag())
    return make_response(text, status)


def _openid() -> dict[str, str] | None:
    """What the link to the provider is called and where it leads: at the address that people come back to."""
    if not openid.is_offered():
        return None
    settings, path = get_settings(), href(OPENID, next=wanted_page())
    label = _("Sign in with {provider}", provider=settings.openid_provider_name)
    return {"label": label, "href": settings.public_url + path}
