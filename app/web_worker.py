"""gunicorn's threads, which no slow client can hold.

A request waits in the kernel, without a thread, until all of it is there. Only what is too large for that, and the
answers, are moved by threads; when too many of them wait for their clients, those that waited longest are cut off.
Where many clients are to be waited for, put a proxy in front that buffers (docs/operations.md).
"""

import errno
import json
import re
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from operator import itemgetter
from selectors import EVENT_READ
from typing import Any

from gunicorn import util
from gunicorn.http.errors import ParseException
from gunicorn.workers.gthread import TConn, ThreadWorker

# Within the window that a new connection has on Linux: more would not come before some of it is taken.
KEPT_BYTES = 48 * 1024
# For a request to be there; then for each silence of its client, while more is read or written.
SECONDS = 10.0
# What a client must move, once it has used these seconds up.
BYTES_A_SECOND = 4 * 1024
# A client that let a thread wait for less is not slow.
MOMENT = 0.5
# A client reads our answer once it has sent all: so long it may be silent, and so long it may take (as in nginx).
LINGER_SECONDS, LONGEST_LINGER = 2.0, 30.0

_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_IN_CHUNKS = re.compile(rb"^transfer-encoding:[ \t]*chunked[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_WAITS_FOR_US = re.compile(rb"^expect:", re.IGNORECASE | re.MULTILINE)

# What is refused before the application sees it, by status: what to do.
_REMEDIES = {
    414: "The address is too long; ask for less at a time.",
    431: "The headers are too long; send fewer or shorter ones.",
}


def write_problem(client: socket.socket, status: int, reason: str, found: str) -> None:
    """What gunicorn itself refuses, as every other error is told (RFC 9457)."""
    detail = f"{_REMEDIES.get(status, 'This is no HTTP request that can be read.')} {found}".strip()
    code = reason.lower().replace(" ", "_")
    members = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    # Neither is known: the request was not read.
    body = json.dumps(members | {"instance": "", "code": code, "request_id": None}).encode()
    head = f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
    util.write_nonblock(client, f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)


# gunicorn has no setting for it, and writes HTML.
util.write_error = write_problem


def is_complete(seen: bytes) -> bool:
    """Whether a thread may begin with a request of which this has come: it is all there, or more than is kept."""
    head, end, body = seen.lstrip(b"\r\n").partition(b"\r\n\r\n")
    if len(seen) >= KEPT_BYTES or not end:
        return len(seen) >= KEPT_BYTES
    if _WAITS_FOR_US.search(head):
        return True
    if _IN_CHUNKS.search(head):
        # The last chunk, fields after it, or another request.
        return b"0\r\n\r\n" in body or body.endswith(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return not length or len(body) >= int(length[1]) or len(head) + int(length[1]) > KEPT_BYTES


class ClientSocket(socket.socket):
    """Knows for how long threads have waited for its client, in this request, and gives up when that is too long."""

    waited = 0.0
    moved = 0
    since: float | None = None

    def begin(self) -> None:
        """A new request."""
        self.waited, self.moved = 0.0, 0
        self.settimeout(SECONDS)

    @property
    def patience_used(self) -> float:
        """Seconds waited, that of now included; 0 while nobody waits."""
        since = self.since
        return self.waited + time.monotonic() - since if since else 0.0

    def recv(self, *arguments: Any) -> bytes:
        return self._wait(super().recv, len, *arguments)

    def sendall(self, data: Any, *flags: Any) -> None:
        rest = memoryview(data).cast("B")
        while rest:
            rest = rest[self._wait(super().send, int, rest, *flags) :]

    def cut_off(self) -> None:
        """Whoever waits for this client goes on at once."""
        with suppress(OSError):  # Where it has just gone by itself.
            self.shutdown(socket.SHUT_RDWR)

    def _wait(self, move: Callable[..., Any], size: Callable[[Any], int], *arguments: Any) -> Any:
        self.since = time.monotonic()
        try:
            done = move(*arguments)
        except TimeoutError:
            raise _too_slow() from None
        finally:
            self.waited += time.monotonic() - self.since
            self.since = None
        self.moved += size(done)
        if self.waited > SECONDS + self.moved / BYTES_A_SECOND:
            raise _too_slow()
        return done


def _too_slow() -> OSError:
    # As if the client had gone: gunicorn says nothing of that in its log.
    return ConnectionResetError(errno.ECONNRESET, "the client is too slow")


def _ends(request: Any, wants_to: Callable[[], bool], connection: "Connection") -> bool:
    """Whether the connection ends with this answer: asked before its headers are written, so that they say so.

    What the application left unread of the request is there by now and little, or it does end.
    """
    if not wants_to() and not _is_all_read(connection):
        request.must_close = True
    return wants_to()


def _is_all_read(connection: "Connection") -> bool:
    try:
        return bool(connection.parser.finish_body(deadline=time.monotonic() + MOMENT / 2))
    except (OSError, ParseException):
        return False


class Connection(TConn):
    linger: Callable[["Connection"], None]
    let_go_at = 0.0

    def init(self) -> None:
        super().init()
        self.sock.begin()

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self.linger(self)
        else:
            super().close()


class WebWorker(ThreadWorker):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.in_threads: set[Connection] = set()
        self.lingering: list[Connection] = []

    def accept(self, listener: socket.socket) -> None:
        try:
            accepted, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED):
                raise
            return
        client = ClientSocket(fileno=accepted.detach())
        connection = Connection(self.cfg, client, address, listener.getsockname())
        connection.linger = self._linger
        self.nr_conns += 1
        self._wait_for_request(connection)
        # Who opens connections and sends nothing must leave room for others.
        if len(self.pending_conns) > self.worker_connections // 2:
            self.pending_conns[0].timeout = 0.0

    def on_client_socket_readable(self, conn: Connection, client: socket.socket) -> None:
        """The next request on a connection begins."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self._wait_for_request(conn)

    def _wait_for_request(self, connection: Connection) -> None:
        connection.timeout = time.monotonic() + SECONDS
        self.pending_conns.append(connection)
        self.poller.register(connection.sock, EVENT_READ, partial(self.on_pending_socket_readable, connection))

    def on_pending_socket_readable(self, conn: Connection, client: ClientSocket) -> None:
        """More of a request has come; a thread takes it once that is all."""
        try:
            seen = socket.socket.recv(client, KEPT_BYTES, socket.MSG_PEEK)
        except BlockingIOError:
            return
        except OSError:
            seen = b""
        complete = not seen or is_complete(seen)
        # Until there is more than this, nobody is woken. A thread would not be either: for it, any byte counts.
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1 if complete else len(seen) + 1)
        if complete:
            super().on_pending_socket_readable(conn, client)

    def enqueue_req(self, conn: Connection) -> None:
        self.in_threads.add(conn)
        super().enqueue_req(conn)

    def finish_request(self, conn: Connection, fs: Any) -> None:
        self.in_threads.discard(conn)
        super().finish_request(conn, fs)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        super().wait_for_and_dispatch_events(min(timeout, MOMENT / 2) if self.in_threads else timeout)
        self._cut_off_the_slowest()

    def _cut_off_the_slowest(self) -> None:
        """Half of the threads may wait for clients at a time."""
        used = ((connection.sock.patience_used, connection.sock) for connection in self.in_threads)
        waiting = sorted((one for one in used if one[0]), key=itemgetter(0))
        for seconds, client in waiting[self.cfg.threads // 2 :]:
            if seconds > MOMENT:
                client.cut_off()

    def murder_pending(self) -> None:
        super().murder_pending()
        now = time.monotonic()
        for connection in [one for one in self.lingering if one.timeout <= now]:
            self._let_go(connection)

    def handle_request(self, req: Any, conn: Connection) -> bool:
        req.should_close = partial(_ends, req, req.should_close, conn)
        return bool(super().handle_request(req, conn))

    def _linger(self, connection: Connection) -> None:
        """Let the client read the answer before its connection is gone (RFC 9112, section 9.6), while others go on."""
        client = connection.sock
        try:
            client.shutdown(socket.SHUT_WR)
            client.setblocking(False)
        except OSError:
            return connection.close()
        connection.timeout = time.monotonic() + LINGER_SECONDS
        connection.let_go_at = time.monotonic() + LONGEST_LINGER
        self.lingering.append(connection)
        if len(self.lingering) > self.worker_connections // 2:
            self._let_go(self.lingering[0])
        self.poller.register(client, EVENT_READ, partial(self._drain, connection))

    def _drain(self, connection: Connection, client: ClientSocket) -> None:
        try:
            if socket.socket.recv(client, KEPT_BYTES):
                connection.timeout = min(time.monotonic() + LINGER_SECONDS, connection.let_go_at)
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._let_go(connection)

    def _let_go(self, connection: Connection) -> None:
        self.lingering.remove(connection)
        self.poller.unregister(connection.sock)
        connection.close()
