"""Each action of a page is a call of the API: the command that makes it."""

import json
import shlex
from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component
from flask import request

from dashboard.kit.attributes import data
from utils.language import _


def segment(sku: str) -> str:
    """A product's code as a part of a path."""
    return quote(sku, safe="")


def command(method: str, path: str, *arguments: str, body: dict[str, Any] | None = None) -> str:
    """The curl command for a call of the API; it reads the token from the variable TOKEN."""
    parts = [
        f"curl -X {method} {shlex.quote(request.host_url.rstrip('/') + path)}",
        '-H "Authorization: Bearer $TOKEN"',
    ]
    if body is not None:
        parts += ["-H 'Content-Type: application/json'", f"-d {shlex.quote(json.dumps(body, ensure_ascii=False))}"]
    return " \\\n  ".join([*parts, *arguments])


def of_page() -> Component:
    """All commands of a page, at its foot: whoever plans need not see them; `assets/curl.js` gathers them."""
    return html.Details([html.Summary(_("The same with curl")), html.Div()], id="curl", className="curl no-print")


def same_with_curl(*commands: str) -> Component:
    """The commands that do what the page does: shown at its foot, in a window where they stand; folded away."""
    text = "\n\n".join(commands)
    return html.Details(
        [
            html.Summary(_("The same with curl")),
            # Long lines scroll; the keyboard reaches what scrolls.
            html.Pre(text, tabIndex=0),
            html.Button(_("Copy"), type="button", className="quiet", **data(copy=text)),
        ],
        className="curl no-print",
    )
