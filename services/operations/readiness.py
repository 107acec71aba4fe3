"""Whether the parts this process depends on answer, and when the others were last heard of."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from app.db import snapshot
from services.errors import PASSING
from services.jobs import task_publisher, worker_service
from services.schedules import alarms
from utils.config import get_settings


@dataclass(frozen=True)
class Check:
    """What is known of a dependency.

    status      -- "ok"; "down": asked and not answered; "unknown": not heard of lately; "late": work is overdue.
                   Only what is down keeps this process from answering requests
    error       -- what is wrong, None if nothing
    age_seconds -- how old the knowledge is: 0 where it was asked now, None if nothing is known
    """

    name: str
    status: str
    error: str | None
    age_seconds: float | None
    milliseconds: float = 0.0


def check_dependencies() -> list[Check]:
    """Ask database and broker for a sign of life; see when workers and Beat last gave theirs, and what is overdue."""
    database = _ask("database", _ask_database)
    if database.status == "down":
        return [database]
    with_celery = get_settings().use_celery
    broker = [_ask("broker", task_publisher.ping)] if with_celery else []
    return [database, *broker, *(_signs_of_life() if with_celery else []), _schedules()]


def _signs_of_life() -> list[Check]:
    silences = [worker.silence.total_seconds() for worker in worker_service.list_workers()]
    silence = worker_service.beat().silence
    beat = None if silence is None else silence.total_seconds()
    return [
        _heard_of("workers", min(silences, default=None), worker_service.ONLINE_FOR.total_seconds()),
        _heard_of("beat", beat, worker_service.BEAT_RUNNING_FOR.total_seconds()),
    ]


def _ask_database() -> None:
    with snapshot() as session:
        session.execute(sa.text("SELECT 1 FROM alembic_version"))


def _schedules() -> Check:
    messages = "; ".join(f"{alarm.schedule} {alarm.message}" for alarm in alarms.list_alarms())
    return Check("schedules", "late" if messages else "ok", messages or None, 0.0)


def _ask(name: str, ask: Callable[[], None]) -> Check:
    started = time.perf_counter()
    error = None
    try:
        ask()
    except (*PASSING, TimeoutError, sa.exc.SQLAlchemyError) as fault:
        error = type(fault).__name__
    milliseconds = round(1000 * (time.perf_counter() - started), 1)
    return Check(name, "down" if error else "ok", error, 0.0, milliseconds)


def _heard_of(name: str, silence: float | None, allowed: float) -> Check:
    if silence is not None and silence < allowed:
        return Check(name, "ok", None, round(silence, 1))
    error = "not heard of within a day" if silence is None else f"silent for {silence:.0f} s"
    return Check(name, "unknown", error, silence and round(silence, 1))
