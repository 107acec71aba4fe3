"""Tasks one watches: a card each, with its bar from 0 to 100 %, what it is at, and how long it will take."""

from dash import Input, dcc, html
from dash.development.base_component import Component

from dashboard.kit import formats, notices, sentences, sessions
from dashboard.kit.attributes import aria
from dashboard.kit.buttons import row_button
from dashboard.kit.page import Part
from dashboard.tasks import task_words
from dashboard.tasks.progress_words import progress
from services.access.locations import Concern
from services.attention import job_titles
from services.jobs.jobs import Status
from services.jobs.task_document import progress_json
from services.task_service import ENDED, TaskRecord, TaskService, may_cancel
from utils.language import N_, _

CANCEL, RETRY = "cancel-task", "retry-task"
# From less one cannot tell how long the rest takes.
TELLING_SECONDS, TELLING_PERCENT = 2, 3

part = Part(concern=Concern.OWN)


def stores() -> list[Component]:
    """Which task is to be cancelled or tried again; every page has them."""
    return [dcc.Store(id=CANCEL), dcc.Store(id=RETRY)]


@part.callback(Input(CANCEL, "data"), role="planner", prevent_initial_call=True)
def cancel(clicked: dict[str, str]) -> None:
    TaskService.cancel_task(clicked["about"], sessions.current_user())
    notices.show(_("It will not go on; what it had finished stays."), _("Cancelled"))


@part.callback(Input(RETRY, "data"), role="planner", prevent_initial_call=True)
def retry(clicked: dict[str, str]) -> None:
    user = sessions.current_user()
    TaskService.retry_task(clicked["about"], user.user_id, user.sees)
    notices.show(_("It is on its way again."), _("Submitted"))


def card(record: TaskRecord, result: Component | None = None) -> Component:
    """One task. result -- what came of it, where it has succeeded."""
    is_over = record.status in ENDED
    head = [html.H3(job_titles.title_of(record)), state(record.status)]
    return html.Article(
        [
            html.Div([*head, html.Div(_actions(record, is_over), className="actions")], className="task-head"),
            None if record.status in (Status.FAILURE, Status.REVOKED) else _bar(record),
            html.P(_line(record), className="quiet-text numbers"),
            _error(record),
            result if record.status == Status.SUCCESS else None,
        ],
        className="card task",
    )


def state(status: str) -> Component:
    return html.Span(_(task_words.STATES.get(status, status)), className=f"state {task_words.COLOURS.get(status, '')}")


def has_active(records: list[TaskRecord]) -> bool:
    return any(record.status not in ENDED for record in records)


def _bar(record: TaskRecord) -> Component:
    percent = progress_json(record)["percent"]
    label = _("Progress of {task}", task=job_titles.title_of(record))
    return html.Div(
        [
            html.Progress(value=str(percent), max="100", **aria(label=label)),
            html.Span(formats.percent(percent / 100), className="numbers"),
        ],
        className="bar",
    )


def _line(record: TaskRecord) -> str:
    if record.status in ENDED:
        took = record.finished_at - (record.started_at or record.created_at) if record.finished_at else None
        return _(
            "{finished_at} · took {took}", finished_at=formats.instant(record.finished_at), took=formats.duration(took)
        )
    if record.status == Status.RETRY:
        return _(
            "Attempt {attempt} failed; the next one is {due_at}",
            attempt=record.attempt,
            due_at=formats.ago(record.due_at),
        )
    if record.started_at is None:
        return _(
            "Since {created_at} · begins as soon as a worker is free", created_at=formats.instant(record.created_at)
        )
    left = _seconds_left(record)
    words = [
        progress(record.progress_message or N_("Begun")),
        _("{time} so far", time=formats.duration(_elapsed(record))),
    ]
    return " · ".join([*words, *([_("about {time} left", time=formats.duration(left))] if left is not None else [])])


def _elapsed(record: TaskRecord) -> float:
    since = formats.since(record.started_at)
    return since.total_seconds() if since else 0.0


def _seconds_left(record: TaskRecord) -> float | None:
    elapsed, percent = _elapsed(record), progress_json(record)["percent"]
    if elapsed < TELLING_SECONDS or percent < TELLING_PERCENT:
        return None
    return elapsed * (100 - percent) / percent


def _actions(record: TaskRecord, is_over: bool) -> list[Component]:
    title = job_titles.title_of(record)
    if not is_over:
        if not may_cancel(record, sessions.current_user()):
            return []
        return [row_button(_("Cancel"), title, CANCEL, record.id, "planner")]
    if record.status == Status.FAILURE and sessions.may_follow(record.created_by):
        return [row_button(_("Try again"), title, RETRY, record.id, "planner")]
    return []


def _error(record: TaskRecord) -> Component | None:
    if record.error_message is None or record.status == Status.SUCCESS:
        return None
    return html.P(sentences.why(record.error_message), className="error-text")
