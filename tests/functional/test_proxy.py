"""The proxy of docker-compose.yml, before web processes of our own."""

import http.client
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.children import Child
from tests.servers import free_port, needed
from tests.stack import ROOT, Stack

MANY = 40


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of the proxy."""
    folder = tmp_path_factory.mktemp("proxy")
    stack = Stack("alone", folder, None, "")
    stack.environment["TRUSTED_PROXIES"] = "1"
    stack.run("-m", "flask", "--app", "wsgi", "prepare")
    stack.web.start()
    stack.web.wait_until(stack.ready)
    port = free_port()
    proxy = Child(
        [needed("nginx"), "-c", str(configuration(folder, stack.address, port)), "-g", "daemon off; user root;"],
        folder / "nginx.log",
    )
    proxy.start()
    client = httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=False, timeout=20)
    client.password = stack.password
    try:
        proxy.wait_until(lambda: accepts(port))
        yield client
    finally:
        proxy.kill()
        stack.web.kill()


def configuration(folder: Path, api: str, port: int) -> Path:
    """That of the composition, at ports and places of this test, with a certificate of its own."""
    subject = ["-subj", "/CN=localhost", "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject], check=True, capture_output=True
    )
    text = (ROOT / "deploy" / "nginx" / "nginx.conf").read_text(encoding="utf-8")
    ours = {
        "http://api:5000": api,
        "listen 8443": f"listen {port}",
        "listen 8080": f"listen {free_port()}",
        "/var/cache/nginx/": f"{folder}/",
        "/etc/nginx/tls": str(folder),
        "include mime.types": "include /etc/nginx/mime.types",
    }
    for theirs, own in ours.items():
        assert theirs in text
        text = text.replace(theirs, own)
    path = folder / "nginx.conf"
    path.write_text(text, encoding="utf-8")
    return path


def accepts(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def test_a_page_and_the_api_are_answered_over_tls(site):
    assert site.get("/livez").status_code == 200
    assert "Strict-Transport-Security" in site.get("/app/sign-in").headers


def test_a_browser_signs_in_and_its_cookie_is_for_tls_only(site):
    form, origin = {"username": "admin", "password": site.password}, {"Origin": str(site.base_url)}
    answer = site.post("/app/sign-in", data=form, headers=origin)
    assert answer.status_code == 303
    assert all("Secure" in cookie for cookie in answer.headers.get_list("Set-Cookie"))


def test_an_odd_code_comes_as_it_was_sent(site):
    body = {"username": "admin", "password": site.password}
    token = site.post("/auth/login", json=body).json()["access_token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert site.post("/products", json={"sku": "a//b %"}, headers=bearer).status_code == 201
    assert site.get("/products/a%2F%2Fb%20%25", headers=bearer).json()["sku"] == "a//b %"


def test_what_the_proxy_itself_refuses_is_a_problem_as_well(site):
    answer = site.post("/predict", content=b"x" * (21 * 1024 * 1024))
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")
    assert (answer.json()["status"], answer.json()["code"]) == (413, "request_entity_too_large")


REFUSED = {
    b"GET /%00": 400,
    b"GET /%zz": 400,
    b"GET /../x": 400,
    b"GET /" + b"a" * 9000: 414,
    b"GET /.problem": 404,
    b"TRACE /": 405,
}


@pytest.mark.parametrize("begins", REFUSED)
def test_what_the_proxy_cannot_read_is_a_problem_as_well(site, begins):
    assert told(site, begins + b" HTTP/1.1\r\nHost: x\r\n\r\n") == (REFUSED[begins], "application/problem+json")


def test_another_version_of_http_is_a_problem_as_well(site):
    assert told(site, b"GET / HTTP/3.0\r\nHost: x\r\n\r\n") == (505, "application/problem+json")


def test_another_coding_of_a_body_is_a_problem_as_well(site):
    head = b"POST /predict HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n"
    assert told(site, head) == (501, "application/problem+json")


def test_http_without_tls_is_a_problem_as_well(site):
    answer = httpx.get(f"http://127.0.0.1:{site.base_url.port}/livez", timeout=30)
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")


def told(site: httpx.Client, request: bytes) -> tuple[int, str | None]:
    """Status and kind of the answer to what no client of ours would send."""
    plain = socket.create_connection(("127.0.0.1", site.base_url.port))
    with ssl._create_unverified_context().wrap_socket(plain) as client:
        client.sendall(request)
        answer = http.client.HTTPResponse(client)
        answer.begin()
        return answer.status, answer.getheader("Content-Type")


def test_others_are_answered_while_many_withhold_their_bodies(site):
    head = b"POST /auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{"
    with ExitStack() as held:
        for _ in range(MANY):
            client = held.enter_context(socket.create_connection(("127.0.0.1", site.base_url.port)))
            client.sendall(head)
        assert [site.get("/livez").status_code for _ in range(10)] == [200] * 10
