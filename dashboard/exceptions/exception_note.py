"""A window for all that can be said of an exception: who sees to it, until when it is hidden, and why."""

from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, html
from dash.development.base_component import Component
from pydantic import BaseModel

from dashboard.exceptions import exception_changes, exception_line
from dashboard.kit import forms, sessions
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl, segment
from dashboard.kit.page import Part
from services.access.locations import Concern
from services.attention import exceptions
from services.catalogue.product_fields import Text
from utils.language import _

WINDOW, OWNER, UNTIL, COMMENT, SAVE, CURL = (
    f"exceptions-note-{part}" for part in ("window", "owner", "until", "comment", "save", "curl")
)
# Lists open above the window they belong to.
ABOVE = {"zIndex": 1100}

part = Part("planner", Concern.OWN)


class Said(BaseModel):
    comment: Text


def window() -> Component:
    """The window, closed."""
    fields = [
        dmc.Select(
            id=OWNER,
            label=_("Who sees to it"),
            data=[],
            placeholder=_("Nobody"),
            searchable=True,
            clearable=True,
            clearButtonProps={"aria-label": _("Nobody")},
            comboboxProps=ABOVE,
        ),
        dmc.DatePickerInput(
            id=UNTIL,
            label=_("Hidden until"),
            placeholder=_("Not hidden"),
            clearable=True,
            clearButtonProps={"aria-label": _("Not hidden")},
        ),
    ]
    content = [
        html.Div(fields, className="fields"),
        dmc.Textarea(id=COMMENT, label=_("Comment"), autosize=True, minRows=2, inputProps={"maxLength": 500}),
        html.Div(button(_("Save"), SAVE, concern=part.concern), className="actions"),
        html.Div(id=CURL),
    ]
    return dmc.Modal(content, id=WINDOW, title="", size="lg", closeButtonProps={"aria-label": _("Close")})


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(WINDOW, "title"),
    Output(OWNER, "data"),
    Output(OWNER, "value"),
    Output(UNTIL, "value"),
    Output(COMMENT, "value"),
    Output(CURL, "children"),
    Input(exception_line.MORE, "data"),
    prevent_initial_call=True,
)
def open_for(clicked: dict[str, str]) -> tuple[Any, ...]:
    kind, subject = exception_changes.read(clicked["about"])
    one = exceptions.get(kind, subject)
    note = one.note
    names = exceptions.owners(note, sessions.current_user())
    until = note.snoozed_until.isoformat() if note and note.snoozed_until else None
    body = {"owner": note.owner if note else None, "snoozed_until": until, "comment": note.comment if note else ""}
    curl = same_with_curl(command("PATCH", f"/exceptions/{kind}/{segment(subject)}", body=body))
    return True, one.found.title, names, body["owner"], until, body["comment"], curl


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(exception_changes.CHANGED, "data", allow_duplicate=True),
    Input(SAVE, "n_clicks"),
    State(OWNER, "value"),
    State(UNTIL, "value"),
    State(COMMENT, "value"),
    State(exception_line.MORE, "data"),
    running=[(Output(SAVE, "disabled"), True, False)],
    prevent_initial_call=True,
)
def save(
    clicks: int, owner: str | None, until: str | None, comment: str | None, clicked: dict[str, str]
) -> tuple[bool, str]:
    day = date.fromisoformat(until) if until else None
    written = forms.checked(Said, {"comment": _("Comment")}, {"comment": (comment or "").strip()})
    said = {"owner": owner, "snoozed_until": day, "comment": written.comment}
    return False, exception_changes.say(clicked["about"], said, _("It is noted."))
