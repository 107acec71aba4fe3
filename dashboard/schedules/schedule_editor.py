"""The window in which a schedule is added, or the time of one changed: in words, or as cron."""

from datetime import time
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.kit import formats, forms, notices, sessions, viewer
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from dashboard.schedules import cron_words
from dashboard.schedules import schedule_fields as fields
from dashboard.schedules.cron_words import DAILY, INTERVAL, MONTHLY, OTHER, WEEKLY, Rhythm
from dashboard.schedules.schedule_fields import Wanted
from dashboard.shop import code_field
from services.errors import InvalidInput
from services.jobs import jobs
from services.schedules import schedule_service
from services.schedules.schedule_service import Schedule
from services.schedules.schedule_times import Timing
from services.seen import ChangedMeanwhile
from utils import clock
from utils.language import N_, _

WINDOW, NAME, SAVED, ADD, SAVE = (f"schedule-editor{part}" for part in ("", "-name", "-saved", "-add", "-save"))
WHAT, READ_BACK, CURL = (f"schedule-editor-{part}" for part in ("what", "read-back", "curl"))
SEEN = "schedule-editor-seen"
LABELS = {"cron": N_("Cron"), "interval_seconds": N_("The interval, in seconds,"), "timezone": N_("Time zone")}
TIMES_SHOWN = 5
SHOWN = {True: "block", False: "none"}
# What Wanted is made of, in its order.
SAID = (
    (NAME, "data"),
    *((field, "value") for field in (fields.NEW_NAME, fields.TASK, fields.PRODUCT, fields.MODEL)),
    *((field, "value") for field in (fields.RHYTHM, fields.CRON, fields.ZONE, fields.EVERY, fields.UNIT)),
)

part = Part(role="admin")
code_field.offer(part, fields.PRODUCT)


def opener(name: str) -> Component:
    """The button that opens the window for a schedule."""
    return button(
        _("Change"),
        {"type": "schedule-change", "name": name},
        "admin",
        quiet=True,
        **aria(label=_("Change: {name}", name=name)),
    )


def adder() -> Component:
    """The button that opens the window for a new one."""
    return button(_("Add a schedule"), ADD, "admin")


def window() -> Component:
    """The window, closed."""
    content = [
        html.Div(fields.what(), id=WHAT, className="fields"),
        html.Div(fields.when(), className="fields"),
        html.Div(id=READ_BACK, role="status", className="read-back"),
        html.Div(button(_("Save"), SAVE, "admin"), className="actions"),
        html.Div(id=CURL),
    ]
    modal = dmc.Modal(content, id=WINDOW, title="", size="xl", closeButtonProps={"aria-label": _("Close")})
    return html.Div([modal, dcc.Store(id=NAME), dcc.Store(id=SEEN), dcc.Store(id=SAVED)])


@part.callback(
    Output(WINDOW, "opened", allow_duplicate=True),
    Output(WINDOW, "title"),
    Output(NAME, "data"),
    Output(SEEN, "data", allow_duplicate=True),
    Output(WHAT, "style"),
    Output(fields.CRON, "value", allow_duplicate=True),
    Output(fields.ZONE, "value"),
    Output(fields.EVERY, "value"),
    Output(fields.UNIT, "value"),
    Output(fields.RHYTHM, "value", allow_duplicate=True),
    Output(fields.AT, "value"),
    Output(fields.WEEKDAY, "value"),
    Output(fields.WEEKDAY, "data"),
    Output(fields.DAY, "value"),
    Input({"type": "schedule-change", "name": ALL}, "n_clicks"),
    Input(ADD, "n_clicks"),
    prevent_initial_call=True,
)
def open_for(changes: list[int | None], added: int | None) -> tuple[Any, ...]:
    if ctx.triggered_id == ADD:
        return True, _("What shall run, and when?"), None, None, {}, *_time_of(None)
    schedule = schedule_service.get_schedule(ctx.triggered_id["name"]).schedule
    return True, _("When shall it run?"), schedule.name, _seen(schedule), {"display": "none"}, *_time_of(schedule)


