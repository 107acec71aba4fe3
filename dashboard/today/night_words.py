"""How the last training of all products went, in words."""

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, sentences, sessions
from dashboard.kit.urls import href
from services.jobs import jobs
from services.jobs.jobs import Status
from services.jobs.task_document import progress_json
from services.schedules import alarms
from services.task_service import ENDED, TaskFilter, TaskRecord, TaskService
from utils.language import N_, _


def last_run() -> Component:
    """One paragraph, with warnings where something needs a look."""
    filters = TaskFilter(name=jobs.TRAIN_ALL, seen_by=sessions.listed_of())
    found = TaskService.list_tasks(filters, 1, None).items
    words = [html.P(_words(found[0]), className=_colour(found[0]))] if found else [html.P(_(_NONE))]
    messages = [f"{alarm.schedule} {alarm.message}." for alarm in alarms.list_alarms()]
    raised = [html.P(text, className="error-text") for text in messages]
    return html.Div([*words, *raised, html.A(_("All trainings"), href=href("training"), className="no-print")])


_NONE = N_("No training of all products has run yet. The next one comes by night, or whenever you start it.")


def _words(record: TaskRecord) -> str:
    if record.status not in ENDED:
        return _(
            "All products are being trained right now: {percent}.",
            percent=formats.percent(progress_json(record)["percent"] / 100),
        )
    when = formats.ago(record.finished_at)
    if record.status != Status.SUCCESS:
        return _(
            "The training of all products {when} did not come to its end: {error_message}.",
            when=when,
            error_message=sentences.why(record.error_message) if record.error_message else _("cancelled"),
        )
    result = record.result or {}
    trained, failed = (formats.number(result.get(key, 0)) for key in ("trained", "failed"))
    started = record.started_at or record.created_at
    took = ((record.finished_at or started) - started).total_seconds()
    return _(
        "All products were trained {when}, within {took}: {trained} trained, {failed} failed.",
        when=when,
        took=formats.duration(took),
        trained=trained,
        failed=failed,
    )


def _colour(record: TaskRecord) -> str:
    has_failed = record.status in (Status.FAILURE, Status.REVOKED) or (record.result or {}).get("failed")
    return "warn" if has_failed else ""
