"""Workers, queues and tasks as an operator reads them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.kit import formats, sentences, states, tables
from dashboard.kit.attributes import aria
from dashboard.kit.tables import Figures
from dashboard.monitoring import worker_commands
from dashboard.tasks import failure_window, task_cards, task_words
from dashboard.tasks.progress_words import progress
from services.attention import job_titles
from services.jobs.jobs import Status
from services.jobs.queue_service import Queue
from services.jobs.task_document import progress_json
from services.jobs.worker_service import Beat, Worker
from services.task_service import ENDED, TaskRecord
from utils.config import get_settings
from utils.language import _, ngettext

STARTED_BY = "./start_worker.sh worker"


def figures(found: Sequence[Worker], waiting: Sequence[Queue], beat: Beat) -> list[Component]:
    """The numbers that say most."""
    of_tasks = [
        _figure(_("Tasks running"), formats.number(sum(queue.processing for queue in waiting))),
        _figure(_("Tasks waiting"), formats.number(sum(queue.pending for queue in waiting))),
    ]
    # Neither is missed where the web process does their work.
    if not get_settings().use_celery:
        return of_tasks
    online = sum(worker.state == "online" for worker in found)
    return [
        _figure(_("Workers online"), formats.number(online), "" if online else "bad"),
        *of_tasks,
        _figure(_("Scheduler"), *((_("runs"),) if beat.is_running else (_("silent"), "bad"))),
    ]


def workers(found: Sequence[Worker], sees_args: bool) -> Component:
    """Each worker, how busy it is, and with what. sees_args -- whether the viewer may see what tasks are about."""
    if not found and not get_settings().use_celery:
        return html.P(_("None: jobs run inside the web process."), className="quiet-text")
    if not found:
        return states.empty(
            _("No worker"), html.P([_("Nothing is worked on until one runs:"), " ", html.Code(STARTED_BY)])
        )
    rows = [
        [
            [
                html.Strong(worker.heartbeat.name),
                _quiet(_("{pool}, process {pid}", pool=worker.heartbeat.pool, pid=str(worker.heartbeat.pid))),
            ],
            _worker_state(worker),
            _utilisation(worker),
            [_job(job, sees_args) for job in worker.heartbeat.work] or "–",
            ", ".join(worker.heartbeat.queues),
            formats.number(worker.heartbeat.tasks_done),
            html.Div(worker_commands.actions(worker), className="stacked"),
        ]
        for worker in found
    ]
    return tables.listing(
        _("Workers"),
        (_("Worker"), _("State"), _("Busy"), _("At work on"), _("Queues"), Figures(_("Done")), _("Commands")),
        rows,
    )


def queues(found: Sequence[Queue]) -> Component:
    rows = [
        [
            queue.name,
            formats.number(queue.pending),
            formats.number(queue.processing),
            formats.duration(queue.oldest_seconds),
            _("broker") if queue.counted_by == "broker" else _("task records"),
        ]
        for queue in found
    ]
    return tables.listing(
        _("Queues"),
        (_("Queue"), Figures(_("Waiting")), Figures(_("Running")), Figures(_("Oldest waits")), _("Counted by")),
        rows,
    )


def tasks(found: Sequence[TaskRecord]) -> Component:
    """Tasks with what came of them, how long they waited and how long they took or have been at it."""
    rows = [
        [
            [job_titles.title_of(record), *_error(record)],
            _outcome(record),
            formats.instant(record.started_at),
            formats.duration(_between(record.created_at, record.started_at or record.finished_at)),
            formats.duration(_between(record.started_at, record.finished_at)),
            record.worker or "–",
        ]
        for record in found
    ]
    return tables.listing(
        _("Recent tasks"),
        (_("Task"), _("Outcome"), _("Started"), Figures(_("Waited")), Figures(_("Took")), _("Worker")),
        rows,
    )


def _figure(name: str, value: str, colour: str = "") -> Component:
    return html.Div([html.Span(name, className="quiet-text"), html.Strong(value, className=colour)], className="card")


def _worker_state(worker: Worker) -> Component:
    if worker.state == "online":
        return html.Span(_("Online"), className="state good")
    return html.Span(_("Silent for {silence}", silence=formats.duration(worker.silence)), className="state bad")


def _utilisation(worker: Worker) -> Component:
    at_work, slots = len(worker.heartbeat.work), worker.heartbeat.concurrency
    label = ngettext(
        "{name}: {at_work} of {count} process at work",
        "{name}: {at_work} of {count} processes at work",
        slots,
        name=worker.heartbeat.name,
        at_work=at_work,
    )
    bar = html.Progress(value=str(at_work), max=str(max(slots, 1)), **aria(label=label))
    return html.Div([bar, html.Span(_("{at_work} of {slots}", at_work=at_work, slots=slots))], className="bar numbers")


def _job(job: dict[str, Any], sees_args: bool) -> Component:
    name = task_words.name_of(job["name"], job.get("args") if sees_args else None)
    begun = datetime.fromisoformat(job["since"]) if job["since"] else None
    return html.Div([name, _quiet(_("for {begun}", begun=formats.duration(formats.since(begun))))])


def _outcome(record: TaskRecord) -> list[Any]:
    word = task_cards.state(record.status)
    if record.status == Status.SUCCESS:
        return [word, _quiet(progress(record.progress_message))] if record.progress_message else [word]
    if record.status in ENDED or record.started_at is None:
        return [word]
    at = f"{formats.percent(progress_json(record)['percent'] / 100)} {progress(record.progress_message)}"
    return [word, " ", at]


def _between(first: datetime | None, last: datetime | None) -> timedelta | None:
    """From one moment to the other, or to now while the other is still to come."""
    # The clocks of two machines differ: nothing ends before it begins.
    return formats.since(first) if first is None or last is None else max(timedelta(0), last - first)


def _error(record: TaskRecord) -> list[Component | None]:
    if record.status not in (Status.FAILURE, Status.RETRY) or not record.error_message:
        return []
    return [html.P(sentences.why(record.error_message), className="error-text"), failure_window.opener(record)]


def _quiet(text: str) -> Component:
    return html.Small(text, className="line")
