"""The window that tells an administrator why a task failed, and where."""

from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Input, Output, ctx, html
from dash.development.base_component import Component

from dashboard import formats, sessions, task_words
from dashboard.curl import command, same_with_curl
from dashboard.page import Part
from services.task_service import TaskRecord, TaskService

WINDOW, CONTENT = "failure-window", "failure-window-content"
OPENER = "failure"
FORESEEN = "This was foreseen, so no trace was kept: the message says what to do."

part = Part(role="admin")


def opener(record: TaskRecord) -> Component | None:
    """The button that opens the window for a task; only for those who may look."""
    if not sessions.may("admin"):
        return None
    label = f"Show trace: {task_words.title_of(record)}"
    where: dict[str, Any] = {"type": OPENER, "task": record.id}
    return html.Button("Show trace", id=where, type="button", className="quiet", **{"aria-label": label})


def window() -> Component:
    """The window, closed."""
    closing = {"aria-label": "Close"}
    return dmc.Modal(html.Div(id=CONTENT), id=WINDOW, title="Why it failed", size="xl", closeButtonProps=closing)


@part.callback(
    Output(WINDOW, "opened"),
    Output(CONTENT, "children"),
    Input({"type": OPENER, "task": ALL}, "n_clicks"),
    prevent_initial_call=True,
)
def open_for(clicks: list[int | None]) -> tuple[bool, list[Component]]:
    record = TaskService.get_task_status(ctx.triggered_id["task"])
    return True, _content(record, TaskService.get_trace(record.id))


def _content(record: TaskRecord, trace: str | None) -> list[Component]:
    facts = {
        "Task": task_words.title_of(record),
        "Code": record.error_code or "retrying",
        "Attempt": formats.number(record.attempt),
        "Worker": record.worker or formats.NOTHING,
        "Ended": formats.instant(record.finished_at),
        "In the log under": html.Code(f"{record.id} {record.request_id or ''}"),
    }
    return [
        html.P(record.error_message, className="error-text"),
        html.Dl([part for term, text in facts.items() for part in (html.Dt(term), html.Dd(text))]),
        # Long lines scroll; the keyboard reaches what scrolls.
        html.Pre(trace, tabIndex=0, className="trace", **{"aria-label": "Trace"}) if trace else html.P(FORESEEN),
        same_with_curl(command("GET", f"/celery/task/{record.id}")),
    ]
