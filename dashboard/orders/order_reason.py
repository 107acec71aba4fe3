"""Why so many: a picture of what is needed, what is there, what is missing, and the packs that it takes."""

from dataclasses import dataclass
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.kit import formats, sentences
from dashboard.kit.page import Part
from dashboard.kit.urls import href
from services.access.locations import Concern
from services.errors import Conflict
from services.replenishment.lists import reorder
from services.replenishment.lists.advice_lines import Line
from services.replenishment.lists.reorder import ListRequest
from utils.language import _, ngettext

ABOUT, WINDOW, CONTENT = "orders-why", "orders-why-window", "orders-why-content"
MINUS = "\u2212"

part = Part(concern=Concern.OWN)


@dataclass(frozen=True)
class Step:
    """A bar of the picture, from one number of units to another.

    sign -- what stands before its units; look -- the class that colours it
    """

    label: str
    units: float
    first: float
    last: float
    look: str
    sign: str = ""


def window() -> Component:
    """The window, closed."""
    modal = dmc.Modal(html.Div(id=CONTENT), id=WINDOW, size="lg", closeButtonProps={"aria-label": _("Close")})
    return html.Div([modal, dcc.Store(id=ABOUT)])


@part.callback(
    Output(WINDOW, "opened"),
    Output(WINDOW, "title"),
    Output(CONTENT, "children"),
    Input(ABOUT, "data"),
    prevent_initial_call=True,
)
def open_for(clicked: dict[str, str]) -> tuple[bool, str, list[Component | None]]:
    sku = clicked["about"]
    listed = reorder.order_list(ListRequest(limit=1)).lines
    line = next((own for own in listed if own.sku == sku), None)
    if line is None:
        raise Conflict(_("{sku} is no longer on the list; load the page again.", sku=sku), "nothing_to_order")
    follow = html.A(_("The forecast, and what if"), href=href("product", sku=sku))
    title = _("Why {units} of {name}?", units=line.quantity, name=line.name or sku)
    return (
        True,
        title,
        [picture(line), html.P(sentences.as_written_here(line.reason), className="below"), html.P(follow)],
    )


def picture(line: Line) -> Component | None:
    """Bars that build on each other; read aloud, a list of names and figures. None: the stock is unknown."""
    steps = steps_of(line)
    if not steps:
        return html.P(_("How many are on hand is unknown, so all that is needed is advised."))
    lowest = min(0.0, *(min(step.first, step.last) for step in steps))
    highest = max(*(max(step.first, step.last) for step in steps), lowest + 1)
    return html.Dl([part for step in steps for part in _bar(step, lowest, highest)], className="waterfall")


def steps_of(line: Line) -> list[Step]:
    """Expected demand + safety stock - on hand - arriving = missing, and the order that covers it."""
    if line.on_hand is None or line.missing is None:
        return []
    after_stock = line.needed - line.on_hand
    missing = max(0.0, after_stock - line.arriving)
    return [
        Step(_("Expected demand"), line.expected_demand, 0.0, line.expected_demand, "more"),
        Step(_("Safety stock"), line.safety_stock, line.expected_demand, line.needed, "more", "+"),
        Step(_("On hand"), -line.on_hand, line.needed, after_stock, "less", MINUS),
        Step(_("Arriving"), -line.arriving, after_stock, after_stock - line.arriving, "less", MINUS),
        Step(_("Missing"), line.missing, 0.0, missing, "sum", "= "),
        Step(_packs(line), line.quantity, 0.0, float(line.quantity), "order"),
    ]


def _packs(line: Line) -> str:
    if line.pack_size == 1:
        return _("To order")
    packs = round(line.quantity / line.pack_size)
    return ngettext(
        "To order: {count} pack of {units}", "To order: {count} packs of {units}", packs, units=line.pack_size
    )


def _bar(step: Step, lowest: float, highest: float) -> list[Component]:
    share = 100 / (highest - lowest)
    start, end = sorted((step.first, step.last))
    style: dict[str, Any] = {
        "marginLeft": f"{(start - lowest) * share:.2f}%",
        "width": f"max(2px, {(end - start) * share:.2f}%)",
    }
    units = abs(step.units) if step.look == "less" and step.units <= 0 else step.units
    written = formats.units(round(units, 1))
    # Nothing is neither taken off nor added.
    figure = html.Span(written if written == "0" else f"{step.sign}{written}", className="numbers")
    return [html.Dt(step.label), html.Dd([figure, html.Span(html.Span(style=style, className=step.look))])]
