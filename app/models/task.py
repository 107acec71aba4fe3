from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base


class Status(StrEnum):
    """Where a task stands."""

    PENDING = "PENDING"
    STARTED = "STARTED"
    PROGRESS = "PROGRESS"
    RETRY = "RETRY"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"
    REVOKED = "REVOKED"


WAITING = (Status.PENDING, Status.RETRY)
RUNNING = (Status.STARTED, Status.PROGRESS)
ACTIVE = (*WAITING, *RUNNING)
ENDED = (Status.SUCCESS, Status.FAILURE, Status.REVOKED)

_IS_ACTIVE = text("status IN ('PENDING', 'STARTED', 'PROGRESS', 'RETRY') AND subject IS NOT NULL")


class TaskRecord(Base):
    """A job and all that is known of it. It, not the broker, is the authority on what happened.

    subject      -- what the job is about ("product:BRD-001"); two active jobs of one name never share it
    queue        -- the queue it is sent to, where that does not follow from its name
    args         -- the job's arguments by name; by position in records of earlier versions
    parent_id    -- the run this job is a chunk of
    published_at -- when its message was last handed to the broker
    heartbeat_at -- last sign of life of the process that runs it; None while no process does
    due_at       -- when a retry is to start
    error_trace  -- where the last attempt failed; read only when asked for: thousands of records are listed
    """

    __tablename__ = "tasks"
    __table_args__ = (
        Index(
            "uq_tasks_active_subject",
            "name",
            "subject",
            unique=True,
            postgresql_where=_IS_ACTIVE,
            sqlite_where=_IS_ACTIVE,
        ),
        Index("ix_tasks_status_created_at", "status", "created_at"),
        Index("ix_tasks_finished_at", "finished_at"),
        # The chunks of a run; and without a parent, newest first, the history.
        Index("ix_tasks_parent_id_id", "parent_id", "id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    args: Mapped[dict[str, Any]]
    queue: Mapped[str | None] = mapped_column(String(64))
    subject: Mapped[str | None] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(16))
    attempt: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(255))
    progress_current: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int] = mapped_column(default=0)
    progress_message: Mapped[str] = mapped_column(String(200), default="")
    result: Mapped[dict[str, Any] | None]
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None] = mapped_column(Text)
    error_trace: Mapped[str | None] = mapped_column(Text, deferred=True)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    request_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    published_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class TaskWatcher(Base):
    """Someone else who asked for a task while it was already under way, and may follow it too."""

    __tablename__ = "task_watchers"

    task_id: Mapped[str] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)


class TrainingItem(Base):
    """One product of a catalogue run, in the chunk that trains it, and what came of it."""

    __tablename__ = "training_items"
    __table_args__ = ({"sqlite_with_rowid": False},)

    run_id: Mapped[str] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id", ondelete="CASCADE"), primary_key=True)
    chunk_id: Mapped[str] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), index=True)
    status: Mapped[str] = mapped_column(String(16), default="waiting")
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None] = mapped_column(Text)
