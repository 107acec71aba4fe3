"""A look at every part of this installation, without starting anything; each fault comes with its remedy."""

import shutil
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator

import sqlalchemy as sa

from app import models
from app.db import get_engine, snapshot
from services.errors import DATABASE_AWAY
from services.jobs import task_publisher, worker_service
from services.operations.findings import OK, Finding, fault, ok, warning
from utils import clock
from utils.config import get_settings
from utils.language import _, ngettext
from utils.queues import GPU_QUEUE, QUEUES

CLOCKS_AGREE_SECONDS = 2.0
LITTLE_SPACE_GB = 1.0
FLOWER_TIMEOUT_SECONDS = 1.0


def run_checks() -> list[Finding]:
    """What is found, part by part. What needs the database is left out while the database is away."""
    database = check_database()
    with_celery = get_settings().use_celery
    checks: list[Callable[[], Finding]] = [check_clock] if database.level == OK else []
    checks += [check_broker, check_result_backend, check_flower] if with_celery else [say_that_celery_is_off]
    checks += [check_models_folder]
    if database.level == OK and with_celery:
        checks += [check_workers, check_queues_served, check_beat]
    return [database, *(check() for check in checks)]


def check_database() -> Finding:
    """It answers, and has every table and column that the program knows."""
    try:
        missing = list(_missing_columns())
        version = _version() if not missing else None
    except DATABASE_AWAY as error:
        where = get_engine().url.render_as_string(hide_password=True)
        return fault(
            "database",
            _("{where} does not answer: {reason}", where=where, reason=_first_line(error)),
            _("Start it, or correct DATABASE_URL."),
        )
    if missing:
        return fault(
            "database", _("The schema lacks {missing}.", missing=", ".join(missing[:5])), _("Run `flask migrate`.")
        )
    return ok("database", _("{name}, schema {version}", name=get_engine().dialect.name, version=version))


def check_clock() -> Finding:
    """This machine and the database agree on the time; SQLite reads this machine's own."""
    if get_engine().dialect.name == "sqlite":
        return ok("clock", _("the database has this machine's clock"))
    with snapshot() as session:
        skew = abs((session.scalars(sa.select(sa.func.clock_timestamp())).one() - clock.now()).total_seconds())
    if skew > CLOCKS_AGREE_SECONDS:
        return fault(
            "clock",
            _(
                "This machine and the database differ by {skew} s, so signs of life look too old or too young.",
                skew=round(skew),
            ),
            _("Let both follow the same time server (NTP)."),
        )
    return ok("clock", _("{skew} s from the database's", skew=round(skew, 1)))


def say_that_celery_is_off() -> Finding:
    return ok("celery", _("not in use (USE_CELERY=0): jobs and clock are in the web processes"))


def check_broker() -> Finding:
    try:
        task_publisher.ping()
        options = task_publisher.broker_options()
    except task_publisher.BROKER_AWAY as error:
        return fault(
            "broker",
            _("It does not answer: {reason}", reason=_first_line(error)),
            _("Start it, or correct CELERY_BROKER_URL."),
        )
    if options.get("appendonly") == "no":
        return warning(
            "broker", _("It forgets its messages when it is restarted."), _("Set `appendonly yes` in Redis.")
        )
    if options.get("maxmemory-policy", "noeviction") != "noeviction":
        return warning(
            "broker",
            _("It throws messages away when memory is short."),
            _("Set `maxmemory-policy noeviction` in Redis."),
        )
    return ok("broker", _("answers"))


def check_result_backend() -> Finding:
    url = get_settings().result_backend
    if url is None:
        return ok("result backend", _("none; results are in the task records"))
    try:
        task_publisher.ping(url)
    except task_publisher.BROKER_AWAY as error:
        return fault(
            "result backend",
            _("It does not answer: {reason}", reason=_first_line(error)),
            _("Start it, or correct CELERY_RESULT_BACKEND."),
        )
    return ok("result backend", _("answers"))


def check_workers() -> Finding:
    workers = worker_service.list_workers()
    unknown = [worker.heartbeat.name for worker in workers if worker.state == "unknown"]
    online = len(workers) - len(unknown)
    if not online:
        return fault("workers", _("None has been heard of in the last 30 s."), _("Start one: ./start_worker.sh worker"))
    if unknown:
        return warning(
            "workers",
            _("{online} online; not heard of lately: {unknown}.", online=online, unknown=", ".join(unknown)),
            _("See whether those still run. One that is gone for good is forgotten after a day."),
        )
    return ok("workers", _("{online} online", online=online))


def check_queues_served() -> Finding:
    online = [worker for worker in worker_service.list_workers() if worker.state == "online"]
    served = {queue for worker in online for queue in worker.heartbeat.queues}
    needed = [queue for queue in QUEUES if queue != GPU_QUEUE or get_settings().gpu_families]
    if deserted := [queue for queue in needed if queue not in served]:
        return fault(
            "queues",
            _("No worker serves {deserted}.", deserted=", ".join(deserted)),
            _("Name them in WORKER_QUEUES of a worker, and start it."),
        )
    return ok("queues", _("{needed} are served", needed=", ".join(needed)))


def check_beat() -> Finding:
    beat = worker_service.beat()
    if beat.silence is not None and beat.is_running:
        return ok("beat", _("heard of {seconds} s ago", seconds=round(beat.silence.total_seconds())))
    heard = (
        _("in the last day")
        if beat.silence is None
        else ngettext("for {count} minute", "for {count} minutes", round(beat.silence.total_seconds() / 60))
    )
    return fault(
        "beat",
        _("It has not sent anything {heard}: no nightly training.", heard=heard),
        _("Start it: ./start_worker.sh beat"),
    )


def check_flower() -> Finding:
    settings = get_settings()
    if not settings.flower_basic_auth:
        return ok(
            "flower",
            _("runs elsewhere: {where}", where=settings.flower_url) if settings.flower_url else _("not set up"),
        )
    try:
        urllib.request.urlopen(f"{settings.flower_address}/healthcheck", timeout=FLOWER_TIMEOUT_SECONDS)  # noqa: S310
    except urllib.error.HTTPError:
        pass  # It answers; that is all we ask.
    except OSError as error:
        return warning(
            "flower",
            _("{where} does not answer: {reason}", where=settings.flower_address, reason=error),
            _("Start it (jobs run without it), or correct FLOWER_URL."),
        )
    return ok("flower", settings.flower_address)


def check_models_folder() -> Finding:
    folder = get_settings().models_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free / 1e9
    except OSError as error:
        return fault(
            "models folder",
            _("{folder}: {reason}", folder=folder, reason=error.strerror),
            _("Make it writable for this user, or correct MODELS_DIR."),
        )
    if free < LITTLE_SPACE_GB:
        return fault(
            "models folder",
            _("{free} GB are free in {folder}.", free=round(free, 1), folder=folder),
            _("Make room; training stops on a full disk."),
        )
    return ok("models folder", _("writable, {free} GB free", free=round(free)))


def _missing_columns() -> Iterator[str]:
    inspector = sa.inspect(get_engine())
    for table in models.User.metadata.sorted_tables:
        if not inspector.has_table(table.name):
            yield table.name
            continue
        there = {column["name"] for column in inspector.get_columns(table.name)}
        yield from (f"{table.name}.{column.name}" for column in table.columns if column.name not in there)


def _version() -> str | None:
    with snapshot() as session:
        return session.scalar(sa.text("SELECT version_num FROM alembic_version"))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
