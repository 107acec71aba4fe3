"""Planning: what is known ahead, on a calendar and as a list, with its effect before it is saved."""

from collections.abc import Mapping

from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.kit import formats, states, tables
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import only_for
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.planning import calendar_view, event_editor, event_words
from dashboard.planning.calendar_view import Period
from dashboard.shop import product_cell
from services.access.locations import Concern
from services.planning import event_days
from services.planning.event_days import EventDays
from services.planning.event_service import KnownEvent
from services.views import product_names
from utils.language import N_, _

MOST = 500

page = Page("planning", N_("Planning"), parts=(event_editor.part, event_editor.undo), concern=Concern.OWN)


@page.layout
def layout(query: dict[str, str]) -> Component:
    period = Period.of(query.get("month", ""), query.get("view", ""))
    return html.Div(
        [
            html.H1(_("Planning")),
            html.P(_("Promotions, prices, closed days and holidays that are known ahead.")),
            only_for("planner"),
            html.Div(event_editor.adders(), className="actions before-cards"),
            html.Div(_shown(period), id="planning-shown"),
            event_editor.window(query.get("product_sku", "")),
            dcc.Store(id="planning-period", data=period.query),
        ]
    )


@page.callback(
    Output("planning-shown", "children"),
    Input(event_editor.CHANGED, "data"),
    State("planning-period", "data"),
    prevent_initial_call=True,
)
def refresh(changed: str, period: dict[str, str]) -> list[Component]:
    return _shown(Period.of(period["month"], period["view"]))


def _shown(period: Period) -> list[Component]:
    first, last = period.shown
    events = event_days.between(first, last, MOST)
    months = calendar_view.months(period, events, event_editor.OPEN)
    path = f"/events?from={first}&to={last}"
    return [
        html.Section([calendar_view.head(period), months], className="card", **aria(label=_("Calendar"))),
        html.Section(
            [html.H2(_("All of these days")), _list(events), same_with_curl(command("GET", path))],
            className="card",
            **aria(label=_("All of these days")),
        ),
    ]


def _list(events: list[EventDays]) -> Component:
    if not events:
        return states.empty(_("Nothing is announced for these days"))
    headings = (_("What"), _("Name"), _("Days"), _("Concerns"), _("Announced by"))
    names = product_names.names([one.known.product_sku for one in events if one.known.product_sku])
    return tables.listing(_("What is known ahead"), headings, [_row(one, names) for one in events], exported=True)


def _concerned(known: KnownEvent, names: Mapping[str, str]) -> Component | str:
    sku = known.product_sku
    return product_cell.cell(sku, names[sku]) if sku else event_words.concerns(known)


def _row(one: EventDays, names: Mapping[str, str]) -> list[Component | str]:
    known = one.known
    opener = html.Button(
        event_words.title(known), type="button", className="quiet named", **event_words.opens(known, event_editor.OPEN)
    )
    return [
        html.Span(event_words.kind(known.event.kind), className=f"tag {known.event.kind}"),
        opener,
        event_words.days(known),
        _concerned(known, names),
        f"{known.event.author}, {formats.near_day(known.event.created_at.date())}",
    ]
