"""One conversation by HTTP with an address that somebody has chosen, for no longer than allowed.

The name is resolved once, its addresses are checked, and the connection goes to the checked address: a name server
that answers otherwise the second time (DNS rebinding) changes nothing. Redirects are not followed.
"""

import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from typing import IO, Any

from services.outside.addresses import Target

# For each step of the exchange.
STEP_SECONDS = 5


@contextlib.contextmanager
def connected(target: Target, seconds: float) -> Iterator[http.client.HTTPConnection]:
    """A connection that is cut after so many seconds.

    Raises OSError (TimeoutError where it was cut), http.client.HTTPException.
    """
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.response_class = _WholeAnswer
    connection.sock = connect(target)
    with contextlib.closing(connection), ended_after(connection.sock, seconds):
        yield connection


def cut_off() -> http.client.RemoteDisconnected:
    return http.client.RemoteDisconnected("The other side hung up before its answer was whole.")


class _WholeAnswer(http.client.HTTPResponse):
    """One whose head has an end: http.client takes that of the connection for it."""

    def begin(self) -> None:
        lines = self.fp
        self.fp = _Lines(lines)  # type: ignore[assignment]  # reads as what it wraps
        try:
            super().begin()
        finally:
            if self.fp is not None:
                self.fp = lines


class _Lines:
    """Lines of a head, of which the last one is empty."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def readline(self, limit: int = -1) -> bytes:
        line = self.file.readline(limit)
        if not line:
            raise cut_off()
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def connect(target: Target) -> socket.socket:
    """A socket to the address that was checked; by https the other side has proved its name. Raises OSError."""
    plain = socket.create_connection((target.address, target.port), STEP_SECONDS)
    if target.scheme == "http":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except OSError:
        plain.close()
        raise


@contextlib.contextmanager
def ended_after(connected: socket.socket, seconds: float) -> Iterator[None]:
    """Cut a connection that is still in use after so many seconds. Raises TimeoutError for what fails by that."""
    # One that sends a byte now and then would never run into the time limit of a single step.
    too_late = threading.Event()
    timer = threading.Timer(seconds, _hang_up, (connected, too_late))
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception:
        if not too_late.is_set():
            raise
    finally:
        timer.cancel()
    if too_late.is_set():  # What looks like a short answer, too, is one that we have cut.
        raise TimeoutError(f"The other side took longer than {seconds:g} s.")


def _hang_up(connected: socket.socket, too_late: threading.Event) -> None:
    too_late.set()
    with contextlib.suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
