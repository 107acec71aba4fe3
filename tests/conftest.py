"""Real parts for every test: a database of each kind, a broker, and the whole product running on both."""

import gc
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import httpx
import pytest
import sqlalchemy as sa
from xdist.scheduler import LoadScopeScheduling

from app import migrations
from app.db import close_idle_connections, get_engine, sight
from tests import servers
from tests.openid_provider import OpenIdProvider
from tests.stack import Stack
from utils import freed_memory
from utils.config import Settings, load_settings, use_settings

# What is collected stays; looking through it again and again meanwhile takes half as long again.
freed_memory.look_seldom()
# What the developer's own shell has set must not change a test; children inherit what is left.
for name in Settings.model_fields:
    os.environ.pop(name.upper(), None)
os.environ["OMP_NUM_THREADS"] = "1"


DAY_SECONDS, LONG_TEST_SECONDS = 86_400, 20
STACKS = ("embedded", "production")
# Whole shops, browsers and programs: what takes minutes begins first, so that nobody waits for the last of it.
DEAREST_FIRST = ("tests/browser/", "tests/functional/", "tests/benchmarks/")


@pytest.fixture(autouse=True)
def within_one_day() -> None:
    """No test begins in the last seconds of a day: what it calls today is today until it ends."""
    left = DAY_SECONDS - time.time() % DAY_SECONDS
    if left < LONG_TEST_SECONDS:
        time.sleep(left)


