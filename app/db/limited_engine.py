"""Connections on which nothing is seen but what `app/db/sight.py` says of who is at work: see `limited_views`."""

import json
from contextlib import closing
from typing import Any

from sqlalchemy import Engine, event

from app.db import limited_views, sight

_GIVEN = "json_array_elements_text(current_setting('stockcast.locations')::json) AS given(name)"
_TABLES = "SELECT current_schema(), tablename FROM pg_tables WHERE schemaname = current_schema()"
# Its own tables have names that nobody else may take.
_OWN_TABLES = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"


def of_postgresql(engine: Engine) -> Engine:
    """The same engine, limited."""

    @event.listens_for(engine, "connect")
    def _hide(connection: Any, record: Any) -> None:
        with closing(connection.cursor()) as cursor:
            cursor.execute("SET jit = off")
            cursor.execute(_TABLES)
            found = cursor.fetchall()
            cursor.execute(";".join(limited_views.statements((name for _, name in found), found[0][0], _GIVEN)))
        connection.commit()

    @event.listens_for(engine, "begin")
    def _see(connection: Any) -> None:
        # Until the end of the transaction; a query to which it was not said fails.
        connection.exec_driver_sql(
            "SELECT set_config('stockcast.locations', %s, true)", (json.dumps(sight.locations()),)
        )

    return engine


def of_sqlite(engine: Engine) -> Engine:
    """The same engine, limited."""

    @event.listens_for(engine, "connect")
    def _hide(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "cache_size=-32000", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TEMPORARY TABLE seen_locations (name TEXT PRIMARY KEY)")
        tables = [name for (name,) in connection.execute(_OWN_TABLES)]
        for statement in limited_views.statements(tables, "main", "temp.seen_locations"):
            connection.execute(statement)

    @event.listens_for(engine, "begin")
    def _see(connection: Any) -> None:
        driver = connection.connection.dbapi_connection
        driver.execute("PRAGMA query_only = FALSE")
        driver.execute("DELETE FROM temp.seen_locations")
        driver.executemany("INSERT INTO temp.seen_locations VALUES (?)", [(name,) for name in sight.locations()])
        driver.execute("PRAGMA query_only = TRUE")
        driver.execute("BEGIN")

    return engine
