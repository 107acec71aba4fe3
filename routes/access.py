"""Who may enter. Every endpoint needs a signed-in user unless it is marked public; that is the default, not a habit."""

import hmac
from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_jwt_extended import JWTManager, get_current_user, verify_jwt_in_request

from routes.errors import problem
from services.access import api_keys, auth, locations
from services.access.locations import Concern
from services.access.signed_in import ROLES, SignedIn
from services.errors import Forbidden, Unauthorized

View = TypeVar("View", bound=Callable[..., object])

# Pages of libraries that carry no mark of ours: the API's description and the viewer for it.
PUBLIC_BLUEPRINTS = ("openapi", "swagger")


def public(view: View) -> View:
    """Mark a view as open to everyone."""
    view.required_role = None  # type: ignore[attr-defined]
    return view


def requires(role: str) -> Callable[[View], View]:
    """Mark a view as open to users of this role and above; without a mark a viewer may enter."""

    def mark(view: View) -> View:
        view.required_role = role  # type: ignore[attr-defined]
        return view

    return mark


def accepts_token(read: Callable[[], str]) -> Callable[[View], View]:
    """Mark a view as open also to a machine that carries this token; an empty one opens nothing."""

    def mark(view: View) -> View:
        view.machine_token = read  # type: ignore[attr-defined]
        return view

    return mark


def in_person(view: View) -> View:
    """Mark a view as closed to the keys of machines: who finds one must not make itself at home with it."""
    view.in_person = True  # type: ignore[attr-defined]
    return view


def of_products(view: View) -> View:
    """Mark a view as open also to users of single locations, see `Concern.OWN`; without a mark they may not enter."""
    view.concern = Concern.OWN  # type: ignore[attr-defined]
    return view


def of_people(view: View) -> View:
    """Mark a view as open also to users of single locations, see `Concern.PEOPLE`."""
    view.concern = Concern.PEOPLE  # type: ignore[attr-defined]
    return view


def current_user() -> SignedIn:
    """The user of this request."""
    return g.signed_in


def required_role(endpoint: str) -> str | None:
    """The least role an endpoint asks for; None where it is public."""
    if endpoint.split(".")[0] in PUBLIC_BLUEPRINTS:
        return None
    return getattr(current_app.view_functions[endpoint], "required_role", "viewer")


def concern_of(endpoint: str) -> Concern:
    """What an endpoint leads to."""
    return getattr(current_app.view_functions[endpoint], "concern", Concern.SHOP)


def takes_tokens(endpoint: str | None) -> bool:
    """Whether who calls this endpoint has an access token: not so where everyone may, and on the pages."""
    if endpoint is None or required_role(endpoint) is None:
        return False
    return not hasattr(current_app.view_functions[endpoint], "guard")


def install(app: Flask) -> None:
    """Guard every request of this application."""
    app.before_request(_guard)
    app.after_request(_keep_nowhere)
    manager = JWTManager(app)
    manager.user_lookup_loader(lambda header, claims: auth.find_signed_in(claims.get("sid")))
    manager.user_lookup_error_loader(lambda header, claims: _sign_in_again("This session has ended."))
    # A token for ever is none of ours.
    manager.token_verification_loader(lambda header, claims: "exp" in claims)
    manager.token_verification_failed_loader(lambda header, claims: _sign_in_again("This token never expires."))
    manager.expired_token_loader(lambda header, claims: _sign_in_again("This token has expired.", "token_expired"))
    manager.invalid_token_loader(lambda reason: _sign_in_again("This is not a valid access token."))
    manager.unauthorized_loader(lambda reason: problem(401, "token_missing", _what_to_send()))


def verify_token(refresh: bool = False) -> None:
    """Let nobody past who carries no token of this kind. Raises what becomes a 401."""
    given = request.authorization
    # The scheme in any case (RFC 9110, section 11.1); the library knows it in one.
    if given and given.type == "bearer":
        request.environ["HTTP_AUTHORIZATION"] = f"Bearer {given.token}"
    try:
        verify_jwt_in_request(refresh=refresh)
    except (TypeError, OverflowError):
        raise Unauthorized("The dates of this token are none.", "token_invalid") from None


def _guard() -> ResponseReturnValue | None:
    locations.see_all()
    # What one may do is told to everyone: a browser asks for it without a token (CORS, preflight).
    if request.endpoint is None or (
        request.method == "OPTIONS" and getattr(request.url_rule, "provide_automatic_options", False)
    ):
        return None
    role = required_role(request.endpoint)
    if role is None or _is_known_machine(request.endpoint):
        return None
    # The pages: their session is a cookie, which must never open the API.
    guard_of_pages = getattr(current_app.view_functions[request.endpoint], "guard", None)
    if guard_of_pages:
        return guard_of_pages()
    _guard_api(role)
    return None


def _guard_api(role: str) -> None:
    g.signed_in = user = _signed_in()
    if ROLES.index(user.role) < ROLES.index(role):
        raise Forbidden(f"This needs the role {role}; yours is {user.role}. Ask an administrator.")
    if user.key_name and hasattr(current_app.view_functions[request.endpoint or ""], "in_person"):
        raise Forbidden("A key may not do this. Sign in yourself: POST /auth/login.", "sign_in_needed")
    locations.enter(user, concern_of(request.endpoint or ""))


def _signed_in() -> SignedIn:
    given = request.authorization
    if given and given.type == "bearer" and (given.token or "").startswith(api_keys.MARK):
        user = api_keys.find_signed_in(given.token or "")
        if user is None:
            raise Unauthorized("This API key is none, or has ended. POST /api-keys makes one.", "api_key_invalid")
        return user
    verify_token()
    return get_current_user()


def _keep_nowhere(response: Response) -> Response:
    # What somebody had to sign in for stays out of the caches of browsers and proxies. Files of packages have an age.
    if request.endpoint and required_role(request.endpoint) is not None and not response.cache_control.max_age:
        response.headers["Cache-Control"] = "no-store"
    # For how long is theirs to say where we say nothing (RFC 9111, 4.2.2): an old description, or that all is well.
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _is_known_machine(endpoint: str) -> bool:
    read = getattr(current_app.view_functions[endpoint], "machine_token", None)
    token = read() if read else ""
    given = (request.authorization and request.authorization.token) or ""
    return bool(token) and hmac.compare_digest(given.encode(), token.encode())


def _what_to_send() -> str:
    kind = "refresh" if request.endpoint == "auth.refresh_tokens" else "access"
    return f"Send 'Authorization: Bearer <{kind}_token>'; POST /auth/login gives you one."


def _sign_in_again(reason: str, code: str = "token_invalid") -> Response:
    return problem(401, code, f"{reason} Sign in again at POST /auth/login, or refresh at POST /auth/refresh.")
