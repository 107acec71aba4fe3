"""Signs of life, as workers and Beat write them."""

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.db import affected, transaction
from app.models import WorkerHeartbeat
from utils import clock

log = logging.getLogger(__name__)

WORKER, BEAT = "worker", "beat"
HEARTBEAT_SECONDS = 10
FORGOTTEN_AFTER = timedelta(days=1)
# A worker replaces a dead child even while the database hangs.
FORK_WAITS_SECONDS = 5


@dataclass(frozen=True)
class Signs:
    """What a process says of itself; see WorkerHeartbeat."""

    name: str
    kind: str
    started_at: datetime
    queues: list[str]
    pool: str = ""
    concurrency: int = 0
    work: tuple[dict[str, Any], ...] = ()
    tasks_done: int = 0


def write(signs: Signs) -> None:
    """Say that this process lives. A database that is away is no reason to stop: the next one may be written."""
    values = vars(signs) | {"work": list(signs.work), "host": socket.gethostname(), "pid": os.getpid()}
    try:
        with no_fork(), transaction() as session:
            session.merge(WorkerHeartbeat(**values, seen_at=clock.now()))
    except SQLAlchemyError as error:
        log.warning("heartbeat.not_written", extra={"error": str(error)})


@contextmanager
def no_fork() -> Iterator[None]:
    """No child is forked in this block, so that a thread may use the database."""
    with _writing:
        yield


def deregister(name: str) -> None:
    """Forget a process that stops as it should: it is neither online nor unknown."""
    try:
        with no_fork(), transaction() as session:
            session.execute(
                sa.delete(WorkerHeartbeat).where(WorkerHeartbeat.name == name, WorkerHeartbeat.pid == os.getpid())
            )
    except SQLAlchemyError as error:
        log.warning("heartbeat.not_removed", extra={"error": str(error)})


def forget_the_silent(session: Session, now: datetime) -> int:
    """Remove what has not been heard of for a day."""
    return affected(session, sa.delete(WorkerHeartbeat).where(WorkerHeartbeat.seen_at < now - FORGOTTEN_AFTER))


_writing = threading.Lock()
_forking_alone = False


def _before_fork() -> None:
    # A child born while the heartbeat thread talks to the database would inherit half a conversation.
    global _forking_alone
    _forking_alone = _writing.acquire(timeout=FORK_WAITS_SECONDS)


def _after_fork_in_parent() -> None:
    if _forking_alone:
        _writing.release()


def _after_fork_in_child() -> None:
    global _writing
    _writing = threading.Lock()


os.register_at_fork(before=_before_fork, after_in_parent=_after_fork_in_parent, after_in_child=_after_fork_in_child)
