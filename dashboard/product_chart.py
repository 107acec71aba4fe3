"""A product's past and future in one chart."""

from datetime import timedelta
from typing import Any

from dashboard import charts
from dashboard.charts import ACCENT, GREY, RED
from services.product_view_service import ProductView

HEIGHT = 380
SHOWN_DAYS = 120
RANGES = ((1, "month", "1 month"), (3, "month", "3 months"), (1, "year", "1 year"))


def drawn(view: ProductView) -> dict[str, Any]:
    """History, forecast with its interval, and the days on which the shelf was empty."""
    past = [day.isoformat() for day in view.days]
    traces = [charts.line(past, view.sold, "Sold", GREY, width=1.5)]
    if view.forecast:
        traces += _forecast(view)
    if not all(view.in_stock):
        traces.append(_stock_outs(view))
    return charts.figure(
        traces,
        xaxis=_time(view),
        yaxis={"automargin": True, "rangemode": "tozero", "fixedrange": True, "hoverformat": ",.1f"},
        legend={"orientation": "h", "y": -0.12, "yanchor": "top", "x": 0, "traceorder": "normal"},
        margin={"l": 48, "r": 12, "t": 44, "b": 40},
        # A redrawn chart keeps the part one looks at.
        uirevision=view.product.sku,
    )


def description(view: ProductView) -> str:
    return f"Units of {view.product.sku} sold each day, and the forecast with its 80 % interval, as a line chart."


def _forecast(view: ProductView) -> list[dict[str, Any]]:
    columns = zip(*((day["date"], day["predicted"], day["lower"], day["upper"]) for day in view.forecast), strict=True)
    days, predicted, lower, upper = columns
    return [*charts.band(days, lower, upper, "80 % interval"), charts.line(days, predicted, "Forecast", ACCENT)]


def _stock_outs(view: ProductView) -> dict[str, Any]:
    days = [day.isoformat() for day, is_there in zip(view.days, view.in_stock, strict=True) if not is_there]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": days,
        "y": [0] * len(days),
        "name": "Out of stock",
        "marker": {"color": RED, "symbol": "x", "size": 7},
        "hovertemplate": "out of stock",
        "cliponaxis": False,
    }


def _time(view: ProductView) -> dict[str, Any]:
    axis: dict[str, Any] = {"type": "date", "automargin": True, "hoverformat": "%a %-d %b %Y"}
    buttons = [{"count": count, "step": step, "label": label} for count, step, label in RANGES]
    axis["rangeselector"] = {"buttons": [*buttons, {"step": "all", "label": "All"}], "y": 1.02, "yanchor": "bottom"}
    if view.days and view.forecast:
        axis["range"] = [(view.days[-1] - timedelta(days=SHOWN_DAYS)).isoformat(), view.forecast[-1]["date"]]
    return axis
