"""The frame of every page: header, navigation, and the page that its address names."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from dash.development.base_component import Component
from flask import Flask, request

from dashboard.exceptions import menu_count
from dashboard.frame import inventory, late_scripts, pages, script_messages, search, theme
from dashboard.frame.pages import PAGES
from dashboard.kit import curl, formats, letterhead, notices, plain, sessions, states, viewer
from dashboard.kit.attributes import aria
from dashboard.kit.page import GROUPS, Page
from dashboard.kit.urls import PREFIX, href
from dashboard.tasks import task_cards
from services.access.signed_in import SignedIn
from services.catalogue import product_service
from services.catalogue.product_service import ProductFilter
from utils import language
from utils.config import get_settings
from utils.language import _

# In the index, beside the places that Dash fills itself.
LANGUAGE, CURRENCY, MESSAGES = "{%lang%}", "{%currency%}", "{%messages%}"
_MARK = html.Span(className="mark", **aria(hidden="true"))
ASSETS = Path(__file__).parent / "assets"
# Run by the documents themselves: what comes before anything else, and what draws charts.
FIRST, CHARTS = ("colour_scheme.js", "early.js"), "plotly-basic.min.js"


def _dated(name: str) -> str:
    """As Dash names its own: by the last change, so that a browser keeps them (see `package_files.kept`)."""
    return f"{name}?m={(ASSETS / name).stat().st_mtime}"


INDEX = (Path(__file__).parent / "templates" / "index.html").read_text(encoding="utf-8")
for _name in FIRST:
    INDEX = INDEX.replace(_name, _dated(_name))
PLOTLY = f"{PREFIX}assets/{_dated(CHARTS)}"


class Document(Dash):
    """What a browser loads first."""

    # Dash gives all parts by name.
    def interpolate_index(self, css: str = "", scripts: str = "", **parts: str) -> str:  # type: ignore[override]
        scripts, drawing = late_scripts.split(scripts, PLOTLY, _page(request.path))
        index = super().interpolate_index(css=css + drawing, scripts=scripts, **parts)
        index = index.replace(MESSAGES, script_messages.as_json(language.locale().language), 1)
        index = index.replace(CURRENCY, get_settings().currency, 1)
        return index.replace(LANGUAGE, viewer.language_tag(), 1)


def create_dash(app: Flask) -> Dash:
    """The pages, answered by this application."""
    dash = Document(
        __name__,
        server=app,  # type: ignore[arg-type] # as Dash documents it
        url_base_pathname=PREFIX,
        assets_folder=str(ASSETS),
        assets_ignore="|".join((*FIRST, CHARTS)),
        title="Stockcast",
        update_title=None,  # type: ignore[arg-type] # as Dash documents it
        index_string=INDEX,
        suppress_callback_exceptions=True,
        add_log_handler=False,
        on_error=notices.show_error,
    )
    # Asked for each document: it speaks the language of its reader.
    dash.layout = _frame
    dash.callback(
        Output("page", "children"),
        Output("navigation", "children"),
        Output("account", "children"),
        Output("title", "data"),
        Input("address", "pathname"),
        Input("address", "search"),
    )(lambda path, search: plain.drawn(show(path, search)))
    dash.clientside_callback(
        ClientsideFunction("shell", "arrive"), Output("title", "id"), Input("title", "data"), prevent_initial_call=True
    )
    inventory.check([*pages.parts(), *pages.files()])
    for part in pages.parts():
        part.register(dash)
    # Dash would do this during the first request, while a second one finds it half done.
    dash._setup_server()
    return dash


def show(path: str, search: str | None) -> tuple[Component, list[Component], Component, str]:
    """The page of an address, its navigation, who is signed in, and its title."""
    page = _page(path)
    title = f"{_(page.title)} · Stockcast" if page else "Stockcast"
    return _content(page, dict(parse_qsl((search or "").removeprefix("?")))), _navigation(path), _account(), title


def _page(path: str) -> Page | None:
    return next((page for page in PAGES if href(page.path) == path), None)


def _content(page: Page | None, query: dict[str, str]) -> Component:
    if page is None:
        hint = html.P(_("Its address may be mistyped, or old. Choose a page from the menu, or search for a product."))
        today = html.A(_("Go to Today"), href=PREFIX, className="button")
        return html.Div(
            [html.H1(_("There is no such page")), states.empty(_("Nothing is at this address"), hint, today)]
        )
    try:
        sessions.require(page.role, page.concern)
        if page.needs_products and not product_service.list_products(ProductFilter(), 1, None).items:
            return html.Div([html.H1(_(page.title)), states.no_products()])
        return page.show(query)
    except Exception as error:  # noqa: BLE001
        # Whatever it is: without its page a browser would say "Loading" for ever.
        return html.Div([html.H1(_(page.title)), states.trouble(notices.explain(error))])


def _navigation(path: str) -> list[Component]:
    mine = [page for page in PAGES if page.in_menu and sessions.is_open(page.role, page.concern)]
    parts = {group: [_link(page, path) for page in mine if page.group == group] for group in GROUPS}
    return [
        html.Div([html.Span(_(group), className="group"), *links], role="group", **aria(label=_(group)))
        for group, links in parts.items()
        if links
    ]


def _link(page: Page, path: str) -> Component:
    icon = html.Span(className=f"icon icon-{page.path or 'today'}", **aria(hidden="true"))
    return html.A([icon, _(page.title), *_badge(page)], href=href(page.path), **_mark(href(page.path) == path))


def _badge(page: Page) -> list[Component]:
    return page.badge() if page.badge else []


def _mark(is_current: bool) -> dict[str, Any]:
    return {"aria-current": "page"} if is_current else {}


def _account() -> Component:
    user = sessions.current_user()
    token = dcc.Input(type="hidden", name=sessions.CSRF_FIELD, value=sessions.csrf_token(user.session_id))
    return html.Form(
        [
            html.Span([user.username, html.Small(_whose(user))], className="who"),
            token,
            html.Button(_("Sign out"), type="submit", className="quiet"),
        ],
        action=href("sign-out"),
        method="post",
    )


def _whose(user: SignedIn) -> str:
    """The role of a user, and the locations of one who does not see all."""
    return ", ".join([sessions.role_name(user.role), *user.locations])


def _frame() -> Component:
    side = html.Nav(html.Div(id="navigation"), id="side", **aria(label=_("Pages")))
    # Not `tabIndex`: only what the skip link leads to takes the focus, and never by the keyboard's order.
    main = html.Main(
        [letterhead.drawn(), html.Div(states.loading(), id="page"), curl.of_page()], id="main", tabIndex=-1
    )
    content = dmc.DatesProvider(
        [
            dcc.Location(id="address", refresh=False),
            dcc.Store(id="title"),
            *task_cards.stores(),
            menu_count.clock(),
            html.A(_("Skip to content"), href="#main", className="skip"),
            _header(),
            html.Div(_(states.AWAY), id="away", role="status", hidden=True),
            html.Div([side, main], className="body"),
            notices.container(),
            search.window(),
        ],
        # Of a week the first day, as browsers count: 0 is Sunday.
        settings={"locale": viewer.language_tag(), "firstDayOfWeek": (formats.days_of_week()[0] + 1) % 7},
    )
    return dmc.MantineProvider(content, theme=theme.spoken(), defaultColorScheme="auto")


def _header() -> Component:
    return html.Header(
        [
            html.Button(_("Menu"), id="menu", className="quiet", **aria(expanded="false", controls="side")),
            html.A([_MARK, html.Span("Stockcast")], href=PREFIX, className="brand"),
            html.Button(
                html.Span(className="icon icon-density"),
                id="density",
                className="quiet",
                title=_("Dense or wide"),
                **aria(label=_("Dense or wide")),
            ),
            search.opener(),
            dmc.ColorSchemeToggle(
                lightIcon="☀", darkIcon="☾", variant="default", size="lg", **aria(label=_("Light or dark"))
            ),
            html.Div(id="account"),
        ],
        className="top",
    )
