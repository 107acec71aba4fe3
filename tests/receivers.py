"""Real receivers of what Stockcast tells the outside: an HTTP server and a mail server, in threads of the tests."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller


class HttpReceiver(ThreadingHTTPServer):
    """Keeps what it is sent, and answers with `status`; a status of 0 hangs up without an answer.

    meeting -- nobody is answered before as many have come as it waits for
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Keep)
        self.received: list[tuple[dict[str, str], str]] = []
        self.arrived = threading.Event()
        self.status = 204
        self.location: str | None = None
        self.path = ""
        self.meeting: threading.Barrier | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Keep(BaseHTTPRequestHandler):
    server: HttpReceiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.path = self.path
        self.server.received.append((headers, body))
        self.server.arrived.set()
        if self.server.meeting:
            self.server.meeting.wait(3)
        if not self.server.status:
            return
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def http_receiver() -> Iterator[HttpReceiver]:
    with HttpReceiver() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


class MailBox:
    """Keeps the mails it is sent."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], str]] = []
        self.url = ""

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
        self.mails.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 kept"


class HesitantMailBox(MailBox):
    """Does not say whether it takes a mail before `goes_on`."""

    def __init__(self) -> None:
        super().__init__()
        self.is_asked, self.goes_on = threading.Event(), threading.Event()

    async def handle_RCPT(
        self, server: object, session: object, envelope: object, address: str, options: object
    ) -> str:
        self.is_asked.set()
        while not self.goes_on.is_set():
            await asyncio.sleep(0.01)
        envelope.rcpt_tos.append(address)
        return "250 taken"


@contextmanager
def mail_receiver(port: int, box: MailBox | None = None) -> Iterator[MailBox]:
    box = box or MailBox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    box.url = f"smtp://127.0.0.1:{port}"
    try:
        yield box
    finally:
        controller.stop()
