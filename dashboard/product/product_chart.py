"""A product's past and future in one chart."""

import zlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import dash_mantine_components as dmc
from dash.development.base_component import Component

from dashboard.kit import charts, day_patterns
from dashboard.kit.attributes import aria
from dashboard.kit.charts import ACCENT, AMBER, BLUE, GREY, RED
from dashboard.product import stock_panel
from services.views.product_view import Ahead, ProductView
from utils.language import N_, _, pgettext

HEIGHT, EMPTY_HEIGHT = 500, 120
# The same weekday a year before.
YEAR = timedelta(days=364)
# Beside a day, the nearest of each line is shown: where a line begins, ends or has gaps that is another day.
UNITS = "%{y:,.1f}"
# Days back from where the forecast begins, and as far ahead as it goes.
RANGES = {N_("1 month"): 31, N_("3 months"): 92, N_("1 year"): 366}
FIRST_SHOWN, ALL = "3 months", "all"
RANGE = "product-range"
NOTHING_SOLD = N_(
    "Nothing was sold so far. The first sales show here, and a forecast once a model has learned from them."
)


def choice(has_days: bool) -> Component:
    """How much of it is shown: Plotly's own buttons for this are out of reach for keys, and cut on a phone."""
    labels = {label: _(label) for label in RANGES} | {ALL: pgettext("time", "All")}
    return dmc.SegmentedControl(
        id=RANGE,
        data=[{"value": value, "label": label} for value, label in labels.items()],
        value=FIRST_SHOWN,
        disabled=not has_days,
        size="xs",
        **aria(label=_("How much the chart shows")),
    )


def drawn(view: ProductView, shown: str = FIRST_SHOWN) -> dict[str, Any]:
    """History, forecast with its interval, and the days on which the shelf was empty. shown -- one of the choices"""
    if not view.days:
        return charts.nothing(_(NOTHING_SOLD))
    stock = stock_panel.traces(view.stock)
    on_its_day = _("{units} on {day}", units=UNITS, day=_day())
    return charts.figure(
        [
            trace if {"hoverinfo", "hovertemplate"} & trace.keys() else {"hovertemplate": on_its_day} | trace
            for trace in [*_demand(view), *stock]
        ],
        xaxis={
            "type": "date",
            "automargin": True,
            "hoverformat": day_patterns.of_charts("yMMMEd"),
            "range": _ranges(view)[shown],
            "anchor": "y2" if stock else "y",
        },
        # `assets/charts.js` takes them from here.
        meta={"ranges": _ranges(view), "of": view.product.sku},
        yaxis={
            "automargin": True,
            "rangemode": "tozero",
            "fixedrange": True,
            "hoverformat": ",.1f",
            "domain": stock_panel.ABOVE if stock else [0, 1],
        },
        legend={"orientation": "h", "y": -0.1, "yanchor": "top", "x": 0, "traceorder": "normal"},
        # A redrawn chart keeps the part one looks at.
        uirevision=f"{view.product.sku} {shown}",
        **(stock_panel.layout(view.stock) if stock else {}),
    )


def _demand(view: ProductView) -> list[dict[str, Any]]:
    """What was sold, and what is expected to be."""
    past = [day.isoformat() for day in view.days]
    traces = [charts.line(past, view.sold, _("Sold"), GREY, width=2.5), _last_year(view)]
    if view.at_the_time:
        traces.append(_at_the_time(view))
    if view.ahead:
        traces += _forecast(view.ahead)
    if not all(view.in_stock):
        traces.append(_stock_outs(view))
    return traces


def mark(figure: dict[str, Any]) -> int:
    """A number that is another one as soon as anything is drawn otherwise."""
    return zlib.crc32(repr(figure).encode())


def description(view: ProductView) -> str:
    return _(
        "Units of {sku} sold each day and a year before, the forecast with its 80% interval, and what is on hand.",
        sku=view.product.sku,
    )


def _last_year(view: ProductView) -> dict[str, Any]:
    """What was sold on the same weekdays of the year before, as far as the chart goes."""
    last = view.ahead.days[-1] if view.ahead else view.days[-1]
    days = [(day + YEAR, units) for day, units in zip(view.days, view.sold, strict=True) if day + YEAR <= last]
    return charts.line(
        [day.isoformat() for day, _units in days],
        [units for _day, units in days],
        _("Sold a year before"),
        GREY,
        width=1.2,
        dash="dot",
    )


def _forecast(ahead: Ahead) -> list[dict[str, Any]]:
    days = [day.isoformat() for day in ahead.days]
    traces = [
        *charts.band(days, ahead.lower, ahead.upper, _("80% interval")),
        charts.line(days, ahead.expected, _("Forecast"), ACCENT),
    ]
    if any(ahead.planned):
        own = [(day, units) for day, units, is_own in zip(days, ahead.expected, ahead.planned, strict=True) if is_own]
        traces.append(
            _dots([day for day, _ in own], [units for _, units in own], _("Planned by hand"), AMBER, "diamond")
        )
    return traces


def _at_the_time(view: ProductView) -> dict[str, Any]:
    days = [day.isoformat() for day in view.at_the_time]
    return charts.line(days, list(view.at_the_time.values()), _("Forecast at the time"), BLUE, width=1.5, dash="dash")


def _stock_outs(view: ProductView) -> dict[str, Any]:
    days = [day.isoformat() for day, is_there in zip(view.days, view.in_stock, strict=True) if not is_there]
    return _dots(days, [0] * len(days), _("Out of stock"), RED, "x") | {"hovertemplate": _day()}


def _day() -> str:
    """As Plotly fills in the day of a point."""
    return f"%{{x|{day_patterns.of_charts('MMMEd')}}}"


def _dots(days: Sequence[str], units: Sequence[float], name: str, colour: str, symbol: str) -> dict[str, Any]:
    marker = {"color": colour, "symbol": symbol, "size": 7}
    look = {"type": "scatter", "mode": "markers", "marker": marker, "cliponaxis": False}
    return look | {"x": list(days), "y": list(units), "name": name}


def _ranges(view: ProductView) -> dict[str, list[str] | None]:
    """From day to day by choice, None: all there is."""
    return {label: _range(view, label) for label in RANGES} | {ALL: None}


def _range(view: ProductView, label: str) -> list[str]:
    span = timedelta(days=RANGES[label])
    begin = view.ahead.days[0] if view.ahead else view.days[-1]
    end = min(begin + span, view.ahead.days[-1]) if view.ahead else begin
    return [(begin - span).isoformat(), end.isoformat()]
