"""Jobs as the worker sees them: start, report, finish, and what becomes of those whose worker died."""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session

from app.db import affected, snapshot, transaction
from app.models import TaskRecord
from app.models.task import RUNNING, WAITING, Status
from services.errors import TaskNotOurs
from services.jobs import local_executor, task_failure, task_news, task_progress
from services.jobs.jobs import Job
from services.jobs.retry_policy import POLICY
from services.jobs.task_progress import Throttle
from services.task_service import new_record
from utils import clock
from utils.config import get_settings
from utils.language import _, ngettext

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 10
# Several missed heartbeats: a busy machine is late now and then, a dead process for ever.
SILENCE_MEANS_DEATH = timedelta(seconds=45)


def worker_name() -> str:
    """host:pid, so that its death can be recognised on its own machine at once; host:pid:thread off the main thread.

    What has a name runs one task at a time.
    """
    process, thread = f"{socket.gethostname()}:{os.getpid()}", threading.current_thread()
    return process if thread is threading.main_thread() else f"{process}:{thread.name}"


@dataclass(frozen=True)
class RunningTask:
    """A task this process has started. Each method raises TaskNotOurs once it was cancelled or taken over."""

    id: str
    worker: str
    throttle: Throttle = field(default_factory=Throttle, repr=False, compare=False)

    def report(self, current: int, total: int, message: str = "") -> None:
        """Say how far the work is; it never goes backwards. The same message stands for the same stage of the work."""
        if self.throttle.lets_through(current, total, message):
            with transaction() as session:
                further = task_progress.further(current, total)
                self._update(session, status=Status.PROGRESS, progress_message=message[:200], **further)
        else:
            self._check_still_ours()

    def beat(self) -> None:
        """Give a sign of life; the place to stop at between two steps."""
        with transaction() as session:
            self._update(session)

    def hold(self, session: Session) -> None:
        """Write in this transaction only while the task is ours."""
        self._update(session)

    def finish(self, session: Session, result: dict[str, Any]) -> None:
        """End the task in the transaction that writes its effects: both are kept, or neither."""
        self._update(
            session,
            status=Status.SUCCESS,
            result=result,
            progress_current=TaskRecord.progress_total,
            finished_at=clock.now(),
            heartbeat_at=None,
        )
        task_news.note_end(session, self.id)

    def hand_over(self, session: Session, done: int, total: int) -> None:
        """Leave the task open without a process: the chunks of its run will do the rest of its steps and end it."""
        further = task_progress.further(done, total)
        self._update(session, status=Status.PROGRESS, heartbeat_at=None, worker=None, **further)

    def _check_still_ours(self) -> None:
        with snapshot() as session:
            if not session.scalar(sa.select(sa.exists().where(*self._is_ours()))):
                raise self._not_ours()

    def _is_ours(self) -> tuple[sa.ColumnElement[bool], ...]:
        return TaskRecord.id == self.id, TaskRecord.status.in_(RUNNING), TaskRecord.worker == self.worker

    def _not_ours(self) -> TaskNotOurs:
        return TaskNotOurs(_("Task {id} was cancelled or taken over by another worker.", id=str(self.id)))

    def _update(self, session: Session, **values: Any) -> None:
        change = sa.update(TaskRecord).where(*self._is_ours()).values({"heartbeat_at": clock.now()} | values)
        if not affected(session, change):
            raise self._not_ours()

    @contextmanager
    def heartbeat(self) -> Iterator[None]:
        """Beat in the background for as long as the block runs."""
        done = threading.Event()
        thread = threading.Thread(target=self._beat_until, args=(done,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()

    def _beat_until(self, done: threading.Event) -> None:
        while not done.wait(HEARTBEAT_SECONDS):
            try:
                self.beat()
            except TaskNotOurs:
                return
            except SQLAlchemyError as error:  # The database may be back by the next beat.
                log.warning("task.heartbeat_missed", extra={"error": str(error)})


def start(task_id: str, job: Job) -> RunningTask | None:
    """Claim the task for this process; None when it is not its turn: ended, cancelled, or alive elsewhere.

    A task that was sent by hand, without a record, gets its record here.
    """
    running = RunningTask(task_id, worker_name())
    try:
        with transaction() as session:
            record = session.get(TaskRecord, task_id, with_for_update=True)
            if record is None:
                record = new_record(job)
                record.id, record.attempt = task_id, 0
                session.add(record)
            if _was_lost(record):
                mark_lost(session, record, clock.now())
            if record.status not in WAITING:
                log.info("task.not_its_turn", extra={"status": record.status})
                return None
            _claim(record, running.worker)
    except IntegrityError:
        log.info("task.already_under_way", extra={"subject": job.subject})
        return None
    return running


def succeed(task_id: str, result: dict[str, Any]) -> None:
    """End a task whose work had no effects of its own to commit; nothing happens if it has ended."""
    _end(task_id, status=Status.SUCCESS, result=result, progress_current=TaskRecord.progress_total)


def fail(task_id: str, code: str, message: str, trace: str | None = None) -> None:
    """End a task with an error; nothing happens if it has ended."""
    _end(task_id, status=Status.FAILURE, error_code=code, error_message=message, error_trace=trace)


def retry_later(task_id: str, due_at: datetime, message: str, trace: str | None = None) -> None:
    """Note that another attempt follows."""
    with transaction() as session:
        session.execute(
            _running_here(task_id).values(
                status=Status.RETRY,
                due_at=due_at,
                heartbeat_at=None,
                error_message=message,
                error_trace=trace,
                worker=None,
            )
        )


def hand_back() -> None:
    """Give the tasks of this process, which ends, to others. What its threads still report is not listened to."""
    local_executor.close()
    mine = TaskRecord.worker.startswith(f"{socket.gethostname()}:{os.getpid()}:", autoescape=True)
    with transaction() as session:
        session.execute(
            sa.update(TaskRecord)
            .where(TaskRecord.status.in_(RUNNING), mine)
            .values(
                status=Status.RETRY,
                due_at=clock.now(),
                heartbeat_at=None,
                worker=None,
                attempt=TaskRecord.attempt - 1,
                error_message=_("The server was stopped; another one takes over."),
            )
        )


def is_dead(record: TaskRecord, now: datetime) -> bool:
    """Whether the process that ran this task is gone: known at once on its own machine, by its silence elsewhere."""
    if record.heartbeat_at is None:
        return False
    host, _, process = (record.worker or "").partition(":")
    pid = process.partition(":")[0]
    if host == socket.gethostname() and not os.path.exists(f"/proc/{pid}") and os.path.exists("/proc"):
        return True
    return now - record.heartbeat_at > SILENCE_MEANS_DEATH


def mark_lost(session: Session, record: TaskRecord, now: datetime) -> None:
    """Note that the process of this task is dead: another takes over, or nobody after the third death or in overtime.

    Without this bound a task that kills its process would go from one to the next for ever.
    """
    record.error_trace = task_failure.last_sign_of(record)
    record.heartbeat_at, record.worker = None, None
    limit = timedelta(seconds=get_settings().celery_task_time_limit)
    if record.attempt < POLICY.deaths and now - (record.started_at or now) < limit:
        record.status, record.due_at = Status.RETRY, now
        record.error_message = _("The worker process died; another one takes over.")
        return
    record.status, record.finished_at = Status.FAILURE, now
    record.error_code = "worker_lost"
    record.error_message = ngettext(
        "The worker process died or ran out of time, {count} time. See its log.",
        "The worker process died or ran out of time, {count} times. See its log.",
        record.attempt,
    )
    task_news.note_end(session, record.id)


def _was_lost(record: TaskRecord) -> bool:
    # A worker runs one task at a time: a task that is "running" in the worker that asks was lost before.
    return record.status in RUNNING and (record.worker == worker_name() or is_dead(record, clock.now()))


def _claim(record: TaskRecord, worker: str) -> None:
    now = clock.now()
    record.status, record.worker, record.heartbeat_at, record.due_at = Status.STARTED, worker, now, None
    record.started_at = record.started_at or now
    record.attempt += 1
    record.error_message, record.error_trace = None, None


def _running_here(task_id: str) -> sa.Update:
    return sa.update(TaskRecord).where(
        TaskRecord.id == task_id, TaskRecord.status.in_(RUNNING), TaskRecord.worker == worker_name()
    )


def _end(task_id: str, **values: Any) -> None:
    with transaction() as session:
        end = _running_here(task_id).where(TaskRecord.heartbeat_at.is_not(None))
        if affected(session, end.values(finished_at=clock.now(), heartbeat_at=None, due_at=None, **values)):
            task_news.note_end(session, task_id)
