"""Replay: the last weeks again, by the advice, by the shop's own rule, and by last week repeated."""

from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component

from dashboard.kit import buttons, notices, sessions
from dashboard.kit.attributes import aria
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Page
from dashboard.replay import replay_result
from dashboard.tasks import task_cards
from services.errors import NotFound
from services.jobs import jobs
from services.jobs.jobs import Status
from services.replays import replay
from services.replays.own_rules import Rule, RuleSettings
from services.replays.replay import Wanted
from services.task_service import TaskFilter, TaskRecord, TaskService
from utils.language import N_, _

SHOWN = 5
WEEKS = 16
LIVELY, CALM = 1000, 5000
RULES = {
    Rule.MIN_MAX: N_("Minimum and maximum"),
    Rule.COVER_DAYS: N_("Days of cover"),
    Rule.ORDERS: N_("The orders really placed"),
}

page = Page("replay", N_("Replay"), has_charts=True, needs_products=True)


@page.layout
def layout(query: dict[str, str]) -> Component:
    return html.Div(
        [
            html.H1(_("Replay")),
            html.P(
                _(
                    "The last weeks again, on your own sales: what orders by the advice would have come to, beside your"
                    " own rule. Forecasts know nothing but what was known then."
                )
            ),
            _form(),
            html.H2(_("Under way and recent")),
            html.Div(id="replay-tasks", **aria(live="off")),
            html.Div(id="replay-result"),
            dcc.Interval(id="replay-poll", interval=LIVELY),
            dcc.Store(id="replay-started"),
            dcc.Store(id="replay-asked", data=query.get("task")),
            dcc.Store(id="replay-shown"),
        ]
    )


def _form() -> Component:
    rules = [{"value": rule.value, "label": _(label)} for rule, label in RULES.items()]
    fields = [
        dmc.Select(id="replay-rule", label=_("Your rule"), data=rules, value=Rule.MIN_MAX.value, allowDeselect=False),
        dmc.NumberInput(
            id="replay-days",
            label=_("Days of demand kept in stock"),
            description=_("Of days of cover, or at the minimum. Empty: as the products say."),
            # Below the field, so that the three stand on one line.
            inputWrapperOrder=["label", "input", "description"],
            min=0,
            max=365,
        ),
        dmc.NumberInput(id="replay-weeks", label=_("Weeks"), value=WEEKS, min=replay.LEAST_WEEKS, max=52),
    ]
    return html.Section(
        [
            html.Div(fields, className="fields"),
            html.Div(buttons.button(_("Run it"), "replay-start"), className="actions"),
            buttons.only_for("planner"),
            same_with_curl(command("POST", "/replay", body={"weeks": WEEKS, "rule": Rule.MIN_MAX.value})),
        ],
        className="card",
        **aria(label=_("What to run")),
    )


@page.callback(
    Output("replay-started", "data"),
    Input("replay-start", "n_clicks"),
    State("replay-rule", "value"),
    State("replay-days", "value"),
    State("replay-weeks", "value"),
    role="planner",
    prevent_initial_call=True,
)
def start(clicks: int, rule: str, days: float | None, weeks: int | None) -> int:
    submitted = replay.submit(wanted(rule, days, weeks), sessions.current_user().user_id)
    if submitted.is_new:
        notices.show(_("You can leave this page; the work goes on."), _("Started"))
    else:
        notices.show(_("It is below, with its progress."), _("Already under way"))
    return clicks


def wanted(rule: str, days: float | None, weeks: int | None) -> Wanted:
    chosen = Rule(rule)
    own = days if isinstance(days, int | float) else None
    settings = {Rule.MIN_MAX: RuleSettings(min_days=own), Rule.COVER_DAYS: RuleSettings(cover_days=own)}
    return Wanted(weeks or WEEKS, chosen, settings.get(chosen, RuleSettings()))


@page.callback(
    Output("replay-tasks", "children"),
    Output("replay-shown", "data"),
    Output("replay-poll", "interval"),
    Input("replay-poll", "n_intervals"),
    Input("replay-started", "data"),
    State("replay-asked", "data"),
    State("replay-shown", "data"),
)
def refresh(ticks: int | None, started: int | None, asked: str | None, shown: str | None) -> tuple[Any, Any, int]:
    # Whoever started it: what a replay comes to concerns the shop, and its link is there to be passed on.
    records = list(TaskService.list_tasks(TaskFilter(name=jobs.REPLAY), SHOWN, None).items)
    done = [record.id for record in records if record.status == Status.SUCCESS]
    newest = done[0] if started and done else asked or next(iter(done), None)
    lively = task_cards.has_active(records) or ctx.triggered_id == "replay-started"
    cards = [task_cards.card(record) for record in records]
    return cards, no_update if newest == shown else newest, LIVELY if lively else CALM


@page.callback(Output("replay-result", "children"), Input("replay-shown", "data"))
def show(task_id: str | None) -> Component | None:
    record = _result_of(task_id) if task_id else None
    if record is None:
        return None
    return replay_result.result(record.id, record.result or {})


def _result_of(task_id: str) -> TaskRecord | None:
    try:
        record = TaskService.get_task_status(task_id)
    except NotFound:
        return None
    return record if record.name == jobs.REPLAY and record.status == Status.SUCCESS else None
