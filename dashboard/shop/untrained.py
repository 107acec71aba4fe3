"""What a shop is told whose sales no model has learned from yet: what is missing is a training."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import states
from dashboard.kit.urls import href
from utils.config import get_settings
from utils.language import _


def note() -> Component:
    words = _("Your products are here. Once models have learned from their sales, this page says what to order.")
    if get_settings().train_changed_products:
        words += " " + _("Learning begins by itself within a minute after an import.")
    train = html.A(_("Train"), href=href("training"), className="button")
    # Products may have been brought without any sales, and then a training comes to nothing.
    bring = html.A(_("Import sales"), href=href("import"), className="button-link")
    return states.empty(_("No forecasts yet"), html.P(words), html.Div([train, bring], className="actions"))
