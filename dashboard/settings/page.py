"""Users and settings: who may sign in, and how this installation is set up."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import formats, notices, sessions, tables
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import SYSTEM, Page
from dashboard.settings import audit_table
from services.access import passwords, users
from services.access.signed_in import ROLES
from services.access.users import User, UserChange
from services.catalogue import product_service
from services.errors import InvalidInput
from utils.config import Settings, get_settings
from utils.language import N_, _

SHOWN = 500
MAY = {
    "viewer": N_("looks at everything"),
    "planner": N_("also trains, imports, plans"),
    "admin": N_("also keeps users and schedules"),
}
# What is in them is for nobody's eyes; an address may hold a password.
SECRET = ("secret", "password", "auth", "token", "key", "url", "backend")
HARMLESS = ("access_token_minutes", "refresh_token_days", "flower_url")

page = Page("settings", N_("Users & settings"), role="admin", group=SYSTEM)


@page.layout
def layout(query: dict[str, str]) -> Component:
    return html.Div(
        [
            html.H1(_("Users & settings")),
            html.Section([html.H2(_("Users")), html.Div(_users(), id="settings-users")], className="card"),
            _new_user(),
            audit_table.section(),
            _settings(),
            dcc.Store(id="settings-added"),
        ]
    )


@page.callback(
    Output("settings-users", "children"),
    Input("settings-added", "data"),
    Input({"type": "user-role", "user": ALL}, "value"),
    Input({"type": "user-locations", "user": ALL}, "value"),
    Input({"type": "user-active", "user": ALL}, "n_clicks"),
    prevent_initial_call=True,
)
def change(
    added: int | None, roles: list[str], locations: list[list[str] | None], clicks: list[int | None]
) -> Component:
    if isinstance(ctx.triggered_id, dict):
        value = ctx.triggered[0]["value"]
        # No locations are all of them.
        if not value and ctx.triggered_id["type"] != "user-locations":
            raise PreventUpdate
        _change(ctx.triggered_id["user"], ctx.triggered_id["type"], value)
    return _users()


@page.callback(
    Output("settings-added", "data"),
    Output("settings-name", "value"),
    Output("settings-password", "value"),
    Input("settings-add", "n_clicks"),
    State("settings-name", "value"),
    State("settings-password", "value"),
    State("settings-role", "value"),
    prevent_initial_call=True,
)
def add(clicks: int, name: str, password: str, role: str) -> tuple[int, str, str]:
    if not name or " " in name:
        raise InvalidInput(_("A user name is needed, without spaces."))
    passwords.check(password or "", name)
    known = {user.username: user.id for user in _all_users()}
    if name in known:
        users.change_user(known[name], UserChange(password=password), sessions.current_user())
        notices.show(_("{name} has a new password, and signs in again with it.", name=name), _("Changed"))
    else:
        users.create_user(name, password, role, sessions.current_user())
        notices.show(_("{name} can sign in now.", name=name), _("Added"))
    return clicks, "", ""


def _change(user_id: int, what: str, value: Any) -> None:
    user = next(user for user in _all_users() if user.id == user_id)
    if what == "user-active":
        users.change_user(user_id, UserChange(active=not user.active), sessions.current_user())
    elif what == "user-locations":
        _limit(user, value or [])
    elif value != user.role:
        users.change_user(user_id, UserChange(role=value), sessions.current_user())
        notices.show(
            _("{username} is {role} now.", username=user.username, role=sessions.role_name(value)), _("Changed")
        )


def _limit(user: User, locations: list[str]) -> None:
    if locations == user.locations:
        raise PreventUpdate
    users.change_user(user.id, UserChange(locations=locations), sessions.current_user())
    where = ", ".join(locations) or _("all locations")
    notices.show(_("{username} sees {locations} now.", username=user.username, locations=where), _("Changed"))


def _all_users() -> list[User]:
    return list(users.list_users(SHOWN, None).items)


def _users() -> Component:
    known = product_service.locations()
    rows = [
        [_name(user), _role(user), _locations(user, known), _active(user), formats.instant(user.created_at)]
        for user in _all_users()
    ]
    heads = (_("Name"), _("Role"), _("Locations"), _("Access"), _("Since"))
    return tables.listing(_("Users"), heads, rows, exported=False)


def _name(user: User) -> Component | str:
    """With who signs them in, where that is not us."""
    return html.Span([user.username, html.Small(f" ({user.openid_issuer})")]) if user.openid_issuer else user.username


def _role(user: User) -> Component:
    return dmc.Select(
        id={"type": "user-role", "user": user.id},
        data=[{"value": role, "label": sessions.role_name(role)} for role in ROLES],
        value=user.role,
        allowDeselect=False,
        w=170,
        **aria(label=_("Role of {username}", username=user.username)),
    )


def _locations(user: User, known: Sequence[str]) -> Component:
    """Whose products they see."""
    return dmc.TagsInput(
        id={"type": "user-locations", "user": user.id},
        data=known,
        value=user.locations,
        placeholder="" if user.locations else _("all"),
        disabled=user.role == "admin",
        clearable=True,
        w=220,
        **aria(label=_("Locations of {username}", username=user.username)),
    )


def _active(user: User) -> Component:
    verb = _("Take access away") if user.active else _("Give access back")
    is_oneself = user.id == sessions.current_user().user_id
    return button(
        verb,
        {"type": "user-active", "user": user.id},
        "admin",
        quiet=True,
        disabled=is_oneself,
        **aria(label=f"{verb}: {user.username}"),
    )


def _new_user() -> Component:
    roles = [{"value": role, "label": f"{sessions.role_name(role)}: {_(MAY[role])}"} for role in ROLES]
    fields = [
        dmc.TextInput(id="settings-name", label=_("User name"), value="", autoComplete="off"),
        dmc.PasswordInput(
            id="settings-password", label=_("New password"), value="", inputProps={"autoComplete": "new-password"}
        ),
        dmc.Select(id="settings-role", label=_("Role of a new user"), data=roles, value=ROLES[0], allowDeselect=False),
    ]
    body = {"username": "kim", "password": "...", "role": ROLES[0]}
    return html.Section(
        [
            html.H2(_("Add a user, or give one a new password")),
            html.Div(fields, className="fields"),
            html.Div(button(_("Save user"), "settings-add", "admin"), className="actions"),
            same_with_curl(
                command("POST", "/users", body=body),
                command("PATCH", "/users/2", body={"role": "planner", "locations": ["NORTH"]}),
            ),
        ],
        className="card",
    )


def _settings() -> Component:
    now = get_settings()
    own = [name for name, field in Settings.model_fields.items() if getattr(now, name) != field.default]
    usual = [name for name in Settings.model_fields if name not in own]
    note = html.P(_("Set in the environment; a change counts after a restart."), className="quiet-text")
    others = html.Details([html.Summary(_("Settings that nobody has set")), _listed(usual, _("Usual settings"))])
    return html.Section([html.H2(_("Settings")), note, _listed(own, _("Settings")), others], className="card")


def _listed(names: Sequence[str], caption: str) -> Component:
    """Settings by name, with what they are for."""
    now, known = get_settings(), Settings.model_fields
    rows = [
        [html.Code(name.upper()), _value(name, getattr(now, name)), _(str(known[name].description))] for name in names
    ]
    return tables.listing(caption, (_("Setting"), _("Value"), _("What it is")), rows)


def _value(name: str, value: Any) -> str:
    if any(word in name for word in SECRET) and name not in HARMLESS:
        return _("set, not shown") if value else _("not set")
    # As one sets them in the environment: 1, not True.
    said = int(value) if isinstance(value, bool) else value
    return str(said) if said not in ("", None) else formats.NOTHING
