"""Whether the parts this process depends on answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from app.db import snapshot
from services import schedule_service, task_publisher
from services.errors import PASSING
from utils.config import get_settings


@dataclass(frozen=True)
class Check:
    """status -- ok, late (work is overdue, requests are answered all the same) or down; error -- what is wrong."""

    name: str
    status: str
    error: str | None
    milliseconds: float


def check_dependencies() -> list[Check]:
    """Ask the database and the broker, each for a sign of life, and whether scheduled runs came when they should."""
    broker = [_timed("broker", task_publisher.ping)] if get_settings().use_celery else []
    return [_timed("database", _ask_database), *broker, _timed("schedules", _late_schedules)]


def _ask_database() -> None:
    with snapshot() as session:
        session.execute(sa.text("SELECT 1 FROM alembic_version"))


def _late_schedules() -> str:
    return "; ".join(f"{alarm.schedule} {alarm.message}" for alarm in schedule_service.alarms())


def _timed(name: str, ask: Callable[[], str | None]) -> Check:
    """`ask` raises when the dependency is down, and returns what is late, if anything."""
    started = time.perf_counter()
    try:
        error = ask() or None
        status = "late" if error else "ok"
    except (*PASSING, TimeoutError, sa.exc.SQLAlchemyError) as fault:
        error, status = type(fault).__name__, "down"
    return Check(name, status, error, round(1000 * (time.perf_counter() - started), 1))
