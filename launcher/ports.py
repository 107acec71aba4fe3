import socket

from launcher.errors import LaunchError
from utils.config import Settings


def check(settings: Settings) -> None:
    """See that the ports of the web server and of Flower are free. Raises LaunchError, naming each that is not."""
    problems = []
    if settings.port == settings.flower_port:
        problems.append(f"PORT and FLOWER_PORT are both {settings.port}; they must differ.")
    else:
        problems += _taken("PORT", settings.host, settings.port)
        problems += _taken("FLOWER_PORT", "127.0.0.1", settings.flower_port)
    if problems:
        raise LaunchError("\n".join(problems))


def _taken(name: str, host: str, port: int) -> list[str]:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As the servers do: a port that was in use a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return [f"Port {port} cannot be used ({error.strerror}). Choose another: {name}={port + 1} make run"]
    return []
