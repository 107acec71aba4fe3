"""One POST to an address someone else chose: never into our own network, never longer than allowed.

The name is resolved once, its addresses are checked, and the connection goes to the checked address: a name server
that answers otherwise the second time (DNS rebinding) changes nothing. Redirects are not followed.
"""

import base64
import contextlib
import hashlib
import hmac
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator
from typing import IO, Any

from services.notifications import addresses
from services.notifications.addresses import Target

# For each step of the exchange, and for all of it.
STEP_SECONDS = 5
TOTAL_SECONDS = 15

# Bytes of an answer that are read; its status is all we want to know.
LONGEST_ANSWER = 64 * 1024


def sign(secret: str, message_id: str, timestamp: int, body: str) -> str:
    """The signature of a message (Standard Webhooks 1.0, "Symmetric signatures")."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message_id}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def post(url: str, body: str, headers: dict[str, str]) -> int:
    """The status of the receiver's whole answer. Raises WebhookRefused, OSError, http.client.HTTPException."""
    target = addresses.check(url)
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.response_class = _WholeAnswer
    connection.sock = _connect(target)
    with contextlib.closing(connection), _ended_after(connection.sock, TOTAL_SECONDS):
        connection.request("POST", target.path, body.encode(), headers | {"Host": target.host_header})
        answer = connection.getresponse()
        _read_to_its_end(answer)
        return answer.status


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
            raise http.client.RemoteDisconnected("The receiver hung up before its answer was whole.")
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def _read_to_its_end(answer: http.client.HTTPResponse) -> None:
    left = LONGEST_ANSWER
    while left and (part := answer.read(left)):
        left -= len(part)
    if left and answer.length:
        raise http.client.RemoteDisconnected("The receiver hung up before its answer was whole.")


def _connect(target: Target) -> socket.socket:
    plain = socket.create_connection((target.address, target.port), STEP_SECONDS)
    if target.scheme == "http":
        return plain
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
    except OSError:
        plain.close()
        raise


@contextlib.contextmanager
def _ended_after(connected: socket.socket, seconds: float) -> Iterator[None]:
    # A receiver that sends a byte now and then would never run into the time limit of a single step.
    too_late = threading.Event()
    timer = threading.Timer(seconds, _hang_up, (connected, too_late))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if too_late.is_set():  # What looks like a short answer is one that we have cut.
        raise TimeoutError(f"The receiver took longer than {seconds:g} s.")


def _hang_up(connected: socket.socket, too_late: threading.Event) -> None:
    too_late.set()
    with contextlib.suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
