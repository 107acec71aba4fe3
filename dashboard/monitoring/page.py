"""Monitoring: is work being done, by whom, how much waits, what failed. For those who keep Stockcast running."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.kit import charts, sessions
from dashboard.kit.attributes import aria
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import SYSTEM, Page
from dashboard.monitoring import monitoring_tables, queue_chart, worker_commands
from dashboard.tasks import failure_window
from services.jobs import queue_lengths, queue_service, worker_service
from services.operations import checkup
from services.operations.findings import OK
from services.task_service import TaskFilter, TaskRecord, TaskService
from utils.config import get_settings
from utils.language import N_, _

REFRESHED = 5000
# Looking at every part asks the broker and Flower themselves, which takes longer than a page's poll may.
REDRAWN_MILLISECONDS = 60_000
SHOWN = 25
PATHS = (
    "/celery/status",
    "/celery/workers",
    "/celery/queues",
    "/celery/queues/history",
    "/celery/health",
    f"/tasks?limit={SHOWN}",
)

ALL, RUNNING, FAILED = N_("All tasks"), N_("Running"), N_("Failed")
NONE_OF = {
    ALL: N_("No tasks yet. Trainings, imports and forecasts are listed here."),
    RUNNING: N_("Nothing is being worked on right now."),
    FAILED: N_("Nothing has failed."),
}

page = Page(
    "monitoring",
    N_("Monitoring"),
    parts=(failure_window.part, worker_commands.stopping, worker_commands.restarting),
    has_charts=True,
    group=SYSTEM,
)


@page.layout
def layout(query: dict[str, str]) -> Component:
    return html.Div(
        [
            html.H1(_("Monitoring")),
            html.Div(id="monitoring-findings"),
            html.Div(id="monitoring-figures", className="cards figures"),
            _section(_("Workers"), html.Div(id="monitoring-workers")),
            _section(
                _("Queues"),
                html.Div(id="monitoring-queues"),
                charts.chart(
                    "monitoring-chart",
                    queue_chart.drawn(queue_lengths.history()),
                    _(
                        "Tasks waiting and running in each queue over the last day; "
                        "the table above has the present ones."
                    ),
                    height=240,
                ),
                html.P(
                    _("Lines: waiting. Dots: running. Minute by minute, a day back at most."), className="quiet-text"
                ),
            ),
            _section(_("Recent tasks"), _choice(), html.Div(id="monitoring-tasks")),
            _flower(),
            same_with_curl(*(command("GET", path) for path in PATHS)),
            failure_window.window(),
            worker_commands.stopping.window(),
            worker_commands.restarting.window(),
            dcc.Interval(id="monitoring-poll", interval=REFRESHED),
            dcc.Interval(id="monitoring-round", interval=REDRAWN_MILLISECONDS),
        ]
    )


@page.callback(
    Output("monitoring-figures", "children"),
    Output("monitoring-workers", "children"),
    Output("monitoring-queues", "children"),
    Output("monitoring-tasks", "children"),
    Output("monitoring-chart", "extendData"),
    Input("monitoring-poll", "n_intervals"),
    Input("monitoring-choice", "value"),
)
def refresh(ticks: int | None, choice: str) -> tuple[Any, ...]:
    workers, queues = worker_service.list_workers(), queue_service.list_queues()
    return (
        monitoring_tables.figures(workers, queues, worker_service.beat()),
        monitoring_tables.workers(workers, sees_args=sessions.current_user().sees is None),
        monitoring_tables.queues(queues),
        _tasks(choice),
        queue_chart.next_point(queues),
    )


NAMES = {
    "database": N_("Database"),
    "clock": N_("Clock"),
    "broker": N_("Broker"),
    "result backend": N_("Result backend"),
    "workers": N_("Workers"),
    "queues": N_("Queues"),
    "beat": N_("Beat"),
    "flower": N_("Flower"),
    "models folder": N_("Models folder"),
}


@page.callback(Output("monitoring-findings", "children"), Input("monitoring-round", "n_intervals"))
def show_checks(rounds: int | None) -> list[Component] | Component:
    if not get_settings().use_celery:
        return html.P(_("Jobs run inside the web process here (USE_CELERY=0): there are no workers to watch."))
    wrong = [finding for finding in checkup.run_checks() if finding.level != OK]
    if not wrong:
        return html.P(_("Every part answers as it should."), className="good")
    return [
        html.Div(
            [html.Strong(_(NAMES[finding.name])), html.P(finding.detail), html.P(finding.remedy)],
            className=f"card finding {finding.level}",
        )
        for finding in wrong
    ]


def _tasks(choice: str) -> Component:
    seen_by = sessions.current_user().sees
    if choice == RUNNING:
        found: Sequence[TaskRecord] = TaskService.get_active_tasks(seen_by)[:SHOWN]
    elif choice == FAILED:
        found = TaskService.get_failed_tasks(SHOWN, seen_by)
    else:
        found = TaskService.list_tasks(TaskFilter(seen_by=seen_by), SHOWN, None).items
    return monitoring_tables.tasks(found) if found else html.P(_(NONE_OF[choice]), className="quiet-text")


def _choice() -> Component:
    choices = [{"value": name, "label": _(name)} for name in NONE_OF]
    return dmc.SegmentedControl(
        id="monitoring-choice",
        data=choices,
        value=ALL,
        **aria(label=_("Which tasks are shown")),
    )


def _section(title: str, *content: Component) -> Component:
    return html.Section([html.H2(title), *content], className="card", **aria(label=title))


def _flower() -> Component:
    settings = get_settings()
    if not (settings.flower_basic_auth or settings.flower_url):
        return html.P(_("Flower is not set up; FLOWER_BASIC_AUTH starts it."), className="quiet-text")
    link = html.A(_("Open Flower"), href=settings.flower_address, target="_blank", rel="noreferrer")
    return html.P([link, " ", _("for every message and the options of the workers.")])
