"""The database's schema, step by step."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from app.db import get_engine

# Any number will do, as long as every process that migrates asks for the same lock.
LOCK = 20260301


def upgrade(revision: str = "head") -> None:
    """Bring the database to the newest schema, or to one on the way there.

    Two processes that try at once do it one after the other.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with get_engine().connect() as connection, _rows_kept(connection):
        # Both locks end with the transaction that all steps share. It is begun here: left to Alembic, each step would
        # have its own on SQLite, and another process could come between two.
        connection.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, revision)


@contextmanager
def _rows_kept(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by writing it anew and dropping the old one, which would take along the rows that refer
    to it, as a deletion does (sqlite.org, "Making Other Kinds Of Table Schema Changes")."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.dbapi_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")
