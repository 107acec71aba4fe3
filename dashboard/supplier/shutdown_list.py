"""The shutdowns of a supplier: a span of days is added by choosing it, and removed by its button."""

from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html, set_props
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.kit import formats
from dashboard.kit.buttons import row_button
from dashboard.kit.page import Part
from utils.language import _

CLOSED, CHOSEN, DROPPED, SHOWN = "supplier-closed", "supplier-closing", "supplier-drop", "supplier-closed-list"

part = Part(role="planner")


def fields(closed: list[dict[str, str]]) -> Component:
    """The spans there are, and the field for another one."""
    picker = dmc.DatePickerInput(id=CHOSEN, type="range", label=_("Closed from … to"), allowSingleDateInRange=True)
    return html.Div(
        [
            picker,
            html.Ul(listed(closed), id=SHOWN, className="remembered"),
            dcc.Store(id=CLOSED, data=closed),
            dcc.Store(id=DROPPED),
        ]
    )


@part.callback(
    Output(CLOSED, "data", allow_duplicate=True),
    Output(SHOWN, "children", allow_duplicate=True),
    Output(CHOSEN, "value"),
    Input(CHOSEN, "value"),
    State(CLOSED, "data"),
    prevent_initial_call=True,
)
def add(chosen: list[str | None] | None, closed: list[dict[str, str]]) -> tuple[Any, ...]:
    if not chosen or not all(chosen):
        raise PreventUpdate
    span = {"from": str(chosen[0])[:10], "to": str(chosen[1])[:10]}
    spans = closed if span in closed else sorted([*closed, span], key=lambda own: own["from"])
    return spans, listed(spans), [None, None]


@part.callback(
    Output(CLOSED, "data", allow_duplicate=True),
    Output(SHOWN, "children", allow_duplicate=True),
    Input(DROPPED, "data"),
    State(CLOSED, "data"),
    prevent_initial_call=True,
)
def drop(clicked: dict[str, str], closed: list[dict[str, str]]) -> tuple[Any, ...]:
    spans = [span for span in closed if _key(span) != clicked["about"]]
    return spans, listed(spans)


def show(closed: list[dict[str, str]]) -> None:
    """Have the list be this one when the callback at work ends."""
    set_props(CLOSED, {"data": closed})
    set_props(SHOWN, {"children": listed(closed)})


def listed(closed: list[dict[str, str]]) -> list[Component]:
    return [
        html.Li([words(span), row_button(_("Remove"), words(span), DROPPED, _key(span), part.role)]) for span in closed
    ]


def words(span: dict[str, str]) -> str:
    return formats.days(date.fromisoformat(span["from"]), date.fromisoformat(span["to"]))


def _key(span: dict[str, str]) -> str:
    return f"{span['from']} {span['to']}"