@part.callback(
    Output(fields.CRON, "value"),
    *(Output(field, "display") for field in (fields.AT, fields.WEEKDAY, fields.DAY, fields.EVERY, fields.UNIT)),
    *(Output(field, "display") for field in (fields.CRON, fields.ZONE)),
    Input(fields.RHYTHM, "value"),
    Input(fields.AT, "value"),
    Input(fields.WEEKDAY, "value"),
    Input(fields.DAY, "value"),
    State(fields.CRON, "value"),
    prevent_initial_call=True,
)
def write_cron(kind: str, at: str, weekday: str, day: int | str, cron: str) -> tuple[str, ...]:
    written = cron
    if kind not in (OTHER, INTERVAL) and at and day:
        written = Rhythm(kind, time.fromisoformat(at), int(weekday), int(day)).cron
    by_interval = kind == INTERVAL
    shown = [kind not in (OTHER, INTERVAL), kind == WEEKLY, kind == MONTHLY, by_interval, by_interval]
    return written, *(SHOWN[is_shown] for is_shown in [*shown, not by_interval, not by_interval])


@part.callback(
    Output(fields.PRODUCT, "display"),
    Output(fields.MODEL, "display"),
    Input(fields.TASK, "value"),
    role="viewer",
)
def show_args(task: str) -> tuple[str, str]:
    return SHOWN[task == jobs.TRAIN_PRODUCT], SHOWN[task in fields.TRAININGS]


@part.callback(
    Output(READ_BACK, "children"), Output(CURL, "children"), *(Input(*field) for field in SAID), role="viewer"
)
def read_back(*said: Any) -> tuple[list[Component], Component]:
    wanted = Wanted(*said)
    method, path = ("PATCH", f"/schedules/{wanted.changed}") if wanted.changed else ("POST", "/schedules")
    return _times(wanted.timing), same_with_curl(command(method, path, body=wanted.body))


@part.callback(
    Output(WINDOW, "opened"),
    Output(SEEN, "data", allow_duplicate=True),
    Output(SAVED, "data"),
    Input(SAVE, "n_clicks"),
    State(SEEN, "data"),
    *(State(*field) for field in SAID),
    prevent_initial_call=True,
)
def save(clicks: int, seen: dict[str, Any] | None, *said: Any) -> tuple[Any, ...]:
    wanted, user = Wanted(*said), sessions.current_user()
    if not wanted.changed:
        schedule_service.create_schedule(wanted.name or "", wanted.fields, user)
    else:
        try:
            schedule_service.change_schedule(wanted.changed, wanted.fields, user, seen)
        except ChangedMeanwhile as error:
            forms.show_conflict(error.now, forms.translated(LABELS), error.by)
            return no_update, _seen(schedule_service.get_schedule(wanted.changed).schedule), clicks
    notices.show(_("It counts from the next minute on."), _("Saved"))
    return False, no_update, clicks


def _seen(schedule: Schedule) -> dict[str, Any]:
    return {name: getattr(schedule, name) for name in LABELS}


def _time_of(schedule: Schedule | None) -> tuple[Any, ...]:
    """What the fields say of when it runs; None: of a new one."""
    cron = (schedule and schedule.cron) or Rhythm(DAILY).cron
    rhythm = cron_words.read(cron)
    seconds = schedule.interval_seconds if schedule else None
    days = {str(number): formats.weekday(number) for number in formats.days_of_week()}
    return (
        cron,
        schedule.timezone if schedule else str(viewer.zone()),
        *fields.split(seconds or 3600),
        INTERVAL if seconds else rhythm.kind,
        rhythm.at.isoformat("minutes"),
        str(rhythm.weekday),
        fields.choices(days),
        rhythm.day,
    )


def _times(timing: Timing) -> list[Component]:
    now = clock.now()
    try:
        timing.check(now)
    except InvalidInput as error:
        return [html.P(notices.explain(error), className="error-text")]
    due = [now]
    for _time in range(TIMES_SHOWN):
        due.append(timing.next_after(due[-1]))
    times = html.Ol([html.Li(formats.instant(instant)) for instant in due[1:]])
    return [html.P(html.Strong(in_words(timing))), html.P(_("Next, by your clock:")), times]


def in_words(timing: Timing) -> str:
    if timing.cron is None:
        return _("Every {time}", time=formats.duration(timing.interval_seconds))
    return f"{cron_words.words(timing.cron)}, {timing.timezone}"
