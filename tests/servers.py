"""Real servers as child processes of the tests: on loopback, on free ports, gone when the tests are."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

import kombu
import psycopg2
import pymysql
import pytest
import redis

import launcher.broker
from tests.children import Child


class Broker(Child):
    """A Redis-compatible server with a password and an append-only file, as in production."""

    def __init__(self, url: str, command: list[str], folder: Path):
        super().__init__(command, folder / "log")
        self.url = url

    def start(self) -> None:
        super().start()
        self.wait_until(self.answers)

    def answers(self) -> bool:
        try:
            return self.client().ping()
        except redis.RedisError:
            return False

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url.replace("redis+socket:", "unix:").replace("virtual_host=", "db="))


class RabbitMQ(Child):
    """A RabbitMQ node of its own, with the register of nodes (epmd) it insists on."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        program = rabbitmq_program()
        ports = {name: free_port() for name in ("amqp", "nodes", "register")}
        password = secrets.token_hex(8)
        (folder / "rabbitmq.conf").write_text(f"default_user = stockcast\ndefault_pass = {password}\n")
        (folder / "plugins").write_text("[].")
        environment = os.environ | {
            "HOME": str(folder),
            "ERL_CRASH_DUMP": str(folder / "erl_crash.dump"),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(ports["register"]),
            "RABBITMQ_NODENAME": "stockcast@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(ports["amqp"]),
            "RABBITMQ_DIST_PORT": str(ports["nodes"]),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        }
        super().__init__([program], folder / "log", environment)
        self.url = f"amqp://stockcast:{password}@127.0.0.1:{ports['amqp']}//"
        # In the foreground: started by the node itself, it would stay behind.
        self._register = Child([needed("epmd")], folder / "epmd.log", environment)

    def start(self) -> None:
        self._register.start()
        super().start()
        self.wait_until(self.answers)

    def kill(self) -> None:
        super().kill()
        self._register.kill()

    def answers(self) -> bool:
        try:
            with kombu.Connection(self.url, connect_timeout=2) as connection:
                connection.connect()
        except OSError:
            return False
        return True


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


class MariaDB(Child):
    """A MariaDB server of its own. Like PostgreSQL's, it is started as `nobody` by root."""

    USER = "root"

    def __init__(self) -> None:
        server, install = needed("mariadbd", "mariadb-server"), needed("mariadb-install-db", "mariadb-server")
        self.folder = Path(tempfile.mkdtemp(prefix="stockcast-mariadb-"))
        self.port = free_port()
        user = _unprivileged(self.folder)
        data = self.folder / "data"
        # The first user has all rights and no password; nobody but this machine can reach it.
        setup = [install, "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal"]
        subprocess.run([*setup, "--skip-test-db"], check=True, capture_output=True, cwd=self.folder, **user)
        options = {"datadir": data, "port": self.port, "bind-address": "127.0.0.1"}
        options |= {"socket": self.folder / "socket", "pid-file": self.folder / "pid"}
        options |= {"innodb-flush-log-at-trx-commit": 0, "innodb-buffer-pool-size": "16M", "tmpdir": self.folder}
        arguments = [f"--{name}={value}" for name, value in options.items()]
        super().__init__([server, "--no-defaults", *arguments], self.folder / "log", cwd="/", **user)

    def start(self) -> None:
        super().start()
        self.wait_until(self.answers)

    def answers(self) -> bool:
        try:
            self.connect().close()
        except pymysql.OperationalError:
            return False
        return True

    def connect(self, database: str | None = None) -> "pymysql.Connection":
        return pymysql.connect(
            host="127.0.0.1", port=self.port, user=self.USER, database=database, connect_timeout=2, autocommit=True
        )

    def create_database(self, name: str) -> str:
        """The URL of a new, empty database."""
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE `{name}`")
        return f"mysql://{self.USER}@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        self.kill()
        shutil.rmtree(self.folder)


def embedded_broker(folder: Path) -> Broker:
    """The one `make run` starts."""
    embedded = launcher.broker.embedded_broker(folder, secrets.token_hex(8))
    return Broker(embedded.url, embedded.command, folder)


def redis_broker(folder: Path) -> Broker:
    folder.mkdir()
    port, password = free_port(), secrets.token_hex(8)
    options = {"port": port, "bind": "127.0.0.1", "requirepass": password, "dir": folder}
    options |= {"appendonly": "yes", "save": "", "maxmemory-policy": "noeviction"}
    arguments = [str(part) for name, value in options.items() for part in (f"--{name}", value)]
    return Broker(f"redis://:{password}@127.0.0.1:{port}/0", [needed("redis-server"), *arguments], folder)


def postgresql_programs() -> Path:
    """The folder of initdb and postgres, which Debian does not put on the PATH."""
    found = shutil.which("postgres")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
    if not found and not folders:
        missing("postgresql")
    return folders[-1] if folders else Path(found).resolve().parent


def rabbitmq_program() -> str:
    """The server itself: what Debian has on the PATH insists on the user `rabbitmq` and his folders."""
    program = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
    return str(program) if program.exists() else needed("rabbitmq-server")


def needed(program: str, package: str | None = None) -> str:
    return shutil.which(program) or missing(package or program)


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


def _unprivileged(folder: Path) -> dict[str, object]:
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
