"""Sources as those who keep them see them: add, change, remove, look after."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import snapshot, transaction
from app.models import Schedule, Source, TaskRecord
from services.access import audit, authors
from services.access.signed_in import SignedIn
from services.errors import Conflict, InvalidInput, NotFound
from services.files import uploads
from services.jobs import jobs
from services.paging import Page, position
from services.schedules import schedule_service
from services.schedules.schedule_service import NAME_PATTERN, ScheduleFields
from services.schedules.schedule_times import Timing
from services.sources import source_fields
from services.sources.source_fields import SourceFields
from utils import clock
from utils.config import get_settings
from utils.language import _

# Its schedule is called so: a name that nobody gives by chance.
SCHEDULE = "source-{}"
LONGEST_NAME = schedule_service.LONGEST_NAME - len(SCHEDULE.format(""))


@dataclass(frozen=True)
class Times:
    """When a source is read by itself; None: as it is, or never."""

    cron: str | None = None
    timezone: str | None = None
    enabled: bool | None = None

    @property
    def is_given(self) -> bool:
        return self != NEVER

    def check(self) -> None:
        """Raises InvalidInput for a time that never comes."""
        if self.cron:
            Timing(self.cron, None, self.timezone or "UTC").check(clock.now())


NEVER = Times()


@dataclass(frozen=True)
class SourceState:
    """A source, its schedule if it has one, and its latest run."""

    source: Source
    schedule: Schedule | None = None
    task: TaskRecord | None = None

    @property
    def fields(self) -> SourceFields:
        return SourceFields(**self.source.fields)

    @property
    def name(self) -> str:
        return self.source.name

    @property
    def waiting(self) -> dict[str, Any] | None:
        return self.source.waiting

    @property
    def read_until(self) -> str | None:
        return self.source.seen.get("until") if self.fields.kind == "sql" else None

    @property
    def last_task_id(self) -> str | None:
        return self.source.task_id

    @property
    def rows(self) -> int | None:
        return self._result.get("rows")

    @property
    def warnings(self) -> list[str]:
        return self._result.get("warnings", [])

    @property
    def _result(self) -> dict[str, Any]:
        return (self.task and self.task.result) or {}

    @property
    def last_run_at(self) -> datetime | None:
        return (self.task.started_at or self.task.created_at) if self.task else None

    @property
    def last_status(self) -> str | None:
        """The status of the task, or WAITING where it found what somebody has to decide on."""
        if self.source.waiting:
            return "WAITING"
        return self.task.status if self.task else None

    @property
    def last_error(self) -> str | None:
        return self.task.error_message if self.task else None


def create(name: str, values: Mapping[str, Any], times: Times, actor: SignedIn | None = None) -> SourceState:
    """Raises InvalidInput, and Conflict if the name is taken."""
    if len(name) > LONGEST_NAME or not re.fullmatch(NAME_PATTERN, name):
        raise InvalidInput.at(
            "/name",
            _(
                "{name!r} is no name for a source; write it like 'web-shop', with at most {longest} characters.",
                name=name,
                longest=LONGEST_NAME,
            ),
            "invalid_name",
        )
    fields = source_fields.checked(dict(values))
    times.check()
    source = Source(name=name, fields=fields.model_dump(), seen={}, sizes=[], created_at=clock.now())
    try:
        with transaction() as session:
            session.add(source)
            session.flush()
            was_not = _noted(name, {}, fields.model_dump(exclude_defaults=True))
            audit.note(session, actor, "source.create", f"{name}: {_in_words(fields)}", was_not)
    except IntegrityError:
        raise Conflict(
            _("There is already a source {name!r}; change it, or choose another name.", name=name), "name_taken"
        ) from None
    _set_times(name, times, actor)
    return get(name)


def change(name: str, values: Mapping[str, Any], times: Times, actor: SignedIn | None = None) -> SourceState:
    """Change it from its next run on. Where it reads something else then, it begins anew.

    Raises InvalidInput, NotFound, and Conflict while something waits for a decision.
    """
    times.check()
    with transaction() as session:
        source = held(session, name)
        before = SourceFields(**source.fields)
        fields = source_fields.checked(before.model_dump() | dict(values))
        if source_fields.starts_anew(before, fields):
            refuse_waiting(source)
            source.seen = {}
        source.fields = fields.model_dump()
        changed = _noted(name, before.model_dump(), source.fields)
        audit.note(session, actor, "source.change", f"{name}: {', '.join(values) or 'its times'}", changed)
    _set_times(name, times, actor)
    return get(name)


def delete(name: str, actor: SignedIn | None = None) -> None:
    """Remove it and its schedule; what it has read stays. Raises NotFound."""
    with transaction() as session:
        source = held(session, name)
        waiting = source.waiting
        session.delete(source)
        session.execute(sa.delete(Schedule).where(Schedule.name == SCHEDULE.format(name)))
        audit.note(session, actor, "source.delete", name, audit.Change(_target(name), {"before": source.fields}))
    if waiting:
        uploads.remove(waiting["upload_id"])


def get(name: str) -> SourceState:
    """Raises NotFound."""
    with snapshot() as session:
        row = session.execute(_STATES.where(Source.name == name)).one_or_none()
    if row is None:
        raise unknown(name)
    return SourceState(*row)


def list_sources(limit: int, cursor: str | None) -> Page[SourceState]:
    """All sources by name."""
    query = _STATES.order_by(Source.name).limit(limit + 1)
    if cursor:
        query = query.where(Source.name > str(position(cursor, 1)[0]))
    with snapshot() as session:
        states = [SourceState(*row) for row in session.execute(query)]
    return Page.of(states, limit, lambda last: [last.source.name])


def held(session: Session, name: str) -> Source:
    """The source; other writers are kept from it until the transaction ends. Raises NotFound."""
    source = session.get(Source, name, with_for_update=True)
    if source is None:
        raise unknown(name)
    return source


def refuse_waiting(source: Source) -> None:
    """Raises Conflict while something of it waits for a decision."""
    if source.waiting:
        raise Conflict(
            _("What {name} has read waits for somebody to look at it: take or reject that first.", name=source.name),
            "waits_for_decision",
        )


def unknown(name: str) -> NotFound:
    return NotFound(_("There is no source {name!r}; GET /sources lists them.", name=name), "source_not_found")


def _noted(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> audit.Change:
    return audit.Change(_target(name), authors.sides(before, after))


def _target(name: str) -> str:
    return f"/sources/{name}"


def _set_times(name: str, times: Times, actor: SignedIn | None) -> None:
    """Have the source's own schedule be so; without a cron there is none."""
    schedule = SCHEDULE.format(name)
    if not times.is_given:
        return
    if times.cron == "":
        with transaction() as session:
            session.execute(sa.delete(Schedule).where(Schedule.name == schedule))
        return
    fields = ScheduleFields(cron=times.cron, timezone=times.timezone, enabled=times.enabled)
    if get(name).schedule:
        schedule_service.change_schedule(schedule, fields, actor)
        return
    zone = times.timezone or get_settings().shop_timezone
    is_on = times.enabled is not False
    new = ScheduleFields(jobs.RUN_SOURCE, {"source": name}, times.cron or "", timezone=zone, enabled=is_on)
    schedule_service.create_schedule(schedule, new, actor)


def _in_words(fields: SourceFields) -> str:
    return f"{fields.reads} from {fields.folder or fields.url}"


_STATES = (
    sa.select(Source, Schedule, TaskRecord)
    .outerjoin(Schedule, Schedule.name == sa.literal(SCHEDULE.format("")) + Source.name)
    .outerjoin(TaskRecord, TaskRecord.id == Source.task_id)
)
