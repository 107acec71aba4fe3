"""`python -m launcher`: start everything, say where to look, keep it alive, stop it all together."""

import fcntl
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import IO

from launcher import embedded
from launcher.child import Child
from launcher.errors import LaunchError
from launcher.supervisor import POLL_SECONDS, StopRequested, Supervisor, say
from utils.config import Settings, SettingsError, load_settings

READY_SECONDS = 90
# Above worker_soft_shutdown_timeout in celery_app.py: the worker hands its jobs back by then.
WORKER_STOP_SECONDS = 25


def main() -> int:
    supervisor = Supervisor()
    supervisor.listen()
    data_dir = Path(os.environ.get("DATA_DIR") or "var").absolute()
    lock = None
    try:
        lock = _claim(data_dir)
        _run(supervisor, data_dir)
    except StopRequested:
        say("\nStopping ...")
    except (LaunchError, SettingsError) as error:
        say(str(error))
        return 1
    finally:
        supervisor.stop()
        if lock:
            embedded.forget(data_dir)
    say("Stopped.")
    return 0


def _run(supervisor: Supervisor, data_dir: Path) -> None:
    environment = dict(os.environ) | {"DATA_DIR": str(data_dir), "FLASK_APP": "wsgi.py", "PYTHON": sys.executable}
    broker = None
    if embedded.is_embedded(environment):
        broker, secrets = embedded.prepare(data_dir)
        environment |= secrets
        os.environ |= secrets
    else:
        embedded.forget(data_dir)
    settings = load_settings()
    _check_ports(settings)

    logs = data_dir / "logs"
    if broker:
        supervisor.start(Child("broker", broker.command, environment, logs / "broker.log"))
    prepared = _prepare(environment)
    if prepared["demo_products"]:
        say(f"An empty database: made a demo shop of {prepared['demo_products']} products.")
    for child in _children(settings, environment, logs):
        supervisor.start(child)
    _wait_until_ready(supervisor, settings)
    if prepared["needs_training"]:
        _in_foreground(supervisor, "train", environment)
    _in_foreground(supervisor, "welcome", environment)
    say("Running. Ctrl-C stops everything.")
    supervisor.watch()


def _children(settings: Settings, environment: dict[str, str], logs: Path) -> list[Child]:
    python = sys.executable
    children = [
        Child("worker", ["./start_worker.sh", "worker"], environment, logs / "worker.log", WORKER_STOP_SECONDS),
        Child("beat", ["./start_worker.sh", "beat"], environment, logs / "beat.log"),
        Child("web", [python, "-m", "gunicorn", "wsgi:app"], environment, logs / "web.log"),
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
        # Its memory survives a kill: by default it is written at a proper end only.
        *("--persistent=True", f"--db={database}", "--save-state-interval=30000"),
    ]


def _claim(data_dir: Path) -> IO[str]:
    """The right to use DATA_DIR, until the file is closed. Raises LaunchError."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = (data_dir / "launcher.lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LaunchError(f"Stockcast already runs on {data_dir}. Stop it, or set another DATA_DIR.") from None
    except OSError as error:
        raise LaunchError(f"{data_dir} cannot be written ({error.strerror}). Set another DATA_DIR.") from None
    return lock


def _check_ports(settings: Settings) -> None:
    for name, host, port in (
        ("PORT", settings.host, settings.port),
        ("FLOWER_PORT", "127.0.0.1", settings.flower_port),
    ):
        with socket.socket() as probe:
            # As the servers do: a port that was in use a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise LaunchError(
                    f"Port {port} cannot be used ({error.strerror}). Choose another: {name}={port + 1} make run"
                ) from None


def _prepare(environment: dict[str, str]) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "prepare"], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise LaunchError(f"The database could not be prepared:\n{done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def _wait_until_ready(supervisor: Supervisor, settings: Settings) -> None:
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host  # noqa: S104
    give_up = time.monotonic() + READY_SECONDS
    while time.monotonic() < give_up:
        supervisor.look()
        with suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(f"http://{host}:{settings.port}/readyz", timeout=3).close()
            return
        time.sleep(POLL_SECONDS)
    raise LaunchError(f"It did not get ready within {READY_SECONDS} s. Look into {settings.data_dir / 'logs'}.")


def _in_foreground(supervisor: Supervisor, command: str, environment: dict[str, str]) -> None:
    """Run a command on this terminal, while the children are watched. Its failure is its own to tell."""
    child = Child(command, [sys.executable, "-m", "flask", command], environment | {"LOG_LEVEL": "ERROR"})
    child.start()
    try:
        while child.is_running():
            supervisor.look()
            time.sleep(POLL_SECONDS)
    finally:
        child.kill()


if __name__ == "__main__":
    sys.exit(main())
