"""What a browser may do on our pages: nothing that they do not bring with them."""

from collections.abc import Sequence

from flask import Flask, Response, request

from dashboard.kit.urls import PREFIX


def add_headers(app: Flask, script_hashes: Sequence[str]) -> None:
    """Send the policy (W3C, Content Security Policy 3) with everything below PREFIX, and with pages of no policy.

    script_hashes -- of the one inline script that Dash writes itself
    """
    policy = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(script_hashes)}",
            # Mantine, AG Grid and Plotly write style elements as they go; no hash can foresee them.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )

    @app.after_request
    def send_policy(response: Response) -> Response:
        is_bare = response.mimetype == "text/html" and "Content-Security-Policy" not in response.headers
        if is_bare or request.path.startswith(PREFIX):
            response.headers["Content-Security-Policy"] = policy
            response.headers["Referrer-Policy"] = "same-origin"
            # For browsers that do not know frame-ancestors.
            response.headers["X-Frame-Options"] = "DENY"
        return response
