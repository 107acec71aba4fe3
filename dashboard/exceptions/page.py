"""Exceptions: what needs somebody today, the dearest first, each with the one step that solves it."""

from dataclasses import asdict, replace

from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.exceptions import exception_changes, exception_filters, exception_line, exception_note, menu_count
from dashboard.exceptions.exception_filters import Shown
from dashboard.kit import folding, formats, sessions, states
from dashboard.kit.buttons import only_for
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.kit.urls import href
from services.access.locations import Concern
from services.attention import exceptions
from services.attention.exceptions import ExceptionFilter, Noted
from services.attention.found import MOST, Kind
from services.catalogue import product_service
from services.catalogue.product_service import ProductFilter
from utils.language import N_, _, ngettext

LINES = 100

page = Page(
    "exceptions",
    N_("Exceptions"),
    parts=(exception_changes.part, exception_changes.undo, exception_note.part, menu_count.part),
    badge=menu_count.badge,
    concern=Concern.OWN,
)


@page.layout
def layout(query: dict[str, str]) -> Component:
    shown = Shown.of(query)
    return html.Div(
        [
            html.H1(_("Exceptions")),
            only_for("planner", page.concern),
            html.Div(_listed(shown), id="exceptions-list"),
            exception_note.window(),
            dcc.Store(id="exceptions-shown", data=asdict(shown)),
            *exception_changes.stores(),
        ]
    )


@page.callback(
    Output("exceptions-list", "children"),
    Input(exception_changes.CHANGED, "data"),
    # What a colleague has done shows by itself, as the number in the menu does.
    Input(menu_count.CLOCK, "n_intervals"),
    State("exceptions-shown", "data"),
    prevent_initial_call=True,
)
def refresh(changed: str, ticks: int | None, shown: dict[str, str]) -> list[Component]:
    return _listed(Shown.of(shown))


def _listed(shown: Shown) -> list[Component]:
    wanted = ExceptionFilter(owner=shown.owner or None, hidden=bool(shown.hidden))
    found = exceptions.list_exceptions(wanted, MOST * len(Kind), None)
    lines = [one for one in found.page.items if shown.kind in ("", one.found.kind)]
    query = "&".join(f"{name}={value}" for name, value in asdict(replace(shown, all="")).items() if value)
    curl = same_with_curl(command("GET", "/exceptions" + (f"?{query}" if query else "")))
    content = _lines(lines, shown) if lines else [_none(shown)]
    if max(found.counts.values(), default=0) >= MOST:
        content.append(html.P(_("Of each kind the {count} dearest are listed.", count=MOST), className="quiet-text"))
    return [exception_filters.links(shown, found.counts), *content, curl]


def _lines(lines: list[Noted], shown: Shown) -> list[Component]:
    user = sessions.current_user().username
    said = ngettext(
        "{count} exception, {total} in all, the dearest first.",
        "{count} exceptions, {total} in all, the dearest first.",
        len(lines),
        total=formats.money(sum(one.found.money for one in lines), 0),
    )
    # What nobody looks at yet is not drawn: that takes a browser as long as all the rest of the page.
    limit = LINES if shown.all else folding.FIRST
    drawn = [exception_line.line(one, user, folding.folded(place)) for place, one in enumerate(lines[:limit])]
    listed = [html.Ul(drawn, className="exceptions card"), *folding.more(len(drawn)), *_rest(len(lines), limit, shown)]
    return [html.P(said, className="numbers", role="status"), html.Div(listed, className="folding")]


def _rest(count: int, limit: int, shown: Shown) -> list[Component]:
    """How many are not drawn, and the way to them."""
    if count <= limit:
        return []
    if shown.all:
        more = ngettext("{count} that costs less is not shown.", "{count} that cost less are not shown.", count - limit)
        return [html.P(more, className="quiet-text")]
    following = min(count, LINES) - limit
    words = ngettext("{count} more exception", "{count} more exceptions", following)
    return [html.P(html.A(words, href=replace(shown, all="1").address), className="no-print")]


def _none(shown: Shown) -> Component:
    if not product_service.list_products(ProductFilter(), 1, None).items:
        return states.no_products()
    if shown != Shown(all=shown.all):
        return states.empty(_("None of these"), html.P(html.A(_("All exceptions"), href=href("exceptions"))))
    return states.empty(
        _("Nothing needs you"), html.P(_("What is to be ordered stands on the page Orders, as every day."))
    )
