"""Schedules: what comes again and again, and when."""

from typing import Any

from dash import ALL, Input, Output, ctx, dcc, html
from dash.development.base_component import Component

from dashboard.kit import formats, notices, sessions, states
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import button, only_for
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import SYSTEM, Page
from dashboard.schedules import schedule_deletion, schedule_editor
from dashboard.tasks import task_cards, task_words
from services.attention import job_titles
from services.schedules import alarms, schedule_service
from services.schedules.schedule_service import ScheduleFields, ScheduleState
from utils.language import N_, _

SHOWN = 200
REFRESHED = 5000
RUN, PAUSE, RESUME = "run", "pause", "resume"
HOW = {
    "on_time": N_("on time"),
    "caught_up": N_("late, but made up for"),
    "missed": N_("not run"),
    "by_hand": N_("by hand"),
}

page = Page("schedules", N_("Schedules"), parts=(schedule_editor.part, schedule_deletion.part), group=SYSTEM)


@page.layout
def layout(query: dict[str, str]) -> Component:
    return html.Div(
        [
            html.H1(_("Schedules")),
            html.P(_("What runs by itself. A change counts within a minute, without a restart.")),
            only_for("admin"),
            html.Div(schedule_editor.adder(), className="actions before-cards"),
            html.Div(id="schedules"),
            schedule_editor.window(),
            schedule_deletion.part.window(),
            dcc.Interval(id="schedules-poll", interval=REFRESHED),
            dcc.Store(id="schedules-changed"),
        ]
    )


@page.callback(
    Output("schedules", "children"),
    Input("schedules-poll", "n_intervals"),
    Input("schedules-changed", "data"),
    Input(schedule_editor.SAVED, "data"),
    Input(schedule_deletion.part.done, "data"),
)
def refresh(
    ticks: int | None, changed: str | None, saved: int | None, deleted: int | None
) -> list[Component] | Component:
    listed = schedule_service.list_schedules(SHOWN, None).items
    if not listed:
        return states.empty(
            _("No schedules"), html.P(_("Nothing runs by itself: no nightly training either. Add one above."))
        )
    messages = {alarm.schedule: alarm.message for alarm in alarms.list_alarms()}
    return [_card(state, messages.get(state.schedule.name)) for state in listed]


@page.callback(
    Output("schedules-changed", "data"),
    Input({"type": "schedule", "action": ALL, "name": ALL}, "n_clicks"),
    role="admin",
    prevent_initial_call=True,
)
def act(clicks: list[int | None]) -> str:
    action, name = ctx.triggered_id["action"], ctx.triggered_id["name"]
    if action == RUN:
        is_new = schedule_service.run_now(name, sessions.current_user()).is_new
        notices.show(_("Training shows how far it is.") if is_new else _("It is under way already."), _("Started"))
    else:
        schedule_service.change_schedule(name, ScheduleFields(enabled=action == RESUME), sessions.current_user())
        notices.show(_("It rests until it is resumed.") if action == PAUSE else _("It goes on at its next time."), name)
    return f"{action} {name} {clicks}"


def _card(state: ScheduleState, alarm: str | None) -> Component:
    schedule = state.schedule
    args: dict[str, Any] = schedule.args
    facts = {_("When"): _when(state), _("Next"): _next(state), _("Last"): _last(state)} | _model(args)
    return html.Article(
        [
            html.Div(
                [
                    html.H2(task_words.of_schedule(schedule)),
                    html.Small(html.Code(schedule.name)),
                    None if schedule.enabled else html.Span(_("Paused"), className="state warn"),
                    html.Div(_actions(schedule.name, schedule.enabled), className="actions"),
                ],
                className="task-head",
            ),
            html.Dl([part for term, text in facts.items() for part in (html.Dt(term), html.Dd(text))]),
            html.P(_("It {alarm}.", alarm=alarm), className="error-text") if alarm else None,
            _curl(schedule.name, schedule.enabled),
        ],
        className="card",
    )


def _actions(name: str, enabled: bool) -> list[Component]:
    offered = {RUN: _("Run now"), **({PAUSE: _("Pause")} if enabled else {RESUME: _("Resume")})}
    buttons = [
        button(
            label,
            {"type": "schedule", "action": action, "name": name},
            "admin",
            quiet=True,
            **aria(label=f"{label}: {name}"),
        )
        for action, label in offered.items()
    ]
    return [*buttons, schedule_editor.opener(name), schedule_deletion.part.opener(_("Delete"), name, name)]


def _curl(name: str, enabled: bool) -> Component:
    other = PAUSE if enabled else RESUME
    path = f"/schedules/{name}"
    change = command("PATCH", path, body={"cron": "30 3 * * *", "timezone": "Europe/Berlin"})
    return same_with_curl(command("POST", f"{path}/run"), command("POST", f"{path}/{other}"), change)


def _when(state: ScheduleState) -> list[Any]:
    schedule, timing = state.schedule, schedule_service.timing_of(state.schedule)
    if schedule.cron is None:
        return [schedule_editor.in_words(timing)]
    return [f"{schedule_editor.in_words(timing)} ", html.Code(schedule.cron)]


def _next(state: ScheduleState) -> str:
    due = state.schedule.next_run_at
    return f"{formats.instant(due)} ({formats.ago(due)})" if due else _("Not while it is paused")


def _last(state: ScheduleState) -> list[Any]:
    if state.last_run is None:
        return [_("Never")]
    word = task_cards.state(state.last_status) if state.last_status else None
    return [f"{formats.instant(state.last_run.due_at)}, {_(HOW[state.last_run.how])} ", word]


def _model(args: dict[str, Any]) -> dict[str, str]:
    return {_("Model"): job_titles.model_name(args["model"])} if "model" in args else {}
