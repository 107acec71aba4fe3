"""Whether the parts this process depends on answer, and how old that knowledge is."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from app.db import snapshot
from services import task_publisher, worker_service
from services.errors import PASSING


@dataclass(frozen=True)
class Check:
    """What is known of a dependency.

    status      -- "ok"; "down": asked and not answered; "unknown": not heard of lately
    error       -- what is wrong, None if nothing
    age_seconds -- how old the knowledge is: 0 where it was asked now, None if nothing is known
    is_required -- without it this process can answer nothing
    """

    name: str
    status: str
    error: str | None
    age_seconds: float | None
    milliseconds: float | None = None
    is_required: bool = False


def check_dependencies() -> list[Check]:
    """Ask database and broker for a sign of life, and see when workers and Beat last gave theirs."""
    asked = [_ask("database", _ask_database), _ask("broker", task_publisher.ping)]
    if asked[0].status == "down":
        return asked
    silences = [worker.silence.total_seconds() for worker in worker_service.list_workers()]
    beat = worker_service.beat()
    return [
        *asked,
        _heard_of("workers", min(silences, default=None), worker_service.ONLINE_FOR.total_seconds()),
        _heard_of(
            "beat", beat.silence and beat.silence.total_seconds(), worker_service.BEAT_RUNNING_FOR.total_seconds()
        ),
    ]


def _ask_database() -> None:
    with snapshot() as session:
        session.execute(sa.text("SELECT 1 FROM alembic_version"))


def _ask(name: str, ask: Callable[[], None]) -> Check:
    started = time.perf_counter()
    error = None
    try:
        ask()
    except (*PASSING, TimeoutError, sa.exc.SQLAlchemyError) as fault:
        error = type(fault).__name__
    milliseconds = round(1000 * (time.perf_counter() - started), 1)
    return Check(name, "down" if error else "ok", error, 0.0, milliseconds, is_required=True)


def _heard_of(name: str, silence: float | None, allowed: float) -> Check:
    if silence is not None and silence < allowed:
        return Check(name, "ok", None, round(silence, 1))
    error = "not heard of within a day" if silence is None else f"silent for {silence:.0f} s"
    return Check(name, "unknown", error, silence and round(silence, 1))
