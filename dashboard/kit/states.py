"""What stands where there is nothing to show: nothing yet, not allowed, not to be had."""

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.kit.urls import href
from utils.language import N_, _

AWAY = N_("The server or its database does not answer. What you see may be old; it comes back by itself.")


def empty(title: str, *content: Any) -> Component:
    """Nothing is there yet: why, and what to do about it."""
    return html.Div([html.H2(title), *content], className="empty-state")


def no_products(*others: Component) -> Component:
    """The first thing to do in an empty shop; others -- what else one can do there"""
    return empty(
        _("No products yet"),
        html.P(
            _("Stockcast learns from past sales. Bring a file of them, CSV or XLSX, as your till or shop writes it.")
        ),
        html.Div([html.A(_("Import sales"), href=href("import"), className="button"), *others], className="actions"),
    )


def trouble(message: str) -> Component:
    """Something cannot be shown, in words."""
    return dmc.Alert(message, title=_("This cannot be shown right now"), color="red", variant="light")


def loading() -> Component:
    """Until a page has arrived."""
    return html.P(_("Loading …"), className="quiet-text", role="status")
