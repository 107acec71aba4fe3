"""The migrations lead, one after the other, to exactly what the models say."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app import migrations, models
from app.db import get_engine
from tests.architecture.source import ROOT

PRODUCT_OF_0004 = """
INSERT INTO products (id, sku, name, category, location, on_hand, on_order, lead_time_days, review_days, service_level,
                      pack_size, min_order, created_at, updated_at)
VALUES (1, 'A', '', '', '', 0, 0, 7, 7, 0.95, 1, 0, '2026-01-01 00:00:00', '2026-01-01 00:00:00')
"""
VERSION_OF_0004 = """
INSERT INTO model_versions (id, product_id, version, is_champion, method, reason, confidence, metrics,
                            correction_factor, outliers, has_document, history_end, trained_at)
VALUES (1, 1, 1, true, '', '', '', '{}', 1, '[]', false, '2026-01-01', '2026-01-01 00:00:00')
"""


def steps() -> list:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return list(ScriptDirectory.from_config(config).walk_revisions())[::-1]


def start_again(revision: str | None = None) -> None:
    """An empty database, or one as it was at this step."""
    with get_engine().begin() as connection:
        for table in [*reversed(models.User.metadata.sorted_tables), sa.table("alembic_version")]:
            connection.execute(sa.text(f"DROP TABLE {table.name}"))
    if revision:
        migrations.upgrade(revision)


def test_migrations_are_numbered_in_one_line():
    assert [step.revision for step in steps()] == [f"{number:04}" for number in range(1, len(steps()) + 1)]
    assert [step.down_revision for step in steps()] == [None, *[step.revision for step in steps()[:-1]]]


def test_each_file_is_named_after_its_number():
    assert all(Path(step.path).name.startswith(f"{step.revision}_") for step in steps())


def test_a_migrated_database_is_what_the_models_say(database):
    with get_engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, models.User.metadata) == []


def test_migrating_again_changes_nothing(database):
    migrations.upgrade()
    with get_engine().connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == steps()[-1].revision


def test_rows_that_refer_to_a_changed_table_stay(database):
    start_again("0004")
    with get_engine().begin() as connection:
        connection.execute(sa.text(PRODUCT_OF_0004))
        connection.execute(sa.text("INSERT INTO sales VALUES (1, '2026-01-01', 3, true, NULL, false)"))
    migrations.upgrade()
    with get_engine().connect() as connection:
        assert connection.scalar(sa.text("SELECT quantity FROM sales")) == 3
        assert connection.scalar(sa.text("SELECT supplier FROM products")) == ""


def test_forecasts_stored_level_by_level_are_kept_day_by_day(database):
    start_again("0004")
    by_level = np.arange(17 * 3, dtype="<u2").reshape(17, 3)
    with get_engine().begin() as connection:
        connection.execute(sa.text(PRODUCT_OF_0004))
        connection.execute(sa.text(VERSION_OF_0004))
        row = "INSERT INTO forecasts VALUES (1, '2026-01-02', 1, 3, :mean, :quantiles, 1.0)"
        connection.execute(sa.text(row), {"mean": bytes(12), "quantiles": by_level.tobytes()})
    migrations.upgrade()
    with get_engine().connect() as connection:
        stored = connection.scalar(sa.text("SELECT quantiles FROM forecasts"))
    np.testing.assert_array_equal(np.frombuffer(stored, "<u2").reshape(3, 17), by_level.T)


def test_migrating_leaves_the_way_free_for_other_processes(database):
    migrations.upgrade()
    with get_engine().connect() as connection:
        held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"
        assert connection.dialect.name == "sqlite" or connection.scalar(sa.text(held)) == 0


def test_two_processes_that_migrate_at_once_do_it_one_after_the_other(database):
    start_again()
    program = "from app import migrations; migrations.upgrade()"
    environment = {**os.environ, **{name.upper(): str(value) for name, value in database}}
    both = [subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, env=environment) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
