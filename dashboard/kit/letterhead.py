"""What stands above whatever is printed: whose it is, and of which day."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats
from utils import clock
from utils.config import get_settings


def parts() -> list[str]:
    """The shop's name, where it has one, and today."""
    return [*filter(None, [get_settings().shop_name]), formats.day(clock.today())]


def drawn() -> Component:
    """The same, on paper alone."""
    return html.Div([html.Span(part) for part in parts()], className="letterhead on-paper")
