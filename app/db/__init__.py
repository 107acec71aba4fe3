import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, cast

from sqlalchemy import (
    JSON,
    CursorResult,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Table,
    TypeDecorator,
    UpdateBase,
    create_engine,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session

from app.db import limited_engine, sight
from utils.config import get_settings

# Of libpq (PostgreSQL, "Parameter Key Words"). By default the kernel hopes for a quarter of an hour that what it sent
# will arrive, and whoever waits for an answer waits for ever.
_NOTICE_A_DEAD_NETWORK = {
    "connect_timeout": 3,
    "tcp_user_timeout": 8000,  # milliseconds
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}


# How a transaction begins that only reads, and always the same state. On SQLite each sees one state anyway.
_READING: dict[str, dict[str, Any]] = {
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
    "sqlite": {"sqlite_read_only": True},
}

# How long a writer waits for another one on SQLite.
PATIENCE_SECONDS = 30


def affected(session: Session, change: UpdateBase) -> int:
    """Update or delete; how many rows it changed."""
    # SQLAlchemy tells of the number only where it is a CursorResult, which a change always gives.
    return cast("CursorResult[Any]", session.execute(change)).rowcount


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. SQLite keeps no time zone, so the zone is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Base(DeclarativeBase):
    if TYPE_CHECKING:
        # To SQLAlchemy it might be a join.
        __table__: ClassVar[Table]

    # Named constraints, so that a migration can find them again on every database.
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        datetime: UtcDateTime,
        dict[str, Any]: JSON().with_variant(JSONB(), "postgresql"),
        list[Any]: JSON().with_variant(JSONB(), "postgresql"),
    }


def get_engine() -> Engine:
    """This process's engine, opened at first use."""
    return _engine(get_settings().database_url)


@contextmanager
def transaction(waits: bool = True) -> Iterator[Session]:
    """Write: all of the block is committed at its end, or none of it.

    waits -- for whoever writes now, as long as PATIENCE_SECONDS on SQLite, which has one lock for all; else raises
    OperationalError at once, for what may as well be written later. Raises NotForLocations for who sees no more than
    single locations
    """
    sight.check_may_write()
    options = {"sqlite_begin": "BEGIN IMMEDIATE", "sqlite_patience": PATIENCE_SECONDS if waits else 0}
    with Session(get_engine(), expire_on_commit=False) as session:
        session.connection(execution_options=options)
        yield session
        session.commit()


@contextmanager
def snapshot() -> Iterator[Session]:
    """Read: the whole block sees the database as it was at its first query. A write in it fails.

    Who sees single locations only finds nothing else in it, see `app/db/sight.py`.
    """
    engine = _limited_engine(get_settings().database_url) if sight.locations() else get_engine()
    with Session(engine, expire_on_commit=False) as session:
        session.connection(execution_options=_READING[session.get_bind().dialect.name])
        yield session


@contextmanager
def whole(session: Session) -> Iterator[Session]:
    """Read what is behind products that were found already, which may be in other locations: kits that they go into,
    what they take the place of, goods between two places. Who sees everything goes on in their session.
    """
    if not sight.locations():
        yield session
        return
    with sight.within(()), snapshot() as wider:
        yield wider


@lru_cache(maxsize=4)
def _engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        return _sqlite_engine(url)
    # pre-ping: a restarted PostgreSQL costs one reconnect, not one failed request per pooled connection.
    engine = create_engine(
        url,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        pool_recycle=1800,
        pool_timeout=10,
        connect_args=_NOTICE_A_DEAD_NETWORK,
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, record: Any) -> None:
        # Compiling costs more than it saves: our queries take milliseconds, and many blocks ask the same.
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
        connection.commit()

    return engine


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": PATIENCE_SECONDS})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, record: Any) -> None:
        # None: the driver leaves BEGIN to the listener below, so that writers can take the lock at once
        # instead of failing when a reader's transaction turns into a writer's.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-32000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        # Straight to the driver: through SQLAlchemy this would cost more than most of our queries.
        options, driver = connection.get_execution_options(), connection.connection.dbapi_connection
        # Of the connection, not of the transaction: it has to be taken back.
        driver.execute(f"PRAGMA query_only = {options.get('sqlite_read_only', False)}")
        driver.execute(f"PRAGMA busy_timeout = {1000 * options.get('sqlite_patience', PATIENCE_SECONDS)}")
        begin = options.get("sqlite_begin", "BEGIN")
        try:
            driver.execute(begin)
        except sqlite3.OperationalError as error:  # Past SQLAlchemy, which would have said it in its own words.
            raise OperationalError(begin, None, error) from error

    return engine


@lru_cache(maxsize=4)
def _limited_engine(url: str) -> Engine:
    # Apart from the other one, whose users pay nothing for it.
    if url.startswith("sqlite"):
        return limited_engine.of_sqlite(create_engine(url, connect_args={"timeout": PATIENCE_SECONDS}))
    few = {"pool_size": 10, "max_overflow": 10, "pool_recycle": 300, "pool_timeout": 10}
    return limited_engine.of_postgresql(
        create_engine(url, pool_pre_ping=True, connect_args=_NOTICE_A_DEAD_NETWORK, **few)
    )


def close_idle_connections() -> None:
    """Those that nobody is using: the next who needs one opens it."""
    # A child that inherits an open SQLite file believes to hold its parent's locks.
    for opened in (_engine, _limited_engine):
        if opened.cache_info().currsize:
            opened(get_settings().database_url).dispose()


def _forget_connections_of_parent() -> None:
    # A connection shared across a fork would be used by two processes at once.
    for opened in (_engine, _limited_engine):
        if opened.cache_info().currsize:
            opened(get_settings().database_url).dispose(close=False)


os.register_at_fork(before=close_idle_connections, after_in_child=_forget_connections_of_parent)
