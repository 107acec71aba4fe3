from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base

ON_TIME = "on_time"
CAUGHT_UP = "caught_up"
MISSED = "missed"
BY_HAND = "by_hand"


class Schedule(Base):
    """A job that comes again and again.

    args             -- the job's arguments by name
    cron             -- five fields, in `timezone`; or else
    interval_seconds -- the time from one run to the next
    next_run_at      -- when it is due; None while it is paused
    last_run_at      -- when it was last started, by the clock or by hand
    """

    __tablename__ = "schedules"
    __table_args__ = (CheckConstraint("(cron IS NULL) <> (interval_seconds IS NULL)", name="cron_or_interval"),)

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    task: Mapped[str] = mapped_column(String(100))
    args: Mapped[dict[str, Any]]
    cron: Mapped[str | None] = mapped_column(String(100))
    interval_seconds: Mapped[int | None]
    timezone: Mapped[str] = mapped_column(String(64))
    enabled: Mapped[bool]
    next_run_at: Mapped[datetime | None]
    last_run_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class ScheduleRun(Base):
    """The claim: whoever writes this row starts the run, and nobody writes it twice.

    how     -- on_time, caught_up (late, within the window), missed (too late: not started), by_hand
    task_id -- the task that does it; None where it was missed
    """

    __tablename__ = "schedule_runs"

    schedule_name: Mapped[str] = mapped_column(ForeignKey("schedules.name", ondelete="CASCADE"), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    how: Mapped[str] = mapped_column(String(16))
    task_id: Mapped[str | None] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), index=True)
    claimed_at: Mapped[datetime]
