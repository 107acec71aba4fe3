"""Jobs as those who ask for them see them: submit, follow, cancel."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import ACTIVE, ENDED, TaskRecord, TaskWatcher
from app.models.task import RUNNING, WAITING, Status
from services.access import audit
from services.access.signed_in import SignedIn
from services.errors import Conflict, Fault, Forbidden, InvalidInput, NotFound
from services.jobs import queue_limits, retrying, task_publisher
from services.jobs.jobs import Job
from services.paging import Page, position
from utils import clock, ids
from utils.language import _

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Submitted:
    task_id: str
    is_new: bool


@dataclass(frozen=True)
class TaskFilter:
    """status, name -- exact; seen_by -- a user id: only what this user may see, None for everything."""

    status: str | None = None
    name: str | None = None
    seen_by: int | None = None

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """Raises InvalidInput for a status that there is not: no task would ever have it."""
        conditions = []
        if self.status and self.status not in list(Status):
            advice = _(
                "There is no status {status!r}; choose one of {known}.", status=self.status, known=", ".join(Status)
            )
            raise InvalidInput(advice, "invalid_status", (Fault("/status", advice),))
        if self.status:
            conditions.append(TaskRecord.status == self.status)
        if self.name:
            conditions.append(TaskRecord.name == self.name)
        if self.seen_by is not None:
            conditions.append(_visible_to(self.seen_by))
        return conditions


class TaskService:
    """The task record is the authority; the broker only carries the news of it."""

    @staticmethod
    def submit(job: Job, user_id: int | None = None) -> Submitted:
        """Write the record, then publish it. The same active job is answered with the task that does it.

        Raises Unavailable when the broker cannot be reached or the queue is full, TooMany when enough tasks of
        this user wait; the job will then not run.
        """
        # The clock's own jobs (no user) are few, and must not be crowded out by others.
        if user_id is not None:
            queue_limits.waiting_tasks.add(job.name, user_id)
        record, is_new = retry_on_conflict(_write_or_join, job, user_id)
        if is_new:
            task_publisher.publish_or_withdraw(record)
        return Submitted(record.id, is_new)

    @staticmethod
    def get_task_status(task_id: str, seen_by: int | None = None) -> TaskRecord:
        """The task's record. With a user id, only what this user may see is found. Raises NotFound."""
        query = _TASK if seen_by is None else _VISIBLE_TASK
        with snapshot() as session:
            record = session.scalar(query, {"task_id": task_id, "user_id": seen_by})
        if record is None:
            raise NotFound(
                _(
                    "There is no task {task_id!r}. Task ids come from the answer that submitted the task.",
                    task_id=task_id,
                )
            )
        return record

    @staticmethod
    def get_trace(task_id: str) -> str | None:
        """Where the last attempt failed, for administrators; None where its message says enough."""
        with snapshot() as session:
            return session.scalar(sa.select(TaskRecord.error_trace).where(TaskRecord.id == task_id))

    @staticmethod
    def wait_for_task(task_id: str, timeout: float, poll: float = 0.2) -> TaskRecord:
        """The task's record once it has ended, or as it is after `timeout` seconds."""
        give_up = time.monotonic() + timeout
        record = TaskService.get_task_status(task_id)
        while record.status not in ENDED and time.monotonic() < give_up:
            time.sleep(poll)
            record = TaskService.get_task_status(task_id)
        return record

    @staticmethod
    def cancel_task(task_id: str, actor: SignedIn | None = None) -> TaskRecord:
        """End the task and its chunks for good, whether they wait or run.

        Raises NotFound, Forbidden for a task of another or of the clock, Conflict if it has ended.
        actor -- who asks for it, and is told only of what they may see; None: the installation itself
        """
        record = TaskService.get_task_status(task_id, actor.sees if actor else None)
        if actor and not may_cancel(record, actor):
            raise Forbidden(_("Somebody else, or the clock, began this task; ask an administrator."), "task_of_another")
        with transaction() as session:
            cancelled = session.scalars(
                sa.update(TaskRecord)
                .where(sa.or_(TaskRecord.id == task_id, TaskRecord.parent_id == task_id))
                .where(TaskRecord.status.in_(ACTIVE))
                .values(status=Status.REVOKED, finished_at=clock.now(), progress_message=_("Cancelled"))
                .returning(TaskRecord.id)
            ).all()
            if task_id not in cancelled:
                raise Conflict(
                    _("Task {task_id} has already ended; there is nothing to cancel.", task_id=task_id), "task_ended"
                )
            audit.note(session, actor, "task.cancel", f"{record.name} {task_id}")
        task_publisher.revoke(list(cancelled))
        return TaskService.get_task_status(task_id)

    @staticmethod
    def retry_task(task_id: str, user_id: int, seen_by: int | None = None) -> Submitted:
        """Submit a failed task again, as a new task; of a run only what failed in it.

        Raises NotFound, Conflict for what did not fail, and what `submit` raises.
        """
        record = TaskService.get_task_status(task_id, seen_by)
        _check_has_failed(record)
        with snapshot() as session:
            job = retrying.job_again(session, record)
        return TaskService.submit(job, user_id)

    @staticmethod
    def get_active_tasks(seen_by: int | None = None) -> list[TaskRecord]:
        """Tasks some worker is at, oldest first."""
        return _find(TaskRecord.status.in_(RUNNING), seen_by)

    @staticmethod
    def get_scheduled_tasks(seen_by: int | None = None) -> list[TaskRecord]:
        """Tasks that wait for a worker or for their next attempt, oldest first."""
        return _find(TaskRecord.status.in_(WAITING), seen_by)

    @staticmethod
    def get_failed_tasks(limit: int, seen_by: int | None = None) -> list[TaskRecord]:
        """What failed lately, newest first; chunks of runs, too: it is they that hold the traces."""
        failed = TaskRecord.status == Status.FAILURE
        query = sa.select(TaskRecord).where(failed, *TaskFilter(seen_by=seen_by).conditions())
        with snapshot() as session:
            return list(session.scalars(query.order_by(TaskRecord.created_at.desc()).limit(limit)))

    @staticmethod
    def list_tasks(filters: "TaskFilter", limit: int, cursor: str | None) -> Page[TaskRecord]:
        """The history, newest first; chunks of runs are left out."""
        query = sa.select(TaskRecord).where(TaskRecord.parent_id.is_(None), *filters.conditions())
        if cursor:
            query = query.where(TaskRecord.id < position(cursor, 1)[0])
        with snapshot() as session:
            # By the columns of an index, in its order: else a database that lacks statistics sorts the whole history.
            newest_first = query.order_by(TaskRecord.parent_id.desc(), TaskRecord.id.desc())
            records = session.scalars(newest_first.limit(limit + 1)).all()
        return Page.of(records, limit, lambda last: [last.id])


