"""Who is looking: one cookie per session, checked on every request below PREFIX.

The cookie holds the session's refresh token, which the API takes for nothing but its exchange; the database says on
every request whether the session still lives. So a page stays signed in without an exchange of tokens, which several
tabs would do at once, and a session that was ended is over everywhere at that moment.
"""

import hashlib
import hmac
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import g, make_response, redirect, render_template, request
from flask_jwt_extended import create_refresh_token, decode_token
from flask_jwt_extended.exceptions import JWTExtendedException
from jwt import PyJWTError
from werkzeug.wrappers import Response

from dashboard.kit import readers, viewer
from dashboard.kit.urls import PREFIX, href
from services.access import auth, devices, locations
from services.access.auth import Grant
from services.access.locations import Concern
from services.access.signed_in import ROLES, SignedIn
from services.errors import DATABASE_AWAY, Forbidden, Unauthorized
from utils.config import get_settings
from utils.language import N_, _

COOKIE = "stockcast_session"
# Dash sends the one with every callback, as the other.
CSRF_COOKIE, CSRF_HEADER, CSRF_FIELD = "_csrf_token", "X-CSRFToken", "csrf_token"
# That its user was signed in here before: others who try that name cannot keep this browser out.
DEVICE_COOKIE, DEVICE_KNOWN = "stockcast_device", timedelta(days=365)
HARMLESS = ("GET", "HEAD", "OPTIONS")
NAMES = {"viewer": N_("viewer"), "planner": N_("planner"), "admin": N_("administrator")}

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Mark a view as open to everyone; the API's guard reads the same mark."""
    view.required_role = None  # type: ignore[attr-defined]
    return view


def is_settled(view: Callable[..., Any]) -> bool:
    """Whether it is said already who may enter."""
    return hasattr(view, "guard") or getattr(view, "required_role", "viewer") is None


def opened(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view of Dash's own, open to everyone."""

    @wraps(view)
    def enter(*args: Any, **kwargs: Any) -> Any:
        return view(*args, **kwargs)

    return public(enter)


def guarded(view: Callable[..., Any], role: str = "viewer", concern: Concern = Concern.SHOP) -> Callable[..., Any]:
    """The view for users of this role, and, where it changes something, for requests from our pages only.

    concern -- whether also for users of single locations
    """

    @wraps(view)
    def enter(*args: Any, **kwargs: Any) -> Any:
        require(role, concern)
        return view(*args, **kwargs)

    # Asked before anything of the request is read, in place of the API's guard, which wants a token.
    enter.guard, enter.required_role = _guard, role  # type: ignore[attr-defined]
    return enter


def current_user() -> SignedIn:
    """Who looks at the page of this request."""
    return g.page_user


def listed_of() -> int | None:
    """Whose trainings and imports are listed: who sees the whole shop (None) reads of all that was done for it."""
    user = current_user()
    return user.sees if user.locations else None


def may_follow(created_by: int | None) -> bool:
    """Whether what somebody (None: the clock) has begun may also be tried again, or taken back."""
    return current_user().sees in (None, created_by) or created_by is None


def may(role: str, concern: Concern = Concern.SHOP) -> bool:
    """Whether the user of this request has this role or one above, for what concerns this.

    Who sees single locations only looks at what concerns the whole shop.
    """
    own = ROLES[0] if current_user().locations and concern is Concern.SHOP else current_user().role
    return ROLES.index(own) >= ROLES.index(role)


def role_name(role: str) -> str:
    """What a role is called on the pages."""
    return _(NAMES[role])


def is_open(role: str, concern: Concern) -> bool:
    """Whether what asks for this role, and leads to this, is open to the user of this request."""
    return may(role, concern) and not (current_user().locations and concern is Concern.SHOP)


def require(role: str, concern: Concern) -> None:
    """Raises Forbidden for a user below this role, and for one of single locations where that is not for them.

    What is found from here on is what they see.
    """
    locations.enter(current_user(), concern)
    if not may(role, concern):
        raise Forbidden(
            _(
                "This needs the role {role}; yours is {own}. Ask an administrator.",
                role=role_name(role),
                own=role_name(current_user().role),
            )
        )


def csrf_token(session_id: str) -> str:
    """What requests of this session carry beside the cookie, which comes with requests from anywhere."""
    key = get_settings().jwt_secret_key.encode()
    return hmac.new(key, f"csrf {session_id}".encode(), hashlib.sha256).hexdigest()


def begin(response: Response, grant: Grant) -> Response:
    """Put a new session into the browser."""
    session: dict[str, Any] = {"sid": grant.user.session_id, "rid": grant.refresh_id}
    token = create_refresh_token(str(grant.user.user_id), additional_claims=session)
    lifetime = timedelta(days=get_settings().refresh_token_days)
    put(response, COOKIE, token, lifetime, httponly=True)
    put(response, CSRF_COOKIE, csrf_token(grant.user.session_id), lifetime, httponly=False)
    put(response, DEVICE_COOKIE, devices.new_token(grant.user.username), DEVICE_KNOWN, httponly=True)
    return response


def forget(response: Response) -> Response:
    """Take the session out of the browser."""
    response.delete_cookie(COOKIE, path=PREFIX)
    response.delete_cookie(CSRF_COOKIE, path=PREFIX)
    return response


def put(response: Response, name: str, value: str, lifetime: timedelta, httponly: bool) -> None:
    """Keep this in the browser, for our pages alone."""
    # Behind a proxy the request itself is plain; whoever invents this header only hardens his own cookie.
    secure = request.is_secure or request.headers.get("X-Forwarded-Proto") == "https"
    response.set_cookie(name, value, max_age=lifetime, path=PREFIX, secure=secure, httponly=httponly, samesite="Lax")


def _guard() -> Response | None:
    try:
        user = _user_of_cookie()
    except DATABASE_AWAY:
        if not _is_for_a_reader():
            raise
        return make_response(render_template("away.html", prefix=PREFIX, language=viewer.language_tag()), 503)
    if user is None:
        return _sign_in_first()
    if request.method not in HARMLESS and not _comes_from_our_pages(user):
        raise Forbidden(_("This request does not come from one of our pages; reload the page."), "csrf_failed")
    g.page_user = user
    locations.enter(user, Concern.OWN)
    return None


def _user_of_cookie() -> SignedIn | None:
    try:
        claims = decode_token(request.cookies.get(COOKIE, ""))
    except (PyJWTError, JWTExtendedException, TypeError, OverflowError):
        return None
    return auth.find_staying(claims.get("sid"), claims.get("rid")) if claims["type"] == "refresh" else None


def _comes_from_our_pages(user: SignedIn) -> bool:
    given = request.headers.get(CSRF_HEADER) or (request.form.get(CSRF_FIELD) if not request.is_json else None)
    return hmac.compare_digest((given or "").encode(), csrf_token(user.session_id).encode())


def _sign_in_first() -> Response:
    # A page leads to the sign-in; a call of its scripts is told, and its page goes there.
    if not _is_for_a_reader():
        raise Unauthorized(_("This session has ended; sign in again."), "session_ended")
    query = {"next": request.full_path.rstrip("?")}
    if COOKIE in request.cookies:
        query["ended"] = "1"
    return redirect(href("sign-in", **query))


def _is_for_a_reader() -> bool:
    return request.method == "GET" and readers.wants_page()
