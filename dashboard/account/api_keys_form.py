"""Keys for machines: which there are, a new one, and removing one."""

from datetime import timedelta
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, html
from dash.development.base_component import Component
from pydantic import BaseModel, Field

from dashboard.kit import formats, forms, notices, sessions, tables
from dashboard.kit.attributes import aria, data
from dashboard.kit.buttons import button
from dashboard.kit.confirmation import Confirmation, Question
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from services.access import api_keys
from services.access.locations import Concern
from services.access.signed_in import ROLES
from services.catalogue.product_fields import Text
from utils import clock
from utils.language import N_, _

NAME, ROLE, DAYS, MAKE, MADE, LISTED = (
    f"api-key-{part}" for part in ("name", "role", "days", "make", "made", "listed")
)
# More than anybody has.
SHOWN = 1000
# For how many days a key opens; 0: until it is removed.
LASTS = {30: N_("30 days"), 90: N_("90 days"), 365: N_("One year"), 0: N_("Until it is removed")}
LABELS = {"name": N_("What for")}


class Said(BaseModel):
    name: Text = Field(min_length=1, max_length=64)


def section() -> Component:
    about = _(
        "A till, a script or another program asks the API with a key of its own instead of your password. "
        "A key is shown once; what it does is noted under your name and its own."
    )
    return html.Section(
        [
            html.H2(_("Keys for programs")),
            html.P(about, className="quiet-text"),
            html.Div(id=MADE, **aria(live="polite")),
            html.Div(id=LISTED),
            html.Div(_fields(), className="fields"),
            html.Div(button(_("Make a key"), MAKE, "viewer"), className="actions"),
            same_with_curl(
                command("POST", "/api-keys", body={"name": "till", "role": "viewer"}), command("GET", "/api-keys")
            ),
            removal.window(),
        ],
        className="card",
    )


def _fields() -> list[Component]:
    roles = [role for role in ROLES if sessions.may(role)]
    lasts = [{"value": str(days), "label": _(label)} for days, label in LASTS.items()]
    return [
        dmc.TextInput(id=NAME, label=forms.translated(LABELS)["name"], placeholder=_("Till in the shop")),
        dmc.Select(
            id=ROLE,
            label=_("May what this role may"),
            data=[{"value": role, "label": sessions.role_name(role)} for role in roles],
            value=roles[0],
            allowDeselect=False,
        ),
        dmc.Select(id=DAYS, label=_("Opens for"), data=lasts, value=lasts[1]["value"], allowDeselect=False),
    ]


def _ask(key_id: str) -> Question:
    text = _("The program that uses it is refused from now on. A key that was removed does not come back.")
    return Question(_("Remove this key?"), text, _("Remove"), command("DELETE", f"/api-keys/{key_id}"))


def _remove(key_id: str) -> None:
    api_keys.delete_key(sessions.current_user(), key_id)
    notices.show(_("It opens nothing any more."), _("Removed"))


removal = Confirmation("api-key-removal", _ask, _remove, role="viewer", concern=Concern.PEOPLE)
part = Part(concern=Concern.PEOPLE)


@part.callback(Output(LISTED, "children"), Input(MADE, "children"), Input(removal.done, "data"))
def listed(*changed: object) -> Component:
    keys = api_keys.list_keys(sessions.current_user(), SHOWN, None).items
    if not keys:
        return html.P(_("There is none yet."), className="quiet-text")
    headings = [_("What for"), _("Key"), _("Role"), _("Ends"), _("Last used"), tables.actions()]
    return tables.listing(_("Keys for programs"), headings, [_row(key) for key in keys], exported=False)


def _row(key: Any) -> list[Any]:
    is_own = key.username == sessions.current_user().username
    ends = formats.instant(key.expires_at) if key.expires_at else _("never")
    used = formats.instant(key.last_used_at) if key.last_used_at else _("never")
    name = key.name if is_own else f"{key.name} ({key.username})"
    shown = html.Code(f"{key.shown}…")
    return [name, shown, sessions.role_name(key.role), ends, used, removal.opener(_("Remove"), key.id, name)]


@part.callback(
    Output(MADE, "children"),
    Output(NAME, "value"),
    Input(MAKE, "n_clicks"),
    State(NAME, "value"),
    State(ROLE, "value"),
    State(DAYS, "value"),
    prevent_initial_call=True,
)
def make_key(clicks: int, name: str | None, role: str, days: str) -> tuple[list[Component], str]:
    said = forms.read(Said, forms.translated(LABELS), name=(name or "").strip())
    expires_at = clock.now() + timedelta(days=int(days)) if int(days) else None
    key, _kept = api_keys.create_key(sessions.current_user(), said.name, role, expires_at)
    once = _("Copy it now: it is shown this once. Sent as “Authorization: Bearer” it opens the API.")
    copy = html.Button(_("Copy"), type="button", className="quiet", **data(copy=key))
    return [html.P(once), html.P(html.Code(key)), html.Div(copy, className="actions")], ""
