"""To the provider of OpenID and back: in between, a cookie of the browser says that it is the same one."""

import re

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from dashboard.frame.sign_in import OPENID, back_from_provider, refused, wanted_page
from dashboard.kit import sessions
from dashboard.kit.sessions import public
from dashboard.kit.urls import PREFIX, href
from services.access import openid
from services.access.devices import Origin
from services.access.openid import LIFETIME, Return, Way
from services.errors import DATABASE_AWAY, ServiceError

openid_bp = Blueprint("openid_sign_in", __name__, url_prefix=PREFIX + OPENID)

COOKIE, _PROOF = "stockcast_openid", re.compile("[A-Za-z0-9_-]{43}")


@openid_bp.get("")
@public
def go() -> Response:
    """Two windows of a browser share its proof, so that neither keeps the other out."""
    kept = request.cookies.get(COOKIE, "")
    way = Way(back_from_provider(), wanted_page())
    try:
        beginning = openid.begin(way, _origin(), kept if _PROOF.fullmatch(kept) else "")
    except (ServiceError, *DATABASE_AWAY) as error:
        return refused(error)
    answer = redirect(beginning.address, 303)
    sessions.put(answer, COOKIE, beginning.proof, LIFETIME, httponly=True)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@openid_bp.get("/back")
@public
def come_back() -> Response:
    said = request.args
    if not {"state", "code", "error"} & set(said):  # From having signed out there.
        return redirect(href("sign-in"), 303)
    back = Return(said.get("state", ""), request.cookies.get(COOKIE, ""), said.get("code", ""))
    try:
        grant, destination = openid.finish(back, _origin())
    except (ServiceError, *DATABASE_AWAY) as error:
        return refused(error)
    answer = sessions.begin(redirect(destination or PREFIX, 303), grant)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _origin() -> Origin:
    return Origin(request.remote_addr or "")
