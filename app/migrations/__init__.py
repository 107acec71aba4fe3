"""The database's schema, step by step."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from app.db import get_engine

# Any number will do, as long as every process that migrates asks for the same lock.
LOCK = 20260301


def upgrade() -> None:
    """Bring the database to the newest schema. Two processes that try at once do it one after the other."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with get_engine().connect() as connection:
        # Both locks end with the transaction that all steps share.
        connection.execution_options(sqlite_begin="BEGIN IMMEDIATE")
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()
