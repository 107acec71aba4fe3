"""A delivery that is expected on another day."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.deliveries import delivery_words
from dashboard.kit import formats, forms, notices, sessions
from dashboard.kit.buttons import button, row_button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from services.access.locations import Concern
from services.orders.entry import open_orders, own_orders, purchase_orders
from services.orders.lines.order_fields import OrderChange
from services.orders.lines.order_lines import Line
from services.seen import ChangedMeanwhile
from utils import ids
from utils.language import N_, _

ABOUT, WINDOW, EXPECTED_ON = "delivery-about", "delivery-window", "delivery-expected-on"
CHANGE, FOLLOWS, SEEN, DONE = "delivery-change", "delivery-follows", "delivery-seen", "delivery-changed"
LABELS = {"expected_on": N_("Expected on")}

part = Part("planner", Concern.OWN)


def opener(label: str, about: str, subject: str) -> Component:
    """The button that opens the window; `subject` is what a screen reader adds to its label."""
    return row_button(label, subject, ABOUT, about, part.role, concern=part.concern)


def window() -> Component:
    """The window, closed."""
    field = dmc.DatePickerInput(id=EXPECTED_ON, label=forms.translated(LABELS)["expected_on"])
    content = [
        html.Div(field, className="fields narrow"),
        html.Div(id=FOLLOWS, role="status"),
        html.Div(button(_("Change day"), CHANGE, concern=part.concern), className="actions"),
    ]
    modal = dmc.Modal(content, id=WINDOW, size="lg", closeButtonProps={"aria-label": _("Close")})
    return html.Div([modal, dcc.Store(id=ABOUT), dcc.Store(id=SEEN), dcc.Store(id=DONE)])


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(WINDOW, "title"),
    Output(EXPECTED_ON, "value"),
    Output(SEEN, "data", allow_duplicate=True),
    Input(ABOUT, "data"),
    prevent_initial_call=True,
)
def open_for(clicked: dict[str, str]) -> tuple[Any, ...]:
    lines = delivery_words.open_lines(clicked["about"])
    following = min(line.order.expected_on for line in lines)
    title = _("When does {lines} come?", lines=delivery_words.name(lines))
    return True, title, following.isoformat(), _seen(lines)


@part.callback(
    Output(FOLLOWS, "children"), Input(EXPECTED_ON, "value"), Input(ABOUT, "data"), prevent_initial_call=True
)
def read_back(expected_on: str | None, clicked: dict[str, str]) -> list[Component]:
    lines = delivery_words.open_lines(clicked["about"])
    moved = _moved(lines, expected_on)
    patch = command("PATCH", delivery_words.path(moved), body={"expected_on": expected_on})
    return [html.P(delivery_words.stays(lines, moved), className="quiet-text"), same_with_curl(patch)]


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(SEEN, "data", allow_duplicate=True),
    Output(DONE, "data"),
    Input(CHANGE, "n_clicks"),
    State(EXPECTED_ON, "value"),
    State(SEEN, "data"),
    State(ABOUT, "data"),
    running=[(Output(CHANGE, "disabled"), True, False)],
    prevent_initial_call=True,
)
def change(clicks: int, expected_on: str | None, seen: dict[str, str], clicked: dict[str, str]) -> tuple[Any, ...]:
    labels = forms.translated(LABELS)
    wanted = forms.read(OrderChange, labels, expected_on=expected_on)
    lines = delivery_words.open_lines(clicked["about"])
    moved = [line.order.id for line in _moved(lines, expected_on)]
    known = {line: {"expected_on": date.fromisoformat(seen[str(line)])} for line in moved if str(line) in seen}
    try:
        with own_orders.of_rows(moved):
            changed = purchase_orders.change_orders(dict.fromkeys(moved, wanted), sessions.current_user(), known)
    except ChangedMeanwhile as error:
        forms.show_conflict(error.now, labels, error.by)
        return no_update, _seen(lines), ids.new_id()
    said = {"lines": delivery_words.name(changed), "day": formats.day(wanted.expected_on)}
    notices.show(_("{lines}: expected on {day}. The advice counts on it.", **said), _("Changed"))
    return False, no_update, ids.new_id()


def _moved(lines: Sequence[Line], expected_on: str | None) -> list[Line]:
    return open_orders.moved(lines, date.fromisoformat(expected_on) if expected_on else date.min)


def _seen(lines: Sequence[Line]) -> dict[str, str]:
    return {str(line.order.id): line.order.expected_on.isoformat() for line in lines}
