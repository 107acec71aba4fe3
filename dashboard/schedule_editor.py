"""The window in which the time of a schedule is changed: in words, or as cron."""

from datetime import time
from typing import Any
from zoneinfo import available_timezones

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import cron_words, formats, notices, sessions
from dashboard.buttons import button
from dashboard.cron_words import DAILY, MONTHLY, OTHER, RHYTHMS, WEEKLY, Rhythm
from dashboard.page import Part
from services import schedule_service
from services.errors import InvalidInput
from services.schedule_service import ScheduleFields
from services.schedule_times import Timing
from utils import clock

WINDOW, NAME, SAVED = "schedule-editor", "schedule-editor-name", "schedule-editor-saved"
RHYTHM, AT, WEEKDAY, DAY = (f"schedule-{part}" for part in ("rhythm", "at", "weekday", "day"))
CRON, ZONE, READ_BACK, SAVE = (f"schedule-{part}" for part in ("cron", "zone", "read-back", "save"))
FORETOLD = 3
# Lists open above the window they belong to.
ABOVE = {"zIndex": 1100}

part = Part(role="admin")


def opener(name: str) -> Component:
    """The button that opens the window for a schedule."""
    return button(
        "Change", {"type": "schedule-change", "name": name}, "admin", quiet=True, **{"aria-label": f"Change: {name}"}
    )


def window() -> Component:
    """The window, closed."""
    fields = [
        dmc.Select(
            id=RHYTHM, label="How often", data=_choices(RHYTHMS), value=DAILY, allowDeselect=False, comboboxProps=ABOVE
        ),
        dmc.TextInput(id=AT, label="At", value="02:00", inputProps={"type": "time"}),
        dmc.Select(id=WEEKDAY, label="Day of the week", data=[], value="0", allowDeselect=False, comboboxProps=ABOVE),
        dmc.NumberInput(id=DAY, label="Day of the month", value=1, min=1, max=28),
        dmc.TextInput(id=CRON, label="Cron", description="minute hour day-of-month month day-of-week"),
        dmc.Select(
            id=ZONE,
            label="Time zone",
            data=sorted(available_timezones()),
            value="UTC",
            searchable=True,
            limit=50,
            allowDeselect=False,
            comboboxProps=ABOVE,
        ),
    ]
    content = [
        html.Div(fields, className="fields"),
        html.Div(id=READ_BACK, role="status", className="read-back"),
        html.Div(button("Save", SAVE, "admin"), className="actions"),
    ]
    closing = {"aria-label": "Close"}
    modal = dmc.Modal(content, id=WINDOW, title="When shall it run?", size="lg", closeButtonProps=closing)
    return html.Div([modal, dcc.Store(id=NAME), dcc.Store(id=SAVED)])


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(NAME, "data"),
    Output(CRON, "value", allow_duplicate=True),
    Output(ZONE, "value"),
    Output(RHYTHM, "value", allow_duplicate=True),
    Output(AT, "value"),
    Output(WEEKDAY, "value"),
    Output(WEEKDAY, "data"),
    Output(DAY, "value"),
    Input({"type": "schedule-change", "name": ALL}, "n_clicks"),
    prevent_initial_call=True,
)
def open_for(clicks: list[int | None]) -> tuple[Any, ...]:
    if not ctx.triggered[0]["value"]:
        raise PreventUpdate
    schedule = schedule_service.get_schedule(ctx.triggered_id["name"]).schedule
    cron = schedule.cron or Rhythm(DAILY).cron
    rhythm = cron_words.read(cron)
    days = {str(number): formats.weekday(number) for number in range(7)}
    at, weekday = rhythm.at.isoformat("minutes"), str(rhythm.weekday)
    return True, schedule.name, cron, schedule.timezone, rhythm.kind, at, weekday, _choices(days), rhythm.day


@part.callback(
    Output(CRON, "value"),
    Output(WEEKDAY, "display"),
    Output(DAY, "display"),
    Output(AT, "disabled"),
    Input(RHYTHM, "value"),
    Input(AT, "value"),
    Input(WEEKDAY, "value"),
    Input(DAY, "value"),
    State(CRON, "value"),
    prevent_initial_call=True,
)
def write_cron(kind: str, at: str, weekday: str, day: int | str, cron: str) -> tuple[str, str, str, bool]:
    written = cron
    if kind != OTHER and at and day:
        written = Rhythm(kind, time.fromisoformat(at), int(weekday), int(day)).cron
    shown = {True: "block", False: "none"}
    return written, shown[kind == WEEKLY], shown[kind == MONTHLY], kind == OTHER


@part.callback(Output(READ_BACK, "children"), Input(CRON, "value"), Input(ZONE, "value"))
def read_back(cron: str | None, zone: str) -> list[Component] | None:
    if not cron:
        return None
    timing, now = Timing(cron, None, zone), clock.now()
    try:
        timing.check(now)
    except InvalidInput as error:
        return [html.P(str(error), className="error-text")]
    due = [now]
    for _ in range(FORETOLD):
        due.append(timing.next_after(due[-1]))
    times = "; ".join(formats.instant(instant) for instant in due[1:])
    return [html.P(html.Strong(f"{cron_words.words(cron)}, {zone}")), html.P(f"Next, by your clock: {times}")]


@part.callback(
    Output(WINDOW, "opened"),
    Output(SAVED, "data"),
    Input(SAVE, "n_clicks"),
    State(NAME, "data"),
    State(CRON, "value"),
    State(ZONE, "value"),
    prevent_initial_call=True,
)
def save(clicks: int, name: str, cron: str, zone: str) -> tuple[bool, int]:
    schedule_service.change_schedule(name, ScheduleFields(cron=cron, timezone=zone), sessions.current_user())
    notices.tell("It counts from the next minute on.", "Saved")
    return False, clicks


def _choices(labels: dict[str, str]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in labels.items()]
