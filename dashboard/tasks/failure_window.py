"""The window that tells an administrator why a task failed, and where."""

from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, dcc, html
from dash.development.base_component import Component

from dashboard.kit import formats, sentences, sessions
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import row_button
from dashboard.kit.curl import command, same_with_curl
from dashboard.kit.page import Part
from services.attention import job_titles
from services.task_service import TaskRecord, TaskService
from utils.language import N_, _

WINDOW, CONTENT = "failure-window", "failure-window-content"
ABOUT = "failure-about"
FORESEEN = N_("This was foreseen, so no trace was kept: the message says what to do.")

part = Part(role="admin")


def opener(record: TaskRecord) -> Component | None:
    """The button that opens the window for a task; only for those who may look."""
    if not sessions.may("admin"):
        return None
    return row_button(_("Show trace"), job_titles.title_of(record), ABOUT, record.id, part.role)


def window() -> Component:
    """The window, closed."""
    closing = {"aria-label": _("Close")}
    modal = dmc.Modal(html.Div(id=CONTENT), id=WINDOW, title=_("Why it failed"), size="xl", closeButtonProps=closing)
    return html.Div([modal, dcc.Store(id=ABOUT)])


@part.callback(
    Output(WINDOW, "opened"),
    Output(CONTENT, "children"),
    Input(ABOUT, "data"),
    prevent_initial_call=True,
)
def open_for(clicked: dict[str, str]) -> tuple[bool, list[Component]]:
    record = TaskService.get_task_status(clicked["about"])
    return True, _content(record, TaskService.get_trace(record.id))


def _content(record: TaskRecord, trace: str | None) -> list[Component]:
    facts: dict[str, Any] = {
        _("Task"): job_titles.title_of(record),
        _("Code"): record.error_code or _("retrying"),
        _("Attempt"): formats.number(record.attempt),
        _("Worker"): record.worker or formats.NOTHING,
        _("Ended at"): formats.instant(record.finished_at),
        _("In the log under"): html.Code(f"{record.id} {record.request_id or ''}"),
    }
    return [
        html.P(sentences.why(record.error_message or ""), className="error-text"),
        html.Dl([part for term, text in facts.items() for part in (html.Dt(term), html.Dd(text))]),
        # Long lines scroll; the keyboard reaches what scrolls.
        html.Pre(trace, tabIndex=0, className="trace", **aria(label=_("Trace"))) if trace else html.P(_(FORESEEN)),
        same_with_curl(command("GET", f"/celery/task/{record.id}")),
    ]
