"""`python -m launcher`: start everything, say where to look, keep it alive, stop it all together."""

import json
import os
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from launcher import data_folder, embedded, ports, process_secrets
from launcher.child import Child
from launcher.errors import LaunchError
from launcher.guardian import Guardian
from launcher.supervisor import StopRequested, Supervisor
from launcher.terminal import say
from utils import beside
from utils.config import Settings, SettingsError, load_settings

READY_SECONDS = 90
# Above worker_soft_shutdown_timeout in celery_app.py: the worker hands its jobs back by then.
WORKER_STOP_SECONDS = 25
# Above graceful_timeout in gunicorn.conf.py: requests under way are finished by then.
WEB_STOP_SECONDS = 15


def main() -> int:
    # The database, the logs and the secrets are nobody else's to read.
    os.umask(0o077)
    data_dir = Path(os.environ.get("DATA_DIR") or "var").absolute()
    try:
        with data_folder.claim(data_dir) as lock, closing(Guardian(lock)) as guardian:
            _run_until_stopped(Supervisor(guardian), data_dir)
    except (LaunchError, SettingsError, OSError) as error:
        say(str(error))
        return 1
    say("Stopped.")
    return 0


def _run_until_stopped(supervisor: Supervisor, data_dir: Path) -> None:
    # One that was killed may have left its own.
    beside.forget(data_dir)
    try:
        _run(supervisor, data_dir)
    except StopRequested:
        say("\nStopping ...")
    finally:
        supervisor.stop()
        beside.forget(data_dir)


def _run(supervisor: Supervisor, data_dir: Path) -> None:
    environment = dict(os.environ) | {"DATA_DIR": str(data_dir), "FLASK_APP": "wsgi.py", "PYTHON": sys.executable}
    broker = None
    if embedded.is_embedded(environment):
        broker, chosen = embedded.prepare(data_dir)
        environment |= chosen
        os.environ |= chosen
    settings = load_settings()
    ports.check(settings)

    logs = data_dir / "logs"
    if broker:
        supervisor.start(Child("broker", broker.command, environment, logs / "broker.log"))
    prepared = _prepare(supervisor, environment, logs)
    if prepared["demo_products"]:
        say(f"An empty database: made a demo shop of {prepared['demo_products']} products.")
    # Alone at first: on a small machine all at once would make the pages wait for all.
    supervisor.start(_web(environment, logs))
    _wait_until_ready(supervisor, settings)
    beside.leave(data_dir, _settings_in(process_secrets.environment_for("beside", environment)))
    _in_foreground(supervisor, ["welcome", "--first"] if prepared["admin"] else ["welcome"], environment)
    for child in _workers(settings, environment, logs):
        supervisor.start(child)
    if prepared["needs_training"]:
        _in_foreground(supervisor, ["train"], environment)
        _in_foreground(supervisor, ["forecast"], environment)
    say("Running. Ctrl-C stops everything.")
    while True:
        supervisor.look()


def _settings_in(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: environment[name] for name in map(str.upper, Settings.model_fields) if name in environment}


def _web(environment: dict[str, str], logs: Path) -> Child:
    return Child("web", [sys.executable, "-m", "gunicorn", "wsgi:app"], environment, logs / "web.log", WEB_STOP_SECONDS)


def _workers(settings: Settings, environment: dict[str, str], logs: Path) -> list[Child]:
    if not settings.use_celery:
        return []
    children = [
        *(
            Child(name, ["./start_worker.sh", name], environment, logs / f"{name}.log", WORKER_STOP_SECONDS)
            for name in ("worker", "predictions")
        ),
        Child("beat", ["./start_worker.sh", "beat"], environment, logs / "beat.log"),
    ]
    if settings.flower_basic_auth:
        children.append(Child("flower", _flower(settings), environment, logs / "flower.log"))
    else:
        say("Flower is not started: set FLOWER_BASIC_AUTH to user:password to have it.")
    return children


def _flower(settings: Settings) -> list[str]:
    database = settings.data_dir / "flower.db"
    return [
        *(sys.executable, "-m", "celery", "-A", "celery_app", "flower"),
        *("--address=127.0.0.1", f"--port={settings.flower_port}"),
        f"--db={database}",
    ]


def _prepare(supervisor: Supervisor, environment: dict[str, str], logs: Path) -> dict[str, int]:
    log = logs / "prepare.log"
    with tempfile.NamedTemporaryFile(dir=logs.parent) as answer:
        child = Child("prepare", [sys.executable, "-m", "flask", "prepare"], environment, log)
        child.output = Path(answer.name)
        if supervisor.run(child):
            last_words = [line for line in log.read_text(errors="replace").splitlines() if "Error" in line][-1:]
            raise LaunchError("\n".join(["The database could not be prepared:", *last_words, f"Its log: {log}"]))
        return json.load(answer)


def _wait_until_ready(supervisor: Supervisor, settings: Settings) -> None:
    give_up = time.monotonic() + READY_SECONDS
    while time.monotonic() < give_up:
        supervisor.look()
        with suppress(OSError):
            urllib.request.urlopen(f"{settings.address}/readyz", timeout=3).close()  # noqa: S310
            return
    raise LaunchError(f"It did not get ready within {READY_SECONDS} s. Look into {settings.data_dir / 'logs'}.")


def _in_foreground(supervisor: Supervisor, command: list[str], environment: dict[str, str]) -> None:
    """Run a `flask` command on this terminal, while the children are watched. Its failure is its own to tell."""
    supervisor.run(Child(command[0], [sys.executable, "-m", "flask", *command], environment))


if __name__ == "__main__":
    sys.exit(main())
