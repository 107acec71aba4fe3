"""More clients that keep the server waiting than it has threads, and one that only wants an answer."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import httpx
import pytest

from tests.stack import Stack

MANY = 40
CHARTS = "/app/_dash-component-suites/plotly/package_data/plotly.min.js"
JSON = "Content-Type: application/json\r\n"
HEADS = {
    "half a head": "GET /livez HTTP/1.1\r\nHost: x\r\n",
    "nothing but line ends": "\r\n\r\n",
    "nothing": "",
    "a withheld body": f"POST /auth/login HTTP/1.1\r\nHost: x\r\n{JSON}Content-Length: 1000\r\n\r\n{{",
    "a withheld form": "POST /app/sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nusername=",
    "a withheld larger body": f"POST /auth/login HTTP/1.1\r\nHost: x\r\n{JSON}Content-Length: 60000\r\n\r\n{{",
    "a withheld chunk": f"POST /auth/login HTTP/1.1\r\nHost: x\r\n{JSON}Transfer-Encoding: chunked\r\n\r\n5\r\n",
    "a body for a closed door": f"POST /predict HTTP/1.1\r\nHost: x\r\n{JSON}Content-Length: 9000000\r\n\r\n{{",
    "an answer that is not read": f"GET {CHARTS} HTTP/1.1\r\nHost: x\r\n\r\n" * 3,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The web processes, without Celery."""
    folder: Path = tmp_path_factory.mktemp("slow")
    stack = Stack("alone", folder, None, "")
    stack.run("-m", "flask", "--app", "wsgi", "prepare")
    stack.web.start()
    stack.web.wait_until(stack.ready)
    yield stack
    stack.web.kill()


def opened(site: Stack, beginning: str) -> socket.socket:
    """A connection on which this was sent, and nothing more."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", httpx.URL(site.address).port))
    client.sendall(beginning.encode())
    return client


@pytest.mark.parametrize("beginning", HEADS)
def test_others_are_answered_while_many_keep_the_server_waiting(site, beginning):
    with ExitStack() as held:
        for _ in range(MANY):
            held.enter_context(opened(site, HEADS[beginning]))
        answers = [httpx.get(f"{site.address}/livez", timeout=8).status_code for _ in range(20)]
    assert answers == [200] * 20


def test_who_sends_half_a_head_is_let_go_after_a_while(site):
    with opened(site, HEADS["half a head"]) as client:
        client.settimeout(30)
        with suppress(ConnectionResetError):
            assert client.recv(1) == b""


def test_a_request_in_pieces_is_answered(site):
    with opened(site, "") as client:
        for piece in (b"GET /livez HT", b"TP/1.1\r\nHost: x\r\n", b"Connection: close\r\n\r", b"\n"):
            client.sendall(piece)
        assert client.makefile("rb").readline() == b"HTTP/1.1 200 OK\r\n"


IN_CHUNKS = f"POST /auth/login HTTP/1.1\r\nHost: x\r\n{JSON}Transfer-Encoding: chunked\r\n"
BODIES = {
    "2;a=b\r\n[]\r\n0\r\nDigest: x\r\n\r\n": 422,
    "2\r\n[]\r\n0\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n": 422,
    "zz\r\n[]\r\n0\r\n\r\n": 400,
    "2\r\n[]xx0\r\n\r\n": 400,
    "0x2\r\n[]\r\n0\r\n\r\n": 400,
    f"2;{'a' * 20_000}\r\n[]\r\n0\r\n\r\n": 400,
    f"2\r\n[]\r\n0\r\nDigest: {'x' * 20_000}\r\n\r\n": 400,
    "2\r\n[]\r\n0\r\nno field\r\n\r\n": 400,
}


@pytest.mark.parametrize("body", BODIES)
def test_a_body_in_chunks_is_read_to_its_end_or_refused(site, body):
    with opened(site, f"{IN_CHUNKS}\r\n{body}") as client:
        client.settimeout(8)
        assert int(client.makefile("rb").readline().split()[1]) == BODIES[body]


@pytest.mark.parametrize("also", ["Content-Length: 6", "Transfer-Encoding: gzip", "Transfer-Encoding : chunked"])
def test_who_says_in_two_ways_how_long_a_body_is_is_refused(site, also):
    with opened(site, f"{IN_CHUNKS}{also}\r\n\r\n0\r\n\r\nGET /livez HTTP/1.1\r\nHost: x\r\n\r\n") as client:
        client.settimeout(8)
        assert client.makefile("rb").readline().split()[1] in (b"400", b"501")


def test_another_coding_of_a_body_is_refused_at_once(site):
    head = IN_CHUNKS.replace("chunked", "xchunked")
    with opened(site, f"{head}Content-Length: 2\r\n\r\n[]") as client:
        client.settimeout(8)
        assert client.makefile("rb").readline().split()[1] in (b"400", b"501")


def test_several_requests_on_one_connection_are_answered(site):
    with httpx.Client(base_url=site.address, timeout=30) as client:
        assert {client.get("/livez").status_code for _ in range(5)} == {200}
        sizes = [20_000, 45_000, 60_000, 70_000, 1_000_000]
        answers = [client.post("/auth/login", content=b'"' + b"x" * size + b'"') for size in sizes]
        assert [answer.status_code for answer in answers] == [415, 415, 415, 413, 413]


@pytest.mark.parametrize(("size", "says"), [(1_000, b"keep-alive"), (1_000_000, b"close")])
def test_an_answer_says_whether_its_connection_goes_on(site, size, says):
    with opened(site, f"POST /nowhere HTTP/1.1\r\nHost: x\r\n{JSON}Content-Length: {size}\r\n\r\n") as client:
        client.sendall(b"x" * size)
        answer = client.makefile("rb")
        assert b" 404 " in answer.readline()
        assert b"Connection: " + says + b"\r\n" in iter(answer.readline, b"\r\n")


def test_a_body_in_chunks_is_read(site):
    def chunks(number: int) -> Iterator[bytes]:
        yield b'{"username": "x", "password": "'
        yield from [b"y" * 1000] * number
        yield b'"}'

    headers = {"Content-Type": "application/json"}
    answers = [
        httpx.post(f"{site.address}/auth/login", content=chunks(number), headers=headers, timeout=30)
        for number in (1, 100)
    ]
    assert [answer.status_code for answer in answers] == [422, 413]


def test_a_large_answer_comes_whole(site):
    answer = httpx.get(f"{site.address}{CHARTS}", headers={"Accept-Encoding": "identity"}, timeout=30)
    assert len(answer.content) == int(answer.headers["Content-Length"]) > 1_000_000
