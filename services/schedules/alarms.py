"""Scheduled runs that did not come, or did not go as they should: noticed by looking, told once."""

import logging
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import RaisedAlarm, Source, TaskRecord
from app.models.task import Status
from services.jobs import task_news
from services.notifications import outbox
from services.schedules import schedule_service
from services.schedules.schedule_service import ScheduleState
from utils import clock
from utils.language import _

log = logging.getLogger(__name__)

# A tick comes every minute; what is later than this has a cause.
LATE = timedelta(minutes=10)


@dataclass(frozen=True)
class Alarm:
    """What is wrong with a scheduled run: code -- one of outbox.ALARMS; due_at -- when the run was due."""

    schedule: str
    code: str
    message: str
    due_at: datetime
    task_id: str | None = None


def list_alarms() -> list[Alarm]:
    """What is wrong with the latest or next run of each schedule that is not paused."""
    now = clock.now()
    with snapshot() as session:
        waiting = set(session.scalars(sa.select(Source.name).where(Source.waiting.is_not(None))))
    found = (_alarm(state, now) for state in schedule_service.list_active() if not _is_decided(state, waiting))
    return [alarm for alarm in found if alarm]


def raise_alarms() -> dict[str, int]:
    """Tell webhooks and the operator of each alarm that nobody has told of yet."""
    alarms = list_alarms()
    with snapshot() as session:
        rows = session.execute(sa.select(RaisedAlarm.schedule_name, RaisedAlarm.due_at, RaisedAlarm.code))
        noted = {tuple(row) for row in rows}
    new = [alarm for alarm in alarms if (alarm.schedule, alarm.due_at, alarm.code) not in noted]
    return {"alarms": sum(_raise(alarm) for alarm in new)}


def _is_decided(state: ScheduleState, waiting: Set[str]) -> bool:
    """Whether what a source had wait for a decision does not wait any more."""
    return state.outcome == "waiting" and state.schedule.args.get("source") not in waiting


def _alarm(state: ScheduleState, now: datetime) -> Alarm | None:
    schedule, run, status = state.schedule, state.last_run, state.last_status
    if schedule.next_run_at is not None and schedule.next_run_at < now - LATE:
        return Alarm(
            schedule.name, "overdue", _("is due, but nothing starts it: is Beat running?"), schedule.next_run_at
        )
    if run is None:
        return None
    if status == "MISSED":
        return Alarm(schedule.name, "missed", _("was missed; start it by hand to make up for it"), run.due_at)
    if status == Status.PENDING and run.claimed_at < now - LATE:
        message = _("waits for a worker: does one serve its queue?")
        return Alarm(schedule.name, "not_started", message, run.due_at, run.task_id)
    if status == Status.FAILURE:
        return Alarm(
            schedule.name, "failed", _("failed; task {task_id} says why", task_id=run.task_id), run.due_at, run.task_id
        )
    if state.outcome == "partial":
        message = _("left some products untrained; task {task_id} says which", task_id=run.task_id)
        return Alarm(schedule.name, "partial", message, run.due_at, run.task_id)
    if state.outcome == "waiting":
        message = _("has read what looks odd: somebody has to take or reject it (page Sources)")
        return Alarm(schedule.name, "waiting", message, run.due_at, run.task_id)
    return None


def _raise(alarm: Alarm) -> bool:
    try:
        with transaction() as session:
            session.add(RaisedAlarm(**_key(alarm), raised_at=clock.now()))
            session.flush()
            outbox.note_alarm(session, alarm.code, _news(session, alarm))
    except IntegrityError:  # Another process told of it, or the schedule has just been removed.
        return False
    log.warning("alarm.raised", extra={"schedule": alarm.schedule, "code": alarm.code})
    return True


def _key(alarm: Alarm) -> dict[str, Any]:
    return {"schedule_name": alarm.schedule, "due_at": alarm.due_at, "code": alarm.code}


def _news(session: Session, alarm: Alarm) -> dict[str, Any]:
    record = session.get(TaskRecord, alarm.task_id) if alarm.task_id else None
    return {
        "schedule": alarm.schedule,
        "message": _("{schedule} {message}", schedule=alarm.schedule, message=alarm.message),
        "due_at": clock.rfc3339(alarm.due_at),
        "task": record and task_news.news_of(record),
    }
