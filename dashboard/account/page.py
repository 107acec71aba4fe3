"""Your account: a password of one's own, keys for programs, and where one is signed in."""

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.account import api_keys_form, morning_mail_form
from dashboard.kit import notices, sessions
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import SYSTEM, Page
from dashboard.kit.urls import href
from services.access import auth, users
from services.access.locations import Concern
from utils.language import N_, _
from utils.weak_passwords import SHORTEST

page = Page(
    "account",
    N_("Your account"),
    parts=(morning_mail_form.part, api_keys_form.part, api_keys_form.removal),
    group=SYSTEM,
    concern=Concern.PEOPLE,
)


@page.layout
def layout(query: dict[str, str]) -> Component:
    provider = users.get_user(sessions.current_user().user_id).openid_issuer
    password = _signed_in_by(provider) if provider else _password()
    sections = [morning_mail_form.section(), api_keys_form.section(), password, _sessions()]
    return html.Div([html.H1(_("Your account")), *sections])


@page.callback(
    Output("account-current", "value"),
    Output("account-new", "value"),
    Input("account-change", "n_clicks"),
    State("account-current", "value"),
    State("account-new", "value"),
    prevent_initial_call=True,
)
def change_password(clicks: int, current: str | None, new: str | None) -> tuple[str, str]:
    auth.change_password(sessions.current_user(), current or "", new or "")
    notices.show(_("The new password counts from now on. You were signed out everywhere else."), _("Changed"))
    return "", ""


def _password() -> Component:
    rule = _(
        "The new one has at least {shortest} characters; a few words that have nothing to do with each other.",
        shortest=SHORTEST,
    )
    fields = [
        _field("account-current", _("Current password"), "current-password"),
        _field("account-new", _("New password"), "new-password"),
    ]
    return html.Section(
        [
            html.H2(_("Change your password")),
            html.P(rule, className="quiet-text"),
            html.Div(fields, className="fields"),
            html.Div(button(_("Change password"), "account-change", "viewer"), className="actions"),
            same_with_curl(command("POST", "/auth/password", body={"current": "...", "new": "..."})),
        ],
        className="card",
    )


def _signed_in_by(provider: str) -> Component:
    about = _("You sign in with {provider}, and have no password here.", provider=provider)
    return html.Section([html.H2(_("Password")), html.P(about)], className="card")


def _field(id: str, label: str, fills_in: str) -> Component:
    return dmc.PasswordInput(id=id, label=label, value="", inputProps={"autoComplete": fills_in})


def _sessions() -> Component:
    token = sessions.csrf_token(sessions.current_user().session_id)
    form = html.Form(
        [
            dcc.Input(type="hidden", name=sessions.CSRF_FIELD, value=token),
            html.Button(_("Sign out everywhere"), type="submit", className="quiet"),
        ],
        action=href("sign-out-everywhere"),
        method="post",
    )
    about = _(
        "Ends your sessions on all devices, this one too, and with them all tokens of the API. Keys for programs stay."
    )
    curl = same_with_curl(command("POST", "/auth/logout-all"))
    return html.Section([html.H2(_("Where you are signed in")), html.P(about), form, curl], className="card")
