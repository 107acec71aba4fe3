"""A delivery that comes in part, came on another day, or is expected on another day."""

from typing import Any, TypeVar

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html
from dash.development.base_component import Component
from pydantic import BaseModel, ValidationError

from dashboard.deliveries import delivery_words
from dashboard.deliveries.delivery_receipt import on_hand_now
from dashboard.kit import formats, notices, sessions
from dashboard.kit.buttons import button, row_button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from services.errors import InvalidInput
from services.orders import purchase_orders, receipts
from services.orders.order_fields import NewReceipt, OrderChange
from utils import clock, ids

ABOUT, WINDOW, CURL, DONE = "delivery-about", "delivery-window", "delivery-curl", "delivery-changed"
UNITS, RECEIVED_ON, EXPECTED_ON = "delivery-units", "delivery-received-on", "delivery-expected-on"
IN_PART, NOTE, CHANGE = "delivery-in-part", "delivery-note", "delivery-change"
LABELS = {"quantity": "Units that came", "received_on": "On", "expected_on": "Expected on"}

Said = TypeVar("Said", bound=BaseModel)

part = Part(role="planner")


def opener(label: str, about: str, subject: str) -> Component:
    """The button that opens the window; `subject` is what a screen reader adds to its label."""
    return row_button(label, subject, ABOUT, about, part.role)


def window() -> Component:
    """The window, closed."""
    content = [
        html.Section([html.H3("It came in part, or on another day"), *_came()], id=IN_PART),
        html.Section([html.H3("It is expected on another day"), *_expected()]),
        html.Div(id=CURL),
    ]
    modal = dmc.Modal(content, id=WINDOW, size="lg", closeButtonProps={"aria-label": "Close"})
    return html.Div([modal, dcc.Store(id=ABOUT), dcc.Store(id=DONE)])


def _came() -> list[Component]:
    fields = [
        dmc.NumberInput(id=UNITS, label=LABELS["quantity"], value="", min=0, hideControls=True),
        dmc.DatePickerInput(id=RECEIVED_ON, label=LABELS["received_on"], valueFormat="D MMM YYYY"),
    ]
    return [html.Div(fields, className="fields narrow"), html.Div(button("Note it", NOTE), className="actions")]


def _expected() -> list[Component]:
    field = dmc.DatePickerInput(id=EXPECTED_ON, label=LABELS["expected_on"], valueFormat="D MMM YYYY")
    return [html.Div(field, className="fields narrow"), html.Div(button("Change day", CHANGE), className="actions")]


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(WINDOW, "title"),
    Output(IN_PART, "hidden"),
    Output(UNITS, "value"),
    Output(RECEIVED_ON, "value"),
    Output(EXPECTED_ON, "value"),
    Input(ABOUT, "data"),
    prevent_initial_call=True,
)
def open_for(clicked: dict[str, str]) -> tuple[Any, ...]:
    lines = delivery_words.open_lines(clicked["about"])
    is_order = delivery_words.is_whole_order(clicked["about"])
    expected = min(line.order.expected_on for line in lines)
    days = clock.today().isoformat(), expected.isoformat()
    return True, f"Change {delivery_words.name(lines)}", is_order, lines[0].outstanding, *days


@part.callback(
    Output(CURL, "children"),
    Input(UNITS, "value"),
    Input(RECEIVED_ON, "value"),
    Input(EXPECTED_ON, "value"),
    State(ABOUT, "data"),
    prevent_initial_call=True,
)
def read_back(units: float | str, received_on: str | None, expected_on: str | None, clicked: Any) -> Component:
    lines = delivery_words.open_lines(clicked["about"])
    path = delivery_words.path(lines)
    receipt = command("POST", f"{path}/receipts", body={"quantity": units, "received_on": received_on})
    change = command("PATCH", path, body={"expected_on": expected_on})
    return same_with_curl(*([] if delivery_words.is_whole_order(clicked["about"]) else [receipt]), change)


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(DONE, "data", allow_duplicate=True),
    Input(NOTE, "n_clicks"),
    State(UNITS, "value"),
    State(RECEIVED_ON, "value"),
    State(ABOUT, "data"),
    running=[(Output(NOTE, "disabled"), True, False)],
    prevent_initial_call=True,
)
def note(clicks: int, units: float | str, received_on: str | None, clicked: dict[str, str]) -> tuple[bool, str]:
    (line,) = delivery_words.open_lines(clicked["about"])
    receipt = _checked(NewReceipt, quantity=units, received_on=received_on)
    changed = receipts.receive(line.order.id, receipt, sessions.current_user())
    rest = f" {formats.units(changed.outstanding)} are still to come." if changed.outstanding else ""
    notices.tell(on_hand_now(changed, receipt.quantity) + rest, "Received")
    return False, ids.new_id()


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(DONE, "data", allow_duplicate=True),
    Input(CHANGE, "n_clicks"),
    State(EXPECTED_ON, "value"),
    State(ABOUT, "data"),
    running=[(Output(CHANGE, "disabled"), True, False)],
    prevent_initial_call=True,
)
def change(clicks: int, expected_on: str | None, clicked: dict[str, str]) -> tuple[bool, str]:
    lines = delivery_words.open_lines(clicked["about"])
    wanted = _checked(OrderChange, expected_on=expected_on)
    purchase_orders.change_orders({line.order.id: wanted for line in lines}, sessions.current_user())
    day = formats.day(wanted.expected_on)
    notices.tell(f"{delivery_words.name(lines)}: expected on {day}. The advice counts on it.", "Changed")
    return False, ids.new_id()


def _checked(model: type[Said], **said: Any) -> Said:
    """What the fields say. Raises InvalidInput for what is missing or no such thing."""
    missing = next((LABELS[name] for name, value in said.items() if value in (None, "")), None)
    if missing:
        raise InvalidInput(f"{missing}: say it first.")
    try:
        return model(**said)
    except ValidationError as error:
        wrong = error.errors()[0]
        raise InvalidInput(f"{LABELS[wrong['loc'][0]]}: {wrong['msg'].removeprefix('Value error, ')}.") from None
