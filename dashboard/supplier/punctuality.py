"""How late a supplier is: each delivery as a dot, against the day that was promised."""

import math
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import charts, day_patterns, formats
from dashboard.kit.charts import ACCENT, RED
from services.views.supplier_record import Delivered, Delivery
from utils.language import _

HEIGHT, MOST_TICKS = 220, 6


def section(delivered: Delivered, deliveries: list[Delivery]) -> list[Component]:
    if not deliveries:
        return [html.P(_("Nothing has come from this supplier yet: the first receipts show here."))]
    chart = charts.chart("supplier-late", _drawn(deliveries), _sentence(delivered), HEIGHT)
    return [html.P(_sentence(delivered)), chart]


def _sentence(delivered: Delivered) -> str:
    lines, share = formats.count(delivered.lines, "line", "lines"), formats.percent(delivered.late_share)
    late = delivered.late_days or 0.0
    days = formats.number(abs(late), 1)
    if round(abs(late), 1) == 0:
        return _("Late: {share} of {lines}; on average they came on the day.", share=share, lines=lines)
    if late < 0:
        return _(
            "Late: {share} of {lines}; on average they came {days} days early.",
            share=share,
            lines=lines,
            days=days,
        )
    return _(
        "Late: {share} of {lines}; on average they came {days} days after the day.",
        share=share,
        lines=lines,
        days=days,
    )


def _drawn(deliveries: list[Delivery]) -> dict[str, Any]:
    groups = {_("On time"): [own for own in deliveries if own.late_days <= 0]}
    groups[_("Late")] = [own for own in deliveries if own.late_days > 0]
    traces = [
        _dots(own, name, colour, symbol)
        for (name, own), (colour, symbol) in zip(groups.items(), ((ACCENT, "circle"), (RED, "diamond")), strict=True)
        if own
    ]
    return charts.figure(
        traces,
        hovermode="closest",
        xaxis={"type": "date", "automargin": True, "nticks": 5, "hoverformat": day_patterns.of_charts("yMMMEd")},
        yaxis={"automargin": True, "title": {"text": _("days late")}, "fixedrange": True, "zerolinewidth": 2}
        | _ticks([own.late_days for own in deliveries]),
        showlegend=True,
    )


def _ticks(days: list[float]) -> dict[str, Any]:
    """On whole days."""
    return {"dtick": max(1, math.ceil((max(days) - min(days)) / MOST_TICKS))}


def _dots(deliveries: list[Delivery], name: str, colour: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [own.received_on.isoformat() for own in deliveries],
        "y": [round(own.late_days, 1) for own in deliveries],
        "text": [own.number for own in deliveries],
        "hovertemplate": "%{text}, %{x}<br>" + _("Days late: {days}", days="%{y:.1f}") + "<extra></extra>",
        "marker": {"color": colour, "symbol": symbol, "size": 8, "opacity": 0.8},
        "cliponaxis": False,
    }
