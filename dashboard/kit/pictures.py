"""Small pictures of two figures, one above the other: what is, and what should be."""

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.kit.attributes import aria


@dataclass(frozen=True)
class Bar:
    """label -- what it is; written -- its value in words; colour -- "good", "warn", "bad" or "": quiet"""

    label: str
    value: float
    written: str
    colour: str = ""


def bars(*shown: Bar) -> Component:
    """Bars on one scale, each with its name and value in words."""
    longest = max((bar.value for bar in shown), default=0.0) or 1.0
    return html.Div([part for bar in shown for part in _drawn(bar, 100 * bar.value / longest)], className="bars")


def _drawn(bar: Bar, percent: float) -> list[Component]:
    filled = html.Div(className=f"bar-filled {bar.colour}", style={"width": f"{max(percent, 1):.1f}%"})
    return [
        html.Span(bar.label),
        html.Div(filled, className="bar-track", **aria(hidden="true")),
        html.Span(bar.written, className="numbers"),
    ]
