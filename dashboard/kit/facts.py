"""Terms and what they come to, side by side for as many as fit."""

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component


def facts(found: Mapping[str, Any]) -> Component:
    """By their terms. A term and its figure are one piece: no width puts one at the end of a line without the other."""
    pairs = [html.Div([html.Dt(term), html.Dd(shown)]) for term, shown in found.items()]
    return html.Dl(pairs, className="facts numbers")
