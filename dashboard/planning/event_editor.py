"""The window in which something known ahead is said, with its effect before it is stored, and the way back after."""

from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import formats, forms, notices, sessions
from dashboard.kit.attributes import data
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from dashboard.kit.undo import Undo
from dashboard.planning import event_fields, event_seen, event_words
from dashboard.planning.event_fields import LABELS, VALUES, Said
from dashboard.shop import code_field, event_kinds
from services.errors import InvalidInput, NotFound
from services.planning import event_preview, event_service
from services.planning.event_fields import EventFields, NewEvent
from services.planning.event_service import KnownEvent
from services.seen import ChangedMeanwhile
from utils import clock, ids
from utils.language import _

# Stores: which event is looked at, what was done last, and how the event was when it was looked at.
OPEN, CHANGED, ABOUT, SEEN = (f"planning-{part}" for part in ("open", "changed", "about", "seen"))
ADD, WINDOW, EFFECT, SAVE, DELETE, CURL, MADE = (
    f"planning-{part}" for part in ("add", "window", "effect", "save", "delete", "curl", "made")
)
SHOWN = {True: "block", False: "none"}

part = Part(role="planner")
code_field.offer(part, event_fields.PRODUCT)


def _take_back(wanted: dict[str, Any]) -> str:
    user = sessions.current_user()
    # What somebody else has changed meanwhile stays.
    seen = EventFields(**wanted["seen"]) if "seen" in wanted else None
    if "delete" in wanted:
        event_service.delete(wanted["delete"], user, seen)
    elif "change" in wanted:
        event_service.change(wanted["change"], EventFields(**wanted["to"]), user, seen)
    else:
        event_service.create(NewEvent(**wanted["create"]), user.username, user)
    return _("It is as it was before.")


undo = Undo("planning", _take_back, CHANGED)


def adders() -> list[Component]:
    """The buttons that open the window for something new."""
    return [
        button(_("Announce something"), ADD, **data(store=OPEN, about="")),
        button(_("Announce closed days"), f"{ADD}-closure", quiet=True, **data(store=OPEN, about="closure")),
    ]


def window(product: str = "") -> Component:
    """The window; opened for a promotion of this product, closed without one."""
    content = [
        html.Div(event_fields.fields(), className="fields"),
        html.Div(id=EFFECT, className="effect", role="status"),
        html.P(id=MADE, className="quiet-text"),
        html.Div([button(_("Save"), SAVE), button(_("Delete"), DELETE, quiet=True)], className="actions"),
        html.Div(id=CURL),
    ]
    modal = dmc.Modal(content, id=WINDOW, title="", size="xl", closeButtonProps={"aria-label": _("Close")})
    asked = {"about": "", "product": product} if product and sessions.may("planner") else None
    stores = [dcc.Store(id=OPEN, data=asked), *(dcc.Store(id=name) for name in (CHANGED, ABOUT, SEEN))]
    return html.Div([modal, undo.place(), *stores])


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(WINDOW, "title"),
    Output(ABOUT, "data"),
    Output(MADE, "children"),
    Output(DELETE, "style"),
    Output(SEEN, "data", allow_duplicate=True),
    Output(event_fields.DAYS, "defaultDate"),
    *(Output(field, "value") for field in VALUES),
    Input(OPEN, "data"),
    prevent_initial_call="initial_duplicate",
    role="viewer",
)
def open_for(clicked: dict[str, str] | None) -> tuple[Any, ...]:
    if not clicked:
        raise PreventUpdate
    if clicked["about"] in ("", *event_kinds.TITLES):
        empty = event_fields.empty(clicked["about"] or "promotion", clicked.get("product", ""))
        today = clock.today().isoformat()
        return True, _("What is known ahead?"), None, "", {"display": "none"}, None, today, *empty
    known = event_service.get(int(clicked["about"]))
    when = formats.instant(known.event.updated_at)
    made = _("Announced by {author}, last changed {when}", author=known.event.author, when=when)
    return (
        True,
        event_words.title(known),
        known.event.id,
        made,
        {},
        event_seen.looked_at(known),
        # The month that the calendar opens at.
        (known.event.starts_on or clock.today()).isoformat(),
        *event_fields.shown_of(known),
    )


