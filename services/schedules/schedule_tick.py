"""The tick, every minute: start what is due, once, however many clocks tick."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import Schedule, ScheduleRun, TaskRecord
from app.models.schedule import CAUGHT_UP, MISSED, ON_TIME
from services.jobs import task_publisher
from services.schedules import schedulable_jobs
from services.schedules.schedule_service import timing_of
from services.task_service import retry_on_conflict, write_or_join
from utils import clock
from utils.config import get_settings

log = logging.getLogger(__name__)

# A tick may wait in its queue for a moment.
PUNCTUAL = timedelta(minutes=2)


def tick() -> dict[str, int]:
    """Claim and publish every run that is due.

    Of the times that passed since the last tick only the newest is made up for, and only within the window of
    SCHEDULE_CATCH_UP_MINUTES; the others are noted as missed.
    """
    now = clock.now()
    with snapshot() as session:
        due = session.scalars(sa.select(Schedule.name).where(_is_due(now)).order_by(Schedule.name)).all()
    claimed = [record for name in due if (record := retry_on_conflict(_claim, name, now))]
    for record in claimed:
        task_publisher.publish(record)
    return {"started": len(claimed)}


def _claim(name: str, now: datetime) -> TaskRecord | None:
    """The task to publish, in the transaction that says it is ours; None where there is none, or not any more."""
    record, is_new = None, False
    with transaction() as session:
        schedule = session.scalar(sa.select(Schedule).where(Schedule.name == name, _is_due(now)).with_for_update())
        if schedule is None or schedule.next_run_at is None:  # Another clock was faster.
            return None
        due = timing_of(schedule).due_times(schedule.next_run_at, now)
        schedule.next_run_at = timing_of(schedule).next_after(due[0])
        runs = _unclaimed_runs(session, name, due, now)
        if runs and runs[0].how != MISSED:
            record, is_new = write_or_join(session, schedulable_jobs.job_of(schedule.task, schedule.args), None)
            runs[0].task_id, schedule.last_run_at = record.id, now
        session.add_all(runs)
    _log(runs)
    return record if is_new else None


def _unclaimed_runs(session: Session, name: str, due: Sequence[datetime], now: datetime) -> list[ScheduleRun]:
    # A schedule that was changed, or a clock that was set back, may bring a time round again.
    claimed = session.scalars(
        sa.select(ScheduleRun.due_at).where(ScheduleRun.schedule_name == name, ScheduleRun.due_at.in_(due))
    ).all()
    return [
        ScheduleRun(schedule_name=name, due_at=at, how=_how(now - at) if at == due[0] else MISSED, claimed_at=now)
        for at in due
        if at not in claimed
    ]


def _how(late: timedelta) -> str:
    if late <= PUNCTUAL:
        return ON_TIME
    return CAUGHT_UP if late <= timedelta(minutes=get_settings().schedule_catch_up_minutes) else MISSED


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(Schedule.enabled, Schedule.next_run_at <= now)


def _log(runs: Sequence[ScheduleRun]) -> None:
    for run in runs:
        level = logging.INFO if run.how == ON_TIME else logging.WARNING
        fields = {"schedule": run.schedule_name, "due_at": clock.rfc3339(run.due_at), "task": run.task_id}
        log.log(level, f"schedule.{run.how}", extra=fields)
