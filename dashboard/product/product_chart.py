"""A product's past and future in one chart."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from dashboard.kit import charts
from dashboard.kit.charts import ACCENT, AMBER, BLUE, GREY, RED
from services.views.product_view import Ahead, ProductView

HEIGHT = 380
# Beside a day, the nearest of each line is shown: where a line begins, ends or has gaps that is another day.
ON_ITS_DAY = "%{y:,.1f} on %{x|%a %-d %b}"
SHOWN_DAYS = 120
RANGES = ((1, "month", "1 month"), (3, "month", "3 months"), (1, "year", "1 year"))


def drawn(view: ProductView) -> dict[str, Any]:
    """History, forecast with its interval, and the days on which the shelf was empty."""
    past = [day.isoformat() for day in view.days]
    traces = [charts.line(past, view.sold, "Sold", GREY, width=1.5)]
    if view.at_the_time:
        traces.append(_at_the_time(view))
    if view.ahead:
        traces += _forecast(view.ahead)
    if not all(view.in_stock):
        traces.append(_stock_outs(view))
    return charts.figure(
        [trace if "hoverinfo" in trace else {"hovertemplate": ON_ITS_DAY} | trace for trace in traces],
        xaxis=_time(view),
        yaxis={"automargin": True, "rangemode": "tozero", "fixedrange": True, "hoverformat": ",.1f"},
        legend={"orientation": "h", "y": -0.12, "yanchor": "top", "x": 0, "traceorder": "normal"},
        margin={"l": 48, "r": 12, "t": 44, "b": 40},
        # A redrawn chart keeps the part one looks at.
        uirevision=view.product.sku,
    )


def description(view: ProductView) -> str:
    return f"Units of {view.product.sku} sold each day, and the forecast with its 80% interval, as a line chart."


def _forecast(ahead: Ahead) -> list[dict[str, Any]]:
    days = [day.isoformat() for day in ahead.days]
    traces = [
        *charts.band(days, ahead.lower, ahead.upper, "80% interval"),
        charts.line(days, ahead.expected, "Forecast", ACCENT),
    ]
    if any(ahead.planned):
        own = [(day, units) for day, units, is_own in zip(days, ahead.expected, ahead.planned, strict=True) if is_own]
        traces.append(_dots(*zip(*own, strict=True), "Planned by hand", AMBER, "diamond"))
    return traces


def _at_the_time(view: ProductView) -> dict[str, Any]:
    days = [day.isoformat() for day in view.at_the_time]
    return charts.line(days, list(view.at_the_time.values()), "Forecast at the time", BLUE, width=1.5, dash="dot")


def _stock_outs(view: ProductView) -> dict[str, Any]:
    days = [day.isoformat() for day, is_there in zip(view.days, view.in_stock, strict=True) if not is_there]
    return _dots(days, [0] * len(days), "Out of stock", RED, "x") | {"hovertemplate": "on %{x|%a %-d %b}"}


def _dots(days: Sequence[str], units: Sequence[float], name: str, color: str, symbol: str) -> dict[str, Any]:
    marker = {"color": color, "symbol": symbol, "size": 7}
    look = {"type": "scatter", "mode": "markers", "marker": marker, "cliponaxis": False}
    return look | {"x": list(days), "y": list(units), "name": name}


def _time(view: ProductView) -> dict[str, Any]:
    axis: dict[str, Any] = {"type": "date", "automargin": True, "hoverformat": "%a %-d %b %Y"}
    buttons = [{"count": count, "step": step, "label": label} for count, step, label in RANGES]
    axis["rangeselector"] = {"buttons": [*buttons, {"step": "all", "label": "All"}], "y": 1.02, "yanchor": "bottom"}
    if view.days and view.ahead:
        axis["range"] = [(view.days[-1] - timedelta(days=SHOWN_DAYS)).isoformat(), view.ahead.days[-1].isoformat()]
    return axis
