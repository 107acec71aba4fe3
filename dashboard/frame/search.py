"""Search from every page: `/` opens it, what is found are links to products, suppliers and pages."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component
from flask import Blueprint, Response, jsonify, request

from dashboard.frame.pages import PAGES
from dashboard.kit import sessions
from dashboard.kit.attributes import aria
from dashboard.kit.sessions import guarded
from dashboard.kit.urls import PREFIX, href
from services.access.locations import Concern
from services.views import search
from utils.language import _

FOLDER = "search"
# Of each kind: what does not fit on a screen is not read.
SHOWN = 8

files = Blueprint("search", __name__, url_prefix=PREFIX + FOLDER)


@files.get("")
@partial(guarded, concern=Concern.OWN)
def find() -> Response:
    """What the window shows for ?q=, in groups."""
    text = request.args.get("q", "")
    found = search.find(text, SHOWN)
    groups = {
        _("Products"): [_hit(name or sku, sku, href("product", sku=sku)) for sku, name in found.products],
        _("Suppliers"): [_hit(name, "", href("supplier", name=name)) for name in found.suppliers],
        _("Pages"): list(_pages(text)),
    }
    shown = [{"title": title, "hits": hits} for title, hits in groups.items() if hits]
    return jsonify(groups=shown, words="" if shown or not text.strip() else _("Nothing is called that."))


def opener() -> Component:
    """The button in the header; `assets/search.js` opens the window, by it and by its key."""
    return html.Button(
        [html.Span(_("Search")), html.Kbd("/", **aria(hidden="true"))],
        id="search-open",
        type="button",
        className="quiet",
    )


def window() -> Component:
    """The window, closed."""
    field = dcc.Input(id="search-q", type="search", placeholder=_("Code, name, supplier or page"), autoComplete="off")
    return html.Dialog(
        [
            html.Label(_("Search products, suppliers and pages"), htmlFor="search-q", className="for-screen-readers"),
            field,
            html.P(id="search-words", role="status", className="quiet-text"),
            html.Div(id="search-found"),
        ],
        id="search",
        **aria(label=_("Search")),
    )


def _pages(text: str) -> Iterable[dict[str, Any]]:
    wanted = text.strip().casefold()
    open_to_all = (page for page in PAGES if page.in_menu and sessions.is_open(page.role, page.concern))
    return (
        _hit(_(page.title), "", href(page.path))
        for page in open_to_all
        if wanted and wanted in _(page.title).casefold()
    )


def _hit(label: str, note: str, link: str) -> dict[str, str]:
    return {"label": label, "note": note if note != label else "", "href": link}