@part.callback(
    *(Output(field, "display") for field in (event_fields.PRICE, event_fields.COUNTRY, event_fields.REGION)),
    Input(event_fields.KIND, "value"),
    role="viewer",
)
def show_fields(kind: str) -> tuple[str, ...]:
    has_country = kind in ("closure", "holiday")
    return SHOWN[kind == "price"], SHOWN[has_country], SHOWN[has_country]


@part.callback(
    Output(EFFECT, "children"),
    Output(CURL, "children"),
    *(Input(field, "value") for field in VALUES),
    State(ABOUT, "data"),
    prevent_initial_call=True,
    role="viewer",
)
def show_effect(*said: Any) -> tuple[list[Component], Component | None]:
    *values, about = said
    wanted = Said(*values)
    if not wanted.has_days:
        return [html.P(_("On which days?"), className="quiet-text")], None
    try:
        first, *rest = event_words.effect(event_preview.preview(wanted.event()))
    except (InvalidInput, NotFound) as error:
        return [html.P(notices.explain(error), className="quiet-text")], None
    method, path = ("PATCH", f"/events/{about}") if about else ("POST", "/events")
    body = {name: value for name, value in wanted.body().items() if name != "kind" or not about}
    return [html.Strong(first), *(html.P(text) for text in rest)], same_with_curl(
        command("POST", "/events/preview", body=wanted.body()), command(method, path, body=body)
    )


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(CHANGED, "data", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Input(SAVE, "n_clicks"),
    *(State(field, "value") for field in VALUES),
    State(ABOUT, "data"),
    State(SEEN, "data"),
    running=[(Output(SAVE, "disabled"), True, False)],
    prevent_initial_call=True,
)
def save(clicks: int, *said: Any) -> tuple[Any, ...]:
    *values, about, seen = said
    new = Said(*values).event()
    if not about:
        user = sessions.current_user()
        known = event_service.create(new, user.username, user)
        wanted = {"delete": known.event.id, "seen": event_seen.as_it_is(known)}
        _done(_("It is announced; the next training counts on it."), known, wanted)
        return False, ids.new_id(), no_update
    if new.kind != seen["kind"]:
        raise InvalidInput(_("What it is cannot be changed; delete it and announce the other."))
    was, now = event_seen.difference(seen, new)
    try:
        known = event_service.change(about, now, sessions.current_user(), was)
    except ChangedMeanwhile as error:
        return no_update, ids.new_id(), _met(about, values, seen, error)
    stored = event_seen.only(event_service.fields_of(known), now.model_fields_set)
    wanted = {"change": about, "to": event_seen.plain(was), "seen": event_seen.plain(stored)}
    _done(_("It is changed."), known, wanted)
    return False, ids.new_id(), no_update


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(CHANGED, "data", allow_duplicate=True),
    Output(SEEN, "data"),
    Input(DELETE, "n_clicks"),
    *(State(field, "value") for field in VALUES),
    State(ABOUT, "data"),
    State(SEEN, "data"),
    running=[(Output(DELETE, "disabled"), True, False)],
    prevent_initial_call=True,
)
def delete(clicks: int, *said: Any) -> tuple[Any, ...]:
    *values, about, seen = said
    before = event_service.get(about)
    try:
        event_service.delete(about, sessions.current_user(), EventFields(**seen["fields"]))
    except ChangedMeanwhile as error:
        return no_update, ids.new_id(), _met(about, values, seen, error)
    _done(_("It is deleted."), before, {"create": event_seen.as_it_is(before) | {"kind": before.event.kind}})
    return False, ids.new_id(), no_update


def _met(about: int, values: list[Any], seen: dict[str, Any], error: ChangedMeanwhile) -> dict[str, Any]:
    """The event by now, on which the window rests from here on: fields into which nobody typed show it."""
    now = event_seen.looked_at(event_service.get(about))
    forms.show_where_untouched(zip(VALUES, values, seen["shown"], now["shown"], strict=True))
    forms.show_conflict(error.now, forms.translated(LABELS), error.by)
    return now


def _done(words: str, known: KnownEvent, wanted: dict[str, Any]) -> None:
    undo.offer(f"{event_words.title(known)}: {words}", wanted)
