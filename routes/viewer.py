"""The viewer of the API's description: a page of a package, which may do nothing that it does not bring with it."""

import base64
import hashlib
import re

from flask import Blueprint, Flask, Response, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from routes import access

docs_bp = Blueprint("docs", __name__)

_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


@docs_bp.get("/docs")
@access.public
def docs() -> Redirect:
    return redirect(url_for("swagger.swagger"))


def install(app: Flask) -> None:
    app.after_request(_send_policy)


def _send_policy(response: Response) -> Response:
    if request.blueprint in access.PUBLIC_BLUEPRINTS and response.mimetype == "text/html":
        hashes = (hashlib.sha256(script).digest() for script in _INLINE.findall(response.get_data()))
        inline = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in hashes)
        response.headers["Content-Security-Policy"] = (
            f"default-src 'self'; script-src 'self' {inline}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
            "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        # For browsers that do not know frame-ancestors.
        response.headers["X-Frame-Options"] = "DENY"
    return response
