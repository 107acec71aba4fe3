"""Charts as plain dictionaries (Plotly's JSON schema), so that no process loads Plotly's Python objects.

Text and lines take their colours from `assets/charts.css`, which follows light and dark.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.kit import formats

# Each stands out on white and on black (WCAG 2.2, 1.4.11: 3 to 1); beyond colour, dashes and names tell them apart.
ACCENT, GREY, AMBER, RED, BLUE = "#1b8a8f", "#7a888c", "#b97a12", "#cf5148", "#4d7fd0"
SERIES = (ACCENT, AMBER, BLUE, RED, GREY)
BAND = "rgba(27, 138, 143, 0.2)"
LONGEST_TITLE = 36


def line(x: Sequence[Any], y: Sequence[Any], name: str, colour: str = ACCENT, **line_style: Any) -> dict[str, Any]:
    """One series; `line_style` as in Plotly's scatter.line (dash, width, shape)."""
    style = {"color": colour, "width": 2} | line_style
    return {"type": "scatter", "mode": "lines", "x": list(x), "y": list(y), "name": name, "line": style}


def band(x: Sequence[Any], lower: Sequence[float], upper: Sequence[float], name: str) -> list[dict[str, Any]]:
    """The area between two series, as two traces."""
    edge = {"type": "scatter", "mode": "lines", "x": list(x), "line": {"width": 0}, "hoverinfo": "skip"}
    return [
        edge | {"y": list(lower), "showlegend": False},
        edge | {"y": list(upper), "name": name, "fill": "tonexty", "fillcolor": BAND},
    ]


def bars(x: Sequence[Any], y: Sequence[Any], name: str, colour: str = ACCENT) -> dict[str, Any]:
    return {"type": "bar", "x": list(x), "y": list(y), "name": name, "marker": {"color": colour}}


def changes(x: Sequence[Any], y: Sequence[float], name: str) -> dict[str, Any]:
    """Bars of changes, as shares: where one points at them, as everywhere, while Plotly's own sign makes "+0%" of none.

    The axis is one of `in_percent`, without signs of what is more.
    """
    said = [formats.signed(value, formats.percent) for value in y]
    return bars(x, shares(y), name) | {"customdata": said, "hovertemplate": "%{customdata}"}


def shares(values: Sequence[float | None]) -> list[float | None]:
    """In hundredths, for an axis of `in_percent`."""
    return [None if value is None else 100 * value for value in values]


def in_percent(written: str = ".0f") -> dict[str, Any]:
    """Of an axis of `shares`: Plotly's own percents stand without a space in every language."""
    return {"tickformat": written, "ticksuffix": formats.percent_sign()}


def figure(traces: Sequence[dict[str, Any]], **layout: Any) -> dict[str, Any]:
    """Traces in the house's layout; `layout` as in Plotly, on top of it."""
    axes: dict[str, Any] = {
        "xaxis": {"automargin": True, "fixedrange": False},
        "yaxis": {"automargin": True, "rangemode": "tozero", "fixedrange": True},
    }
    # 1,500 and 20,000 as in the tables, not 1500 and 20k, whatever else a chart says of its axes.
    written = {"separatethousands": True, "exponentformat": "none"}
    drawn = {name: written | _with_room(own) for name, own in (axes | layout).items() if name[1:5] == "axis"}
    return {
        "data": list(traces),
        "layout": {
            "margin": {"l": 48, "r": 12, "t": 12, "b": 40},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "hovermode": "x unified",
            "hoverlabel": {"namelength": -1},
            "modebar": {"bgcolor": "rgba(0,0,0,0)"},
            "showlegend": len(traces) > 1,
            "legend": {"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        }
        | layout
        | drawn,
    }


def _with_room(axis: dict[str, Any]) -> dict[str, Any]:
    """Its title beside its figures, however long these are, and in lines that a phone has room for."""
    if "title" not in axis:
        return axis
    # Only with a distance Plotly makes room for both.
    return axis | {"title": {"text": "<br>".join(wrap(axis["title"]["text"], LONGEST_TITLE)), "standoff": 8}}


def nothing(text: str) -> dict[str, Any]:
    """In place of a figure that would have nothing on it, and axes that Plotly makes up: a sentence."""
    lines = "<br>".join(wrap(text, LONGEST_TITLE))
    words = {"text": lines, "showarrow": False, "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}
    hidden = {"visible": False}
    return figure([], annotations=[words], xaxis=hidden, yaxis=hidden)


def chart(id: Any, drawn: dict[str, Any], description: str, height: int = 320) -> Component:
    """A chart and, for those who do not see it, what it shows. Its menu saves it as PNG."""
    language, names = formats.for_charts()
    config: Any = {
        "locale": language,
        "locales": {language: names},
        "displaylogo": False,
        "responsive": True,
        "modeBarButtons": [["toImage", "zoom2d", "pan2d", "resetScale2d"]],
        "toImageButtonOptions": {"filename": "stockcast", "scale": 2},
    }
    graph = dcc.Graph(id=id, figure=drawn, config=config, style={"height": f"{height}px"})
    return html.Figure([graph, html.Figcaption(description, className="for-screen-readers")], className="chart")
