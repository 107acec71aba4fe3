"""A mail at seven in the morning with what needs somebody, for who wants it."""

import dash_mantine_components as dmc
from dash import Input, State, html
from dash.development.base_component import Component

from dashboard.kit import forms, notices, sessions
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from services.access.locations import Concern
from services.attention import morning_mail
from services.attention.morning_mail import Wanted
from utils.config import get_settings
from utils.language import N_, _

EMAIL, SAVE = "account-morning-email", "account-morning-save"
NO_SERVER = N_("No mail server is set up, so none comes until whoever runs Stockcast has set SMTP_URL.")

part = Part(concern=Concern.PEOPLE)


def section() -> Component:
    about = _(
        "What nobody or you see to, the dearest first, by mail at 7:00 of the shop's time. "
        "No mail comes on a morning on which nothing needs you. Leave it empty, and none comes at all."
    )
    email = morning_mail.address_of(sessions.current_user())
    field = dmc.TextInput(id=EMAIL, label=_("Your address"), value=email or "", inputProps={"autoComplete": "email"})
    return html.Section(
        [
            html.H2(_("Mail in the morning")),
            html.P(about, className="quiet-text"),
            None if get_settings().smtp_url else html.P(_(NO_SERVER), className="error-text"),
            html.Div(field, className="fields"),
            html.Div(button(_("Save address"), SAVE, "viewer"), className="actions"),
            same_with_curl(command("PUT", "/auth/morning-mail", body={"email": email or "kim@shop.example"})),
        ],
        className="card",
    )


@part.callback(Input(SAVE, "n_clicks"), State(EMAIL, "value"), prevent_initial_call=True)
def want_mail(clicks: int, email: str | None) -> None:
    typed = (email or "").strip()
    if not typed:
        morning_mail.want(sessions.current_user(), None)
        notices.show(_("No mail comes in the morning."), _("Saved"))
        return
    wanted = forms.read(Wanted, {"email": _("Your address")}, email=typed)
    morning_mail.want(sessions.current_user(), wanted.email)
    comes = _("The next one comes at 7:00, if anything needs you then.") if get_settings().smtp_url else _(NO_SERVER)
    notices.show(comes, _("Saved"))