def may_cancel(record: TaskRecord, user: SignedIn) -> bool:
    """Whether it is theirs to cancel; who only joined in must not stop it for the others."""
    return user.sees is None or record.created_by == user.user_id


def new_record(job: Job, user_id: int | None = None, parent_id: str | None = None) -> TaskRecord:
    """The record of a job that is still to be published."""
    now = clock.now()
    return TaskRecord(
        id=ids.new_id(),
        name=job.name,
        args=job.arguments,
        queue=job.queue,
        subject=job.subject,
        parent_id=parent_id,
        status=Status.PENDING,
        created_by=user_id,
        request_id=ids.request_id.get(),
        created_at=now,
        published_at=now,
    )


def write_or_join(session: Session, job: Job, user_id: int | None) -> tuple[TaskRecord, bool]:
    """A new record, or the active one that already does this job, from now on visible to this user too."""
    active = _active_about(session, job) if job.subject else None
    if active is None:
        record = new_record(job, user_id)
        session.add(record)
        session.flush()
        return record, True
    if user_id is not None and active.created_by not in (user_id, None):
        session.merge(TaskWatcher(task_id=active.id, user_id=user_id))
    return active, False


def retry_on_conflict(write: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do a transaction that writes a job; once more if someone wrote the same in this very moment: theirs is found."""
    try:
        return write(*args, **kwargs)
    except IntegrityError:
        return write(*args, **kwargs)


def _write_or_join(job: Job, user_id: int | None) -> tuple[TaskRecord, bool]:
    with transaction() as session:
        return write_or_join(session, job, user_id)


def _check_has_failed(record: TaskRecord) -> None:
    if record.parent_id is not None:
        raise Conflict(
            _("This is a part of run {parent_id}; retry the run.", parent_id=record.parent_id), "part_of_a_run"
        )
    is_partial = record.status == Status.SUCCESS and (record.result or {}).get("outcome") == "partial"
    if record.status != Status.FAILURE and not is_partial:
        raise Conflict(
            _("Task {id} is {status}; only what failed can be retried.", id=str(record.id), status=str(record.status)),
            "task_not_failed",
        )


def _active_about(session: Session, job: Job) -> TaskRecord | None:
    return session.scalar(
        sa.select(TaskRecord).where(
            TaskRecord.name == job.name, TaskRecord.subject == job.subject, TaskRecord.status.in_(ACTIVE)
        )
    )


def _visible_to(user_id: int | sa.BindParameter[int]) -> sa.ColumnElement[bool]:
    watched = sa.exists().where(TaskWatcher.task_id == TaskRecord.id, TaskWatcher.user_id == user_id)
    return sa.or_(TaskRecord.created_by == user_id, TaskRecord.created_by.is_(None), watched)


# Built once: whoever waits for a task asks again and again.
_TASK = sa.select(TaskRecord).where(TaskRecord.id == sa.bindparam("task_id"))
_VISIBLE_TASK = _TASK.where(_visible_to(sa.bindparam("user_id", type_=sa.Integer)))


def _find(condition: sa.ColumnElement[bool], seen_by: int | None) -> list[TaskRecord]:
    query = sa.select(TaskRecord).where(condition, *TaskFilter(seen_by=seen_by).conditions())
    # Not by id: a database that knows its rows by their id would look through all of them for the few it needs.
    with snapshot() as session:
        return list(session.scalars(query.order_by(TaskRecord.created_at, TaskRecord.id).limit(1000)))
