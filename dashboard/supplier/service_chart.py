"""Service against the money it ties up at this supplier, with the point where the shop stands."""

from typing import Any

from dash import Input, Output, State, html
from dash.development.base_component import Component

from dashboard.kit import charts, formats, states
from dashboard.kit.charts import ACCENT, AMBER
from dashboard.kit.page import Part
from dashboard.supplier.terms_form import CHANGED, NAME
from services.access.locations import Concern
from services.replenishment.advice import service_curve
from services.replenishment.advice.service_curve import Curve, Point
from utils.language import _, ngettext

HEIGHT = 280

part = Part(concern=Concern.OWN)


def place() -> Component:
    """All its products are worked out nine times: the page does not wait for that."""
    return html.Div(states.loading(), id="supplier-curve")


@part.callback(Output("supplier-curve", "children"), Input(CHANGED, "data"), State(NAME, "data"))
def show(changed: str | None, name: str) -> list[Component]:
    found = service_curve.curve(name)
    if found is None:
        return [html.P(_("None of its products has a forecast and a cost yet."), className="quiet-text")]
    said = sentence(found)
    return [html.P(said), charts.chart("supplier-service", drawn(found), said, HEIGHT)]


def sentence(found: Curve) -> str:
    """Where the shop stands, and what the next level would cost."""
    now = _("{level} of service ties up {money} in safety stock.", **_figures(found.now))
    dearer = next((point for point in found.points if point.level > found.now.level + 0.005), None)
    if dearer is None:
        return now
    more = formats.money(dearer.money - found.now.money, 0)
    then = _("{level} would tie up {more} more.", level=_level(dearer), more=more)
    counted = ngettext("{count} product is counted.", "{count} products are counted.", found.products)
    return f"{now} {then} {counted}"


def _figures(point: Point) -> dict[str, str]:
    return {"level": _level(point), "money": formats.money(point.money, 0)}


def _level(point: Point) -> str:
    return formats.percent(point.level, 1 if round(100 * point.level, 1) % 1 else 0)


def drawn(found: Curve) -> dict[str, Any]:
    """The curve, and the shop on it."""
    money, levels = [point.money for point in found.points], charts.shares([point.level for point in found.points])
    written = f"%{{y:.1f}}{formats.percent_sign()}: %{{x:,.0f}}"
    same = charts.line(money, levels, _("The same level for all"), ACCENT) | {"mode": "lines+markers"}
    now = charts.line([found.now.money], charts.shares([found.now.level]), _("Today"), AMBER)
    now |= {"mode": "markers", "marker": {"size": 16, "color": AMBER, "symbol": "star"}}
    return charts.figure(
        [trace | {"hovertemplate": written} for trace in (same, now)],
        hovermode="closest",
        xaxis={"automargin": True, "rangemode": "tozero", "title": {"text": _("Money in safety stock, at cost")}},
        yaxis={"automargin": True, "fixedrange": True, "title": {"text": _("Service level")}} | charts.in_percent(),
    )