@pytest.fixture(autouse=True)
def seen_by_nobody_in_particular() -> Iterator[None]:
    """What a request left in this thread is not what the next test sees."""
    yield
    sight.see(())


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """In parallel, all tests of one stack share one process, and so one stack; other tests share it by file.

    The browser's tests have a stack of their own; a benchmark, which is a process, shares nothing.
    """
    config.option.loadscopereorder = False  # By number of tests: a thousand small ones before one of minutes.

    class ByStack(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            if nodeid.startswith("tests/browser/"):
                return "browser"
            if nodeid.startswith("tests/benchmarks/"):
                return nodeid
            stack = nodeid.partition("[")[2].partition("-")[0].rstrip("]")
            return stack if stack in STACKS else nodeid.partition("::")[0]

    return ByStack(config, log)


def settings_for(data_dir: Path, database_url: str, broker_url: str) -> Settings:
    return load_settings(
        data_dir=data_dir,
        database_url=database_url,
        celery_broker_url=broker_url,
        jwt_secret_key="a secret of 32 characters or more",
        demo=False,
    )


# What day it is depends on the settings, and some tests ask before they have any of their own.
use_settings(settings_for(Path("/nonexistent"), "", "redis://unused"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test with many cases the first runs on each database and at each of its moments, each other one once: what
    one database does otherwise is in the statements, and what one day does in the code, and both are the same for all
    cases; which it is, its name decides. So it does between whole shops, whose databases have had those tests. Where
    it is in the values, or in the parts that such a shop is made of, a test is marked `on_both`."""
    cases: dict[tuple[str, str], list[pytest.Item]] = {}
    for item in items:
        if turns := _turns(item):
            test, _, case = item.nodeid.partition("[")
            for turn in turns:
                case = case.replace(turn, "", 1)
            cases.setdefault((test, case), []).append(item)
    seen: set[str] = set()
    spared: set[pytest.Item] = set()
    for (test, _), on_each in cases.items():
        by_name = on_each[crc32(on_each[0].nodeid.encode()) % len(on_each)]
        is_once = test in seen or "stack" in on_each[0].fixturenames
        spared |= set(on_each) - ({by_name} if is_once else set(_at_each_turn(on_each)))
        seen.add(test)
    if spared:
        config.hook.pytest_deselected(items=list(spared))
        items[:] = [item for item in items if item not in spared]
    items.sort(key=lambda item: not item.nodeid.startswith(DEAREST_FIRST))


def _at_each_turn(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """As few of them as there can be."""
    left = {turn for item in items for turn in _turns(item)}
    while left:
        chosen = max(items, key=lambda item: len(left.intersection(_turns(item))))
        left -= set(_turns(chosen))
        yield chosen


def _turns(item: pytest.Item) -> list[str]:
    """What one and the same case is run again with."""
    given = item.callspec.params if hasattr(item, "callspec") else {}
    names = ("moment",) if item.get_closest_marker("on_both") else ("moment", "database", "stack")
    return [str(given[name]) for name in names if name in given]


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Broker]:
    """The embedded broker, with no worker behind it: what is published stays in its queue."""
    server = servers.embedded_broker(tmp_path_factory.mktemp("broker") / "data")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[servers.PostgreSQL]:
    server = servers.PostgreSQL()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def mariadb() -> Iterator[servers.MariaDB]:
    server = servers.MariaDB()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def openid_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIdProvider]:
    provider = OpenIdProvider(tmp_path_factory.mktemp("provider"))
    provider.start()
    yield provider
    provider.kill()


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    _migrate(settings_for(folder, "", "redis://unused"))
    # The schedules of the migrations: some hours after this they would be overdue.
    with sqlite3.connect(folder / "stockcast.db") as connection:
        connection.execute("DELETE FROM schedules")
    return folder / "stockcast.db"


@pytest.fixture(scope="session")
def migrated_postgresql(postgresql: servers.PostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> str:
    url = postgresql.create_database("services")
    _migrate(settings_for(tmp_path_factory.mktemp("template"), url, "redis://unused"))
    return url


@pytest.fixture
def empty_sqlite(migrated_sqlite: Path) -> str:
    """Always the same file: what the process's engine has compiled for one test serves the next."""
    place = migrated_sqlite.with_name("tested.db")
    for part in ("-wal", "-shm"):
        place.with_name(place.name + part).unlink(missing_ok=True)
    shutil.copy(migrated_sqlite, place)
    return f"sqlite:///{place}"


@pytest.fixture
def empty_postgresql(migrated_postgresql: str, tmp_path: Path) -> str:
    use_settings(settings_for(tmp_path, migrated_postgresql, "redis://unused"))
    with get_engine().begin() as connection:
        connection.execute(sa.text(EMPTY_ALL_TABLES))
    return migrated_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, broker: servers.Broker) -> Iterator[Settings]:
    """An empty, migrated database that `app.db` is connected to, and the settings of this test."""
    emptied = {"sqlite": "empty_sqlite", "postgresql": "empty_postgresql"}[request.param]
    settings = settings_for(tmp_path, request.getfixturevalue(emptied), broker.url)
    use_settings(settings)
    broker.client().flushall()
    yield settings
    close_idle_connections()


def _migrate(settings: Settings) -> None:
    use_settings(settings)
    migrations.upgrade()
    get_engine().dispose()


# A quarter of the time of TRUNCATE, which makes new files for every table and index, empty or not.
EMPTY_ALL_TABLES = """
DO $$
DECLARE one record; is_used boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT oid::regclass AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            AND relname <> 'alembic_version' LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', one.name) INTO is_used;
        IF is_used THEN EXECUTE format('DELETE FROM %s', one.name); END IF;
    END LOOP;
    FOR one IN SELECT oid::regclass AS name FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
            LOOP
        PERFORM setval(one.name, 1, false);
    END LOOP;
END $$
"""


@pytest.fixture(
    scope="session",
    params=STACKS,
)
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The product on its embedded parts (Valkey, SQLite), and on those of production (Redis, PostgreSQL)."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "embedded":
        parts = servers.embedded_broker(folder / "broker"), ""
    else:
        parts = servers.redis_broker(folder / "broker"), request.getfixturevalue("postgresql").create_database("stack")
    parts[0].start()
    running = Stack(request.param, folder, *parts)
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture
def admin(stack: Stack) -> Iterator[httpx.Client]:
    with stack.client("admin") as client:
        yield client


@pytest.fixture
def planner(stack: Stack) -> Iterator[httpx.Client]:
    with stack.client("planner") as client:
        yield client


@pytest.fixture
def viewer(stack: Stack) -> Iterator[httpx.Client]:
    with stack.client("viewer") as client:
        yield client
