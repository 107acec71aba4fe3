"""Schedules for the tests, each of its own name."""

import uuid
from typing import Any

from app.db import snapshot, transaction
from app.models import Schedule
from services.jobs import jobs
from services.schedules import schedule_service
from services.schedules.schedule_service import ScheduleFields


def new_schedule(**fields: Any) -> str:
    """The name of a new schedule that trains the whole catalogue."""
    name = f"test-{uuid.uuid4().hex[:8]}"
    schedule_service.create_schedule(name, ScheduleFields(**({"task": jobs.TRAIN_ALL} | fields)))
    return name


def change(name: str, **values: Any) -> None:
    """Write to the row itself, as time would."""
    with transaction() as session:
        schedule = session.get(Schedule, name)
        for field, value in values.items():
            setattr(schedule, field, value)


def stored(name: str) -> Schedule:
    with snapshot() as session:
        return session.get_one(Schedule, name)
