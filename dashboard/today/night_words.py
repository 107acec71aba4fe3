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
from utils.language import _


def last_run() -> Component:
    """One paragraph, with warnings where something needs a look."""
    record = _last(jobs.TRAIN_ALL)
    words = [html.P(_words(record), className=_colour(record)) if record else html.P(_before_the_first())]
    messages = [f"{alarm.schedule} {alarm.message}." for alarm in alarms.list_alarms()]
    raised = [html.P(text, className="error-text") for text in messages]
    return html.Div([*words, *raised, html.A(_("All trainings"), href=href("training"), className="no-print")])


def _last(name: str) -> TaskRecord | None:
    filters = TaskFilter(name=name, seen_by=sessions.listed_of())
    return next(iter(TaskService.list_tasks(filters, 1, None).items), None)


def _before_the_first() -> str:
    changed = _last(jobs.TRAIN_CHANGED)
    if changed is None or changed.status != Status.SUCCESS:
        return _("No training of all products has run yet. The next one comes by night, or whenever you start it.")
    return _(
        "What was imported was learned by itself {when}. All products are trained by night, or whenever you start it.",
        when=formats.ago(changed.finished_at),
    )


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
