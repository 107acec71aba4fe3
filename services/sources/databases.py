"""Other people's databases: reached for reading only, and given up when they do not answer."""

import contextlib
import os
import socket
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from services.errors import Fault, InvalidInput, Unavailable
from services.outside import connections
from services.sources import folders, secrets
from utils.language import _

DRIVERS = {
    "postgresql": "postgresql+psycopg2",
    "postgres": "postgresql+psycopg2",
    "mysql": "mysql+pymysql",
    "mariadb": "mariadb+pymysql",
}
# Others would have the driver read files of ours, or run statements of theirs.
PARAMETERS = {"sslmode", "sslrootcert", "ssl_ca", "charset"}
CONNECT_SECONDS = 10
# Beyond the database's own limit, which it should obey.
GRACE_SECONDS = 5
_STEPS = 10_000


@dataclass(frozen=True)
class Database:
    """url -- without a password; password_env -- where that is; seconds -- after which it is given up"""

    url: str
    password_env: str
    seconds: float


def check(url: str) -> URL:
    """An address as a driver takes it. Raises InvalidInput."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise _refusal(_("The URL is no address of a database; write it like postgresql://reader@host/name.")) from None
    if parsed.password is not None:
        raise _refusal(
            _("The URL holds a password; put that into an environment variable and name it (`password_env`).")
        )
    if unknown := parsed.query.keys() - PARAMETERS:
        raise _refusal(_("The URL has parameters that are not taken: {unknown}.", unknown=", ".join(sorted(unknown))))
    parsed = parsed.set(drivername=DRIVERS.get(parsed.drivername, parsed.drivername))
    try:
        parsed.get_dialect().import_dbapi()
    except (NoSuchModuleError, ImportError, AttributeError, ValueError):
        raise _refusal(
            _("The URL asks for {driver}, which is not installed; pip install its driver.", driver=parsed.drivername)
        ) from None
    if parsed.get_backend_name() == "sqlite":
        folders.allowed_file(parsed.database or "")
    return parsed


@contextlib.contextmanager
def reading(database: Database) -> Iterator[Connection]:
    """A connection in a transaction that only reads.

    Raises InvalidInput for a query that fails and for a database that takes too long, Unavailable for one that cannot
    be reached.
    """
    hidden = [secrets.value_of(database.password_env)] if database.password_env else []
    url = check(database.url)
    began = time.monotonic()
    engine = _engine(url.set(password=hidden[0]) if hidden else url, database.seconds)
    try:
        with _connected(engine, url, hidden) as connection, _ended(connection, database.seconds):
            _only_read(connection, database.seconds)
            yield connection
            connection.rollback()
    except TimeoutError:
        raise _too_long(url, database.seconds) from None
    except SQLAlchemyError as error:
        if time.monotonic() - began >= database.seconds:
            raise _too_long(url, database.seconds) from None
        reason = _reason(error, hidden)
        raise InvalidInput(
            _("{place} cannot answer the query: {reason}", place=_place(url), reason=reason), "query_failed"
        ) from None
    finally:
        engine.dispose()


def _engine(url: URL, seconds: float) -> Engine:
    backend = url.get_backend_name()
    if backend == "sqlite":
        path = folders.allowed_file(url.database or "")
        return sa.create_engine("sqlite://", creator=lambda: _sqlite(path, seconds), poolclass=NullPool)
    arguments: dict[str, Any] = {}
    if backend == "postgresql":
        arguments = {"connect_timeout": CONNECT_SECONDS, "application_name": "stockcast"}
    elif backend in ("mysql", "mariadb"):
        limits = {"read_timeout": seconds + GRACE_SECONDS, "write_timeout": CONNECT_SECONDS}
        arguments = {"connect_timeout": CONNECT_SECONDS} | limits
    return sa.create_engine(url, poolclass=NullPool, connect_args=arguments, hide_parameters=True)


def _sqlite(path: Path, seconds: float) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=CONNECT_SECONDS)
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    return connection


@contextlib.contextmanager
def _connected(engine: Engine, url: URL, hidden: list[str]) -> Iterator[Connection]:
    try:
        connection = engine.connect()
    except (SQLAlchemyError, OSError) as error:
        reason = _reason(error, hidden)
        raise Unavailable(
            _("{place} cannot be reached: {reason}", place=_place(url), reason=reason), "source_away"
        ) from None
    with connection:
        yield connection


@contextlib.contextmanager
def _ended(connection: Connection, seconds: float) -> Iterator[None]:
    """Hang up on a server that does not keep to the limit it was told."""
    driver = connection.connection.dbapi_connection
    if connection.dialect.name != "postgresql" or driver is None:
        yield
        return
    with socket.socket(fileno=os.dup(driver.fileno())) as line, connections.ended_after(line, seconds + GRACE_SECONDS):
        yield


def _only_read(connection: Connection, seconds: float) -> None:
    name, limit = connection.dialect.name, int(seconds * 1000)
    if name == "postgresql":
        connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        connection.exec_driver_sql(f"SET statement_timeout = {limit}")
    elif name in ("mysql", "mariadb"):
        is_mariadb = getattr(connection.dialect, "is_mariadb", False)
        own = f"max_statement_time = {seconds:g}" if is_mariadb else f"max_execution_time = {limit}"
        connection.exec_driver_sql(f"SET SESSION {own}")
        connection.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")
        connection.commit()
    elif name == "sqlite":
        connection.exec_driver_sql("PRAGMA query_only = ON")


def _too_long(url: URL, seconds: float) -> InvalidInput:
    return InvalidInput(
        _(
            "{place} did not come to an end within {seconds} s and was given up. Nothing was imported."
            " Does the query use an index? SOURCE_TIMEOUT_SECONDS is the limit.",
            place=_place(url),
            seconds=seconds,
        ),
        "source_timeout",
    )


def _place(url: URL) -> str:
    return (
        _("The database {database} at {host}", database=url.database or "", host=url.host)
        if url.host
        else _("The database {database}", database=url.database)
    )


def _reason(error: Exception, hidden: list[str]) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    # PyMySQL's have a number first.
    text = str(cause.args[-1]) if cause is not None and cause.args else str(cause)
    # Cut last: half a secret is none that would be found.
    return secrets.without(text, hidden).strip().partition("\n")[0][:500]


def _refusal(reason: str) -> InvalidInput:
    return InvalidInput(reason, "source_refused", (Fault("/url", reason),))
