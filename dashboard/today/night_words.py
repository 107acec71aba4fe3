"""How the last training of all products went, in words."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, sessions
from dashboard.kit.urls import href
from services.jobs import jobs
from services.jobs.jobs import Status
from services.jobs.task_document import progress_json
from services.schedules import alarms
from services.task_service import ENDED, TaskFilter, TaskRecord, TaskService


def last_run() -> Component:
    """One paragraph, with warnings where something needs a look."""
    filters = TaskFilter(name=jobs.TRAIN_ALL, seen_by=sessions.current_user().sees)
    found = TaskService.list_tasks(filters, 1, None).items
    words = [html.P(_words(found[0]), className=_colour(found[0]))] if found else [html.P(_NONE)]
    messages = [f"{alarm.schedule} {alarm.message}." for alarm in alarms.list_alarms()]
    raised = [html.P(text, className="error-text") for text in messages]
    return html.Div([*words, *raised, html.A("All trainings", href=href("training"))])


_NONE = "No training of all products has run yet. The next one comes by night, or whenever you start it."


def _words(record: TaskRecord) -> str:
    if record.status not in ENDED:
        return f"All products are being trained right now: {formats.percent(progress_json(record)['percent'] / 100)}."
    when = formats.ago(record.finished_at)
    if record.status != Status.SUCCESS:
        return f"The training of all products {when} did not come to its end: {record.error_message or 'cancelled'}."
    result = record.result or {}
    trained, failed = (formats.number(result.get(key, 0)) for key in ("trained", "failed"))
    started = record.started_at or record.created_at
    took = ((record.finished_at or started) - started).total_seconds()
    return f"All products were trained {when}, within {formats.duration(took)}: {trained} trained, {failed} failed."


def _colour(record: TaskRecord) -> str:
    has_failed = record.status in (Status.FAILURE, Status.REVOKED) or (record.result or {}).get("failed")
    return "warn" if has_failed else ""
