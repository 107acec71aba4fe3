"""An installation on PostgreSQL whose processor time is looked at from outside."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from tests import servers
from tests.stack import Stack


@dataclass(frozen=True)
class Installation:
    """postgresql -- its server; engine -- of its database; stack -- the rest, of which only the broker runs yet"""

    stack: Stack
    postgresql: servers.PostgreSQL
    engine: sa.Engine
    folder: Path


@contextmanager
def on_postgresql(name: str) -> Iterator[Installation]:
    """It is there while the block runs, and nothing is left of it."""
    postgresql = servers.PostgreSQL()
    postgresql.start()
    with tempfile.TemporaryDirectory() as folder:
        url = postgresql.create_database(name)
        broker = servers.embedded_broker(Path(folder) / "broker")
        broker.start()
        stack = Stack(name, Path(folder), broker, url)
        engine = sa.create_engine(url.replace("postgresql:", "postgresql+psycopg2:"))
        try:
            yield Installation(stack, postgresql, engine, Path(folder))
        finally:
            engine.dispose()
            stack.stop()
            postgresql.stop()
