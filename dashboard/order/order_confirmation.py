"""What the supplier says to an order: when what is still to come comes."""

import json
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.kit import formats, forms, notices, sessions
from dashboard.kit.buttons import button
from dashboard.kit.page import Part
from dashboard.order.order_parts import CONFIRM
from dashboard.shop import order_conflict
from services.access.locations import Concern
from services.orders.entry import order_work, own_orders
from services.orders.history import order_views
from services.orders.history.order_seen import OrderChanged
from services.orders.history.order_steps import Doing
from services.orders.lines.order_fields import Confirmation
from services.orders.lines.order_lines import OPEN
from utils import ids
from utils.language import N_, _, pgettext

WINDOW, DAY, YES, DONE = "order-confirm-window", "order-confirm-day", "order-confirm-yes", "order-confirmed"
MARK = "order-confirm-mark"
STILL_HERE = N_("The day that you chose is still here; say it again if it is right.")
LABELS = {"expected_on": N_("Expected on")}

part = Part("planner", Concern.OWN)


def window() -> Component:
    """The window, closed."""
    own_days = _("Each line on its own day")
    field = dmc.DatePickerInput(
        id=DAY, label=forms.translated(LABELS)["expected_on"], placeholder=own_days, clearable=True
    )
    content = [
        html.Div(field, className="fields narrow"),
        html.P(
            _(
                "A day that is chosen is that of all lines still to come; without one each keeps its own. Days of"
                " single lines are changed on Deliveries."
            ),
            className="quiet-text",
        ),
        html.Div(button(pgettext("order", "Confirmed"), YES, concern=part.concern), className="actions"),
    ]
    modal = dmc.Modal(content, id=WINDOW, size="lg", closeButtonProps={"aria-label": _("Close")})
    return html.Div([modal, dcc.Store(id=CONFIRM), dcc.Store(id=MARK), dcc.Store(id=DONE)])


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(WINDOW, "title"),
    Output(DAY, "value"),
    Output(MARK, "data", allow_duplicate=True),
    Input(CONFIRM, "data"),
    prevent_initial_call=True,
)
def open_for(clicked: dict[str, str]) -> tuple[Any, ...]:
    number, mark = json.loads(clicked["about"])[1:]
    days = {row.expected_on for row in order_views.view(number).order.rows if row.status == OPEN}
    # Of several none: whoever just confirms moves no line.
    day = days.pop().isoformat() if len(days) == 1 else None
    return True, _("When does {lines} come?", lines=number), day, mark


@part.callback(
    Output(WINDOW, "opened"),
    Output(MARK, "data"),
    Output(DONE, "data"),
    Input(YES, "n_clicks"),
    State(DAY, "value"),
    State(MARK, "data"),
    State(CONFIRM, "data"),
    running=[(Output(YES, "disabled"), True, False)],
    prevent_initial_call=True,
)
def confirm(clicks: int, day: str | None, mark: int, clicked: dict[str, str]) -> tuple[Any, ...]:
    number = json.loads(clicked["about"])[1]
    said = forms.checked(Confirmation, forms.translated(LABELS), {"expected_on": day or None})
    try:
        with own_orders.of_order(number):
            order_work.confirm(number, said, Doing("confirm", sessions.current_user(), seen=mark))
    except OrderChanged as error:
        order_conflict.show(number, error, _(STILL_HERE))
        return no_update, order_views.view(number).mark, ids.new_id()
    notices.show(_news(number, said), pgettext("order", "Confirmed"))
    return False, no_update, ids.new_id()


def _news(number: str, said: Confirmation) -> str:
    if said.expected_on is None:
        return _("What is still to come of {number} comes on the days of its lines.", number=number)
    return _("{number} is expected on {day}.", number=number, day=formats.day(said.expected_on))
