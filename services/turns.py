"""One after the other, in whatever process of whatever machine."""

import fcntl
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app.db import get_engine

# Other advisory locks of this database have keys of one number (PostgreSQL, "Advisory Locks").
_OURS = 412


@contextmanager
def turn(name: str) -> Iterator[None]:
    """Whoever asks for a turn of the same name waits until this block has ended.

    Names are known by a checksum: two that share one wait for each other. On SQLite, which writes one after the other
    anyway, all do.
    """
    engine = get_engine()
    if engine.dialect.name == "sqlite":
        with open(f"{engine.url.database}-turn", "wb") as file:
            # Of the opened file: other threads of this process wait as well.
            fcntl.flock(file, fcntl.LOCK_EX)
            yield
        return
    with engine.begin() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_OURS, zlib.crc32(name.encode()) - 2**31)))
        yield
