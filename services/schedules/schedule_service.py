"""Schedules as those who keep them see them: add, change, pause, run now, look after."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import Schedule, ScheduleRun, TaskRecord
from app.models.schedule import BY_HAND, MISSED
from services.access import audit, authors
from services.access.audit import Change
from services.access.signed_in import SignedIn
from services.errors import Conflict, InvalidInput, NotFound
from services.jobs import task_publisher
from services.paging import Page, position
from services.schedules import schedulable_jobs
from services.schedules.schedule_times import Timing
from services.seen import check
from services.task_service import Submitted, retry_on_conflict, write_or_join
from utils import clock
from utils.language import _

LONGEST_NAME = 64
# When it runs: of what somebody changes of it both sides are noted.
TIMING = ("cron", "interval_seconds", "timezone")
# It is part of an address.
NAME_PATTERN = r"^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$"


@dataclass(frozen=True)
class ScheduleFields:
    """All of a schedule but its name; in a change, None leaves a field as it is."""

    task: str | None = None
    args: dict[str, str] | None = None
    cron: str | None = None
    interval_seconds: int | None = None
    timezone: str | None = None
    enabled: bool | None = None

    @property
    def given(self) -> dict[str, Any]:
        """The fields that are not left as they are."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @property
    def in_words(self) -> str:
        return ", ".join(f"{name} {value}" for name, value in self.given.items()) or "nothing"


@dataclass(frozen=True)
class ScheduleState:
    """A schedule, its latest run, and what is known of that run's task.

    outcome -- complete, partial or failed, where the task is a run over the catalogue and has ended
    """

    schedule: Schedule
    last_run: ScheduleRun | None
    task_status: str | None = None
    outcome: str | None = None

    @property
    def last_status(self) -> str | None:
        """The status of the task, MISSED, or None where nothing is known of a run."""
        missed = self.last_run is not None and self.last_run.how == MISSED
        return MISSED.upper() if missed else self.task_status


def create_schedule(name: str, fields: ScheduleFields, actor: SignedIn | None = None) -> ScheduleState:
    """Raises InvalidInput, NotFound for a product that does not exist, Conflict if the name is taken."""
    if len(name) > LONGEST_NAME or not re.fullmatch(NAME_PATTERN, name):
        raise InvalidInput.at(
            "/name",
            _("{name!r} is no name for a schedule; write it like 'train-bread-at-noon'.", name=name),
            "invalid_name",
        )
    now = clock.now()
    schedule = Schedule(name=name, args={}, timezone="UTC", enabled=True, created_at=now)
    _apply(schedule, fields, now)
    try:
        with transaction() as session:
            session.add(schedule)
            session.flush()
            audit.note(session, actor, "schedule.create", f"{name}: {fields.in_words}")
    except IntegrityError:
        raise Conflict(
            _("There is already a schedule {name!r}; change it, or choose another name.", name=name), "name_taken"
        ) from None
    return ScheduleState(schedule, None)


def change_schedule(
    name: str, fields: ScheduleFields, actor: SignedIn | None = None, seen: Mapping[str, Any] | None = None
) -> ScheduleState:
    """Change it from the next tick on; it is next due after this moment.

    seen -- fields that it was changed by the sight of; they have to be so still
    Raises InvalidInput, NotFound, ChangedMeanwhile.
    """
    with transaction() as session:
        schedule = _locked(session, name)
        check(schedule, seen or {}, lambda names: authors.last(session, _target(name), authors.values(schedule, names)))
        before = authors.values(schedule, TIMING)
        _apply(schedule, fields, clock.now())
        if fields == ScheduleFields(enabled=fields.enabled):
            audit.note(session, actor, "schedule.resume" if fields.enabled else "schedule.pause", name)
        else:
            sides = authors.sides(before, authors.values(schedule, TIMING))
            audit.note(session, actor, "schedule.change", f"{name}: {fields.in_words}", Change(_target(name), sides))
    return get_schedule(name)


