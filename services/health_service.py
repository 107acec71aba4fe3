"""Whether the parts this process depends on answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from app.db import snapshot
from services import task_publisher
from services.errors import PASSING


@dataclass(frozen=True)
class Check:
    """error -- what is wrong, None if nothing; milliseconds -- how long the answer took."""

    name: str
    error: str | None
    milliseconds: float


def check_dependencies() -> list[Check]:
    """Ask the database and the broker, each for a sign of life."""
    return [_timed("database", _ask_database), _timed("broker", task_publisher.ping)]


def _ask_database() -> None:
    with snapshot() as session:
        session.execute(sa.text("SELECT 1 FROM alembic_version"))


def _timed(name: str, ask: Callable[[], None]) -> Check:
    started = time.perf_counter()
    error = None
    try:
        ask()
    except (*PASSING, TimeoutError, sa.exc.SQLAlchemyError) as fault:
        error = type(fault).__name__
    return Check(name, error, round(1000 * (time.perf_counter() - started), 1))
