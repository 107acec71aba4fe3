"""Below the demand: what was on hand, what is expected to be left, what arrives, and when nothing is left."""

from typing import Any

from dashboard.kit import charts, day_patterns, formats
from dashboard.kit.charts import ACCENT, BLUE, GREY, RED
from services.views.stock_course import StockCourse
from utils.language import _

# From the bottom of the chart.
BELOW, ABOVE = [0, 0.24], [0.36, 1]
# Pixels.
LINE = 15


def traces(stock: StockCourse) -> list[dict[str, Any]]:
    """None of them where nothing is known of its stock."""
    drawn = []
    if stock.recorded:
        drawn.append(_steps(stock.recorded, _("Was on hand"), GREY))
    if stock.coming:
        drawn.append(_steps(stock.coming, _("Will be on hand"), ACCENT, dash="dash"))
    if drawn and stock.arrivals:
        drawn.append(_arrivals(stock))
    return drawn


def layout(stock: StockCourse) -> dict[str, Any]:
    """The axis of its own, and the day on which nothing is left."""
    # Above what may stand at the other edge: on a phone both have no room in one line.
    above = LINE if stock.empty_on else 0
    place = {"xref": "paper", "yref": "paper", "yanchor": "bottom"}
    words = [_note(_("On hand"), 0.0, BELOW[1], xanchor="left", yshift=above, **place)]
    lines = []
    if stock.empty_on:
        day = stock.empty_on.isoformat()
        lines = [{"type": "line", "x0": day, "x1": day, "yref": "paper", "y0": 0, "y1": BELOW[1], "line": _line(RED)}]
        empty = _("Runs out {day}", day=formats.near_day(stock.empty_on))
        # At the edge, not at its line: wherever that is, the words are not cut.
        words.append(_note(empty, 1.0, BELOW[1], xanchor="right", **place))
    axis = {"domain": BELOW, "automargin": True, "rangemode": "tozero", "fixedrange": True, "nticks": 3}
    return {"yaxis2": axis, "shapes": lines, "annotations": words}


def _steps(units: dict[Any, float], name: str, colour: str, **style: Any) -> dict[str, Any]:
    """Levels hold until the next one."""
    days = [day.isoformat() for day in units]
    return charts.line(days, list(units.values()), name, colour, shape="hv", **style) | {"yaxis": "y2"}


def _arrivals(stock: StockCourse) -> dict[str, Any]:
    days = sorted(stock.arrivals)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _("Arrives"),
        "x": [day.isoformat() for day in days],
        "y": [stock.coming.get(day, stock.arrivals[day]) for day in days],
        "customdata": [stock.arrivals[day] for day in days],
        "hovertemplate": f"+%{{customdata:,.6~f}}, %{{x|{day_patterns.of_charts('MMMEd')}}}",
        "marker": {"color": BLUE, "symbol": "triangle-up", "size": 11},
        "cliponaxis": False,
        "yaxis": "y2",
    }


def _note(text: str, x: Any, y: float, **place: Any) -> dict[str, Any]:
    return {"text": text, "x": x, "y": y, "showarrow": False} | place


def _line(colour: str) -> dict[str, Any]:
    return {"color": colour, "width": 1.5, "dash": "dot"}