def delete_schedule(name: str, actor: SignedIn | None = None) -> None:
    """Raises NotFound."""
    with transaction() as session:
        session.delete(_locked(session, name))
        audit.note(session, actor, "schedule.delete", name)


def run_now(name: str, actor: SignedIn | None) -> Submitted:
    """Start it out of turn, paused or not. Raises NotFound, Unavailable."""
    record, is_new = retry_on_conflict(_claim_by_hand, name, actor)
    if is_new:
        task_publisher.publish_or_withdraw(record)
    return Submitted(record.id, is_new)


def get_schedule(name: str) -> ScheduleState:
    """Raises NotFound."""
    with snapshot() as session:
        row = session.execute(_STATES.where(Schedule.name == name)).one_or_none()
    if row is None:
        raise _unknown(name)
    return ScheduleState(*row)


def list_schedules(limit: int, cursor: str | None) -> Page[ScheduleState]:
    """All schedules by name."""
    query = _STATES.order_by(Schedule.name).limit(limit + 1)
    if cursor:
        query = query.where(Schedule.name > str(position(cursor, 1)[0]))
    with snapshot() as session:
        states = [ScheduleState(*row) for row in session.execute(query)]
    return Page.of(states, limit, lambda last: [last.schedule.name])


def list_active() -> list[ScheduleState]:
    """All schedules that are not paused, by name."""
    with snapshot() as session:
        return [ScheduleState(*row) for row in session.execute(_STATES.where(Schedule.enabled).order_by(Schedule.name))]


def _apply(schedule: Schedule, fields: ScheduleFields, now: datetime) -> None:
    given = fields.given
    # Naming one way to time it takes the other away.
    if "cron" in given and "interval_seconds" not in given:
        given["interval_seconds"] = None
    elif "interval_seconds" in given and "cron" not in given:
        given["cron"] = None
    for name, value in given.items():
        setattr(schedule, name, value)
    schedulable_jobs.check(schedule.task, schedule.args)
    timing = timing_of(schedule)
    timing.check(now)
    schedule.next_run_at = timing.next_after(now) if schedule.enabled else None


def timing_of(schedule: Schedule) -> Timing:
    return Timing(schedule.cron, schedule.interval_seconds, schedule.timezone)


def _claim_by_hand(name: str, actor: SignedIn | None) -> tuple[TaskRecord, bool]:
    now, user_id = clock.now(), actor.user_id if actor else None
    with transaction() as session:
        schedule = _locked(session, name)
        record, is_new = write_or_join(session, schedulable_jobs.job_of(schedule.task, schedule.args), user_id)
        session.add(ScheduleRun(schedule_name=name, due_at=now, how=BY_HAND, task_id=record.id, claimed_at=now))
        schedule.last_run_at = now
        audit.note(session, actor, "schedule.run", name)
    return record, is_new


def _target(name: str) -> str:
    return f"/schedules/{name}"


def _locked(session: Session, name: str) -> Schedule:
    # The clock and an administrator must not write one schedule at once.
    schedule = session.get(Schedule, name, with_for_update=True)
    if schedule is None:
        raise _unknown(name)
    return schedule


def _unknown(name: str) -> NotFound:
    return NotFound(_("There is no schedule {name!r}; GET /schedules lists them.", name=name), "schedule_not_found")


_LATEST = (
    sa.select(sa.func.max(ScheduleRun.due_at))
    .where(ScheduleRun.schedule_name == Schedule.name)
    .correlate(Schedule)
    .scalar_subquery()
)
_STATES = (
    sa.select(Schedule, ScheduleRun, TaskRecord.status, TaskRecord.result["outcome"].as_string())
    .outerjoin(ScheduleRun, sa.and_(ScheduleRun.schedule_name == Schedule.name, ScheduleRun.due_at == _LATEST))
    .outerjoin(TaskRecord, TaskRecord.id == ScheduleRun.task_id)
)
